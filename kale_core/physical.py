"""From a place in a notebook to the range of the `.ipynb` file that holds it.

Code hosts, SARIF viewers and editors show the file, however its JSON is laid out: one string a line, a whole cell in
one string, or the whole notebook on one line.
"""

from __future__ import annotations

from functools import lru_cache

from kale_core.diagnostics import Place, Span
from kale_core.json_position import child, decode, end_of, members, nearest, start
from kale_core.source_position import lines, source_at


def physical_span(text: str, place: Place) -> Span:
    """The range of a notebook's text that holds `place`; lines end at `\\n`.

    It is empty, at its beginning, for a whole cell or notebook, and at what is nearest for what is not there.
    """
    begin, end = _offsets(text, place)
    return Span(*_position(text, begin), *_position(text, end))


def _offsets(text: str, place: Place) -> tuple[int, int]:
    if place.cell is None:
        path = ["metadata", *place.key] if place.key else []
        return _value(text, nearest(text, path, position=start(text)))
    cell = _cells(text)[place.cell - 1]
    if place.tag is not None:
        return _tag(text, cell, place.tag)
    return _code(text, cell, place.span) if place.span else (cell, cell)


def _tag(text: str, cell: int, tag: str) -> tuple[int, int]:
    at = nearest(text, ["metadata", "tags"], position=cell)
    for member in members(text, at) if text[at] == "[" else ():
        if decode(text, member.value) == tag:
            return member.value, member.end
    return at, at


def _value(text: str, position: int) -> tuple[int, int]:
    return position, position if text[position] in "[{" else end_of(text, position)


def _code(text: str, cell: int, span: Span) -> tuple[int, int]:
    """The range of a span of a cell's source, as far as the source goes."""
    at = nearest(text, ["source"], position=cell)
    source = source_at(text, at)
    if not source.texts:
        return at, at
    begin = _offset(source.whole, span.line, span.column)
    end = _offset(source.whole, span.end_line, span.end_column)
    position = source.position(text, begin)
    return position, source.end(text, end) if end > begin else position


def _offset(source: str, line: int, column: int) -> int:
    all_lines = lines(source)
    if line > len(all_lines):
        return len(source)
    begin, end = all_lines[line - 1]
    return min(begin + column - 1, end)


def _position(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


@lru_cache(maxsize=1)
def _cells(text: str) -> tuple[int, ...]:
    """The offsets of the cells: a report asks for many places of one notebook, and skipping images takes time."""
    cells = child(text, start(text), "cells")
    return tuple(member.value for member in members(text, cells)) if cells is not None else ()
