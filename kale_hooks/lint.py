"""The lint commands: one program, a selection of rules each."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from kale_core.rules.registry import RULES
from kale_core.rules.rule import Rule
from kale_hooks import arguments, console, files
from kale_hooks.check import check_each
from kale_hooks.exit_status import ExitStatus
from kale_hooks.report import report_of
from kale_hooks.repository import Repositories
from kale_hooks.selection import ALL, UnknownSelector, select


def run(
    argv: Sequence[str] | None, *, prog: str, description: str, families: tuple[str, ...] = (ALL,), choose: bool = False
) -> int:
    """Check files with the rules of the families; `choose` adds the option `--select`."""
    parser = arguments.parser(prog, description, files_help=arguments.NOTEBOOKS_HELP)
    if choose:
        parser.add_argument("--select", action="append", metavar="RULES", help="only these codes, prefixes or names")
    parser.add_argument("--ignore", action="append", metavar="RULES", help="all but these codes, prefixes or names")
    namespace = parser.parse_args(argv)
    rules = _rules(parser, namespace, families=families)
    return console.guarded(prog, lambda: _run(arguments.common(namespace), rules))


def _rules(parser: ArgumentParser, namespace: Namespace, *, families: tuple[str, ...]) -> tuple[Rule, ...]:
    selectors = arguments.listed(getattr(namespace, "select", None)) or [ALL]
    ignored = arguments.listed(namespace.ignore)
    try:
        return select(RULES, families=families, selectors=selectors, ignored=ignored)
    except UnknownSelector as error:
        parser.error(str(error))


def _run(given: arguments.Common, rules: Sequence[Rule]) -> ExitStatus:
    checked = list(check_each(files.find(given.files), rules=rules, repositories=Repositories()))
    report = report_of(checked)
    console.show(report, output_format=given.output_format)
    if given.verbose:
        console.say_skipped(checked)
    crashed = console.say_crashes(checked)
    if report.diagnostics or not crashed:
        console.say(report.summary())
    return max(crashed, ExitStatus.FINDINGS if report.diagnostics else ExitStatus.OK)
