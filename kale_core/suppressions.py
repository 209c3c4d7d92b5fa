"""Comments that suppress findings: `# kale: ignore[KALE302] reason` for a line, `ignore-cell` for a cell."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kale_core.comments import Comment, Comments, comments
from kale_core.diagnostics import Fix, Place, Span
from kale_core.edits import ReplaceSource
from kale_core.quoting import quoted

if TYPE_CHECKING:
    from kale_core.notebook import Cell

_MARK = re.compile(
    r"#\s*kale(?P<more>[-_]hooks)?\s*(?P<colon>:?)\s*(?P<word>ignore(?:-\w*)*)(?!\w)\s*(?P<bracket>\[?)", re.IGNORECASE
)
_LIST = re.compile(r"(?P<list>[^\]#]*)\]")
_ITEM = re.compile(r"[^,]+")
_NEXT_COMMENT = re.compile(r"\s+#(?!\d)")  # but for the number of an issue in a reason
_WORDS = ("ignore", "ignore-cell")


@dataclass(frozen=True, slots=True)
class Selector:
    """A code, the beginning of one or a name of a rule in a suppression, and where it stands."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Suppression:
    """A comment that suppresses findings: those of `selectors` in the `lines` of a cell, or in all of the cell.

    `span` is the comment's, without other comments beside it; with a `fault`, it suppresses nothing. `source` is
    the cell's, and `is_python` false if a command gets to see the comment.
    """

    cell: int
    span: Span
    source: str
    selectors: tuple[Selector, ...] = ()
    lines: frozenset[int] = frozenset()
    whole_cell: bool = False
    is_python: bool = True
    fault: str | None = None

    @property
    def place(self) -> Place:
        return Place(self.cell, self.span)

    def covers(self, place: Place) -> bool:
        """Whether a finding there begins or ends where the comment counts."""
        span = place.span_in_cell()
        if span is None or place.cell != self.cell:
            return False
        return self.whole_cell or span.line in self.lines or span.end_line in self.lines

    def without(self, selectors: Collection[Selector]) -> Fix | None:
        """Removes some of the selectors, or the comment if none are left."""
        if not self.is_python:
            return None
        kept = [each.text for each in self.selectors if each not in selectors]
        if not kept:
            return Fix.safe("remove the comment", ReplaceSource(self.cell, self._with_space(), ""))
        first, last = self.selectors[0].span, self.selectors[-1].span
        listed = Span(first.line, first.column, last.end_line, last.end_column)
        removed = " and ".join(quoted(each.text) for each in selectors)
        return Fix.safe(f"remove {removed} from the comment", ReplaceSource(self.cell, listed, ", ".join(kept)))

    def _with_space(self) -> Span:
        """The span of the comment with the white space before it, or of its line if nothing else is on it."""
        lines = self.source.split("\n")
        number, line = self.span.line, lines[self.span.line - 1]
        before, after = line[: self.span.column - 1].rstrip(), line[self.span.end_column - 1 :]
        if before or after.strip():
            return Span(number, len(before) + 1, number, self.span.end_column)
        if number < len(lines):
            return Span(number, 1, number + 1, 1)
        return Span(number - 1, len(lines[number - 2]) + 1, number, len(line) + 1) if number > 1 else self.span


def suppressions(cells: Iterable[Cell]) -> Iterator[Suppression]:
    """The suppressions in code cells, in reading order, with those that are malformed."""
    for cell in cells:
        if _MARK.search(cell.source):
            found = comments(cell.source)
            for comment in found.found:
                yield from _in_comment(cell, comment, found)


def _in_comment(cell: Cell, comment: Comment, found: Comments) -> Iterator[Suppression]:
    for mark in _MARK.finditer(comment.text):
        if mark["colon"] or mark["bracket"]:  # else it is prose about Kale
            listed = _LIST.match(comment.text, mark.end()) if mark["bracket"] else None
            end = _NEXT_COMMENT.search(comment.text, listed.end() if listed else mark.end())
            yield Suppression(
                cell.number,
                _span(comment, mark.start(), end.start() if end else len(comment.text)),
                cell.source,
                selectors=_selectors(comment, listed),
                lines=_lines(comment.line, found.continued),
                whole_cell=mark["word"].lower() == "ignore-cell",
                is_python=comment.is_python,
                fault=_fault(mark, listed),
            )


def _selectors(comment: Comment, listed: re.Match[str] | None) -> tuple[Selector, ...]:
    items = _ITEM.finditer(comment.text, *listed.span("list")) if listed else ()
    found = []
    for item in items:
        text = item[0].strip()
        start = item.end() - len(item[0].lstrip())
        if text:
            found.append(Selector(text, _span(comment, start, start + len(text))))
    return tuple(found)


def _fault(mark: re.Match[str], listed: re.Match[str] | None) -> str | None:
    """What keeps a comment from being a suppression."""
    word = mark["word"].lower()
    if mark["more"]:
        return f"it is `kale`, not {quoted('kale' + mark['more'])}"
    if not mark["colon"]:
        return "there is no colon behind `kale`"
    if word not in _WORDS:
        return f"there is no {quoted(word)}"
    if not mark["bracket"]:
        return "it names no rule in square brackets"
    if listed is None:
        return "its square brackets are not closed"
    return None if listed["list"].strip(" ,\t") else "its square brackets are empty"


def _lines(line: int, continued: Collection[int]) -> frozenset[int]:
    """The line of a comment, with those before it that cannot end with one."""
    first = line
    while first - 1 in continued:
        first -= 1
    return frozenset(range(first, line + 1))


def _span(comment: Comment, start: int, end: int) -> Span:
    return Span(comment.line, comment.column + start, comment.line, comment.column + end)
