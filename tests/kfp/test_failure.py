"""Why a step failed, by what it left in its log; and what of a log people see."""

from __future__ import annotations

import pytest

from kale_core.diagnostics import Place, Span
from kale_core.kfp.local.failure import Failure, failure_of
from kale_core.kfp.local.log import Sieve
from kale_core.kfp.local.runner import Outcome, State
from kale_core.kfp.plan import Task
from kale_core.step import Step
from tests.compiler.pipelines import cell, pipeline

STEP = Step("train", (cell("x = 1", "step:train", number=4), cell("for i in x:\n    print(1 / i)  ", number=6)))
PIPELINE = pipeline(STEP, imports=(cell("import os", "imports", number=1),))
TASK = Task("train-step", "train", (), (), (), {}, {}, {}, {}, frozenset())
START = Place(4)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("step 'train', cell 2, line 2: E: no", Failure("E: no", Place(6, Span(2, 5, 2, 17)))),
        ("step 'train', cell 2, line 9: E", Failure("E", Place(6, Span(9, 1, 9, 2)))),
        ("step 'train', cell 1: E: no\nmore", Failure("E: no", Place(4))),
        ("step 'train', shared cell 1, line 1: E", Failure("E", Place(1, Span(1, 1, 1, 10)))),
        ("step 'train', shared cell 2, line 1: E", Failure("E", START)),
        ("step 'train' cannot load `x` (int): E", Failure("cannot load `x` (int): E", START)),
        ("step 'train', metric 'm': `m` has no value", Failure("metric 'm': `m` has no value", START)),
        ("step 'train', cell 1: old\nRuntimeError: step 'train', cell 2: new", Failure("new", Place(6))),
    ],
)
def test_what_the_runtime_says(line: str, expected: Failure) -> None:
    lines = f"printed\nRuntimeError: {line}\n".splitlines()
    assert failure_of(TASK, Outcome(State.FAILED, 1), lines, PIPELINE) == expected


@pytest.mark.parametrize(
    ("status", "lines", "reason"),
    [
        (1, ["ModuleNotFoundError: No module named 'dill'", " "], "ModuleNotFoundError: No module named 'dill'"),
        (2, [], "its process ended with status 2"),
        (-15, ["bye"], "its process was ended by SIGTERM"),
        (137, ["Killed"], "its process was ended by SIGKILL; the system does that when memory runs out"),
    ],
)
def test_what_else_a_process_leaves(status: int, lines: list[str], reason: str) -> None:
    assert failure_of(TASK, Outcome(State.FAILED, status), lines, PIPELINE) == Failure(reason, START)


def test_a_step_that_did_not_start() -> None:
    outcome = Outcome(State.FAILED, reason="its packages cannot be installed")
    lines = ["ERROR: No matching distribution found for x", ""]
    expected = Failure("its packages cannot be installed: No matching distribution found for x", START)
    assert failure_of(TASK, outcome, lines, PIPELINE) == expected


def test_a_step_of_another_notebook() -> None:
    inner = Task("a", "other", ("child",), (), (), {}, {}, {}, {}, frozenset())
    found = failure_of(inner, Outcome(State.FAILED, 1), ["RuntimeError: step 'other', cell 1, line 1: E"], PIPELINE)
    assert found == Failure("E", None)


LOG = """\
[KFP Executor 2026-01-01 00:00:00,000 INFO]: Looking for component `a_step` in --component_module_path `/x`
[KFP Executor 2026-01-01 00:00:00,000 INFO]: Got executor_input:
{
    "inputs": {}
}
{
}
hello
Traceback (most recent call last):
  File "<step a, cell 1>", line 1, in <module>
ZeroDivisionError: division by zero

Traceback (most recent call last):
  File "<frozen runpy>", line 198, in _run_module_as_main
RuntimeError: step 'a', cell 1: ZeroDivisionError: division by zero
"""


def test_the_executor_is_not_shown() -> None:
    sieve = Sieve()
    shown = [each for line in LOG.splitlines() for each in sieve.shown(line)]
    assert shown == [
        "{",
        "}",
        "hello",
        "Traceback (most recent call last):",
        '  File "<step a, cell 1>", line 1, in <module>',
        "ZeroDivisionError: division by zero",
        "",
    ]
