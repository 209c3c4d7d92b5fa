"""The comments of a cell, whatever it holds: Python of any version, IPython syntax, or neither."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from kale_core.ipython import translate


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment from its `#` on; positions are 1-based. `is_python`: no command or cell magic gets to see it."""

    line: int
    column: int
    text: str
    is_python: bool = True


@dataclass(frozen=True, slots=True)
class Comments:
    """The comments of a cell in reading order, and the lines that cannot end with one: a string or a backslash goes on
    into the next.
    """

    found: tuple[Comment, ...]
    continued: frozenset[int]


def comments(source: str) -> Comments:
    """The comments of a cell; never raises. A string that is not closed hides those that follow."""
    translation = translate(source)
    lines, python = source.split("\n"), _Python(translation.text)
    numbered = enumerate(zip(lines, translation.text.split("\n"), strict=False), start=1)
    commands = [number for number, (line, text) in numbered if line.strip() and not text.strip()]
    commands = sorted({*commands, *translation.whole_lines})
    found = []
    for line, column, text in python.comments:
        moved = column + translation.shifts.get(line, 0)
        if line not in translation.whole_lines and lines[line - 1][moved - 1 :] == text:
            found.append(Comment(line, moved, text))
    for line in commands:
        if match := _AFTER_COMMAND.search(lines[line - 1]):
            found.append(Comment(line, match.start() + 1, match[0], is_python=False))
    continued = python.continued.union(line for line in commands if lines[line - 1].endswith("\\"))
    return Comments(tuple(sorted(found, key=lambda each: each.line)), frozenset(continued))


_AFTER_COMMAND = re.compile(r"(?:^|(?<=\s))#.*")

_CODE = re.compile(
    r"(?P<comment>\#[^\n]*)|(?:(?<!\w)(?P<prefix>[rbuftRBUFT]{1,2}))?(?P<quote>'''|\"\"\"|'|\")"
    r"|(?P<continued>\\\n)|(?P<open>[(\[{])|(?P<close>[)\]}])|(?P<colon>:)"
)
_FORMAT = re.compile(r"(?P<field>{)|(?P<close>})")
_TEXT = {
    quote: re.compile(rf"(?:\\.)|(?P<quote>{quote})|{{{{|(?P<field>{{){end}", re.DOTALL)
    for quote, end in (("'", r"|(?P<line>\n)"), ('"', r"|(?P<line>\n)"), ("'''", ""), ('"""', ""))
}


@dataclass(slots=True)
class _State:
    """Where the scanner is: in code, in a string, or in the format of a field of a formatted string.

    `depth` counts the open brackets of code. `formatted`: a string with fields.
    """

    tokens: re.Pattern[str] = _CODE
    depth: int = 0
    formatted: bool = False


class _Python:
    """The comments in Python, or what looks like it, and the lines that go on in the next."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self._stack = [_State()]
        self.continued: set[int] = set()
        self.comments = list(self._scan())

    def _scan(self) -> Iterator[tuple[int, int, str]]:
        position = string = 0
        while match := self._stack[-1].tokens.search(self._text, position):
            position = match.end()
            kind = match.lastgroup
            if kind == "comment":
                line = self._line(match.start())
                yield line, match.start() - self._starts[line - 1] + 1, match[0]
            elif kind == "continued":
                self.continued.add(self._line(match.start()))
            elif len(self._stack) == 1 and kind == "quote":
                string = match.start()
            self._step(match)
            if len(self._stack) == 1 and kind in ("quote", "line"):
                self.continued.update(range(self._line(string), self._line(match.start())))

    def _step(self, match: re.Match[str]) -> None:
        state, kind = self._stack[-1], match.lastgroup
        if state.tokens is not _CODE:
            if kind == "field" and state.formatted:
                self._stack.append(_State())
            elif kind in ("quote", "line", "close"):
                self._stack.pop()
        elif kind == "quote":
            formatted = bool(set(match["prefix"] or "") & set("fFtT"))
            self._stack.append(_State(_TEXT[match["quote"]], formatted=formatted))
        elif kind == "open":
            state.depth += 1
        elif state.depth:
            state.depth -= kind == "close"
        elif len(self._stack) > 1 and kind == "colon":
            self._stack[-1] = _State(_FORMAT, formatted=True)
        elif len(self._stack) > 1 and match[0] == "}":
            self._stack.pop()

    def _line(self, offset: int) -> int:
        return bisect_right(self._starts, offset)
