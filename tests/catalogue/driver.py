"""Makes objects and saves them, or loads and judges them, with the runtime as a generated file has it.

It runs in processes of its own: `python driver.py make|judge FOLDER`. FOLDER/tasks.json has the trials, in FOLDER/data
are the saved objects, and FOLDER/make.jsonl or FOLDER/judge.jsonl get a line for each trial as soon as it is done, so
that a crash costs one trial only.
"""

from __future__ import annotations

import ast
import contextlib
import functools
import importlib.util
import json
import os
import sys
import tempfile
import warnings
from importlib import metadata
from pathlib import Path
from typing import Any

from ephemeral_component import _run_step  # type: ignore[import-not-found]

from kale_core.analysis.tables.distributions import DISTRIBUTIONS
from tests.catalogue import names

_AIDS = "from tests.catalogue.aids import *"


def main(phase: str, folder: Path) -> None:
    """Do one phase of all trials."""
    warnings.simplefilter("ignore")
    do = {"make": _make, "judge": _judge}[phase]
    with (folder / f"{phase}.jsonl").open("a") as report:
        for task in json.loads((folder / "tasks.json").read_text()):
            kind, said = do(task, str(folder / "data" / task["name"]))
            result = {"kind": kind, "said": said, "library": _library(task["name"])}
            print(json.dumps([task["name"], result]), file=report, flush=True)
    os._exit(0)  # a pod does not wait for its threads either


def _make(task: dict[str, Any], data: str) -> tuple[str, str]:
    for module in task["needs"]:
        if not _is_installed(module):
            return "missing", module
    making = [_import(task["name"]), _assigning(task["make"])]
    if task["good"] not in ("", "same"):
        problem, _ = _step([*making, f"assert {task['good']}"], ipython=task["ipython"])
        if problem:
            return "broken", problem
    checking = f"check_names(it, {task['gives']!r}, {task['name']!r}, {task['like']!r})"
    problem, reached = _step([*making, checking, "REACHED()"], outputs={"it": data}, ipython=task["ipython"])
    if not problem:
        return "saved", ""
    return "refused" if reached else "broken", problem


def _judge(task: dict[str, Any], data: str) -> tuple[str, str]:
    judging = [f"assert {task['good']}"]
    if task["good"] == "same":
        judging = ["loaded = it", _assigning(task["make"]), "assert same(loaded, it)"]
    problem, reached = _step(["REACHED()", _import(task["name"]), *judging], inputs={"it": data})
    if not reached:
        return "refused", problem
    if not task["good"]:
        return "unjudged", ""
    return "dead" if problem else "crosses", problem


def _step(cells: list[str], **options: Any) -> tuple[str, bool]:
    """Run a step in an empty folder: its error, or nothing; and whether it came to the cell that says so."""
    os.chdir(tempfile.mkdtemp())
    reached: list[bool] = []
    try:
        _run_step(
            "trial",
            shared=[f"\n{_AIDS}\n"],
            cells=[f"\n{cell}\n" for cell in cells],
            parameters={"REACHED": lambda: reached.append(True)},
            **options,
        )
    except BaseException as error:
        return f"{type(error).__name__}: {error}", bool(reached)
    return "", bool(reached)


def _is_installed(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except ImportError:
        return False


def _library(name: str) -> str:
    """The distribution that an entry is from, with its version: `pandas 3.0.1`, `Python 3.11`, or nothing."""
    root, dot, _ = name.partition(".")
    if not dot or root in sys.stdlib_module_names:
        return f"Python {sys.version_info.major}.{sys.version_info.minor}"
    owners = [project for module, project in DISTRIBUTIONS.items() if f"{name}.".startswith(f"{module}.")]
    for project in (*owners, root, *_projects().get(root, ())):
        with contextlib.suppress(metadata.PackageNotFoundError):
            return f"{project} {metadata.version(project)}"
    return ""


_projects = functools.cache(metadata.packages_distributions)


def _import(name: str) -> str:
    """The import that a cell needs to use this name; modules below it are imported by looking them up."""
    if "." not in name:
        return ""
    names.thing(name)
    return f"import {name.partition('.')[0]}"


def _assigning(code: str) -> str:
    """The code, with its last expression bound to `it`."""
    last = ast.parse(code).body[-1]
    lines = code.split("\n")
    before, expression = lines[: last.lineno - 1], lines[last.lineno - 1 :]
    return "\n".join([*before, "it = (", *expression, ")"])


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
