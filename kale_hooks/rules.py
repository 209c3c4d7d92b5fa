"""The command `kale-hooks rules`."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterable, Sequence
from typing import Any

from kale_core.rules.fixable import FIXABLE
from kale_core.rules.registry import FAMILIES, RULES, page
from kale_core.rules.rule import Rule
from kale_core.rules.selectors import fitting
from kale_hooks import arguments, console, selection
from kale_hooks.exit_status import ExitStatus, WrongUsage
from kale_hooks.output.links import rule_page
from kale_hooks.output.style import Style


def main(argv: Sequence[str] | None = None, *, prog: str = "kale-hooks rules") -> int:
    """List all rules, or those of some codes, prefixes or names, in order of their codes."""
    parser = arguments.Parser(prog=prog, description="List the rules.", allow_abbrev=False)
    parser.add_argument("rules", nargs="*", metavar="RULES", help="codes, prefixes or names (default: all rules)")
    parser.add_argument("--format", choices=["text", "json"], default="text", help="default: %(default)s")
    given = parser.parse_args(argv)
    return console.guarded(prog, lambda: _print(given))


def _print(given: Namespace) -> ExitStatus:
    rules = chosen(given.rules) if given.rules else list(RULES.values())
    sys.stdout.write(_json(rules) if given.format == "json" else table(rules, Style(console.has_colour())))
    return ExitStatus.OK


def chosen(selectors: Iterable[str]) -> list[Rule]:
    """The rules that the selectors fit, in order of their codes; `WrongUsage` if one of them fits none."""
    problem = selection.unknown(RULES, selectors)
    if problem:
        raise WrongUsage(problem)
    codes = {rule.code for selector in selectors for rule in fitting(RULES, selector)}
    return [rule for code, rule in RULES.items() if code in codes]


def table(rules: Sequence[Rule], style: Style) -> str:
    """A line for each rule: what it is called, how grave it is, whether `--fix` helps, and when it reports."""
    width = max(len(rule.name) for rule in rules)
    return "".join(f"{_row(rule, style, width=width)}\n" for rule in rules)


def _row(rule: Rule, style: Style, *, width: int) -> str:
    severity = style.of(rule.severity, f"{rule.severity:<7}")
    fix = "fix" if rule.code in FIXABLE else "   "
    return f"{style.strong(rule.code)}  {rule.name:<{width}}  {severity}  {fix}  {summary(rule)}"


def summary(rule: Rule) -> str:
    """When it reports, as the beginning of its page says."""
    return page(rule).split("\n")[0].rstrip(".")


def family(rule: Rule) -> str:
    """What the rules are about whose codes begin like this one's."""
    return FAMILIES[rule.code[:5]]


def _json(rules: Sequence[Rule]) -> str:
    import json

    return json.dumps({"version": 1, "rules": [_facts(rule) for rule in rules]}, indent=2) + "\n"


def _facts(rule: Rule) -> dict[str, Any]:
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity.value,
        "family": family(rule),
        "fixable": rule.code in FIXABLE,
        "summary": summary(rule),
        "docs": rule_page(rule),
    }


if __name__ == "__main__":
    raise SystemExit(main())
