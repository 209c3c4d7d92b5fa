""" "Did you mean": the nearest of some known words."""

from __future__ import annotations

from collections.abc import Iterable

_LONGEST = 100  # comparing takes time in proportion to the product of the lengths


def nearest(word: str, known: Iterable[str], *, likeness: float = 0.7) -> str | None:
    """The known word that `word` is most likely a misspelling of; the first in order among equals.

    `likeness` is difflib's ratio of matching characters, from 0 to 1, that a word must exceed.
    """
    if not word or len(word) > _LONGEST:
        return None
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, "", word.casefold(), autojunk=False)
    best, most = None, likeness
    for candidate in known:
        if len(candidate) > _LONGEST:
            continue
        matcher.set_seq1(candidate.casefold())
        if matcher.real_quick_ratio() > most and matcher.quick_ratio() > most and matcher.ratio() > most:
            best, most = candidate, matcher.ratio()
    return best
