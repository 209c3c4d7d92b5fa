"""How people name rules: a code (`KALE302`), the beginning of one (`KALE3`), or a name (`missing-dependency`)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kale_core.rules.rule import Rule

_CODE = re.compile(r"KALE[0-9]{0,3}")
_LIKE_CODE = re.compile(r"K[A-Z]*[0-9]{3,}")  # those of other tools are no misspelt ones of ours


def reach(selector: str, *, code: str, name: str) -> int:
    """How closely a selector fits the rule of that code and name: the length of what they share, 0 if it does not."""
    upper = selector.upper()
    if _CODE.fullmatch(upper):
        return len(upper) if code.startswith(upper) else 0
    return len(code) if selector.lower() == name else 0


def fitting(rules: Mapping[str, Rule], selector: str) -> tuple[Rule, ...]:
    """The rules that a selector fits."""
    return tuple(rule for rule in rules.values() if reach(selector, code=rule.code, name=rule.name))


def probably_meant(rules: Mapping[str, Rule], selector: str) -> str | None:
    """The code or name that a selector which fits no rule was most likely meant to be."""
    from kale_core.suggestions import nearest

    codes = list(rules) if _LIKE_CODE.fullmatch(selector.upper()) else []
    return nearest(selector, [*codes, *(rule.name for rule in rules.values())])
