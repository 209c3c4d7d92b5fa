"""Changes to a notebook as data: what a fix would do, without the text that it does it to.

Each edit says what it `touches`. Edits that touch different things can be made together, in any order; of two that
touch the same, the second must be thought of again once the first is made.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kale_core.diagnostics import Span

Key = tuple[str | int, ...]
Scalar = str | int | float | bool | None
Touched = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class AddTag:
    """Give a cell a tag, behind its others; nothing if it has it."""

    cell: int
    tag: str

    @property
    def touches(self) -> frozenset[Touched]:
        return frozenset({_tag(self.cell, self.tag)})


@dataclass(frozen=True, slots=True)
class RemoveTag:
    """Take a tag from a cell, as often as it has it."""

    cell: int
    tag: str

    @property
    def touches(self) -> frozenset[Touched]:
        return frozenset({_tag(self.cell, self.tag)})


@dataclass(frozen=True, slots=True)
class RemoveRepeats:
    """Take a tag from a cell but for the first time that it stands there."""

    cell: int
    tag: str

    @property
    def touches(self) -> frozenset[Touched]:
        return frozenset({_tag(self.cell, self.tag)})


@dataclass(frozen=True, slots=True)
class ReplaceTag:
    """Write `new` where a cell has the tag `old`; if it has `new`, too, `old` only goes."""

    cell: int
    old: str
    new: str

    @property
    def touches(self) -> frozenset[Touched]:
        return frozenset({_tag(self.cell, self.old), _tag(self.cell, self.new)})


@dataclass(frozen=True, slots=True)
class ReplaceSource:
    """Write `text`, with `\\n` line ends, in place of a range of a cell's source."""

    cell: int
    span: Span
    text: str

    @property
    def touches(self) -> frozenset[Touched]:
        return frozenset({("source", self.cell)})


@dataclass(frozen=True, slots=True)
class SetMetadata:
    """Give a key of the notebook's metadata a value, and make the objects around it if there are none."""

    key: Key
    value: Scalar

    @property
    def touches(self) -> frozenset[Touched]:
        return frozenset({_key(self.key)})


@dataclass(frozen=True, slots=True)
class RenameMetadata:
    """Call a key of the notebook's metadata `name`, with its value and its place among the others kept."""

    key: Key
    name: str

    @property
    def touches(self) -> frozenset[Touched]:
        return frozenset({_key(self.key), _key((*self.key[:-1], self.name))})


@dataclass(frozen=True, slots=True)
class RemoveMetadata:
    """Remove a key of the notebook's metadata, or an item of a list in it."""

    key: Key

    @property
    def touches(self) -> frozenset[Touched]:
        return frozenset({_key(self.key)})


Edit = AddTag | RemoveTag | RemoveRepeats | ReplaceTag | ReplaceSource | SetMetadata | RenameMetadata | RemoveMetadata


def _tag(cell: int, tag: str) -> Touched:
    return ("tag", cell, tag)


def _key(key: Key) -> Touched:
    """Of a nested key the outer two: removing an item of a list changes the keys of those behind it."""
    return ("metadata", *key[:2])
