"""The command `kale-hooks rules`."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any

from kale_core.rules.registry import RULES, page
from kale_core.rules.rule import Rule
from kale_hooks import console
from kale_hooks.exit_status import ExitStatus


def main(argv: Sequence[str] | None = None, *, prog: str = "kale-hooks rules") -> int:
    """List all rules, in order of their codes."""
    parser = ArgumentParser(prog=prog, description="List all rules.", allow_abbrev=False)
    parser.add_argument("--format", choices=["text", "json"], default="text", help="default: %(default)s")
    given = parser.parse_args(argv)
    return console.guarded(prog, lambda: _print(as_json=given.format == "json"))


def _print(*, as_json: bool) -> ExitStatus:
    rules = [RULES[code] for code in sorted(RULES)]
    sys.stdout.write(_json(rules) if as_json else _table(rules))
    return ExitStatus.OK


def _table(rules: Sequence[Rule]) -> str:
    width = max(len(rule.name) for rule in rules)
    return "".join(f"{rule.code}  {rule.name:<{width}}  {rule.severity:<7}  {_summary(rule)}\n" for rule in rules)


def _json(rules: Sequence[Rule]) -> str:
    import json

    listed: list[dict[str, Any]] = [
        {"code": rule.code, "name": rule.name, "severity": rule.severity.value, "summary": _summary(rule)}
        for rule in rules
    ]
    return json.dumps({"version": 1, "rules": listed}, indent=2) + "\n"


def _summary(rule: Rule) -> str:
    return page(rule).split("\n")[0].rstrip(".")


if __name__ == "__main__":
    raise SystemExit(main())
