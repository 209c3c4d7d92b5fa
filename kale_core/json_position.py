"""From a path inside a JSON document to the place of that value in the document's text.

Code hosts and SARIF viewers show lines of the `.ipynb` file, so a finding in a cell needs both; and a fix changes
nothing of a file but the value that it is about.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

_SPACE = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder(strict=False)


@dataclass(frozen=True, slots=True)
class Member:
    """One value in a container, by its key or index, and the offsets at which it stands.

    `start` is where the member begins, in an object with its key; its value stands from `value` to `end`.
    """

    key: str | int
    start: int
    value: int
    end: int


def find(text: str, path: Sequence[str | int]) -> int | None:
    """The offset of the value at `path` in `text`, which must be valid JSON; `None` if there is none."""
    position: int | None = start(text)
    for part in path:
        if position is not None:
            position = child(text, position, part)
    return position


def nearest(text: str, path: Sequence[str | int], *, position: int) -> int:
    """The offset of the value at `path` below the value at `position`, or of the innermost around it that exists."""
    for part in path:
        found = child(text, position, part)
        if found is None:
            break
        position = found
    return position


def start(text: str) -> int:
    """The offset at which the document begins."""
    return _skip_space(text, 0)


def child(text: str, position: int, part: str | int) -> int | None:
    """The offset of a member's value in the container at `position`, by the member's key or index.

    Of equal keys in one object the last counts, as for `json.loads`.
    """
    found = None
    for key, _, value in _children(text, position):
        if key == part:
            found = value
            if isinstance(part, int):
                break
    return found


def decode(text: str, position: int) -> Any:
    """The value that begins at an offset."""
    return _DECODER.raw_decode(text, position)[0]


def end_of(text: str, position: int) -> int:
    """The offset at which the value that begins at `position` ends."""
    return _DECODER.raw_decode(text, position)[1]


def members(text: str, position: int) -> list[Member]:
    """The members of the container at an offset, in order; none of anything else."""
    return [Member(key, start, value, end_of(text, value)) for key, start, value in _children(text, position)]


def _children(text: str, position: int) -> Iterator[tuple[str | int, int, int]]:
    """The key (or index), the start and the value's start of each member of the container at `position`."""
    opening = text[position]
    if opening not in "[{":
        return
    index = 0
    position = _skip_space(text, position + 1)
    while text[position] not in "]}":
        key: str | int = index
        beginning = position
        if opening == "{":
            key, position = _DECODER.raw_decode(text, position)
            position = _skip_space(text, _skip_space(text, position) + 1)
        yield key, beginning, position
        _, position = _DECODER.raw_decode(text, position)
        position = _skip_space(text, position)
        if text[position] == ",":
            position = _skip_space(text, position + 1)
        index += 1


def _skip_space(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return match.end() if match else position
