""" "Did you mean": the nearest of some known words."""

from __future__ import annotations

from collections.abc import Iterable

_LONGEST = 100  # comparing takes time in proportion to the product of the lengths


def nearest(word: str, known: Iterable[str], *, likeness: float = 0.7) -> str | None:
    """The known word that `word` is most likely a misspelling of; the first in order among equals.

    `likeness` is difflib's ratio of matching characters, from 0 to 1, that is wanted at least.
    """
    if not word or len(word) > _LONGEST:
        return None
    from difflib import get_close_matches

    folded = {candidate.casefold(): candidate for candidate in reversed(list(known)) if len(candidate) <= _LONGEST}
    matches = get_close_matches(word.casefold(), list(reversed(folded)), n=1, cutoff=likeness)
    return folded[matches[0]] if matches else None
