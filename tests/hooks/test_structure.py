from __future__ import annotations

import pytest

from kale_core.compiler import Compiler
from kale_core.processor import process
from kale_hooks.structure import summary
from tests.notebooks import RawCell, cell, notebook

LOAD = cell("step:load", "data = [1]")
TRAIN = cell("step:train, prev:load", "print(data)")
BASE = [LOAD, TRAIN]

# What steps need at run time is the compiler's choice.
_OF_THE_COMPILER = ("runtime code", "packages of step `load`", "packages of step `train`")


def compiled(cells: list[RawCell]) -> str:
    return Compiler(process(notebook(cells)).pipeline).compile()


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param(BASE, [], id="nothing"),
        pytest.param(
            [LOAD, cell("step:train, prev:load", "print(data, 1)")], ["changed: cells of step `train`"], id="code"
        ),
        pytest.param([cell("imports", "import os"), *BASE], ["added: shared cells"], id="imports"),
        pytest.param(
            [*BASE, cell("step:report, prev:train", "print(1)")],
            ["added: step `report`", "added: edge from `train` to `report`"],
            id="a step",
        ),
        pytest.param(
            [LOAD],
            [
                "removed: edge from `load` to `train`",
                "removed: output `data` of step `load`",
                "removed: step `train`",
            ],
            id="a step less",
        ),
        pytest.param(
            [cell("step:load", "data = [1]\nmore = 2"), cell("step:train, prev:load", "print(data, more)")],
            [
                "added: output `more` of step `load`",
                "added: input `more` of step `train`",
                "changed: cells of step `load`",
                "changed: cells of step `train`",
            ],
            id="a variable",
        ),
        pytest.param(
            [LOAD, cell("step:train, prev:load, image:python:3.13, limit:cpu:2", "print(data)")],
            ["changed: image of step `train`", "changed: settings of step `train`"],
            id="settings",
        ),
        pytest.param(
            [cell("pipeline-parameters", "n = 3"), LOAD, cell("step:train, prev:load", "print(data)\nn")],
            [
                "added: pipeline parameter `n`",
                "added: parameter `n` of step `train`",
                "changed: cells of step `train`",
            ],
            id="a parameter",
        ),
    ],
)
def test_summary(cells: list[RawCell], expected: list[str]) -> None:
    lines = summary(compiled(BASE), compiled(cells))
    assert sorted(line for line in lines if not line.endswith(_OF_THE_COMPILER)) == sorted(expected)


def test_the_way_back_swaps_added_and_removed() -> None:
    more = compiled([*BASE, cell("step:report", "print(1)")])
    assert summary(compiled(BASE), more) == ["added: step `report`"]
    assert summary(more, compiled(BASE)) == ["removed: step `report`"]


@pytest.mark.parametrize("old", ["def (", "\0", "(" * 10_000, "-" * 100_000 + "1"])
def test_what_is_no_python(old: str) -> None:
    assert summary(old, compiled(BASE)) == ["the file is not valid Python"]


def test_any_other_python() -> None:
    assert "added: step `load`" in summary("def x_step(): pass\nclass auto_generated_pipeline: pass\n", compiled(BASE))


def test_another_version_of_the_runtime() -> None:
    new = compiled(BASE)
    assert summary(new.replace('"""Run one step', '"""Runs one step'), new) == ["changed: runtime code"]
