"""A step that relies on what another step did to its own process."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kale_core.analysis.uses import Use

Uses = Mapping[str | None, Sequence[Use]]
"""The uses of each step, in order; of the shared cells without a step."""


@dataclass(frozen=True, slots=True)
class Reliance:
    """`step` makes `use` of what only step `setter` does, in `setting`. `uses` and `sets` say so, as verbs."""

    step: str
    use: Use
    uses: str
    setter: str
    setting: Use
    sets: str


def reliances(
    every: Uses,
    *,
    is_setting: Callable[[Use], bool],
    is_use: Callable[[str, Use], bool],
    sets: str,
    uses: str,
) -> Iterator[Reliance]:
    """The first use in each step below a setting in another one; none if the step, or shared cells, make it, too."""
    if any(is_setting(use) for use in every.get(None, ())):
        return
    settings = [
        (step, use) for step, found in every.items() if step for use in found if use.certain and is_setting(use)
    ]
    for step, found in every.items() if settings else ():
        for use in found if step else ():
            if is_setting(use):
                break
            above = [each for each in settings if each[0] != step and each[1].time < use.time]
            if step and above and use.certain and is_use(step, use):
                setter, setting = max(above, key=lambda each: each[1].time)
                yield Reliance(step, use, uses, setter, setting, sets)
                break
