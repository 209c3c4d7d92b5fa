"""How the rules of this family speak of a variable that cannot be carried."""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.analysis.flow import Handed
from kale_core.catalogue import Verdict
from kale_core.diagnostics import Finding, Related, Severity
from kale_core.quoting import listed
from kale_core.rules.rule import Subject


def findings(subject: Subject, verdict: Verdict) -> Iterator[Finding]:
    """One finding a variable, where it is bound; a doubt only where other paths bind something else."""
    for each in subject.dataflow.handed if subject.dataflow is not None else ():
        if each.burden.kind.verdict is verdict:
            yield Finding(
                f"step `{each.step}` {_hands_on(each)}, but it {_holds(each)}, which {each.burden.kind.reason}",
                help=each.burden.kind.advice,
                place=each.place,
                step=each.step,
                related=tuple(
                    Related(subject.path, place, f"step `{reader}` reads `{each.name}` here")
                    for reader, place in each.readers
                ),
                severity=None if each.burden.certain else Severity.WARNING,
            )


def _hands_on(each: Handed) -> str:
    if not each.readers:
        return f"keeps `{each.name}` as an artifact"
    steps = [reader for reader, _ in each.readers]
    return f"hands `{each.name}` on to step{'s' if len(steps) > 1 else ''} {listed(steps)}"


def _holds(each: Handed) -> str:
    """What it is, or what it holds and where: a key, an attribute, a variable that a function remembers."""
    burden, noun = each.burden, each.burden.kind.noun
    if burden.captured is not None:
        said = f"function that takes {noun} along in `{burden.captured}`"
        return f"is a {said}" if burden.certain else f"may be a {said}"
    if burden.path:
        where = f"{noun} in `{each.name}{burden.path}`"
        return f"holds {where}" if burden.certain else f"may hold {where}"
    return f"is {noun}" if burden.certain else f"may be {noun}"
