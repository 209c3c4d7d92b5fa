"""How the rules speak of two versions of one variable."""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.analysis.changes import Certainty, cell_of
from kale_core.analysis.dataflow import Dataflow
from kale_core.analysis.versions import Clash, Conflict, Write
from kale_core.diagnostics import Place, Related, Severity
from kale_core.rules.rule import Subject


def clashes(subject: Subject, kind: Clash) -> Iterator[tuple[Conflict, Dataflow]]:
    """The conflicts of one kind, each with the dataflow that knows its places."""
    if subject.dataflow is not None:
        for conflict in subject.dataflow.conflicts:
            if conflict.clash is kind:
                yield conflict, subject.dataflow


def place_of(conflict: Conflict, flow: Dataflow) -> Place:
    """The read that sees another version."""
    return flow.place(conflict.read.cell, conflict.read.at)


def reader(conflict: Conflict) -> str:
    """`step \\`a\\` reads`, with the function through which it does."""
    via = conflict.read.via
    if via is None:
        return f"step `{conflict.reader}` reads"
    return f"step `{conflict.reader}` uses {'a lambda' if via == '<lambda>' else f'`{via}`'}, which reads"


def does(write: Write) -> str:
    """What the writer does: `changes it`, `may change it`, or `defines it anew`."""
    if write.binds:
        return "defines it anew"
    return "changes it" if write.certainty is Certainty.SURE else "may change it"


def severity(write: Write) -> Severity:
    """A method that is not known to only read is a doubt, not a fact."""
    return Severity.ERROR if write.certainty is Certainty.SURE else Severity.WARNING


def written_at(write: Write, conflict: Conflict, path: str) -> Related:
    """The cell of a write: the last before the read, or the first after it."""
    moment = write.last_before(conflict.read.moment) or min(write.moments)
    return Related(path, Place(cell_of(moment)), f"step `{write.step}` {does(write)} in this cell")
