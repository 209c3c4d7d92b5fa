"""The lint commands: one program, a selection of rules each."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterable, Sequence

from kale_core.rules.rule import Rule
from kale_hooks import arguments, console
from kale_hooks.check import Checked, check_each
from kale_hooks.exit_status import ExitStatus
from kale_hooks.fixing import Fixed, diff, fix_each
from kale_hooks.output import OutputFormat
from kale_hooks.progress import watched
from kale_hooks.report import counted, report_of
from kale_hooks.repository import Repositories
from kale_hooks.selection import ALL
from kale_hooks.targets import targets


def run(
    argv: Sequence[str] | None, *, prog: str, description: str, families: tuple[str, ...] = (ALL,), choose: bool = False
) -> int:
    """Check files with the rules of the families; `choose` adds the options that select others."""
    parser = arguments.parser(prog, description, files_help=arguments.NOTEBOOKS_HELP, selects=choose)
    parser.add_argument("--fix", action="store_true", help="fix what can be fixed without a guess")
    parser.add_argument("--unsafe-fixes", action="store_true", help="with --fix or --diff: fix also what needs a guess")
    parser.add_argument("--diff", action="store_true", help="print what --fix would change, and change nothing")
    if choose:
        parser.add_argument("--show-settings", action="store_true", help="print the settings, and check nothing")
    namespace = parser.parse_args(argv)
    if namespace.unsafe_fixes and not namespace.fix and not namespace.diff:
        parser.error("--unsafe-fixes needs --fix or --diff")
    if namespace.diff and namespace.output_format and OutputFormat(namespace.output_format).is_for_machines:
        parser.error(f"--diff is for people, and cannot print {namespace.output_format}")
    if namespace.diff and namespace.statistics:
        parser.error("--diff prints changes, and --statistics counts findings")
    return console.guarded(prog, lambda: _run(namespace, families))


def _run(namespace: Namespace, families: tuple[str, ...]) -> ExitStatus:
    given = arguments.common(namespace)
    if getattr(namespace, "show_settings", False):
        return _show_settings(given)
    rules = given.rules(families=families)
    if namespace.diff:
        return _diff(given, rules, unsafe=namespace.unsafe_fixes)
    if namespace.fix:
        return _fix(given, rules, unsafe=namespace.unsafe_fixes)
    return _check(given, rules)


def _show_settings(given: arguments.Common) -> ExitStatus:
    from kale_hooks.settings_show import lines

    sys.stdout.writelines(f"{line}\n" for line in lines(given.settings))
    return ExitStatus.OK


def _check(given: arguments.Common, rules: Sequence[Rule]) -> ExitStatus:
    found = watched(list(targets(given, given.files)))
    return _report(list(check_each(found, rules=rules, repositories=Repositories(given.settings))), given)


def _fix(given: arguments.Common, rules: Sequence[Rule], *, unsafe: bool) -> ExitStatus:
    fixed = _fixed(given, rules, unsafe=unsafe, write=True)
    for each in fixed:
        if each.refusal:
            console.say(f"{each.checked.target.path} could not be fixed: {each.refusal}")
    changed = _say_fixed("Fixed", fixed)
    return max(changed, _report([each.checked for each in fixed], given))


def _diff(given: arguments.Common, rules: Sequence[Rule], *, unsafe: bool) -> ExitStatus:
    fixed = _fixed(given, rules, unsafe=unsafe, write=False)
    for each in fixed:
        sys.stdout.writelines(f"{line}\n" for line in diff(each))
    would = _say_fixed("Would fix", fixed)
    remaining = [diagnostic for each in fixed for diagnostic in each.checked.diagnostics]
    if remaining or not would:
        console.say(f"{counted(len(remaining), 'finding') or 'No findings'} would remain")
    crashed = console.say_crashes(each.checked for each in fixed)
    return max(would, crashed, given.settings.status(remaining))


def _fixed(given: arguments.Common, rules: Sequence[Rule], *, unsafe: bool, write: bool) -> list[Fixed]:
    repositories, found = Repositories(given.settings), watched(list(targets(given, given.files)))
    return list(fix_each(found, rules=rules, repositories=repositories, unsafe=unsafe, write=write))


def _report(checked: Sequence[Checked], given: arguments.Common) -> ExitStatus:
    report = report_of(checked)
    console.show(report, output_format=given.output_format, statistics=given.statistics)
    if given.verbose:
        console.say_skipped(checked)
    crashed = console.say_crashes(checked)
    if report.diagnostics or not crashed:
        console.say(report.summary())
    return max(crashed, given.settings.status(report.diagnostics))


def _say_fixed(verb: str, fixed: Iterable[Fixed]) -> ExitStatus:
    counts = [each.count for each in fixed if each.count]
    if not counts:
        return ExitStatus.OK
    console.say(f"{verb} {counted(sum(counts), 'finding')} in {counted(len(counts), 'file')}")
    return ExitStatus.FINDINGS
