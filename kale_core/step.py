"""A step: the cells and the settings of one pipeline component."""

from __future__ import annotations

from dataclasses import dataclass

from kale_core.notebook import Cell

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Secret:
    """An environment variable of the pod that is filled from a Kubernetes Secret."""

    name: str
    key: str
    variable: str


@dataclass(frozen=True, slots=True)
class StepSettings:
    """What tags and `steps_defaults` ask of a step's pod; `None` means not said (spec section 3).

    `limits` maps Kubernetes resource names to quantities; all pairs are in the order written.
    """

    image: str | None = None
    limits: Pairs = ()
    cache: bool | None = None
    report: bool | None = None
    labels: Pairs = ()
    annotations: Pairs = ()
    secrets: tuple[Secret, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One node of the pipeline.

    `cells` are in notebook order. `prev` holds the names of the `prev:` tags in the order written,
    known or not; only those that name another step become edges. `settings` has the notebook's
    `steps_defaults` already applied.

    A reference, which a `notebook:` cell makes, stands for another notebook: its one cell holds no code.
    """

    name: str
    cells: tuple[Cell, ...]
    prev: tuple[str, ...] = ()
    settings: StepSettings = StepSettings()
    is_reference: bool = False
