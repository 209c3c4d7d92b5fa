"""How a JSON document is written, so that what is new in it can be written alike."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kale_core.json_position import end_of, find, members

_ESCAPED = re.compile(r"\\u(?!00[0-7])")


@dataclass(frozen=True, slots=True)
class Style:
    """The habits of a document.

    `newline` is its line end and `unit` one level of indentation; both are empty for a document on one line. `colon`
    and `comma` stand between a key and its value, and between two values on one line. `is_ascii`: it escapes all other
    characters.
    """

    newline: str = ""
    unit: str = ""
    colon: str = ": "
    comma: str = ", "
    is_ascii: bool = False

    def text(self, value: str) -> str:
        """A string; half a surrogate pair is escaped in any style, since no encoding has it."""
        half = any("\ud800" <= character <= "\udfff" for character in value)
        return json.dumps(value, ensure_ascii=self.is_ascii or half)

    def value(self, value: Any, *, indent: str | None) -> str:
        """Any value; `indent` is that of the line on which it begins, `None` to write it on one line."""
        if isinstance(value, str):
            return self.text(value)
        if not isinstance(value, (list, dict)):
            return json.dumps(value)
        opening, closing = "{}" if isinstance(value, dict) else "[]"
        if indent is None:
            return opening + self.comma.join(self._items(value, indent=None)) + closing
        inner = indent + self.unit
        lines = f",{self.newline}".join(inner + each for each in self._items(value, indent=inner))
        return f"{opening}{self.newline}{lines}{self.newline}{indent}{closing}"

    def member(self, key: str | None, value: Any, *, indent: str | None) -> str:
        """A value with its key, if it has one."""
        return ("" if key is None else self.text(key) + self.colon) + self.value(value, indent=indent)

    def _items(self, value: Any, *, indent: str | None) -> Iterator[str]:
        pairs = value.items() if isinstance(value, dict) else ((None, each) for each in value)
        for key, each in pairs:
            yield self.member(key, each, indent=indent)


def style_of(text: str) -> Style:
    """The style of a document whose root is an object, from its first members."""
    root = find(text, ()) or 0
    siblings = members(text, root)
    if not siblings:
        return Style()
    first, others = siblings[0], siblings[1:]
    gap = text[root + 1 : first.start]
    between = text[first.end : others[0].start] if others else ""
    return Style(
        newline="" if "\n" not in gap else "\r\n" if "\r\n" in gap else "\n",
        unit=gap.rpartition("\n")[2] if "\n" in gap else "",
        colon=text[end_of(text, first.start) : first.value],
        comma=between if between and "\n" not in between else ", ",
        is_ascii=text.isascii() and bool(_ESCAPED.search(text)),
    )
