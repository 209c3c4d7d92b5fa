"""A fix as ranges of the file to replace, for programs that do not know what a tag is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from kale_core.diagnostics import Fix, Span
from kale_core.fixes import apply


@dataclass(frozen=True, slots=True)
class Replacement:
    """`text` in place of a range of the file as it is."""

    span: Span
    text: str


def replacements(text: str, fix: Fix) -> tuple[Replacement, ...]:
    """What a fix replaces in the text of a notebook, from top to bottom; nothing if it cannot be made."""
    fixed = apply(text, [fix]).text
    if fixed == text:
        return ()
    return tuple(_replacements(text.splitlines(keepends=True), fixed.splitlines(keepends=True)))


def _replacements(old: list[str], new: list[str]) -> Iterator[Replacement]:
    first = _common(old, new)  # comparing line by line takes time in a long notebook
    last = _common(old[first:][::-1], new[first:][::-1])
    middle, new_middle = old[first : len(old) - last], new[first : len(new) - last]
    for kind, start, end, new_start, new_end in SequenceMatcher(None, middle, new_middle, autojunk=False).get_opcodes():
        if kind != "equal":
            above = "".join(old[: first + start])
            yield _narrowed(above, "".join(middle[start:end]), "".join(new_middle[new_start:new_end]))


def _narrowed(above: str, old: str, new: str) -> Replacement:
    """`old`, which stands below the text `above`, replaced by `new`; without what both begin and end with."""
    before = _common(old, new)
    after = _common(old[before:][::-1], new[before:][::-1])
    head, tail = above + old[:before], old[before : len(old) - after]
    start = _position(head)
    return Replacement(Span(*start, *_position(head + tail)), new[before : len(new) - after])


def _common(left: Sequence[str], right: Sequence[str]) -> int:
    """How many items both begin with."""
    least, most = 0, min(len(left), len(right))
    while least < most:
        middle = (least + most + 1) // 2
        least, most = (middle, most) if left[:middle] == right[:middle] else (least, middle - 1)
    return least


def _position(text: str) -> tuple[int, int]:
    return text.count("\n") + 1, len(text) - text.rfind("\n")
