"""The commands on generated files: write what is not up to date, or only say so."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from shlex import quote
from typing import TextIO

from kale_core.diagnostics import Diagnostic
from kale_core.rules.generated import edited_output, missing_output, stale_output
from kale_hooks import commit, console, files, findings
from kale_hooks.arguments import Common
from kale_hooks.comparison import Outcome, compare
from kale_hooks.exit_status import ExitStatus
from kale_hooks.generate import generate
from kale_hooks.git import CLEAN
from kale_hooks.orphans import Orphan, orphans
from kale_hooks.report import Report, report_of
from kale_hooks.repository import Repositories

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
    repositories = Repositories()
    roots = [files.root_of(Path.cwd().resolve())] if mode.everywhere and not given.files else []
    targets = list(files.find(given.files or [files.shown(root, ".") for root in roots]))
    generation = generate(targets, repositories=repositories)
    outcomes = compare(generation.outputs, write=mode.writes)
    lost = orphans(targets, generation, repositories=repositories, roots=roots)

    checked = [each if mode.checks else replace(each, diagnostics=each.errors) for each in generation.checked]
    found = [*_of_outcomes(outcomes), *_of_orphans(lost)]
    report = replace(report_of(checked, found), details=_details(outcomes, mode))
    written = [outcome for outcome in outcomes if outcome.written]
    if not given.output_format.is_for_machines:
        report = _without_what_was_written(report, written)
    console.show(report, output_format=given.output_format)
    _say_written(written, to=sys.stderr if given.output_format.is_for_machines else sys.stdout)

    if given.verbose:
        console.say_skipped(generation.checked)
    crashed = console.say_crashes(generation.checked)
    for line in _summary(report, outcomes):
        console.say(line)
    return max(crashed, ExitStatus.FINDINGS if report.diagnostics or written else ExitStatus.OK)


def _of_outcomes(outcomes: Sequence[Outcome]) -> Iterator[Diagnostic]:
    for outcome in outcomes:
        yield from outcome.diagnostics


def _of_orphans(lost: Sequence[Orphan]) -> Iterator[Diagnostic]:
    states = commit.states(orphan.file for orphan in lost)
    for orphan in lost:
        yield findings.of_orphan(orphan, states.get(orphan.file.file, CLEAN))


def _details(outcomes: Sequence[Outcome], mode: Mode) -> dict[Diagnostic, str]:
    """The differences, for people: those that a command only reports, and the edits that it is removing."""
    from kale_hooks.differences import differences

    shown = {edited_output.RULE.code} if mode.writes else {edited_output.RULE.code, stale_output.RULE.code}
    return {
        diagnostic: differences(outcome.output)
        for outcome in outcomes
        for diagnostic in outcome.diagnostics
        if diagnostic.code in shown
    }


def _without_what_was_written(report: Report, written: Sequence[Outcome]) -> Report:
    """The report without the diagnostics that say no more than the line for a written file."""
    said = {each for outcome in written for each in outcome.diagnostics if each.code in _SAID_BY_WROTE}
    return replace(report, diagnostics=tuple(each for each in report.diagnostics if each not in said))


def _say_written(written: Sequence[Outcome], *, to: TextIO) -> None:
    for outcome in written:
        file, notebook = outcome.output.file.path, outcome.output.notebook.path
        print(f"wrote {file} (from {notebook}); run: git add {quote(file)}", file=to)


def _summary(report: Report, outcomes: Sequence[Outcome]) -> Iterator[str]:
    written = sum(outcome.written for outcome in outcomes)
    if written:
        yield f"Wrote {written} generated file{'' if written == 1 else 's'}"
    if report.diagnostics or not outcomes:
        yield report.summary()
    elif not written:
        number = len(outcomes)
        yield "The generated file is up to date" if number == 1 else f"All {number} generated files are up to date"
