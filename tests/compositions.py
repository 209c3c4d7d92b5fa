"""A small composition for tests: a root with steps of its own above and below the notebook that it refers to."""

from __future__ import annotations

from pathlib import Path

from tests.notebooks import RawCell, cell, write_notebook

ROOT: list[RawCell] = [
    cell("imports", "import json"),
    cell("pipeline-parameters", "scale = 3\nepochs = 4"),
    cell("step:load", "rows = [1, 2, 3]\nseen = []"),
    cell("notebook:prepare", "", notebook_path="parts/prepare.ipynb"),
    cell("step:report, prev:prepare", "print(json.dumps([total, cleaned, seen, scale, epochs]))"),
]
PREPARE: list[RawCell] = [
    cell("functions", "def double(x):\n    return 2 * x"),
    cell("pipeline-parameters", "scale = 2\nown = 5"),
    cell("step:clean", "cleaned = [double(row) * scale for row in rows]\nseen.append('clean')"),
    cell("step:sum_up, prev:clean", "total = sum(cleaned) + own + epochs"),
]
PRINTED = '[45, [6, 12, 18], ["clean"], 3, 4]'
OUTPUT = ".kale/root.kale.py"
PART = ".kale/kale_notebook_root_prepare.py"


def write_composition(
    folder: Path, root: list[RawCell] = ROOT, prepare: list[RawCell] | None = PREPARE, *, name: str | None = None
) -> Path:
    """The composition on disk; `name` is the pipeline name of the part, which needs none."""
    if prepare is not None:
        metadata = {"pipeline_name": name} if name else None
        write_notebook(folder / "parts/prepare.ipynb", prepare, metadata=metadata)
    return write_notebook(folder / "root.ipynb", root, metadata={"pipeline_name": "root"})
