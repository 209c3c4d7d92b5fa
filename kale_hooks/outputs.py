"""The commands on generated files: write what is not up to date, or only say so."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from shlex import quote

from kale_core.diagnostics import Diagnostic
from kale_core.rules.generated import edited_output, missing_output, stale_output
from kale_core.rules.vital import VITAL
from kale_hooks import commit, console, files, findings
from kale_hooks.arguments import Common
from kale_hooks.check import Checked
from kale_hooks.comparison import Outcome, compare
from kale_hooks.exit_status import ExitStatus
from kale_hooks.files import Target
from kale_hooks.generate import Output, generate
from kale_hooks.git import CLEAN
from kale_hooks.orphans import Orphan, orphans
from kale_hooks.progress import watched
from kale_hooks.report import Report, report_of
from kale_hooks.repository import Repositories
from kale_hooks.targets import targets

_SAID_BY_WROTE = frozenset({missing_output.RULE.code, stale_output.RULE.code})


@dataclass(frozen=True, slots=True)
class Mode:
    """What a command does besides comparing.

    `writes`: bring outputs up to date, and insist that they are staged. `checks`: report what does not stop a notebook
    from compiling, too. `everywhere`: without files, look at the whole repository, not only at the working directory.
    """

    writes: bool = False
    checks: bool = False
    everywhere: bool = False


def run(given: Common, mode: Mode) -> ExitStatus:
    """Compile, compare, write if the mode says so, and report."""
    repositories = Repositories(given.settings)
    arguments = given.files or [_default(mode)]
    found = list(targets(given, arguments))
    generation = generate(watched(found), repositories=repositories)
    outcomes = [_heeded(each, given) for each in compare(generation.outputs, write=mode.writes)]
    lost = orphans(found, generation, repositories=repositories, folders=files.folders(arguments))

    report = _report(generation.checked, outcomes, list(_of_orphans(lost, given)), mode)
    _show(report, outcomes, given)
    if given.verbose:
        console.say_skipped(generation.checked)
    crashed = console.say_crashes(generation.checked)
    written = ExitStatus.FINDINGS if any(each.written for each in outcomes) else ExitStatus.OK
    return max(crashed, written, given.settings.status(report.diagnostics))


def _default(mode: Mode) -> str:
    """The folder that no argument means."""
    return files.shown(files.root_of(Path.cwd().resolve()), ".") if mode.everywhere else "."


def _report(
    checked: Sequence[Checked], outcomes: Sequence[Outcome], others: Sequence[Diagnostic], mode: Mode
) -> Report:
    """All there is to say, for programs: that a file was written, too, is a diagnostic."""
    shown = checked if mode.checks else [replace(each, diagnostics=each.errors) for each in checked]
    report = report_of(shown, [*_of_outcomes(outcomes), *others])
    return replace(report, details=_details(outcomes, mode))


def _of_outcomes(outcomes: Sequence[Outcome]) -> Iterator[Diagnostic]:
    for outcome in outcomes:
        yield from outcome.diagnostics


def _of_orphans(lost: Sequence[Orphan], given: Common) -> Iterator[Diagnostic]:
    states = commit.states(orphan.file for orphan in lost)
    for orphan in lost:
        diagnostic = findings.of_orphan(orphan, states.get(orphan.file.file, CLEAN))
        if is_heeded(diagnostic, given, orphan.file, orphan.notebook):
            yield diagnostic


def _heeded(outcome: Outcome, given: Common) -> Outcome:
    """The outcome without what the settings ignore."""
    output = outcome.output
    kept = (each for each in outcome.diagnostics if is_heeded(each, given, output.file, output.notebook))
    return replace(outcome, diagnostics=tuple(kept))


def is_heeded(diagnostic: Diagnostic, given: Common, *files: Target) -> bool:
    """Whether the settings let a finding about these files be reported."""
    if diagnostic.code in VITAL:
        return True
    selected = any(rule.code == diagnostic.code for rule in given.rules())
    return selected and not given.settings.ignores(diagnostic, *(each.file for each in files))


def _details(outcomes: Sequence[Outcome], mode: Mode) -> dict[Diagnostic, str]:
    """The differences, for people: those that a command only reports, and the edits that it is removing."""
    shown = {edited_output.RULE.code} if mode.writes else {edited_output.RULE.code, stale_output.RULE.code}
    return {
        diagnostic: _differences(outcome.output)
        for outcome in outcomes
        for diagnostic in outcome.diagnostics
        if diagnostic.code in shown
    }


def _differences(output: Output) -> str:
    from kale_hooks.differences import differences

    return differences(output)


def _show(report: Report, outcomes: Sequence[Outcome], given: Common) -> None:
    """Print the report; for people, a line for each written file replaces the diagnostics that say no more."""
    written = [outcome for outcome in outcomes if outcome.written]
    for_people = not given.output_format.is_for_machines
    if for_people:
        said = {each for outcome in written for each in outcome.diagnostics if each.code in _SAID_BY_WROTE}
        report = replace(report, diagnostics=tuple(each for each in report.diagnostics if each not in said))
    console.show(report, output_format=given.output_format, statistics=given.statistics)
    for outcome in written:
        file, notebook = outcome.output.file.path, outcome.output.notebook.path
        line = f"wrote {file} (from {notebook}); run: git add {quote(file)}"
        print(line, file=sys.stdout if for_people else sys.stderr)
    for line in _summary(report, outcomes):
        console.say(line)


def _summary(report: Report, outcomes: Sequence[Outcome]) -> Iterator[str]:
    written = sum(outcome.written for outcome in outcomes)
    if written:
        yield f"Wrote {written} generated file{'' if written == 1 else 's'}"
    if report.diagnostics or not outcomes:
        yield report.summary()
    elif not written:
        number = len(outcomes)
        yield "The generated file is up to date" if number == 1 else f"All {number} generated files are up to date"
