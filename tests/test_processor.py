"""Roles of cells, and the pipeline that they make. A cell is written `tags | source`."""

from __future__ import annotations

from pathlib import Path

import pytest

from kale_core.notebook import Notebook, Unreadable
from kale_core.pipeline import Pipeline
from kale_core.processor import NotebookError, NotebookProcessor, Processed, process
from kale_core.roles import Role
from kale_core.step import Secret, StepSettings
from tests.notebooks import RawCell, cell, markdown, notebook, write_notebook


def written(*cells: str) -> list[RawCell]:
    split = (text.partition("|") for text in cells)
    return [cell(tags.strip(), source.strip() or "pass") for tags, _, source in split]


def processed(*cells: str, **metadata: object) -> Processed:
    return process(notebook(written(*cells), metadata={"pipeline_name": "demo", **metadata}))


def pipeline(*cells: str, **metadata: object) -> Pipeline:
    return processed(*cells, **metadata).pipeline


def shape(pipeline: Pipeline) -> dict[str, tuple[list[int], list[str]]]:
    """For each step its cells and its `prev`."""
    return {step.name: ([each.number for each in step.cells], list(step.prev)) for step in pipeline.in_notebook_order}


@pytest.mark.parametrize(
    ("cells", "roles"),
    [
        pytest.param(["step:a", "", "step:b"], "step step step", id="untagged-joins-above"),
        pytest.param(["step:a", "skip", ""], "step skip step", id="skip-is-transparent"),
        pytest.param(["imports", "", "step:a"], "imports imports step", id="untagged-joins-imports"),
        pytest.param(["", "step:a"], "dropped step", id="nothing-above"),
        pytest.param(["skip", "", "step:a"], "skip dropped step", id="only-skip-above"),
        pytest.param(["step:a", "step:"], "step step", id="empty-name"),
        pytest.param(["step:a", "block:"], "step step", id="empty-block"),
        pytest.param(["hide-input", "step:a"], "dropped step", id="tag-of-another-tool"),
        pytest.param(["step:a", "Imports"], "step imports", id="misspelt-special"),
        pytest.param(["step:a, skip"], "step", id="skip-yields"),
        pytest.param(["step:a, imports"], "imports", id="special-beats-step"),
        pytest.param(["step:a, step:b"], "step", id="two-steps"),
        pytest.param(["functions, skip"], "functions", id="two-special"),
        pytest.param(["notebook:n", "", "step:a"], "notebook step step", id="below-a-reference"),
        pytest.param(
            ["notebook:n", "", "skip", "imports", "step:a"], "notebook step skip imports step", id="far-below"
        ),
        pytest.param(["notebook:n", ""], "notebook dropped", id="no-step-follows"),
        pytest.param(["notebook:n", "", "notebook:m", "step:a"], "notebook dropped notebook step", id="two-references"),
        pytest.param(["pipeline-parameters", "pipeline-metrics"], "pipeline-parameters pipeline-metrics", id="special"),
    ],
)
def test_roles(cells: list[str], roles: str) -> None:
    assert " ".join(tagged.role.value for tagged in processed(*cells).cells) == roles


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param(["step:a", "", "step:b, prev:a"], {"a": ([1, 2], []), "b": ([3], ["a"])}, id="joined"),
        pytest.param(
            ["step:a", "step:b, prev:a", "step:a"], {"a": ([1, 3], []), "b": ([2], ["a"])}, id="continued-step"
        ),
        pytest.param(
            ["step:a", "step:b", "step:c, prev:a", "step:c, prev:b"],
            {"a": ([1], []), "b": ([2], []), "c": ([3, 4], ["a", "b"])},
            id="prev-of-later-cells-unite",
        ),
        pytest.param(
            ["step:a", "step:b", "step:, prev:a"], {"a": ([1], []), "b": ([2, 3], ["a"])}, id="prev-beside-empty"
        ),
        pytest.param(["block:a", "block:b, prev:a"], {"a": ([1], []), "b": ([2], ["a"])}, id="blocks"),
        pytest.param(["step:Load", "step:b, prev:Load"], {"Load": ([1], []), "b": ([2], ["Load"])}, id="raw-names"),
        pytest.param(["step:load", "step:b, prev:Load"], {"load": ([1], []), "b": ([2], ["load"])}, id="misspelt-prev"),
        pytest.param(["step:a", "step:b, prev:zzz"], {"a": ([1], []), "b": ([2], ["zzz"])}, id="unknown-prev"),
        pytest.param(["step:a", "prev:a"], {"a": ([1, 2], [])}, id="joined-names-its-own-step"),
        pytest.param(["steps:a", "step:b, prev:a"], {"a": ([1], []), "b": ([2], ["a"])}, id="misspelt-step-tag"),
        pytest.param(["notebook:n", "| x = 1", "step:a"], {"n": ([1], []), "a": ([2, 3], [])}, id="waiting-for-a-step"),
    ],
)
def test_steps(cells: list[str], expected: dict[str, tuple[list[int], list[str]]]) -> None:
    assert shape(pipeline(*cells)) == expected


