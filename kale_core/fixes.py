"""Fixes applied to the text of a notebook (spec section 9): nothing outside of what they are about changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kale_core.diagnostics import Fix
from kale_core.edits import (
    AddTag,
    Edit,
    RemoveMetadata,
    RemoveRepeats,
    RemoveTag,
    RenameMetadata,
    ReplaceSource,
    ReplaceTag,
    SetMetadata,
    Touched,
)
from kale_core.json_edit import CannotEdit, Document
from kale_core.source_edit import replace_source


@dataclass(frozen=True, slots=True)
class Applied:
    """The text of a notebook after `fixes`, in the order in which they were made."""

    text: str
    fixes: tuple[Fix, ...] = ()


def apply(text: str, fixes: Iterable[Fix]) -> Applied:
    """Make as many of the fixes as touch different things, the first first, each as a whole or not at all.

    `text` must be that of a notebook, without a byte order mark. The same fix of two findings is made once and
    counts twice. A fix that the text does not allow is left out.
    """
    document = Document.of(text)
    made: list[Fix] = []
    taken: set[Touched] = set()
    edits_made: set[tuple[Edit, ...]] = set()
    for fix in fixes:
        touched = {each for edit in fix.edits for each in edit.touches}
        if fix.edits in edits_made:
            made.append(fix)
        elif taken.isdisjoint(touched) and (edited := _edited(document, fix.edits)):
            document = edited
            made.append(fix)
            taken |= touched
            edits_made.add(fix.edits)
    return Applied(document.text, tuple(made))


def _edited(document: Document, edits: Iterable[Edit]) -> Document | None:
    """The document after all of the edits; none if one is impossible or nothing changes."""
    edited = document
    try:
        for edit in edits:
            edited = _edit(edited, edit)
    except CannotEdit:
        return None
    return edited if edited != document else None


def _edit(document: Document, edit: Edit) -> Document:
    match edit:
        case SetMetadata(key, value):
            return document.set(("metadata", *key), value)
        case RenameMetadata(key, name):
            return document.rename(("metadata", *key), name)
        case RemoveMetadata(key):
            return document.remove(("metadata", *key))
        case ReplaceSource(cell, span, text):
            return replace_source(document, (*_cell(cell), "source"), span, text)
        case _:
            return _edit_tags(document, edit)


def _edit_tags(document: Document, edit: AddTag | RemoveTag | RemoveRepeats | ReplaceTag) -> Document:
    path = (*_cell(edit.cell), "metadata", "tags")
    tags = document.value(path)
    if tags is None and isinstance(edit, AddTag):
        return document.set(path, [edit.tag])
    if not isinstance(tags, list):
        raise CannotEdit("the cell has no list of tags")
    match edit:
        case AddTag(_, tag):
            return document if tag in tags else document.append(path, tag)
        case RemoveTag(_, tag):
            return _without(document, path, _indices(tags, tag))
        case RemoveRepeats(_, tag):
            return _without(document, path, _indices(tags, tag)[1:])
        case ReplaceTag(_, old, new):
            first, *repeats = _indices(tags, old)
            if new in tags and new != old:
                return _without(document, path, [first, *repeats])
            return _without(document, path, repeats).set((*path, first), new)


def _without(document: Document, path: tuple[str | int, ...], indices: list[int]) -> Document:
    for index in reversed(indices):
        document = document.remove((*path, index))
    return document


def _indices(tags: list[Any], tag: str) -> list[int]:
    found = [index for index, each in enumerate(tags) if each == tag]
    if not found:
        raise CannotEdit("the cell does not have the tag")
    return found


def _cell(number: int) -> tuple[str, int]:
    return ("cells", number - 1)
