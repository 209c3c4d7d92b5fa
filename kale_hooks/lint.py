"""The lint commands: one program, a selection of rules each."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Sequence

from kale_core.rules.registry import RULES
from kale_core.rules.rule import Rule
from kale_hooks import arguments, console, files
from kale_hooks.check import Checked, check_each
from kale_hooks.exit_status import ExitStatus
from kale_hooks.fixing import Fixed, diff, fix_each
from kale_hooks.report import counted, report_of
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
    parser.add_argument("--fix", action="store_true", help="fix what can be fixed without a guess")
    parser.add_argument("--unsafe-fixes", action="store_true", help="with --fix or --diff: fix also what needs a guess")
    parser.add_argument("--diff", action="store_true", help="print what --fix would change, and change nothing")
    namespace = parser.parse_args(argv)
    rules = _rules(parser, namespace, families=families)
    given = arguments.common(namespace)
    if not namespace.fix and not namespace.diff:
        if namespace.unsafe_fixes:
            parser.error("--unsafe-fixes needs --fix or --diff")
        return console.guarded(prog, lambda: _check(given, rules))
    if not namespace.diff:
        return console.guarded(prog, lambda: _fix(given, rules, unsafe=namespace.unsafe_fixes))
    if given.output_format.is_for_machines:
        parser.error(f"--diff is for people, and cannot print {given.output_format}")
    return console.guarded(prog, lambda: _diff(given, rules, unsafe=namespace.unsafe_fixes))


def _rules(parser: ArgumentParser, namespace: Namespace, *, families: tuple[str, ...]) -> tuple[Rule, ...]:
    selectors = arguments.listed(getattr(namespace, "select", None)) or [ALL]
    ignored = arguments.listed(namespace.ignore)
    try:
        return select(RULES, families=families, selectors=selectors, ignored=ignored)
    except UnknownSelector as error:
        parser.error(str(error))


def _check(given: arguments.Common, rules: Sequence[Rule]) -> ExitStatus:
    return _report(list(check_each(files.find(given.files), rules=rules, repositories=Repositories())), given)


def _fix(given: arguments.Common, rules: Sequence[Rule], *, unsafe: bool) -> ExitStatus:
    targets = files.find(given.files)
    fixed = list(fix_each(targets, rules=rules, repositories=Repositories(), unsafe=unsafe, write=True))
    for each in fixed:
        if each.refusal:
            console.say(f"{each.checked.target.path} could not be fixed: {each.refusal}")
    changed = _say_fixed("Fixed", fixed)
    return max(changed, _report([each.checked for each in fixed], given))


def _diff(given: arguments.Common, rules: Sequence[Rule], *, unsafe: bool) -> ExitStatus:
    targets = files.find(given.files)
    fixed = list(fix_each(targets, rules=rules, repositories=Repositories(), unsafe=unsafe, write=False))
    for each in fixed:
        sys.stdout.writelines(f"{line}\n" for line in diff(each))
    would = _say_fixed("Would fix", fixed)
    remaining = sum(len(each.checked.diagnostics) for each in fixed)
    if remaining or not would:
        console.say(f"{counted(remaining, 'finding') or 'No findings'} would remain")
    crashed = console.say_crashes(each.checked for each in fixed)
    return max(would, crashed, ExitStatus.FINDINGS if remaining else ExitStatus.OK)


def _report(checked: Sequence[Checked], given: arguments.Common) -> ExitStatus:
    report = report_of(checked)
    console.show(report, output_format=given.output_format)
    if given.verbose:
        console.say_skipped(checked)
    crashed = console.say_crashes(checked)
    if report.diagnostics or not crashed:
        console.say(report.summary())
    return max(crashed, ExitStatus.FINDINGS if report.diagnostics else ExitStatus.OK)


def _say_fixed(verb: str, fixed: Iterable[Fixed]) -> ExitStatus:
    counts = [each.count for each in fixed if each.count]
    if not counts:
        return ExitStatus.OK
    console.say(f"{verb} {counted(sum(counts), 'finding')} in {counted(len(counts), 'file')}")
    return ExitStatus.FINDINGS
