"""From a notebook to its pipeline: stage 1 of a compilation (spec sections 2 to 5)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kale_core.config import KEY, PipelineConfig, read_config
from kale_core.config_problems import ConfigProblem
from kale_core.metrics import read_metrics
from kale_core.notebook import Cell, Notebook, Unreadable, read_notebook
from kale_core.parameters import NO_PARAMETER_FAULTS, ParameterFaults, read_parameters
from kale_core.pipeline import Pipeline
from kale_core.plain_code import CellFault
from kale_core.roles import Role, TaggedCell, assign_roles
from kale_core.step import Step
from kale_core.step_names import edge_from
from kale_core.step_settings import settings_of
from kale_core.tags import TagKind


class NotebookError(ValueError):
    """A file that cannot be taken as a notebook; `reason` says why."""

    def __init__(self, reason: Unreadable) -> None:
        super().__init__(f"{reason.path}: {reason.message}; {reason.help}")
        self.reason = reason


@dataclass(frozen=True)
class Processed:
    """A notebook, the pipeline in it, and what could not be understood on the way.

    `cells` are the code cells. `is_kale`: whether the notebook is meant to be a pipeline at all.
    """

    notebook: Notebook
    pipeline: Pipeline
    is_kale: bool = True
    cells: tuple[TaggedCell, ...] = ()
    config_problems: tuple[ConfigProblem, ...] = ()
    parameter_faults: ParameterFaults = NO_PARAMETER_FAULTS
    metric_faults: tuple[CellFault, ...] = ()

    @property
    def step_names(self) -> tuple[str, ...]:
        """All names that tags give to steps and references, also those on cells that got another role."""
        references = (tag.values[0] for item in self.cells for tag in item.of_kind(TagKind.NOTEBOOK))
        steps = (name for item in self.cells for name in item.step_names)
        return tuple(dict.fromkeys((*steps, *references)))

    def cells_of(self, role: Role) -> tuple[TaggedCell, ...]:
        """The code cells of that role, in notebook order."""
        return tuple(tagged for tagged in self.cells if tagged.role is role)

    def cells_of_step(self, name: str) -> tuple[TaggedCell, ...]:
        """The cells of a step, in notebook order."""
        return tuple(tagged for tagged in self.cells_of(Role.STEP) if tagged.step == name)


class NotebookProcessor:
    """Reads a notebook as a pipeline; executes nothing of it."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)

    def run(self) -> Pipeline:
        """The notebook's pipeline.

        Raises `NotebookError` if the file is no notebook. What is wrong inside one raises nothing: rules report it.
        """
        notebook = read_notebook(self.path)
        if isinstance(notebook, Unreadable):
            raise NotebookError(notebook)
        return process(notebook).pipeline


def process(notebook: Notebook) -> Processed:
    """The pipeline in a notebook, and all that its tags and metadata leave in doubt."""
    config, config_problems = read_config(notebook.metadata)
    tagged = assign_roles(notebook.cells)
    parameters, parameter_faults = read_parameters(_cells(tagged, Role.PARAMETERS))
    metrics, metric_faults = read_metrics(_cells(tagged, Role.METRICS))
    pipeline = Pipeline(
        path=notebook.path,
        config=config,
        steps=_steps(tagged, config),
        imports=_cells(tagged, Role.IMPORTS),
        functions=_cells(tagged, Role.FUNCTIONS),
        parameters=parameters,
        parameter_cells=_cells(tagged, Role.PARAMETERS),
        metrics=metrics,
        metric_cells=_cells(tagged, Role.METRICS),
        skipped=_cells(tagged, Role.SKIP),
        dropped=tuple(cell for cell in _cells(tagged, Role.DROPPED) if cell.holds_code),
    )
    return Processed(
        notebook=notebook,
        pipeline=pipeline,
        is_kale=_is_kale(notebook, tagged),
        cells=tagged,
        config_problems=config_problems,
        parameter_faults=parameter_faults,
        metric_faults=metric_faults,
    )


def _cells(tagged: tuple[TaggedCell, ...], role: Role) -> tuple[Cell, ...]:
    return tuple(item.cell for item in tagged if item.role is role)


def _steps(tagged: tuple[TaggedCell, ...], config: PipelineConfig) -> list[Step]:
    """The steps and references in the order in which the notebook first names them; of two kinds the first counts."""
    by_name: dict[str, list[TaggedCell]] = {}
    for item in tagged:
        if item.role in (Role.STEP, Role.NOTEBOOK) and item.step is not None:
            cells = by_name.setdefault(item.step, [])
            if not cells or item.role is cells[0].role is Role.STEP:
                cells.append(item)
    return [_step(name, cells, config, names=list(by_name)) for name, cells in by_name.items()]


def _step(name: str, cells: list[TaggedCell], config: PipelineConfig, *, names: list[str]) -> Step:
    if cells[0].role is Role.NOTEBOOK:
        return Step(name, (cells[0].cell,), is_reference=True)
    prev = (edge_from(tag.values[0], step=name, steps=names) for item in cells for tag in item.prev_tags)
    settings = (tag for item in cells for tag in item.setting_tags)
    return Step(
        name=name,
        cells=tuple(item.cell for item in cells),
        prev=tuple(dict.fromkeys(prev)),
        settings=settings_of(settings, defaults=config.steps_defaults),
    )


def _is_kale(notebook: Notebook, tagged: tuple[TaggedCell, ...]) -> bool:
    """Spec section 2: Kale's own metadata alone is no pipeline; the panel writes it when it is opened."""
    if any(
        text.strip().lower().startswith(("step:", "block:", "notebook:")) for item in tagged for text in item.cell.tags
    ):
        return True
    return KEY in notebook.metadata and any(tag.kind is not None for item in tagged for tag in item.tags)
