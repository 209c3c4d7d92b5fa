"""The promise, on random notebooks.

Where the analysis is silent, the pipeline computes what the notebook computes; where it reports an error on a path that
the notebook takes, the pipeline fails or reads something else.
"""

from __future__ import annotations

import sys
from collections import Counter
from random import Random

import pytest

from kale_core.analysis.dataflow import analyse
from kale_core.processor import process
from tests.analysis.generated import Cells, NotebookMaker
from tests.analysis.judgement import Verdict, judge
from tests.analysis.simulation import run_as_notebook, run_as_pipeline, same
from tests.notebooks import cell, notebook

OF_EACH_KIND = 1_300


def outcome(cells: Cells) -> str:
    """`fails` as a notebook, `reported`, `same`, or `DIFFERENT` although nothing was reported."""
    try:
        expected = run_as_notebook(cells)
    except Exception:
        return "fails"
    pipeline = process(notebook([cell(tags, source) for tags, source in cells])).pipeline
    flow = analyse(pipeline)
    if flow.unresolved or flow.conflicts or flow.lost_identities or flow.syntax_faults:
        return "reported"
    try:
        found = run_as_pipeline(cells, pipeline, flow)
        order = [step.name for step in pipeline.in_notebook_order]
        return "same" if same(cells, expected, found, flow=flow, order=order) else "DIFFERENT"
    except Exception as error:
        return f"DIFFERENT: {error!r}"


@pytest.fixture(autouse=True)
def shallow_recursion() -> object:
    """Functions of random notebooks call themselves; most of those that never end do so at once."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(500)
    yield
    sys.setrecursionlimit(before)


KINDS = {
    "chain": lambda random: NotebookMaker(random).cells(chain=True),
    "graph": lambda random: NotebookMaker(random, aliases=True).cells(chain=False),
    "continued": lambda random: NotebookMaker(random, continued=True).cells(chain=False),
    "rich": lambda random: NotebookMaker(random, aliases=random.random() < 0.5, rich=True).cells(chain=True),
}


@pytest.mark.parametrize("part", range(4))
@pytest.mark.parametrize("kind", KINDS)
def test_silence_means_the_same_and_an_error_means_a_difference(kind: str, part: int) -> None:
    outcomes: Counter[str] = Counter()
    verdicts: Counter[Verdict] = Counter()
    for seed in range(part * OF_EACH_KIND // 4, (part + 1) * OF_EACH_KIND // 4):
        cells = KINDS[kind](Random(seed))
        result = outcome(cells)
        outcomes[result] += 1
        shown = "\n".join(f"# %% tags: {tags}\n{source}" for tags, source in cells)
        assert not result.startswith("DIFFERENT"), f"seed {seed}: {result}\n{shown}"
        for finding, verdict in judge(cells) if result == "reported" else []:
            verdicts[verdict] += 1
            assert verdict is not Verdict.WRONG, f"seed {seed}: {finding}\n{shown}"
    assert outcomes["same"] > outcomes["fails"] / 3
    assert kind in ("chain", "rich") or verdicts[Verdict.RIGHT] > verdicts.total() / 2
