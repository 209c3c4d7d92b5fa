"""The pipeline that the text of a generated file describes.

The text is parsed, never run: it is whatever lies on disk, by whatever version of kale-hooks or hand it was written.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kale_core.compiler.drawing import OUTSIDE
from kale_hooks.structure_calls import argument_of, literal, named, setting, strings

_PIPELINE, _SHARED, _CONFIGURE, _RUN = "auto_generated_pipeline", "_shared_cells", "_configure", "_run_step"
_CELLS = "_cells_of_"
_PART = re.compile(r"kale_notebook_\w+_pipeline")

Settings = dict[str, str]
"""What is set, in words, and to what."""


@dataclass(frozen=True, slots=True)
class StepShape:
    """One component and its task.

    `inputs` maps variables to the steps that they come from, `metrics` labels to variables; `follows` are the steps of
    its `prev:` tags.
    """

    cells: tuple[str, ...] = ()
    inputs: Mapping[str, str] = field(default_factory=dict)
    outputs: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()
    metrics: Mapping[str, str] = field(default_factory=dict)
    packages: tuple[str, ...] = ()
    follows: tuple[str, ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Structure:
    """All of the pipeline; `parameters` have their type and default, `runtime` functions their syntax tree as text."""

    name: str
    description: str
    parameters: Mapping[str, str]
    shared: tuple[str, ...]
    steps: Mapping[str, StepShape]
    settings: Mapping[str, str]
    runtime: Mapping[str, str]


class NoPipeline(Exception):
    """A text that does not describe a pipeline; the message says why."""


def structure_of(text: str) -> Structure:
    """The pipeline of a generated file; `NoPipeline` if there is none to be seen, whatever the text is."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of escapes in strings, for example
            functions = {node.name: node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)}
        return _structure(functions)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise NoPipeline("it is not valid Python") from error


def _structure(functions: Mapping[str, ast.FunctionDef]) -> Structure:
    pipeline = next((node for name, node in functions.items() if name == _PIPELINE or _PART.fullmatch(name)), None)
    components = {name: call for name, node in functions.items() if (call := _run_call(node))}
    tasks = _Tasks(pipeline, components) if pipeline else None
    if pipeline is None or tasks is None or not (components or tasks.parts):
        raise NoPipeline(f"it has no function `{_PIPELINE}`, or no components")
    ours = {pipeline.name, _SHARED, _CONFIGURE, *components}
    configure = functions.get(_CONFIGURE)
    return Structure(
        name=literal(named(pipeline, "name")),
        description=literal(named(pipeline, "description")),
        parameters=dict(_parameters(pipeline)),
        shared=_cells(functions.get(_SHARED)),
        steps={
            **{_step(name, call): _shape(functions, name, call, tasks) for name, call in components.items()},
            **{name: _shape_of_part(name, tasks) for name in tasks.parts},
        },
        settings=dict(setting(call) for call in _calls(configure)) if configure else {},
        runtime={
            name: ast.dump(node) for name, node in functions.items() if name not in ours and not name.startswith(_CELLS)
        },
    )


class _Tasks:
    """The statements of the pipeline function, by step."""

    def __init__(self, pipeline: ast.FunctionDef, components: Mapping[str, ast.Call]) -> None:
        self._steps: dict[str, str] = {}
        self.arguments: dict[str, dict[str, ast.expr]] = {}
        self.follows: dict[str, list[str]] = {}
        self.settings: dict[str, Settings] = {}
        self.parts: list[str] = []
        for node in pipeline.body:
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
                self._add(node.targets[0], node.value, components)
        for call in _calls(pipeline):
            self._say(call)

    def provider(self, value: ast.expr | None) -> str:
        """The step of the task in `task.outputs['name']`; of an argument of the pipeline, that it is from outside."""
        if isinstance(value, ast.Name):
            return OUTSIDE
        task = (
            value.value.value if isinstance(value, ast.Subscript) and isinstance(value.value, ast.Attribute) else None
        )
        return self._steps.get(task.id, "") if isinstance(task, ast.Name) else ""

    def _add(self, target: ast.expr, call: ast.Call, components: Mapping[str, ast.Call]) -> None:
        function = call.func.id if isinstance(call.func, ast.Name) else ""
        component = function if function in components else function.removeprefix("_")
        if isinstance(target, ast.Name) and component in components:
            step = self._steps[target.id] = _step(component, components[component])
            self.arguments[step] = {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}
        elif isinstance(target, ast.Name) and _PART.fullmatch(component):
            step = self._steps[target.id] = target.id.removeprefix("_").removesuffix("_task")
            self.arguments[step] = {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}
            self.parts.append(step)

    def _say(self, call: ast.Call) -> None:
        task = argument_of(call)
        step = self._steps.get(task)
        if step is None or not isinstance(call.func, ast.Attribute):
            return
        if call.func.attr == "after":
            others = [self._steps.get(other.id) for other in call.args if isinstance(other, ast.Name)]
            self.follows.setdefault(step, []).extend(filter(None, others))
            return
        key, value = setting(call)
        settings = self.settings.setdefault(step, {})
        settings[key] = f"{settings[key]}, {value}" if key in settings else value


