"""From a path inside a JSON document to the physical line where that value begins.

Code hosts and SARIF viewers show lines of the `.ipynb` file, so a finding in a cell needs both.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

_SPACE = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder(strict=False)


def line_of(text: str, path: Sequence[str | int]) -> int:
    """The 1-based line of the value at `path` in `text`, which must be valid JSON.

    Where the path leaves the document, the line of the innermost value that exists.
    """
    position = _skip_space(text, 0)
    for part in path:
        for key, start in _children(text, position):
            if key == part:
                position = start
                break
        else:
            break
    return text.count("\n", 0, position) + 1


def _children(text: str, position: int) -> Iterator[tuple[str | int, int]]:
    """The keys (or indices) and the start offsets of the values in the container at `position`."""
    opening = text[position]
    if opening not in "[{":
        return
    index = 0
    position = _skip_space(text, position + 1)
    while text[position] not in "]}":
        key: str | int = index
        if opening == "{":
            key, position = _DECODER.raw_decode(text, position)
            position = _skip_space(text, _skip_space(text, position) + 1)
        yield key, position
        _, position = _DECODER.raw_decode(text, position)
        position = _skip_space(text, position)
        if text[position] == ",":
            position = _skip_space(text, position + 1)
        index += 1


def _skip_space(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return match.end() if match else position
