"""Which rules a run applies: `--select` and `--ignore`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from kale_core.rules.rule import Rule

_CODE = re.compile(r"KALE[0-9]{0,3}")

ALL = "KALE"
READING = "KALE00"
"""The rules on files that cannot be read: part of every selection, since such a file must not pass in silence."""


class UnknownSelector(Exception):
    """A selector that fits no rule; the message says which, and what is near."""


def select(
    rules: Mapping[str, Rule],
    *,
    families: tuple[str, ...] = (ALL,),
    selectors: Iterable[str] = (ALL,),
    ignored: Iterable[str] = (),
) -> tuple[Rule, ...]:
    """The rules of the families that a selector fits and no ignored one does, in order of code.

    A selector is a code (`KALE302`), the beginning of one (`KALE3`) or a name (`missing-dependency`); families are
    beginnings of codes.
    """
    chosen = {code for code in codes(rules, selectors) if code.startswith(families)}
    reading = {code for code in rules if code.startswith(READING)}
    return tuple(rules[code] for code in sorted((chosen | reading) - codes(rules, ignored)))


def codes(rules: Mapping[str, Rule], selectors: Iterable[str]) -> set[str]:
    """The codes of the rules that the selectors fit; `UnknownSelector` for one that fits none."""
    return {code for selector in selectors for code in _fitting(rules, selector)}


def _fitting(rules: Mapping[str, Rule], selector: str) -> Sequence[str]:
    by_code = [code for code in rules if _CODE.fullmatch(selector.upper()) and code.startswith(selector.upper())]
    found = by_code or [code for code, rule in rules.items() if rule.name == selector.lower()]
    if not found:
        raise UnknownSelector(_unknown(rules, selector))
    return found


def _unknown(rules: Mapping[str, Rule], selector: str) -> str:
    from kale_core.suggestions import nearest

    guess = nearest(selector, [*rules, *(rule.name for rule in rules.values())])
    hint = f"did you mean {guess}?" if guess else "`kale-hooks rules` lists all rules"
    return f"there is no rule {selector!r}; {hint}"
