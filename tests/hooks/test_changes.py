"""What a stale report says in terms of the pipeline. A case is two notebooks in, lines out."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kale_core.compiler import Compiler
from kale_core.processor import process
from kale_hooks.changes import changes
from kale_hooks.rebuilt import secrets_in
from kale_hooks.structure import NoPipeline, structure_of
from tests.notebooks import RawCell, cell, notebook

LOAD = cell("step:load", "data = [1]")
TRAIN = cell("step:train, prev:load", "print(data)")
BASE = [LOAD, TRAIN]
CLEAN = cell("step:clean, prev:load", "rows = sorted(data)")
REPORT = cell("step:report, prev:train, prev:clean", "print(rows)")
FOUR = [LOAD, CLEAN, TRAIN, REPORT]


def compiled(cells: list[RawCell], **metadata: Any) -> str:
    return Compiler(process(notebook(cells, metadata={"pipeline_name": "demo", **metadata})).pipeline).compile()


def between(old: str, new: str) -> list[str]:
    before, after = structure_of(old), structure_of(new)
    return changes(before, after, secrets=secrets_in(before) | secrets_in(after))


@pytest.mark.parametrize(
    ("cells", "lines"),
    [
        pytest.param(BASE, [], id="nothing"),
        pytest.param(
            [LOAD, cell("step:train, prev:load", "print(data, 1)")], ["step `train`: cell 1 changed"], id="a cell"
        ),
        pytest.param(
            [LOAD, TRAIN, cell("", "1"), cell("", "2")], ["step `train`: cells: 3 instead of 1"], id="more cells"
        ),
        pytest.param([cell("imports", "1"), *BASE], ["shared cells: 1 instead of 0"], id="shared cells"),
        pytest.param(
            [*BASE, cell("step:report, prev:train, prev:load", "print(1)")],
            ["step `report` added, after `train` and `load`"],
            id="a step",
        ),
        pytest.param(
            [LOAD],
            ["step `load`: output `data` removed; package `dill` removed", "step `train` removed"],
            id="a step less",
        ),
        pytest.param(
            [cell("step:fetch", "data = [1]"), cell("step:train, prev:fetch", "print(data)")],
            ["step `load` is now called `fetch`"],
            id="another name",
        ),
        pytest.param(
            [cell("step:fetch", "data = [1, 2]"), cell("step:train, prev:fetch", "print(data)")],
            [
                "step `fetch` added",
                "step `train`: input `data` is now from `fetch` instead of `load`",
                "step `load` removed",
            ],
            id="another step in its place",
        ),
        pytest.param(
            [cell("step:load", "data = [1]\nmore = 2"), cell("step:train, prev:load", "print(data, more)")],
            [
                "step `load`: new output `more`; cell 1 changed",
                "step `train`: new input `more` from `load`; cell 1 changed",
            ],
            id="a variable",
        ),
        pytest.param(
            [
                LOAD,
                cell(
                    "step:train, prev:load, image:python:3.13, limit:cpu:2, label:team:a, report:disabled",
                    "print(data)",
                ),
            ],
            [
                "step `train`: package `ipython` removed; package `nbconvert` removed; package `nbformat` removed;"
                " image is now `python:3.13` instead of `python:3.12`; report is now `off`; limit `cpu` is now `2`;"
                " label `team` is now `a`"
            ],
            id="settings",
        ),
        pytest.param(
            [LOAD, cell("step:train, prev:load, secret:db:user:U, secret:db:key:K, cache:disabled", "print(data)")],
            ["step `train`: caching is now `False`; secret `db` is now `{'user': 'U'}, {'key': 'K'}`"],
            id="secrets",
        ),
        pytest.param(
            [cell("pipeline-parameters", "n = 3"), LOAD, cell("step:train, prev:load", "print(data)\nn")],
            ["parameter `n` added", "step `train`: new parameter `n`; cell 1 changed"],
            id="a parameter",
        ),
        pytest.param(
            [*BASE, cell("pipeline-metrics", "print('size', data)")],
            ["step `load`: new metric `size`"],
            id="a metric",
        ),
        pytest.param(
            [LOAD, cell("step:train, prev:load", "import numpy\nprint(data)")],
            ["step `train`: new package `numpy`; cell 1 changed"],
            id="a package",
        ),
    ],
)
def test_changes(cells: list[RawCell], lines: list[str]) -> None:
    assert between(compiled(BASE), compiled(cells)) == lines


@pytest.mark.parametrize(
    ("cells", "lines"),
    [
        pytest.param(
            [LOAD, CLEAN, TRAIN, cell("step:report, prev:clean", "print(rows)")],
            ["edge `train -> report` removed"],
            id="an edge less",
        ),
        pytest.param(
            [LOAD, CLEAN, cell("step:train, prev:load, prev:clean", "print(data)"), REPORT],
            ["edge `clean -> train` added"],
            id="an edge",
        ),
        pytest.param([LOAD, TRAIN, CLEAN, REPORT], [], id="another order"),
    ],
)
def test_changes_of_edges(cells: list[RawCell], lines: list[str]) -> None:
    assert between(compiled(FOUR), compiled(cells)) == lines


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        pytest.param("n = 3", "n = 5", ["parameter `n` is now `int = 5` instead of `int = 3`"], id="default"),
        pytest.param("n = 3", "n = 3.0", ["parameter `n` is now `float = 3.0` instead of `int = 3`"], id="type"),
        pytest.param(
            "n = 3\nk_task = 1\nload_task = 2\nload_step = 3",
            "n = 3\nk_task = 1\nload_task = 2\nload_step = 4",
            ["parameter `load_step` is now `int = 4` instead of `int = 3`"],
            id="named like what is generated",
        ),
    ],
)
def test_changes_of_parameters(old: str, new: str, lines: list[str]) -> None:
    texts = [compiled([cell("pipeline-parameters", source), cell("step:load", "print(n)")]) for source in (old, new)]
    assert between(*texts) == lines


def test_changes_of_all_steps() -> None:
    volume = {"name": "v", "mount_point": "/data", "type": "pvc"}
    plain = compiled(BASE)
    more = compiled(BASE, pipeline_description="d", volumes=[volume], enable_caching=False, timeout=60)
    assert between(plain, more) == [
        "the description of the pipeline changed",
        "all steps: caching is now `False` instead of `True`",
        "all steps: volume `v` is now `/data`",
        "all steps: timeout in seconds is now `60`",
    ]
    assert between(more, plain)[-2:] == [
        "all steps: volume `v` is no longer set",
        "all steps: timeout in seconds is no longer set",
    ]
    assert between(plain, compiled(BASE, pipeline_name="x")) == ["the pipeline is now called `x` instead of `demo`"]


def test_another_version_of_the_runtime() -> None:
    new = compiled(BASE)
    old = new.replace('"""Run one step', '"""Runs one step')
    assert between(old, new) == ["the code that runs the steps changed, which is part of kale-hooks"]


@pytest.mark.parametrize("secret", ["tr0ub4dor", "tr0ub4dor2"])
def test_no_credential_is_shown(secret: str) -> None:
    cells = [cell("step:load", "print(db_password)")]
    texts = [
        compiled([cell("pipeline-parameters", f"db_password = {each!r}"), *cells]) for each in ("old-s3cret", secret)
    ]
    (line,) = between(*texts)
    assert line.startswith("parameter `db_password` is now [this line holds a credential] instead of [")
    assert secret not in line
    assert "s3cret" not in line


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("def (", "it is not valid Python", id="syntax"),
        pytest.param("<<<<<<< HEAD\n", "it is not valid Python", id="merge conflict"),
        pytest.param("\0", "it is not valid Python", id="nul"),
        pytest.param("(" * 10_000, "it is not valid Python", id="nested"),
        pytest.param("-" * 100_000 + "1", "it is not valid Python", id="deep"),
        pytest.param("", "it has no function `auto_generated_pipeline`, or no components", id="empty"),
        pytest.param(
            "def auto_generated_pipeline(): ...",
            "it has no function `auto_generated_pipeline`, or no components",
            id="no components",
        ),
        pytest.param(
            "class auto_generated_pipeline: ...\ndef a_step():\n  _run_step()",
            "it has no function `auto_generated_pipeline`, or no components",
            id="no pipeline",
        ),
    ],
)
def test_what_holds_no_pipeline(text: str, reason: str) -> None:
    with pytest.raises(NoPipeline, match=reason.replace("(", r"\(")):
        structure_of(text)


def test_odd_code_in_the_right_places() -> None:
    text = (
        "def auto_generated_pipeline(*a, n, m: int = 3, **k):\n"
        "  x, y = a_step()\n  t = a_step(*a, **k)\n  t.after(1, z)\n  t.f.g(t)\n  f(t)(t)\n  z = _b_step()\n  t += 1\n"
        "def a_step(x: 3 = 4):\n  _run_step(*a, inputs={**a, 1: 2, 'v': f()}, cells=3, metrics={'m': 'n' + 'o'})\n"
        "def _cells_of_a():\n  yield\n  yield from x\n  yield 3\n"
        "@dsl\n@dsl.component(*a, packages_to_install=[*a, 1, 'p'], base_image=f'x')\ndef b_step():\n  _run_step(3)\n"
        "'\\d'\n"
    )
    assert list(structure_of(text).steps) == ["*a", "3"]


GENERATED = compiled(FOUR).splitlines(keepends=True)


@given(st.lists(st.integers(0, len(GENERATED) - 1), max_size=20), st.text(max_size=10), st.integers(0, len(GENERATED)))
def test_any_edit_gives_lines_or_a_reason(gone: list[int], text: str, at: int) -> None:
    lines = [line for number, line in enumerate(GENERATED) if number not in gone]
    edited = "".join([*lines[:at], text, *lines[at:]])
    try:
        assert all(between(edited, "".join(GENERATED)))
    except NoPipeline as error:
        assert str(error)
