"""Which rules a run applies: what the settings select and ignore, and then what the options do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kale_core.diagnostics import Diagnostic
from kale_core.rules.rule import Rule
from kale_core.rules.selectors import fitting, probably_meant, reach

ALL = "KALE"
ALWAYS = ("KALE00", "KALE5")
"""Rules that no selection leaves out, since they must not pass in silence, but that can be ignored: those on files that
cannot be read, and those on generated files, which commands that compile report whatever else they look for."""

_OF_EACH = ("KALE010",)
"""Rules of every family: each judges the comments on its own."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What one source, called `origin`, chooses; `select` is none if it leaves that to the source before it."""

    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    origin: str = field(default="", compare=False)


def select(
    rules: Mapping[str, Rule], *, families: tuple[str, ...] = (ALL,), choices: Sequence[Choice] = ()
) -> tuple[Rule, ...]:
    """The rules of the families, which are beginnings of codes, that are on after all choices, in order of code."""
    beginnings = (*families, *ALWAYS, *_OF_EACH)
    return tuple(rules[code] for code in sorted(rules) if code.startswith(beginnings) and _is_on(rules[code], choices))


def unknown(rules: Mapping[str, Rule], selectors: Iterable[str]) -> str | None:
    """What is wrong with the first selector that fits no rule, with what it probably was meant to be."""
    for selector in selectors:
        if not fitting(rules, selector):
            guess = probably_meant(rules, selector)
            hint = f"did you mean {guess}?" if guess else "`kale-hooks rules` lists all rules"
            return f"there is no rule {selector!r}; {hint}"
    return None


def covers(selectors: Iterable[str], rule: Rule | Diagnostic) -> int:
    """How closely the closest of the selectors fits a rule; 0 if none does."""
    return max((reach(selector, code=rule.code, name=rule.name) for selector in selectors), default=0)


def _is_on(rule: Rule, choices: Iterable[Choice]) -> bool:
    """All rules are on at first; in each choice, the closest selector decides, and of two equals that which ignores."""
    on = True
    for choice in choices:
        starts_over = choice.select is not None and not rule.code.startswith(ALWAYS)
        selected = covers((*(choice.select or ()), *choice.extend_select), rule)
        ignored = covers(choice.ignore, rule)
        if starts_over or selected or ignored:
            on = selected > ignored
    return on
