"""The part of a notebook that a finding is about, with a caret below it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import Any

from kale_core.diagnostics import Place, Span
from kale_core.notebook import Cell, Notebook
from kale_hooks.output.masking import MASK, holds_secret
from kale_hooks.output.visible import escape, expand, width

_WIDTH = 110
_CLIPPED = "..."


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a snippet: `gutter` has its number and a bar, `is_mark` says that the text is carets."""

    gutter: str
    text: str
    is_mark: bool = False


def snippet(notebook: Notebook, place: Place, *, secrets: Set[str] = frozenset(), context: int = 1) -> Iterator[Line]:
    """The lines to show for `place`: the tags of a cell, its code, a key of the metadata, or nothing.

    Of code, `context` lines above and below are shown, too. No line that holds one of the `secrets` is shown.
    """
    if place.cell is None:
        return _of_key(notebook, place.key) if place.key else iter(())
    cell = notebook.cell(place.cell)
    if place.tag is not None:
        return _of_tag(cell, place.tag)
    return _of_code(cell, place.span, secrets, context) if place.span else iter(())


def _of_code(cell: Cell, span: Span, secrets: Set[str], context: int) -> Iterator[Line]:
    """The line of the span between its neighbours; of a span over many lines, the first is underlined."""
    source = cell.source.split("\n")
    first, last = max(1, span.line - context), min(len(source), span.line + context)
    digits = len(str(last))
    for number in range(first, last + 1):
        line = source[number - 1]
        gutter = f"{number:>{digits}} |"
        if holds_secret(line, secrets):
            yield Line(gutter, MASK)
        elif number == span.line:
            end = span.end_column if span.end_line == span.line else len(line) + 1
            text, before, length = _clip(line, span.column - 1, end - 1)
            yield Line(gutter, text)
            yield _mark(f"{'':>{digits}} |", before, length)
        elif line.strip():
            yield Line(gutter, _clip(line, 0, 0)[0])


def _of_tag(cell: Cell, tag: str) -> Iterator[Line]:
    text = "tags: "
    for index, each in enumerate(cell.tags):
        text += (", " if index else "") + escape(each)
        if each == tag:
            end = len(text)
            start = end - len(escape(each))
            rest = "".join(f", {escape(other)}" for other in cell.tags[index + 1 :])
            shown, before, length = _clip(text + rest, start, end)
            yield Line("|", shown)
            yield _mark("|", before, length)
            return


def _of_key(notebook: Notebook, key: tuple[str | int, ...]) -> Iterator[Line]:
    path = escape(".".join(map(str, key)))
    value: Any = notebook.metadata
    for part in key:
        try:
            value = value[part]
        except (LookupError, TypeError):
            return
    text = escape(json.dumps(value, ensure_ascii=False, default=str))
    line, _, _ = _clip(f"{path}: {text}", 0, 0)
    yield Line("|", line)
    yield _mark("|", 0, width(path))


def _mark(gutter: str, before: int, length: int) -> Line:
    return Line(gutter, f"{' ' * before}{'^' * length}", is_mark=True)


def _clip(line: str, start: int, end: int) -> tuple[str, int, int]:
    """The line, cut around the characters from `start` to `end` if it is long; where they begin; their width.

    Offsets beyond the line stand for its end, and the width is never 0, so that there is something to underline.
    """
    start = min(start, len(line))
    end = min(max(end, start), len(line))
    first = max(0, start - _WIDTH // 2) if len(line) > _WIDTH else 0
    cut = line[first : first + _WIDTH]
    text, columns = expand(cut)
    prefix = _CLIPPED if first else ""
    suffix = _CLIPPED if first + _WIDTH < len(line) else ""
    left, right = columns[start - first], columns[min(end - first, len(cut))]
    return prefix + text.rstrip() + suffix, len(prefix) + left, max(1, right - left)