def _shape(functions: Mapping[str, ast.FunctionDef], component: str, call: ast.Call, tasks: _Tasks) -> StepShape:
    step = _step(component, call)
    given = {keyword.arg: keyword.value for keyword in call.keywords}
    arguments = tasks.arguments.get(step, {})
    inputs = {name: tasks.provider(arguments.get(_argument(value))) for name, value in _items(given.get("inputs"))}
    return StepShape(
        cells=_cells(functions.get(f"{_CELLS}{step}")),
        inputs=inputs,
        outputs=tuple(name for name, _ in _items(given.get("outputs"))),
        parameters=tuple(name for name, _ in _items(given.get("parameters"))),
        metrics={name: literal(value) for name, value in _items(given.get("metrics"))},
        packages=strings(named(functions[component], "packages_to_install")),
        follows=tuple(tasks.follows.get(step, ())),
        settings={**_component_settings(functions[component], given), **tasks.settings.get(step, {})},
    )


def _shape_of_part(name: str, tasks: _Tasks) -> StepShape:
    """A referenced notebook as a step without cells; its parameters are those that are handed down."""
    given = tasks.arguments[name]
    inputs = {argument: value for argument, value in given.items() if not isinstance(value, ast.Name)}
    return StepShape(
        cells=(),
        inputs={argument.removesuffix("_input_artifact"): tasks.provider(value) for argument, value in inputs.items()},
        outputs=(),
        parameters=tuple(argument for argument in given if argument not in inputs),
        metrics={},
        packages=(),
        follows=tuple(tasks.follows.get(name, ())),
        settings=tasks.settings.get(name, {}),
    )


def _component_settings(component: ast.FunctionDef, given: Mapping[str | None, ast.expr]) -> Settings:
    repeated = [text.strip() for text in strings(given.get("shared"))]
    indexes, hosts = (strings(named(component, name)) for name in ("pip_index_urls", "pip_trusted_hosts"))
    return {
        "image": literal(named(component, "base_image")),
        **({"package indexes": " ".join(indexes)} if indexes else {}),
        **({"trusted hosts": " ".join(hosts)} if hosts else {}),
        **({"report": "off"} if "report" not in given else {}),
        **({"IPython": "on"} if "ipython" in given else {}),
        **({"imports of other steps": "; ".join(repeated)} if repeated else {}),
    }


def _run_call(node: ast.FunctionDef) -> ast.Call | None:
    """The call of the runtime that makes a function a component."""
    calls = (call for call in _calls(node) if isinstance(call.func, ast.Name) and call.func.id == _RUN)
    return next(calls, None)


def _step(component: str, call: ast.Call) -> str:
    return literal(call.args[0]) if call.args else component.removesuffix("_step")


def _cells(node: ast.FunctionDef | None) -> tuple[str, ...]:
    """The sources that a function yields."""
    yielded = [each.value for each in node.body if isinstance(each, ast.Expr)] if node else []
    return tuple(literal(each.value)[1:-1] for each in yielded if isinstance(each, ast.Yield))


def _parameters(pipeline: ast.FunctionDef) -> Iterator[tuple[str, str]]:
    arguments = pipeline.args.args
    defaults = [None] * (len(arguments) - len(pipeline.args.defaults)) + list(pipeline.args.defaults)
    for argument, default in zip(arguments, defaults, strict=False):
        kind = ast.unparse(argument.annotation) if argument.annotation else ""
        yield argument.arg, " = ".join(filter(None, [kind, ast.unparse(default) if default else ""]))


def _calls(node: ast.FunctionDef) -> Iterator[ast.Call]:
    for statement in node.body:
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
            yield statement.value


def _items(node: ast.expr | None) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                yield key.value, value


def _argument(value: ast.expr) -> str:
    """The name in `name.path`."""
    return value.value.id if isinstance(value, ast.Attribute) and isinstance(value.value, ast.Name) else ""
