"""Where the documentation is."""

from __future__ import annotations

from kale_core.rules.registry import anchor
from kale_core.rules.rule import Rule

PROJECT = "https://github.com/kale-hooks/kale-hooks"


def rule_page(rule: Rule) -> str:
    """The page of a rule."""
    return f"{PROJECT}/blob/main/docs/rules.md#{anchor(rule)}"
