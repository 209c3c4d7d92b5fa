"""What each code cell of a notebook is to the pipeline (spec section 3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum

from kale_core.notebook import Cell
from kale_core.tags import SETTING_KINDS, SPECIAL_KINDS, ParsedTag, Tag, TagKind, parse_tag


class Role(Enum):
    """The part that a code cell has; `DROPPED` cells belong to nothing."""

    STEP = "step"
    IMPORTS = "imports"
    FUNCTIONS = "functions"
    PARAMETERS = "pipeline-parameters"
    METRICS = "pipeline-metrics"
    SKIP = "skip"
    NOTEBOOK = "notebook"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class TaggedCell:
    """A code cell with its tags, in the order written, and its role.

    `step` is the step that a `STEP` cell belongs to, under the name in its tag, valid or not; of a `NOTEBOOK`
    cell, that name. `joins`: the cell has its role from another cell: the nearest tagged one above, or below a
    `notebook:` cell the next step.
    """

    cell: Cell
    tags: tuple[ParsedTag, ...]
    role: Role
    step: str | None = None
    joins: bool = False

    def of_kind(self, *kinds: TagKind) -> tuple[ParsedTag, ...]:
        """The tags of these kinds, valid or not."""
        return tuple(tag for tag in self.tags if tag.kind in kinds)

    @property
    def prev_tags(self) -> tuple[ParsedTag, ...]:
        """The `prev:` tags; of a cell that joins a step, none that names this step: it says nothing."""
        return tuple(tag for tag in self.of_kind(TagKind.PREV) if not (self.joins and tag.values[0] == self.step))

    @property
    def setting_tags(self) -> tuple[Tag, ...]:
        """The valid setting tags."""
        return tuple(tag for tag in self.tags if isinstance(tag, Tag) and tag.kind in SETTING_KINDS)

    @property
    def step_names(self) -> tuple[str, ...]:
        """The different names in the cell's `step:` and `block:` tags; empty names are no names."""
        names = (tag.values[0] for tag in self.of_kind(TagKind.STEP, TagKind.BLOCK) if tag.values)
        return tuple(dict.fromkeys(name for name in names if name))

    @property
    def special_kinds(self) -> tuple[TagKind, ...]:
        """The different special kinds among the cell's tags."""
        return tuple(dict.fromkeys(tag.kind for tag in self.tags if tag.kind is not None and tag.kind in SPECIAL_KINDS))


def assign_roles(cells: Iterable[Cell]) -> tuple[TaggedCell, ...]:
    """The role of each code cell.

    Where tags contradict each other the special one counts, as in Kale 2.3, except that `skip` yields to a step: one
    mistake is then not followed by reports of names that only exist in that cell.
    """
    roles: list[TaggedCell] = []
    above: TaggedCell | None = None
    waiting: list[int] = []
    for cell in cells:
        if not cell.is_code:
            continue
        tagged = _by_its_tags(cell)
        if tagged is None:
            tagged = _by_the_cell_above(cell, above)
            if above is not None and above.role is Role.NOTEBOOK:
                waiting.append(len(roles))
        elif tagged.role is not Role.SKIP:
            above = tagged
        if tagged.role is Role.STEP and waiting:
            for index in waiting:
                roles[index] = replace(roles[index], role=Role.STEP, step=tagged.step)
            waiting = []
        elif tagged.role is Role.NOTEBOOK:
            waiting = []
        roles.append(tagged)
    return tuple(roles)


def _by_its_tags(cell: Cell) -> TaggedCell | None:
    """The role that the cell's own tags give it, if they give it one."""
    tagged = TaggedCell(cell, tuple(map(parse_tag, cell.tags)), Role.DROPPED)
    special = tagged.special_kinds
    names = tagged.step_names
    notebooks = tagged.of_kind(TagKind.NOTEBOOK)
    if names and set(special) <= {TagKind.SKIP}:
        return replace(tagged, role=Role.STEP, step=names[0])
    if special:
        return replace(tagged, role=Role(special[0].value))
    if notebooks:
        return replace(tagged, role=Role.NOTEBOOK, step=notebooks[0].values[0])
    return None


def _by_the_cell_above(cell: Cell, above: TaggedCell | None) -> TaggedCell:
    role, step = (Role.DROPPED, None) if above is None or above.role is Role.NOTEBOOK else (above.role, above.step)
    return TaggedCell(cell, tuple(map(parse_tag, cell.tags)), role, step, joins=True)
