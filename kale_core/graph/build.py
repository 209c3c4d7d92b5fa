"""From a checked notebook to its picture, whatever is wrong with the notebook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from kale_core.analysis.flow import Dataflow, Trouble
from kale_core.cycles import cycles, edges_of
from kale_core.diagnostics import Diagnostic, Severity
from kale_core.graph.graph import CellLine, Edge, EdgeKind, Graph, Mark, Node, NodeKind
from kale_core.notebook import Cell
from kale_core.parameters import Parameter
from kale_core.pipeline import Pipeline
from kale_core.processor import Processed
from kale_core.quoting import escaped, quoted
from kale_core.roles import Role
from kale_core.step_names import meant_step

Link = tuple[str, str]
Shown = Callable[[str], str]
Marks = Mapping[str | None, tuple[Mark, ...]]

_NO_MARKS: tuple[Mark, ...] = ()


def graph_of(
    processed: Processed,
    dataflow: Dataflow,
    diagnostics: Iterable[Diagnostic] = (),
    *,
    shown: Shown = str,
) -> Graph:
    """The picture of a Kale notebook, with the places of its findings marked.

    `prev:` tags are drawn as they are written: a misspelt one leads from a step that does not exist. `shown` gives what
    may be seen of a line of code.
    """
    pipeline = processed.pipeline
    declared = _declared(processed)
    marks = _marks(processed, diagnostics)
    nodes = _in_order(_steps(pipeline, dataflow, marks, shown), _missing(processed, declared), declared)
    circles = cycles(pipeline)
    circular = [(before.name, after.name) for circle in circles for before, after in edges_of(circle)]
    return Graph(
        title=escaped(pipeline.config.pipeline_name or "no pipeline name"),
        path=escaped(processed.notebook.path.rpartition("/")[2]),
        nodes=tuple(nodes),
        edges=tuple(_edges(nodes, declared, dataflow, circular)),
        facts=tuple(_facts(pipeline, shown)),
        marks=marks.get(None, _NO_MARKS),
        cycles=tuple(tuple(escaped(step.name) for step in circle) for circle in circles),
    )


def _declared(processed: Processed) -> list[Link]:
    """The `prev:` tags of steps and of references to notebooks, as edges between names."""
    cells = [cell for cell in processed.cells if cell.role in (Role.STEP, Role.NOTEBOOK)]
    written = ((tag.values[0], cell.step) for cell in cells for tag in cell.prev_tags)
    return list(dict.fromkeys((before, after) for before, after in written if before and after))


def _edges(
    nodes: Sequence[Node], declared: Iterable[Link], dataflow: Dataflow, circular: Iterable[Link]
) -> Iterator[Edge]:
    """The edges, by the order of the nodes that they lead to and then of those that they come from."""
    data = _gathered(((each.provider, flow.step), each.name) for flow in dataflow.steps for each in flow.inputs)
    wanted = _gathered(_wanted(dataflow))
    missing = {node.name for node in nodes if node.kind is NodeKind.MISSING}
    kinds = {
        **dict.fromkeys(circular, EdgeKind.ORDER),
        **dict.fromkeys(wanted, EdgeKind.WANTED),
        **{link: EdgeKind.BROKEN if link[0] in missing else EdgeKind.ORDER for link in declared},
        **dict.fromkeys(data, EdgeKind.DATA),
    }
    place = {node.name: number for number, node in enumerate(nodes)}
    for link in sorted(kinds, key=lambda link: (place[link[1]], place[link[0]])):
        variables = wanted[link] if kinds[link] is EdgeKind.WANTED else data.get(link, ())
        yield Edge(*link, kinds[link], variables, in_cycle=link in circular or link[0] == link[1])


def _gathered(pairs: Iterable[tuple[Link, str]]) -> dict[Link, tuple[str, ...]]:
    found: dict[Link, list[str]] = {}
    for link, name in pairs:
        found.setdefault(link, []).append(escaped(name))
    return {link: tuple(dict.fromkeys(names)) for link, names in found.items()}


def _wanted(dataflow: Dataflow) -> Iterator[tuple[Link, str]]:
    """The edges that no `prev:` tag declares though a step reads what another one binds, each with the variable."""
    for each in dataflow.unresolved:
        if each.step and each.trouble is Trouble.NOT_AN_ANCESTOR:
            yield (each.step_above, each.step), each.name


def _steps(pipeline: Pipeline, dataflow: Dataflow, marks: Marks, shown: Shown) -> Iterator[Node]:
    for step in pipeline.steps:
        metrics = [each.name for each in pipeline.metrics if (each.variable, step.name) in dataflow.metric_steps]
        yield Node(
            step.name,
            NodeKind.NOTEBOOK if step.is_reference else NodeKind.STEP,
            cells=tuple(_cell_line(cell, shown) for cell in step.cells),
            parameters=tuple(map(escaped, dataflow.of(step.name).parameters)),
            metrics=tuple(map(escaped, metrics)),
            marks=marks.get(step.name, _NO_MARKS),
            note="another notebook" if step.is_reference else "",
        )


def _cell_line(cell: Cell, shown: Shown) -> CellLine:
    """Its first line that says something, which `%%time` and `#####` do not."""
    lines = [line.strip() for line in cell.source.split("\n") if line.strip()]
    telling = (line for line in lines if not line.startswith("%%") and any(map(str.isalnum, line)))
    return CellLine(cell.number, escaped(shown(next(telling, lines[0] if lines else ""))))


def _missing(processed: Processed, declared: Iterable[Link]) -> Iterator[Node]:
    """A node for each name that no cell has."""
    known = [cell.step for cell in processed.cells if cell.role in (Role.STEP, Role.NOTEBOOK)]
    reader = {before: after for before, after in declared if before not in known}
    for name, step in reader.items():
        meant = meant_step(name, step=step, names=processed.step_names)
        hint = f": did you mean {quoted(meant)}?" if meant and meant != name else ""
        yield Node(name, NodeKind.MISSING, note=f"no such step{hint}")


def _in_order(steps: Iterable[Node], others: Iterable[Node], declared: Iterable[Link]) -> list[Node]:
    """The steps, with each other node below what it follows, or above what follows it."""
    nodes = list(steps)
    for other in others:
        names = [node.name for node in nodes]
        follows = [names.index(before) for before, after in declared if after == other.name and before in names]
        precedes = [names.index(after) for before, after in declared if before == other.name and after in names]
        nodes.insert(max(follows) + 1 if follows else min(precedes, default=len(nodes)), other)
    return nodes


def _marks(processed: Processed, diagnostics: Iterable[Diagnostic]) -> Marks:
    """The marks of each node, and under `None` those of the rest of the notebook; `error` sorts before `warning`."""
    steps = {cell.cell.number: cell.step for cell in processed.cells if cell.role in (Role.STEP, Role.NOTEBOOK)}
    names = set(steps.values())
    counts: dict[str | None, Counter[tuple[Severity, str, str]]] = {}
    for each in diagnostics:
        step = each.step if each.step in names else steps.get(each.place.cell or 0)
        counts.setdefault(step, Counter())[(each.severity, each.code, each.name)] += 1
    return {
        step: tuple(Mark(severity, code, name, count) for (severity, code, name), count in sorted(counter.items()))
        for step, counter in counts.items()
    }


def _facts(pipeline: Pipeline, shown: Shown) -> Iterator[str]:
    """What is the same for all steps: the parameters, and the cells that each step begins with."""
    if pipeline.parameters:
        yield "parameters: " + ", ".join(escaped(shown(_parameter(each))) for each in pipeline.parameters)
    for name, cells in (("imports", pipeline.imports), ("functions", pipeline.functions)):
        if cells:
            numbers = ", ".join(str(cell.number) for cell in cells)
            yield f"{name}, in every step: cell{'s' if len(cells) > 1 else ''} {numbers}"


def _parameter(parameter: Parameter) -> str:
    default = f"={parameter.default}" if parameter.default else ""
    return f"{parameter.name}{default}"
