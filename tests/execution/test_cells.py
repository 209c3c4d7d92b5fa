"""Cells that are hard to carry run in the pipeline as they do in the notebook."""

from __future__ import annotations

from pathlib import Path

from tests.execution.running import run_as_notebook, run_as_pipeline
from tests.notebooks import RawCell, cell, write_notebook

NASTY = '''\
text = """first\twith a tab
   \t
  'single' and "double" and \\\\ and \\n and \'\'\'
trailing spaces   
{{$}} {{$.inputs.parameters['n']}} /kfp-workspace {{workflow.name}} %s $0 `x` é ☃
"""
raw = r"C:\\new\\table"
size = len(text) + len(raw)'''

CELLS: list[RawCell] = [
    cell("imports", "from __future__ import annotations\nimport asyncio\nfrom dataclasses import dataclass"),
    cell(
        "functions",
        "@dataclass\nclass Point:\n    x: int\n\n    def moved(self) -> Point:\n        return Point(self.x + 1)",
    ),
    cell(
        "functions",
        "class Base:\n    pass\n\nclass Child(Base):\n    def __init__(self, points):\n        self.points = points",
    ),
    cell(
        "pipeline-parameters",
        "n = 3\nnames = ['a', \"it's\", 'C:\\\\new']\nlevel = -1.5\nwide = True\noptions = {'k': [1, 2]}",
    ),
    cell("step:first", NASTY),
    cell(
        "", "point = Point(n).moved()\nchild = Child([point, point])\ncheck = repr(names) + repr(level) + repr(options)"
    ),
    cell("step:magic, prev:first", "%matplotlib inline\nlines = !echo one two\nword = lines[0].split()[1]"),
    cell("", "%%time\nsquares = [i * i for i in range(n)]"),
    cell("", "async def double(x):\n    await asyncio.sleep(0)\n    return 2 * x\ndoubled = await double(size)\npoint"),
    cell("step:join, prev:magic", "same = isinstance(child, Base) and child.points[0] is child.points[1]"),
    cell("", "def area(k):\n    return k * doubled + len(word)\ntotal = area(sum(squares)) + point.x"),
    cell(
        "step:last, prev:join",
        "kind = float(isinstance(child, Child) and isinstance(point, Point) and same)\n"
        "result = area(1) + len(check) + len(text) + wide\ntext_is = text.encode('unicode_escape').decode()",
    ),
    cell("pipeline-metrics", "print(kind)\nprint('the result:', result)\nprint(total)\nprint(size)"),
]


def test_hard_cells_run_the_same(tmp_path: Path) -> None:
    file = write_notebook(tmp_path / "hard.ipynb", CELLS)
    names = ["check", "doubled", "point", "same", "size", "squares", "text", "word"]
    expected = run_as_notebook(file, tmp_path, names=names)
    found = run_as_pipeline(file, tmp_path)
    assert found.metrics == expected.metrics
    assert {name: found.variables[name] for name in names} == expected.variables
    assert expected.metrics["kind"] == 1
