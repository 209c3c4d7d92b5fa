"""Which step a `prev:` tag means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kale_core.suggestions import nearest
from kale_core.tags import valid_step_name


def meant_step(name: str, *, step: str | None, names: Iterable[str]) -> str | None:
    """The step among `names` that `prev:<name>` on a cell of `step` means, exactly or probably.

    `None` if there is none like it. A misspelling never means the step that it stands on.
    """
    known = list(names)
    if name in known:
        return name
    others = [other for other in known if other != step]
    better = valid_step_name(name)
    return better if better in others else nearest(name, others)


def edge_from(name: str, *, step: str, steps: Sequence[str]) -> str:
    """The step from which `prev:<name>` on a cell of `step` draws an edge; `name` itself if there is none.

    `steps` are in notebook order. A misspelling counts as the step above that it means, so that the slip is reported
    once and nothing that follows from it.
    """
    if name in steps:
        return name
    return meant_step(name, step=step, names=steps[: steps.index(step)]) or name
