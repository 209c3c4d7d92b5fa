"""Steps in processes of their own, with the runtime as a generated file has it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from kale_core.runtime import OPTIONAL_BACKENDS, runtime_functions

# Any other interpreter that a pod may have; the default is the one that runs the tests.
STEP_PYTHON = os.environ.get("KALE_STEP_PYTHON", sys.executable)

_DRIVER = """
import json, sys
from ephemeral_component import _run_step

class Artifact:
    def log_metric(self, label, value):
        print("METRIC", label, type(value).__name__, value)

options = json.load(open(sys.argv[1]))
if options.get("metrics"):
    options["metrics_artifact"] = Artifact()
before = sys.modules["__main__"], sys.argv, sys.stdout, sys.stderr
try:
    _run_step(**options)
finally:
    assert before == (sys.modules["__main__"], sys.argv, sys.stdout, sys.stderr)
"""


@dataclass(frozen=True)
class Outcome:
    status: int
    stdout: str
    stderr: str
    report: Path

    @property
    def lines(self) -> list[str]:
        return self.stdout.splitlines()

    @property
    def failure(self) -> str:
        """The last line of the log, which names step, place and error."""
        assert self.status == 1, self.stdout + self.stderr
        return self.stderr.splitlines()[-1]


@dataclass(frozen=True)
class Steps:
    """Runs steps one after the other; a variable's artifact is the folder of its name."""

    folder: Path

    def command(
        self,
        *cells: str,
        step: str = "demo",
        shared: tuple[str, ...] = (),
        takes: str = "",
        gives: str = "",
        report: bool = False,
        **options: object,
    ) -> list[str]:
        options |= {
            "step": step,
            "shared": [_as_yielded(cell) for cell in shared],
            "cells": [_as_yielded(cell) for cell in cells],
            "inputs": {name: str(self.folder / "data" / name) for name in takes.split()},
            "outputs": {name: str(self.folder / "data" / name) for name in gives.split()},
        }
        if report:
            options["report"] = str(self.folder / "report.html")
        path = self.folder / "options.json"
        path.write_text(json.dumps(options))
        return [STEP_PYTHON, "-c", _DRIVER, str(path)]

    def run(self, *cells: str, **options: object) -> Outcome:
        """Run a step and return what came of it."""
        command = self.command(*cells, **options)  # type: ignore[arg-type]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, timeout=120, check=False)
        return Outcome(done.returncode, done.stdout, done.stderr, self.folder / "report.html")

    def ok(self, *cells: str, **options: object) -> Outcome:
        """Run a step that must succeed, for which it also has to keep silent on standard error."""
        outcome = self.run(*cells, **options)
        assert outcome.status == 0, outcome.stdout + outcome.stderr
        assert outcome.stderr == ""
        return outcome

    def cross(self, variable: str, first: str, then: str, shared: tuple[str, ...] = ()) -> Outcome:
        """Bind a variable in one step and look at it in the next, which prints what it finds."""
        self.ok(first, shared=shared, gives=variable, step="first")
        return self.ok(then, shared=shared, takes=variable, step="then")

    def backend(self, variable: str) -> str:
        about = json.loads((self.folder / "data" / variable / "kale.json").read_text())
        return str(about["backend"])


@pytest.fixture
def steps(tmp_path: Path) -> Steps:
    runtime = "\n\n\n".join(function.source for function in runtime_functions(tuple(OPTIONAL_BACKENDS)))
    (tmp_path / "ephemeral_component.py").write_text(runtime + "\n")
    return Steps(tmp_path)


def _as_yielded(cell: str) -> str:
    """A cell as a generated file yields it: between line breaks that are not its own."""
    return f"\n{cell}\n"
