"""Where the characters of a cell's source stand in the text of a notebook.

The source is a JSON string or a list of strings, usually one a line; but any division and any spelling is valid.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kale_core.json_position import decode, members

_LINE_END = re.compile(r"\r\n|\r|\n")
_PAIR = r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
_CHARACTER = re.compile(rf"{_PAIR}|\\u[0-9a-fA-F]{{4}}|\\.|[^\\]")


@dataclass(frozen=True, slots=True)
class Source:
    """The strings of a source: what each holds, and where its first character stands in the document's text."""

    starts: tuple[int, ...]
    texts: tuple[str, ...]

    @property
    def whole(self) -> str:
        return "".join(self.texts)

    def position(self, text: str, offset: int) -> int:
        """From an offset in the source to one in the document `text`; between two strings, that in the second.

        The end of the source stands at the quote that closes it; an empty list has no position: `ValueError`.
        """
        for index, each in enumerate(self.texts):
            if offset < len(each) or index == len(self.texts) - 1:
                return _after(text, self.starts[index], offset)
            offset -= len(each)
        raise ValueError("the source is an empty list")

    def end(self, text: str, offset: int) -> int:
        """The same for the end of a range that is not empty: behind its last character."""
        return _after(text, self.position(text, offset - 1), 1)


def source_at(text: str, position: int) -> Source:
    """The source whose value begins at `position` in the text of a notebook."""
    starts = [member.value for member in members(text, position)] if text[position] == "[" else [position]
    return Source(tuple(start + 1 for start in starts), tuple(str(decode(text, start)) for start in starts))


def lines(source: str) -> list[tuple[int, int]]:
    """The offsets at which each line of a source begins and ends, whatever its line ends are."""
    ends = list(_LINE_END.finditer(source))
    starts = [0, *(match.end() for match in ends)]
    return list(zip(starts, [*(match.start() for match in ends), len(source)], strict=True))


def _after(text: str, position: int, characters: int) -> int:
    for _ in range(characters):
        match = _CHARACTER.match(text, position)
        if match is None:
            raise ValueError("the string ends before that")
        position = match.end()
    return position
