"""A package as the tasks that a machine has to run: nested pipelines resolved, in an order in which they can run.

Only what generated files use is understood: components, nested pipelines, artifacts and parameters. They have neither
loops nor conditions, and no step hands on a parameter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from graphlib import TopologicalSorter
from typing import Any

from kale_core.kfp.package import Package

Source = tuple[str, str]
"""The task that an artifact comes from, and what that task calls it."""

_COMPONENT = "comp-"
_FUNCTION = "_step"


@dataclass(frozen=True, slots=True)
class Task:
    """One component to run, once the tasks of `after` are done.

    `name` is unique, and safe as the name of a folder. `step` is the step of the notebook, `within` the nested
    pipelines around it, outermost first. `inputs` says where each artifact comes from, `outputs` which type each
    has, as in IR.
    """

    name: str
    step: str
    within: tuple[str, ...]
    command: tuple[str, ...]
    arguments: tuple[str, ...]
    environment: Mapping[str, str]
    parameters: Mapping[str, Any]
    inputs: Mapping[str, Source]
    outputs: Mapping[str, Mapping[str, str]]
    after: frozenset[str]

    @property
    def title(self) -> str:
        """What people call it."""
        return "/".join((*self.within, self.step))


@dataclass(slots=True)
class _Scope:
    """A pipeline while its tasks are resolved: what it was given, and what its tasks gave so far."""

    within: tuple[str, ...]
    arguments: Mapping[str, Any]
    artifacts: Mapping[str, Source]
    after: frozenset[str]
    given: dict[str, dict[str, Source]] = field(default_factory=dict)
    leaves: dict[str, frozenset[str]] = field(default_factory=dict)


def tasks_of(package: Package, arguments: Mapping[str, Any], *, order: Sequence[str] = ()) -> tuple[Task, ...]:
    """The tasks of a run with these arguments, each after those that it needs; those of `order` as it has them."""
    positions = {step: position for position, step in enumerate(order)}
    root = package.pipeline["root"]
    scope = _Scope((), {**_defaults(root), **arguments}, {}, frozenset())
    tasks = {task.name: task for task in _tasks(root, scope, package.pipeline)}
    return tuple(_in_order(tasks, positions))


def needed_by(step: str, tasks: Sequence[Task]) -> tuple[Task, ...]:
    """The tasks of a step of the notebook itself, and all that they need, in the order of `tasks`."""
    wanted = {task.name for task in tasks if task.title == step}
    for task in reversed(tasks):
        if task.name in wanted:
            wanted |= task.after
    return tuple(task for task in tasks if task.name in wanted)


def _in_order(tasks: Mapping[str, Task], positions: Mapping[str, int]) -> Iterator[Task]:
    sorter = TopologicalSorter({name: task.after for name, task in tasks.items()})
    sorter.prepare()
    ready: list[str] = []
    while sorter.is_active():
        ready += sorter.get_ready()
        ready.sort(key=lambda name: (positions.get(tasks[name].title, len(positions)), name))
        first = ready.pop(0)
        sorter.done(first)
        yield tasks[first]


def _tasks(pipeline: Mapping[str, Any], scope: _Scope, spec: Mapping[str, Any]) -> Iterator[Task]:
    """The tasks in a pipeline, at any depth; `scope` gets what they give."""
    found = pipeline["dag"]["tasks"]
    needs = {name: task.get("dependentTasks", ()) for name, task in found.items()}
    for name in TopologicalSorter(needs).static_order():
        task = found[name]
        reference = task["componentRef"]["name"]
        component = spec["components"][reference]
        arguments = {**_defaults(component), **dict(_arguments(task, component, scope))}
        inner = _Scope((*scope.within, name), arguments, _artifacts(task, scope), _after(needs[name], scope))
        if "dag" in component:
            below = list(_tasks(component, inner, spec))
            scope.given[name] = dict(_handed_on(component, inner))
            scope.leaves[name] = frozenset(each.name for each in below) | inner.after
            yield from below
        else:
            leaf = _leaf(reference, component, inner, spec, within=scope.within)
            scope.given[name] = {output: (leaf.name, output) for output in leaf.outputs}
            scope.leaves[name] = frozenset({leaf.name})
            yield leaf


def _leaf(
    reference: str, component: Mapping[str, Any], scope: _Scope, spec: Mapping[str, Any], *, within: tuple[str, ...]
) -> Task:
    container = spec["deploymentSpec"]["executors"][component["executorLabel"]]["container"]
    outputs = component.get("outputDefinitions", {}).get("artifacts", {})
    return Task(
        name=reference.removeprefix(_COMPONENT),
        step=container["args"][-1].removesuffix(_FUNCTION),  # after `--function_to_execute`
        within=within,
        command=tuple(container["command"]),
        arguments=tuple(container["args"]),
        environment={each["name"]: each["value"] for each in container.get("env", ())},
        parameters=scope.arguments,
        inputs=scope.artifacts,
        outputs={name: definition["artifactType"] for name, definition in outputs.items()},
        after=scope.after,
    )


def _defaults(component: Mapping[str, Any]) -> dict[str, Any]:
    definitions = component.get("inputDefinitions", {}).get("parameters", {})
    return {
        name: _as_declared(each["defaultValue"], each) for name, each in definitions.items() if "defaultValue" in each
    }


def _arguments(task: Mapping[str, Any], component: Mapping[str, Any], scope: _Scope) -> Iterator[tuple[str, Any]]:
    definitions = component.get("inputDefinitions", {}).get("parameters", {})
    for name, source in task.get("inputs", {}).get("parameters", {}).items():
        if "componentInputParameter" in source:
            yield name, scope.arguments[source["componentInputParameter"]]
        else:
            yield name, _as_declared(source["runtimeValue"]["constant"], definitions[name])


def _as_declared(value: Any, definition: Mapping[str, Any]) -> Any:
    """IR writes whole numbers as 5.0."""
    return int(value) if definition["parameterType"] == "NUMBER_INTEGER" else value


def _artifacts(task: Mapping[str, Any], scope: _Scope) -> dict[str, Source]:
    return {name: _source(each, scope) for name, each in task.get("inputs", {}).get("artifacts", {}).items()}


def _source(selector: Mapping[str, Any], scope: _Scope) -> Source:
    if "componentInputArtifact" in selector:
        return scope.artifacts[selector["componentInputArtifact"]]
    output = selector["taskOutputArtifact"]
    return scope.given[output["producerTask"]][output["outputArtifactKey"]]


def _after(needs: Sequence[str], scope: _Scope) -> frozenset[str]:
    return scope.after.union(*(scope.leaves[name] for name in needs))


def _handed_on(pipeline: Mapping[str, Any], scope: _Scope) -> Iterator[tuple[str, Source]]:
    """What a nested pipeline gives to the one that it is in."""
    for name, output in pipeline["dag"].get("outputs", {}).get("artifacts", {}).items():
        (selector,) = output["artifactSelectors"]
        yield name, scope.given[selector["producerSubtask"]][selector["outputArtifactKey"]]
