"""Text from a notebook made safe and measurable for a terminal.

Notebooks come from anywhere: control characters could move the cursor or change the colour, and bidirectional
overrides could show code in another order than Python reads it. Both are shown as escapes.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

_TAB_STOP = 4
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_COMBINING = frozenset({"Mn", "Me"})


def escape(text: str) -> str:
    """`text` on one line, each character that a terminal would act on as its escape."""
    return text if text.isascii() and text.isprintable() else "".join(map(_shown, text))


def expand(line: str) -> tuple[str, list[int]]:
    """A source line as it is shown, and where each of its characters begins, in terminal columns.

    The list has one entry more than the line has characters: the width of it all. Tabs become spaces; wide
    characters take two columns and combining ones none.
    """
    shown: list[str] = []
    columns = [0]
    for character, text in _pieces(line):
        piece = " " * (_TAB_STOP - columns[-1] % _TAB_STOP) if character == "\t" else text
        shown.append(piece)
        columns.append(columns[-1] + width(piece))
    return "".join(shown), columns


def width(text: str) -> int:
    """The number of terminal columns that `text` takes."""
    return len(text) if text.isascii() else sum(map(_width, text))


def _pieces(line: str) -> Iterator[tuple[str, str]]:
    for character in line:
        yield character, _shown(character)


def _shown(character: str) -> str:
    if unicodedata.category(character) not in _UNSEEN:
        return character
    code = ord(character)
    if code <= 0xFF:
        return {"\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(character, f"\\x{code:02x}")
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def _width(character: str) -> int:
    if unicodedata.category(character) in _COMBINING:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
