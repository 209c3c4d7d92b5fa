"""Rules 120 to 139."""

from __future__ import annotations

from typing import Any

import pytest

from kale_core.rules.rule import Neighbour, Repository
from tests.notebooks import cell, notebook, notebook_bytes
from tests.rules.checking import check, codes, rows

STEP = [cell("step:a")]


@pytest.mark.parametrize(
    ("metadata", "expected"),
    [
        (None, ["KALE120"]),
        ({}, ["KALE120 kubeflow_notebook"]),
        ([], ["KALE124 kubeflow_notebook"]),
        ({"pipeline_name": ""}, ["KALE121 kubeflow_notebook/pipeline_name"]),
        ({"pipeline_name": "a", "x": 1}, ["KALE122 kubeflow_notebook/x"]),
        ({"pipeline_name": "a", "docker_image": ""}, ["KALE123 kubeflow_notebook/docker_image"]),
        ({"pipeline_name": "a", "timeout": "1"}, ["KALE124 kubeflow_notebook/timeout"]),
        (
            {"pipeline_name": "a", "volumes": [{}, 1]},
            ["KALE125 kubeflow_notebook/volumes/0"] * 3 + ["KALE125 kubeflow_notebook/volumes/1"],
        ),
        ({"pipeline_name": "a", "steps_defaults": ["x"]}, ["KALE126 kubeflow_notebook/steps_defaults/0"]),
        ({"pipeline_name": "a", "output_path": "/x"}, ["KALE127 kubeflow_notebook/output_path"]),
        ({"pipeline_name": "a", "output_path": "../x"}, ["KALE127 kubeflow_notebook/output_path"]),
        ({"pipeline_name": "a", "base_image": "python"}, ["KALE112 kubeflow_notebook/base_image"]),
        (
            {"pipeline_name": "a", "steps_defaults": ["cache:enabled", "image:python:latest"]},
            ["KALE112 kubeflow_notebook/steps_defaults/1"],
        ),
        (
            {"pipeline_name": "a", "steps_defaults": ["limit:nvidia.com/gpu:1", "limit:amd.com/gpu:1"]},
            ["KALE110 kubeflow_notebook/steps_defaults"],
        ),
        ({"pipeline_name": "a", "katib_run": True}, ["KALE131 kubeflow_notebook/katib_run"]),
        ({"pipeline_name": "a", "output_path": "pipelines", "steps_defaults": ["image:python:3.12"]}, []),
    ],
)  # fmt: skip
def test_metadata(metadata: Any, expected: list[str]) -> None:
    assert rows(notebook(STEP, metadata=metadata)) == expected


def test_all_faults_of_the_metadata_in_one_run() -> None:
    metadata = {"pipeline_name": "A", "docker_image": "", "x": 1, "volumes": 3, "output_path": "~", "katib_run": True}
    assert sorted(codes(notebook(STEP, metadata=metadata))) == [
        "KALE121", "KALE122", "KALE123", "KALE124", "KALE127", "KALE131",
    ]  # fmt: skip


def test_a_name_is_made_from_that_of_the_file() -> None:
    (finding,) = check(notebook(STEP, metadata={}))
    assert '"pipeline_name": "nb"' in finding.help


def test_a_finding_knows_the_line_of_its_key() -> None:
    built = notebook(STEP, metadata={"pipeline_name": "a", "volumes": [], "katib_run": True})
    (finding,) = check(built)
    assert built.text.split("\n")[built.physical_span(finding.place).line - 1].strip() == '"katib_run": true'


@pytest.mark.parametrize(
    ("path", "escapes"),
    [("a/b/nb.ipynb", False), ("a/nb.ipynb", False), ("nb.ipynb", True), ("", False)],
)
def test_an_output_path_may_leave_the_folder_but_not_the_repository(path: str, escapes: bool) -> None:
    built = notebook(STEP, metadata={"pipeline_name": "a", "output_path": "../out"})
    assert codes(built, repository=Repository(notebook=path)) == (["KALE127"] if escapes else [])


def test_two_notebooks_with_one_pipeline_name() -> None:
    neighbours = tuple(
        Neighbour(path, name, None) for path, name in [("x.ipynb", "demo"), ("y.ipynb", None), ("z.ipynb", "demo")]
    )
    (finding,) = check(notebook(STEP), repository=Repository(neighbours=neighbours, notebook="nb.ipynb"))
    assert finding.code == "KALE128"
    assert finding.message == "the pipeline name `demo` is also that of `x.ipynb` and `z.ipynb`"
    assert [related.path for related in finding.related] == ["x.ipynb", "z.ipynb"]


def test_notebooks_without_a_name_do_not_clash() -> None:
    neighbours = (Neighbour("x.ipynb", None, None),)
    built = notebook(STEP, metadata={})
    assert codes(built, repository=Repository(neighbours=neighbours, notebook="nb.ipynb")) == ["KALE120"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "KALE002"),
        (b"<<<<<<< HEAD\n", "KALE002"),
        (b"\xff\xfe", "KALE001"),
        (b"[]", "KALE003"),
        (b'{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [{}]}', "KALE003"),
        (b'{"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": []}', "KALE004"),
        (b"[" * 100_000, "KALE002"),
    ],
)
def test_files_that_are_no_notebooks(content: bytes, code: str) -> None:
    assert codes(content) == [code]


def test_a_byte_order_mark_is_no_fault() -> None:
    assert codes(b"\xef\xbb\xbf" + notebook_bytes(STEP)) == []


def test_stripped_tags() -> None:
    generated = Repository(generated=(".kale/demo.kale.py",), notebook="nb.ipynb")
    stripped = notebook([cell()])
    (finding,) = check(stripped, repository=generated)
    assert finding.code == "KALE005"
    assert "`.kale/demo.kale.py`" in finding.message
    assert codes(stripped) == []
    assert codes(notebook(STEP), repository=generated) == []
