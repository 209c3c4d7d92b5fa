"""Changes to a range of a cell's source, in the JSON string or the list of strings that holds it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kale_core.diagnostics import Span
from kale_core.json_edit import CannotEdit, Document
from kale_core.json_position import Member, decode, find, members

_LINE_END = re.compile(r"\r\n|\r|\n")
_PAIR = r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
_CHARACTER = re.compile(rf"{_PAIR}|\\u[0-9a-fA-F]{{4}}|\\.|[^\\]")


@dataclass(frozen=True, slots=True)
class _Source:
    """The strings of a source: where each begins in the document's text, and what it holds."""

    starts: tuple[int, ...]
    texts: tuple[str, ...]

    def raw_offset(self, document: Document, offset: int) -> int:
        """From an offset in the source to one in the document; between two strings, that in the second."""
        for index, text in enumerate(self.texts):
            if offset < len(text) or index == len(self.texts) - 1:
                return _within(document.text, self.starts[index], offset)
            offset -= len(text)
        raise CannotEdit("the source is empty")


def replace_source(document: Document, path: Sequence[str | int], span: Span, new: str) -> Document:
    """Write `new` in place of a range of the source at `path`; other lines keep their bytes."""
    position = find(document.text, path)
    if position is None:
        raise CannotEdit("there is no source")
    items = members(document.text, position)
    source = _source(document.text, position, items)
    whole = "".join(source.texts)
    start = source.raw_offset(document, _offset(whole, span.line, span.column))
    end = source.raw_offset(document, _offset(whole, span.end_line, span.end_column))
    newline = "\r\n" if "\r\n" in whole else "\n"
    lines = new.replace("\n", newline).split("\n")
    next_item = f'"{document.separator(position, items)}"' if items else ""
    written = f"\\n{next_item}".join(document.style.text(line)[1:-1] for line in lines)
    if new and start == source.raw_offset(document, len(whole)) and whole.endswith("\n"):
        written = next_item + written
    edited = document.replace(start, end, written)
    return _without_empty(edited, path) if items and "" not in source.texts else edited


def _source(text: str, position: int, items: Sequence[Member]) -> _Source:
    starts = [item.value for item in items] if text[position] == "[" else [position]
    texts = [decode(text, start) for start in starts]
    return _Source(tuple(starts), tuple(each for each in texts if isinstance(each, str)))


def _offset(source: str, line: int, column: int) -> int:
    """The offset of a 1-based position."""
    starts = [0, *(match.end() for match in _LINE_END.finditer(source))]
    ends = [*(match.start() for match in _LINE_END.finditer(source)), len(source)]
    if not 1 <= line <= len(starts) or not 1 <= column <= ends[line - 1] - starts[line - 1] + 1:
        raise CannotEdit(f"there is no line {line}, column {column}")
    return starts[line - 1] + column - 1


def _within(text: str, start: int, offset: int) -> int:
    """The offset in a document of a character of the string that begins at `start`."""
    position = start + 1
    for _ in range(offset):
        match = _CHARACTER.match(text, position)
        if match is None:
            raise CannotEdit("the string ends before that")
        position = match.end()
    return position


def _without_empty(document: Document, path: Sequence[str | int]) -> Document:
    """The document without the empty strings that removing whole lines leaves in a list of lines."""
    position = find(document.text, path)
    items = members(document.text, position) if position is not None else []
    for item in reversed(items):
        if decode(document.text, item.value) == "" and isinstance(item.key, int):
            document = document.remove((*path, item.key))
    return document
