"""The pipeline of a notebook: a graph of steps, and what all of them share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import networkx as nx

from kale_core.config import PipelineConfig
from kale_core.metrics import Metric
from kale_core.notebook import Cell
from kale_core.parameters import Parameter
from kale_core.step import Step

if TYPE_CHECKING:
    _Graph = nx.DiGraph[Step]
else:
    _Graph = nx.DiGraph


class Pipeline(_Graph):
    """A directed graph whose nodes are `Step`s, in notebook order, and whose edges are `prev:` tags.

    It may hold a cycle (rule KALE203 says so): then `steps` is in notebook order.

    Attributes: `path` of the notebook as given; `config`; `imports` and `functions` cells;
    `parameters`, the last assignment of each name; `parameter_cells`; `metrics`; `metric_cells`;
    `skipped` cells (tagged `skip`); `dropped` cells (code above the first tagged cell).
    """

    def __init__(
        self,
        *,
        path: str = "",
        config: PipelineConfig | None = None,
        steps: Iterable[Step] = (),
        imports: tuple[Cell, ...] = (),
        functions: tuple[Cell, ...] = (),
        parameters: tuple[Parameter, ...] = (),
        parameter_cells: tuple[Cell, ...] = (),
        metrics: tuple[Metric, ...] = (),
        metric_cells: tuple[Cell, ...] = (),
        skipped: tuple[Cell, ...] = (),
        dropped: tuple[Cell, ...] = (),
    ) -> None:
        super().__init__()
        self.path = path
        self.config = config or PipelineConfig()
        self.imports = imports
        self.functions = functions
        self.parameters = parameters
        self.parameter_cells = parameter_cells
        self.metrics = metrics
        self.metric_cells = metric_cells
        self.skipped = skipped
        self.dropped = dropped
        self._by_name = {step.name: step for step in steps}
        self.add_nodes_from(self._by_name.values())
        for step in self._by_name.values():
            for name in step.prev:
                if name in self._by_name:
                    self.add_edge(self._by_name[name], step)

    def with_parameters(self, parameters: Iterable[Parameter]) -> Pipeline:
        """The same with other parameters."""
        return Pipeline(
            path=self.path,
            config=self.config,
            steps=self.in_notebook_order,
            imports=self.imports,
            functions=self.functions,
            parameters=tuple(parameters),
            parameter_cells=self.parameter_cells,
            metrics=self.metrics,
            metric_cells=self.metric_cells,
            skipped=self.skipped,
            dropped=self.dropped,
        )

    @property
    def shared(self) -> tuple[Cell, ...]:
        """The cells that run at the start of each step, in the order in which they run."""
        return self.imports + self.functions

    def step(self, name: str) -> Step:
        """The step of that name; `KeyError` if there is none."""
        return self._by_name[name]

    @property
    def in_notebook_order(self) -> tuple[Step, ...]:
        """The steps in the order in which the notebook first names them."""
        return tuple(self._by_name.values())

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps in the one order: topological, ties by notebook order (spec section 4)."""
        position = {step: index for index, step in enumerate(self.in_notebook_order)}
        try:
            return tuple(nx.lexicographical_topological_sort(self, key=position.__getitem__))
        except nx.NetworkXUnfeasible:
            return self.in_notebook_order

    def parents(self, step: Step) -> tuple[Step, ...]:
        """The steps that `step` names in `prev:` tags, in the order written, each once."""
        return tuple(dict.fromkeys(self._by_name[name] for name in step.prev if name in self._by_name))

    def ancestors(self, step: Step) -> frozenset[Step]:
        """All steps from which a path of edges leads to `step`.

        A reference has no `prev:` tags: it may take from all that is above it, and all that is below it from both.
        """
        return frozenset(nx.ancestors(self, step)).union(self._above_references(step))

    def _above_references(self, step: Step) -> tuple[Step, ...]:
        """The steps down to the last reference above `step`, or down to `step` if it is one."""
        above = self.in_notebook_order
        above = above[: above.index(step)]
        if step.is_reference:
            return above
        last = max((position for position, each in enumerate(above) if each.is_reference), default=-1)
        return above[: last + 1]

    @property
    def references(self) -> tuple[Step, ...]:
        """The steps that stand for other notebooks, in notebook order."""
        return tuple(step for step in self.in_notebook_order if step.is_reference)
