"""The promise, on random notebooks: where the analysis is silent, the pipeline computes what the notebook computes."""

from __future__ import annotations

import sys
from random import Random

import pytest

from kale_core.analysis.dataflow import analyse
from kale_core.processor import process
from tests.analysis.generated import Cells, NotebookMaker
from tests.analysis.simulation import run_as_notebook, run_as_pipeline, same
from tests.notebooks import cell, notebook

FROM_HERE = 2_500


def outcome(cells: Cells) -> str:
    """`fails` as a notebook, `reported`, `same`, or `DIFFERENT` although nothing was reported."""
    try:
        expected = run_as_notebook(cells)
    except Exception:
        return "fails"
    pipeline = process(notebook([cell(tags, source) for tags, source in cells])).pipeline
    flow = analyse(pipeline)
    if flow.unresolved or flow.conflicts or flow.syntax_faults:
        return "reported"
    try:
        found = run_as_pipeline(cells, pipeline, flow)
        order = [step.name for step in pipeline.in_notebook_order]
        return "same" if same(expected, found, flow=flow, order=order) else "DIFFERENT"
    except Exception as error:
        return f"DIFFERENT: {error!r}"


@pytest.fixture(autouse=True)
def shallow_recursion() -> object:
    """Functions of random notebooks call themselves; most of those that never end do so at once."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(500)
    yield
    sys.setrecursionlimit(before)


@pytest.mark.parametrize("part", range(4))
@pytest.mark.parametrize(("chain", "aliases"), [(True, False), (False, True)], ids=["chain", "graph"])
def test_silence_means_the_same(chain: bool, aliases: bool, part: int) -> None:
    counts: dict[str, int] = {}
    for seed in range(part * FROM_HERE // 4, (part + 1) * FROM_HERE // 4):
        cells = NotebookMaker(Random(seed), aliases=aliases).cells(chain=chain)
        result = outcome(cells)
        counts[result] = counts.get(result, 0) + 1
        shown = "\n".join(f"# %% tags: {tags}\n{source}" for tags, source in cells)
        assert not result.startswith("DIFFERENT"), f"seed {seed}: {result}\n{shown}"
    assert counts["same"] > counts["fails"] / 3
