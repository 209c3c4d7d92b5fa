"""Generated files against what they should be: on disk, and in what the next commit takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kale_core.diagnostics import Diagnostic
from kale_hooks import commit, findings, writing
from kale_hooks.generate import Output
from kale_hooks.git import CLEAN


@dataclass(frozen=True, slots=True)
class Outcome:
    """An output, what is wrong with it, and whether it was `written`."""

    output: Output
    diagnostics: tuple[Diagnostic, ...]
    written: bool = False


def compare(outputs: Sequence[Output], *, write: bool) -> tuple[Outcome, ...]:
    """What is wrong with each output; `write`: bring it up to date first, and insist that it is staged."""
    known = [each for each in outputs if not each.refusal]
    before = commit.states(file for each in known for file in (each.file, each.notebook, *each.others))
    if not write:
        return tuple(_unwritten(output, before, staged=False) for output in outputs)
    attempted = [_write(output) for output in outputs]
    after = before
    if any(written for _, written in attempted):
        after = commit.states(output.file for output, _ in attempted if not output.refusal)
    return tuple(
        _written(output, before, after) if written else _unwritten(output, after, staged=True)
        for output, written in attempted
    )


def _write(output: Output) -> tuple[Output, bool]:
    """Bring an output up to date if need be, and say whether that was done."""
    if output.is_fresh or output.refusal:
        return output, False
    try:
        writing.write(output.file.file, output.text, root=output.file.root)
    except writing.RefusedWrite as error:
        return replace(output, refusal=str(error)), False
    return output, True


def _written(output: Output, before: findings.States, after: findings.States) -> Outcome:
    state = after.get(output.file.file, CLEAN)
    found = [findings.of_content(output, before, written=True)]
    if state.ignored:
        found.append(findings.of_place(output.file, state))
    return Outcome(output, tuple(filter(None, found)), written=True)


def _unwritten(output: Output, states: findings.States, *, staged: bool) -> Outcome:
    return Outcome(output, tuple(_findings(output, states, staged=staged)))


def _findings(output: Output, states: findings.States, *, staged: bool) -> Iterator[Diagnostic]:
    if output.refusal:
        yield findings.of_refusal(output, output.refusal)
        return
    content = findings.of_content(output, states, written=False)
    if content:
        yield content
    state = states.get(output.file.file, CLEAN)
    place = findings.of_place(output.file, state if staged else replace(state, unstaged=False))
    if place and output.current is not None and (not content or state.ignored):
        yield place
