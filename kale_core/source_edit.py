"""Changes to a range of a cell's source, in the JSON string or the list of strings that holds it."""

from __future__ import annotations

from collections.abc import Sequence

from kale_core.diagnostics import Span
from kale_core.json_edit import CannotEdit, Document
from kale_core.json_position import decode, find, members
from kale_core.source_position import Source, lines, source_at


def replace_source(document: Document, path: Sequence[str | int], span: Span, new: str) -> Document:
    """Write `new` in place of a range of the source at `path`; other lines keep their bytes."""
    position = find(document.text, path)
    if position is None:
        raise CannotEdit("there is no source")
    items = members(document.text, position)
    source = source_at(document.text, position)
    whole = source.whole
    start = _position(document, source, _offset(whole, span.line, span.column))
    end = _position(document, source, _offset(whole, span.end_line, span.end_column))
    newline = "\r\n" if "\r\n" in whole else "\n"
    written_lines = new.replace("\n", newline).split("\n")
    next_item = f'"{document.separator(position, items)}"' if items else ""
    written = f"\\n{next_item}".join(document.style.text(line)[1:-1] for line in written_lines)
    if new and start == _position(document, source, len(whole)) and whole.endswith("\n"):
        written = next_item + written
    edited = document.replace(start, end, written)
    return _without_empty(edited, path) if items and "" not in source.texts else edited


def _position(document: Document, source: Source, offset: int) -> int:
    try:
        return source.position(document.text, offset)
    except ValueError as error:
        raise CannotEdit(str(error)) from error


def _offset(source: str, line: int, column: int) -> int:
    """The offset of a 1-based position."""
    all_lines = lines(source)
    if 1 <= line <= len(all_lines):
        start, end = all_lines[line - 1]
        if 1 <= column <= end - start + 1:
            return start + column - 1
    raise CannotEdit(f"there is no line {line}, column {column}")


def _without_empty(document: Document, path: Sequence[str | int]) -> Document:
    """The document without the empty strings that removing whole lines leaves in a list of lines."""
    position = find(document.text, path)
    items = members(document.text, position) if position is not None else []
    for item in reversed(items):
        if decode(document.text, item.value) == "" and isinstance(item.key, int):
            document = document.remove((*path, item.key))
    return document
