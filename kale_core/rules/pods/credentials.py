"""A credential is written into the notebook.

## What it does

Finds literals that are given to environment variables, settings and arguments whose names say that they are passwords,
tokens or keys, and texts that have the shape of a well-known kind of token, in the cells of the pipeline. No finding,
of this rule or another, shows a line that holds the credential.

## Why is this bad?

Notebooks are pushed to git, copied into the generated pipeline, and shown to everyone who may see a run. What was
pushed once stays in the history.

## Example

```notebook
# %% tags: imports
import os
# %% tags: step:load
os.environ["DB_PASSWORD"] = "tr0ub4dor"
print(len(os.environ["DB_PASSWORD"]))
```

## Use instead

```notebook
# %% tags: imports
import os
# %% tags: step:load, secret:database:password:DB_PASSWORD
print(len(os.environ["DB_PASSWORD"]))
```

The tag fills the variable from the key `password` of the Kubernetes Secret `database`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count

from kale_core.analysis.dataflow import Dataflow
from kale_core.analysis.tables.credentials import ADDRESS, NAMES, PLACEHOLDER, SHAPES
from kale_core.analysis.uses import Use, UseKind
from kale_core.diagnostics import Finding, Place, Severity, Span
from kale_core.notebook import Cell
from kale_core.pipeline import Pipeline
from kale_core.quoting import quoted
from kale_core.rules.pods.reading import place_of, uses
from kale_core.rules.pods.shell import magic_of
from kale_core.rules.rule import Rule, Subject


@dataclass(frozen=True, slots=True)
class _Leak:
    """A credential in a line of a cell; `what` says what it is. `variable` is the environment variable set to it."""

    cell: int
    line: int
    text: str
    what: str
    variable: str | None = None


def check(subject: Subject) -> Iterator[Finding]:
    """One finding a line."""
    pipeline, dataflow = subject.pipeline, subject.dataflow
    if pipeline is None or dataflow is None:
        return
    steps = {cell.number: step.name for step in pipeline.in_notebook_order for cell in step.cells}
    for leak in _leaks(subject, pipeline, dataflow):
        yield Finding(
            f"line {leak.line} of this cell holds {leak.what}, which all who see the notebook or its pipeline can read",
            help=_advice(leak.variable),
            place=Place(leak.cell, Span(leak.line, 1, leak.line, 1)),
            step=steps.get(leak.cell),
        )


def secrets(subject: Subject) -> frozenset[str]:
    """The texts of the credentials: no line that holds one of them may be shown."""
    pipeline, dataflow = subject.pipeline, subject.dataflow
    if pipeline is None or dataflow is None:
        return frozenset()
    lines = {(cell.number, number): line for cell, number, line in _lines(pipeline)}
    found: set[str] = set()
    for leak in _leaks(subject, pipeline, dataflow):
        line = lines.get((leak.cell, leak.line), "")
        found.add(leak.text if leak.text in line else line.strip())
        if "-----BEGIN" in leak.text and "-----END" not in line:
            found.update(_key_below(leak, lines))
    return frozenset(found - {""})


def _key_below(leak: _Leak, lines: Mapping[tuple[int, int], str]) -> Iterator[str]:
    """The lines of a private key, below the one that begins it."""
    for number in count(leak.line + 1):
        line = lines.get((leak.cell, number), "-----END")
        if "-----END" in line:
            return
        yield line.strip()


def _leaks(subject: Subject, pipeline: Pipeline, dataflow: Dataflow) -> Iterator[_Leak]:
    """One a line."""
    found: dict[tuple[int, int], _Leak] = {}
    for leak in [*_shaped(pipeline), *_parameters(pipeline), *_named(subject, pipeline, dataflow)]:
        found.setdefault((leak.cell, leak.line), leak)
    yield from found.values()


def _advice(variable: str | None) -> str:
    name = variable or "<ENV>"
    return (
        f"keep it in a Kubernetes Secret, give it to the step with the tag `secret:<secret>:<key>:{name}`, read that"
        " environment variable, and have the credential replaced if the notebook was ever shared"
    )


def _named(subject: Subject, pipeline: Pipeline, dataflow: Dataflow) -> Iterator[_Leak]:
    """Literals that are given to something whose name says what it is, at the line of the literal."""
    for _, use in uses(subject):
        for name, value, is_variable in _assignments(use):
            if value is not None and is_credential(name, value):
                span = place_of(use, dataflow).span
                lines = [(cell.number, number) for cell, number, line in _lines(pipeline) if value in line]
                cell, line = lines[0] if lines else (use.cell, span.line if span else 1)
                yield _Leak(cell, line, value, f"the value of {quoted(name)}", name if is_variable else None)


def _lines(pipeline: Pipeline) -> Iterator[tuple[Cell, int, str]]:
    """The lines of the pipeline's cells, with their 1-based numbers."""
    steps = (cell for step in pipeline.in_notebook_order for cell in step.cells)
    for cell in (*pipeline.parameter_cells, *pipeline.shared, *steps):
        for number, line in enumerate(cell.source.split("\n"), start=1):
            yield cell, number, line


def _assignments(use: Use) -> Iterator[tuple[str, str | None, bool]]:
    """Name, value, and whether the name is an environment variable."""
    if use.kind is UseKind.SET:
        is_variable = use.name == "os.environ"
        name = (use.texts[0] if use.texts else None) if is_variable or use.texts else use.name.rpartition(".")[2]
        yield name or "", use.value, is_variable
    if use.kind is UseKind.CALL:
        yield from ((name, value, False) for name, value in use.keywords)
        if use.name in ("os.environ.setdefault", "os.putenv") and len(use.texts) > 1:
            yield use.texts[0] or "", use.texts[1], True
    magic = magic_of(use)
    if magic is not None and magic.name in ("env", "set_env"):
        name, value, *_ = (*re.split(r"\s*=\s*|\s+", magic.rest, maxsplit=1), "")
        yield name, value.strip("'\""), True


def is_credential(name: str, value: str) -> bool:
    """Whether a text under that name is a credential rather than a word that stands for one."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
    shortest = next((length for pattern, length in NAMES if pattern.search(words)), None)
    return shortest is not None and len(value) >= shortest and PLACEHOLDER.fullmatch(value) is None


def _parameters(pipeline: Pipeline) -> Iterator[_Leak]:
    for parameter in pipeline.parameters:
        value = ast.literal_eval(parameter.default) if parameter.type == "str" else ""
        if is_credential(parameter.name, value) and parameter.place.cell is not None:
            line = parameter.place.span.line if parameter.place.span else 1
            yield _Leak(parameter.place.cell, line, value, f"the value of the parameter {quoted(parameter.name)}")


def _shaped(pipeline: Pipeline) -> Iterator[_Leak]:
    """Texts that have the shape of a credential, wherever they stand."""
    for cell, number, line in _lines(pipeline):
        for kind, start, rest in SHAPES:
            if start in line and (match := re.search(rf"(?<![\w-]){re.escape(start)}{rest}(?!\w)", line)):
                yield _Leak(cell.number, number, match[0], f"what looks like {kind} (`{start[:4]}...`)")
        address = ADDRESS.search(line) if "://" in line else None
        if address and PLACEHOLDER.fullmatch(address[1]) is None:
            yield _Leak(cell.number, number, address[0], "an address with a password")


RULE = Rule("KALE604", "credentials", Severity.WARNING, check)
