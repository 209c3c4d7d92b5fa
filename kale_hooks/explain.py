"""The command `kale-hooks explain`."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence

from kale_core.diagnostics import Severity
from kale_core.rules.fixable import FIXABLE
from kale_core.rules.registry import RULES, page
from kale_core.rules.rule import Rule
from kale_core.rules.selectors import fitting
from kale_hooks import arguments, console
from kale_hooks.exit_status import ExitStatus
from kale_hooks.output import markdown
from kale_hooks.output.style import Style
from kale_hooks.rules import chosen, family, table

_WIDEST = 100


def main(argv: Sequence[str] | None = None, *, prog: str = "kale-hooks explain") -> int:
    """Print the pages of rules, and for the beginning of a code the rules of that family."""
    parser = arguments.Parser(prog=prog, description="Print the pages of rules.", allow_abbrev=False)
    parser.add_argument(
        "rules", nargs="+", metavar="RULES", help="codes or names; for the beginning of a code, its rules are listed"
    )
    parser.add_argument("--format", choices=["text", "markdown"], default="text", help="default: %(default)s")
    given = parser.parse_args(argv)
    return console.guarded(prog, lambda: _explain(given))


def _explain(given: Namespace) -> ExitStatus:
    chosen(given.rules)
    groups = dict.fromkeys(fitting(RULES, selector) for selector in given.rules)
    if given.format == "markdown":
        parts = [_markdown(rule) for group in groups for rule in group]
    else:
        style = Style(console.has_colour())
        parts = [table(group, style) if len(group) > 1 else _text(group[0], style) for group in groups]
    sys.stdout.write("\n".join(parts))
    return ExitStatus.OK


def _markdown(rule: Rule) -> str:
    return f"# {rule.code} {rule.name}\n\n{page(rule)}\n"


def _text(rule: Rule, style: Style) -> str:
    facts = f"{'An error' if rule.severity is Severity.ERROR else 'A warning'} about {family(rule)}."
    if rule.code in FIXABLE:
        facts += " `kale-hooks check --diff --unsafe-fixes` shows what could be fixed."
    text = f"# {rule.code} {rule.name}\n\n{facts}\n\n{page(rule)}\n"
    return markdown.render(text, style=style, width=min(console.columns(), _WIDEST))
