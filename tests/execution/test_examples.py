"""Each example computes the same as a notebook and as a pipeline: the metrics and every variable that crosses."""

from __future__ import annotations

from pathlib import Path

import pytest

from kale_core.analysis.dataflow import analyse
from kale_core.processor import NotebookProcessor
from tests.execution.running import artifacts, run_as_notebook, run_as_pipeline

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.ipynb"))


@pytest.mark.parametrize("notebook", EXAMPLES, ids=lambda each: each.stem)
def test_pipeline_computes_what_the_notebook_computes(notebook: Path, tmp_path: Path) -> None:
    names = [name for _, name, _ in artifacts(analyse(NotebookProcessor(str(notebook)).run()))]
    expected = run_as_notebook(notebook, tmp_path, names=names)
    assert run_as_pipeline(notebook, tmp_path) == expected
    assert expected.metrics
    assert len(expected.variables) > 3