def test_cells_that_all_steps_share_and_others() -> None:
    result = pipeline(
        "functions | def f(): ...",
        "imports | import os",
        "skip | 1",
        "pipeline-parameters | n = 3",
        "step:a | x = n",
        "imports | import sys",
        "pipeline-metrics | print(x)",
    )
    assert [each.source for each in result.shared] == ["import os", "import sys", "def f(): ..."]
    assert [each.number for each in result.skipped] == [3]
    assert [(each.name, each.default) for each in result.parameters] == [("n", "3")]
    assert [each.variable for each in result.metrics] == ["x"]
    assert [each.number for each in (*result.parameter_cells, *result.metric_cells)] == [4, 7]


def test_only_dropped_cells_that_hold_code_count() -> None:
    assert [each.number for each in pipeline("| # only a comment", "| x = 1", "step:a").dropped] == [2]


def test_markdown_counts_for_numbers_only() -> None:
    cells = [markdown("# a", "step:m"), cell("step:a"), markdown(), cell()]
    assert shape(process(notebook(cells)).pipeline) == {"a": ([2, 4], [])}


def test_settings_unite_over_defaults() -> None:
    tags = "limit:cpu:2, label:team:mine, image:python:3.11, report:disabled, secret:s:k:V, annotation:a:b:c"
    result = pipeline(
        f"step:a, {tags}",
        "step:a, limit:nvidia.com/gpu:1, label:team:other",
        steps_defaults=["label:x:y", "label:team:all", "cache:disabled", "limit:memory:1Gi"],
    )
    assert result.step("a").settings == StepSettings(
        image="python:3.11",
        limits=(("memory", "1Gi"), ("cpu", "2"), ("nvidia.com/gpu", "1")),
        cache=False,
        report=False,
        labels=(("x", "y"), ("team", "mine")),
        annotations=(("a", "b:c"),),
        secrets=(Secret("s", "k", "V"),),
    )


@pytest.mark.parametrize(
    ("tags", "with_metadata", "is_kale"),
    [
        ("step:a", False, True),
        ("block:", False, True),
        ("notebook:x", False, True),
        ("Step:a", False, True),
        ("imports", False, False),
        ("imports", True, True),
        ("limit:cpu:x", True, True),
        ("parameters", True, False),
        ("hide-input", True, False),
        ("", True, False),
    ],
)
def test_what_is_a_kale_notebook(tags: str, with_metadata: bool, is_kale: bool) -> None:
    built: Notebook = notebook([markdown("x", "step:a"), cell(tags)], metadata={} if with_metadata else None)
    assert process(built).is_kale is is_kale


def test_the_public_way_in(tmp_path: Path) -> None:
    file = write_notebook(tmp_path / "nb.ipynb", written("step:a", "step:b, prev:a"))
    result = NotebookProcessor(file).run()
    assert isinstance(result, Pipeline)
    assert [step.name for step in result.steps] == ["a", "b"]
    assert result.path == file.as_posix()


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", None])
def test_what_is_no_notebook_raises(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "nb.ipynb"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(NotebookError, match=r"nb\.ipynb: this file") as caught:
        NotebookProcessor(str(file)).run()
    assert isinstance(caught.value, ValueError)
    assert isinstance(caught.value.reason, Unreadable)


def test_cells_by_role() -> None:
    result = processed("step:a", "step:b", "", "skip")
    assert [tagged.cell.number for tagged in result.cells_of(Role.STEP)] == [1, 2, 3]
    assert [tagged.cell.number for tagged in result.cells_of_step("b")] == [2, 3]
