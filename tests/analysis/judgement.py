"""Whether a finding is right, by running the notebook and its pipeline in spite of it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from enum import Enum

from kale_core.analysis.changes import Certainty, cell_of
from kale_core.analysis.dataflow import Dataflow, Trouble, Unresolved, analyse
from kale_core.analysis.versions import Clash, Conflict
from kale_core.diagnostics import Place
from kale_core.pipeline import Pipeline
from kale_core.processor import process
from tests.analysis.generated import Cells, with_other_data
from tests.analysis.probes import Seen, probed, version
from tests.analysis.simulation import Log, run_as_notebook, step_of, steps_of_pipeline
from tests.notebooks import cell, notebook

Finding = Unresolved | Conflict


class Verdict(Enum):
    """What became of the read that a finding is about."""

    RIGHT = "the pipeline fails there, or reads another version"
    NOT_EXECUTED = "the path that the notebook took does not lead there"
    NOT_REACHED = "the pipeline failed before"
    NO_EFFECT = "the write that the finding is about left the variable as it was"
    ENTANGLED = "another finding is right, and sends the pipeline on another path"
    WRONG = "the pipeline reads what the notebook reads"


def judge(cells: Cells) -> list[tuple[Finding, Verdict]]:
    """Each finding that is an error, with what it is worth.

    What two versions have in common by chance is tried with other data, too.
    """
    judged = list(_judge(cells))
    if any(verdict is Verdict.WRONG for _, verdict in judged):
        with contextlib.suppress(Exception):  # with other data the notebook may fail
            again = _judge(with_other_data(cells))
            judged = [other if one[1] is Verdict.WRONG else one for one, other in zip(judged, again, strict=True)]
    if any(verdict is Verdict.RIGHT for _, verdict in judged):
        judged = [(each, Verdict.ENTANGLED if verdict is Verdict.WRONG else verdict) for each, verdict in judged]
    return judged


def _judge(cells: Cells) -> Iterator[tuple[Finding, Verdict]]:
    flow = analyse(_pipeline(cells))
    findings = [each for each in (*flow.unresolved, *flow.conflicts) if _is_error(each)]
    places = {probe: _place(each, flow) for probe, each in enumerate(findings)}
    with_probes = probed(cells, places)
    in_notebook, in_pipeline = Seen(), Seen()
    with in_notebook.watching():
        log = run_as_notebook(with_probes)
    ran: dict[str, tuple[str, dict[str, object]]] = {}
    with in_pipeline.watching():
        try:
            for name, entry in steps_of_pipeline(with_probes, _pipeline(with_probes), flow):
                ran[name] = entry
        except Exception:  # the step fails: what a finding may mean
            pass
    for probe, each in enumerate(findings):
        read, also_read = (_value(seen, probe, each, cells) for seen in (in_notebook, in_pipeline))
        if read is None:
            yield each, Verdict.NOT_EXECUTED
        elif also_read is None:
            is_reached = _step(each) in (in_pipeline.step, *ran)
            yield each, Verdict.RIGHT if is_reached else Verdict.NOT_REACHED
        elif isinstance(each, Unresolved) and each.trouble is Trouble.DELETED and each.via is not None:
            yield each, Verdict.NOT_EXECUTED  # the function was called where the name was still there
        elif isinstance(each, Conflict) and _comes_apart(each, read[0], also_read[0], ran):
            yield each, Verdict.RIGHT
        elif isinstance(each, Conflict) and not _has_effect(each, cells, log):
            yield each, Verdict.NO_EFFECT
        else:
            yield each, Verdict.WRONG


def _value(seen: Seen, probe: int, finding: Finding, cells: Cells) -> tuple[object] | None:
    """What the read gave, the first time that its step came there from outside."""
    if isinstance(finding, Conflict) and finding.clash is Clash.RESUMED:
        key = probe, cell_of(finding.read.moment)
        return (seen.values[key],) if key in seen.values else None
    of_step = [number for number, (tags, _) in enumerate(cells, 1) if step_of(tags) == _step(finding)]
    found = [seen.received[probe, number] for number in of_step if (probe, number) in seen.received]
    return (found[0],) if found else None


def _comes_apart(
    conflict: Conflict, read: object, also_read: object, ran: dict[str, tuple[str, dict[str, object]]]
) -> bool:
    """Whether the pipeline reads another version; of two unordered ancestors, whether they differ."""
    if read != also_read:
        return True
    if conflict.clash is not Clash.UNORDERED or conflict.provider is None:
        return False
    one, other = (ran[step][1].get(conflict.read.name) for step in (conflict.provider, conflict.writer.step))
    return version(one) != version(other)


def _has_effect(conflict: Conflict, cells: Cells, log: Log) -> bool:
    """Whether the variable is another after cells of the writer: those below the read, if that is what they are."""
    in_steps = [(number, step_of(tags)) for number, (tags, _) in enumerate(cells, 1) if tags.startswith("step:")]
    name, below = conflict.read.name, conflict.clash is Clash.INTERLEAVED
    for index, (number, step) in enumerate(in_steps):
        before = log[index - 1][1].get(name) if index else None
        is_meant = step == conflict.writer.step and (number > cell_of(conflict.read.moment)) is below
        if is_meant and version(before) != version(log[index][1].get(name)):
            return True
    return False


def _pipeline(cells: Cells) -> Pipeline:
    return process(notebook([cell(tags, source) for tags, source in cells])).pipeline


def _is_error(finding: Finding) -> bool:
    if isinstance(finding, Unresolved):
        return finding.step is not None
    return finding.clash is not Clash.ALIAS and finding.writer.certainty is Certainty.SURE


def _place(finding: Finding, flow: Dataflow) -> Place:
    if isinstance(finding, Unresolved):
        return finding.place
    return flow.place(finding.read.cell, finding.read.at)


def _step(finding: Finding) -> str:
    step = finding.step if isinstance(finding, Unresolved) else finding.reader
    assert step is not None
    return step
