"""Changes to single values of a JSON document that leave every other byte of its text as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kale_core.json_position import Member, decode, end_of, find, members
from kale_core.json_style import Style, style_of

Path = Sequence[str | int]


class CannotEdit(ValueError):
    """A document that does not have what an edit would change."""


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a JSON document, and the style in which it was written before the first edit.

    Each method gives the document after an edit, or raises `CannotEdit`.
    """

    text: str
    style: Style

    @staticmethod
    def of(text: str) -> Document:
        return Document(text, style_of(text))

    def value(self, path: Path) -> Any:
        """The value at `path`, `None` if there is none."""
        position = find(self.text, path)
        return None if position is None else decode(self.text, position)

    def set(self, path: Path, value: Any) -> Document:
        """Write `value` at `path`; objects around it that are missing, or are `null`, are made."""
        position = find(self.text, path)
        if position is not None:
            written = self.style.value(value, indent=self._indent(position))
            return self.replace(position, end_of(self.text, position), written)
        *parent, key = path
        holder = find(self.text, parent)
        if not isinstance(key, str):
            raise CannotEdit(f"there is no item {key}")
        if holder is None or self.text.startswith("null", holder):
            return self.set(parent, {key: value})
        if self.text[holder] != "{":
            raise CannotEdit(f"{key} can only be in an object")
        return self._append(holder, key, value)

    def append(self, path: Path, value: Any) -> Document:
        """Write `value` behind the others of the list at `path`."""
        position = find(self.text, path)
        if position is None or self.text[position] != "[":
            raise CannotEdit("there is no list")
        return self._append(position, None, value)

    def remove(self, path: Path) -> Document:
        """Remove the member at `path`, and one comma with it."""
        position, siblings, index = self._member(path)
        if index + 1 < len(siblings):
            return self.replace(siblings[index].start, siblings[index + 1].start, "")
        if index:
            return self.replace(siblings[index - 1].end, siblings[index].end, "")
        return self.replace(position + 1, end_of(self.text, position) - 1, "")

    def rename(self, path: Path, name: str) -> Document:
        """Give the member of an object at `path` another key."""
        _, siblings, index = self._member(path)
        if any(each.key == name for each in siblings):
            raise CannotEdit(f"there is a {name} already")
        start = siblings[index].start
        return self.replace(start, end_of(self.text, start), self.style.text(name))

    def replace(self, start: int, end: int, new: str) -> Document:
        """Write `new` in place of the text from the offset `start` to `end`."""
        return Document(self.text[:start] + new + self.text[end:], self.style)

    def separator(self, container: int, siblings: Sequence[Member]) -> str:
        """What stands, or would stand, between the last of a container's members and one more."""
        if len(siblings) > 1:
            return self.text[siblings[-2].end : siblings[-1].start]
        gap = self.text[container + 1 : siblings[0].start]
        return f",{gap}" if "\n" in gap else self.style.comma

    def _append(self, container: int, key: str | None, value: Any) -> Document:
        siblings = members(self.text, container)
        if siblings:
            between = self.separator(container, siblings)
            indent = between.rpartition("\n")[2] if "\n" in between else None
            end = siblings[-1].end
            return self.replace(end, end, between + self.style.member(key, value, indent=indent))
        whole = [value] if key is None else {key: value}
        written = self.style.value(whole, indent=self._indent(container))
        return self.replace(container, end_of(self.text, container), written)

    def _member(self, path: Path) -> tuple[int, list[Member], int]:
        """The container of the member at `path`, all members of it, and which of them it is."""
        *parent, key = path
        position = find(self.text, parent)
        siblings = members(self.text, position) if position is not None else []
        indices = [index for index, each in enumerate(siblings) if each.key == key]
        if position is None or not indices:
            raise CannotEdit(f"there is no {key}")
        return position, siblings, indices[-1]

    def _indent(self, position: int) -> str | None:
        """The indentation of the line on which a value stands; `None` in a document on one line."""
        if not self.style.newline:
            return None
        line = self.text[self.text.rfind("\n", 0, position) + 1 : position]
        return line[: len(line) - len(line.lstrip())]
