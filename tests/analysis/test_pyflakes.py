"""pyflakes as a second opinion on undefined names: where the two disagree, the table says why."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from pyflakes.checker import Checker
from pyflakes.messages import UndefinedLocal, UndefinedName

from kale_core.analysis.dataflow import analyse
from kale_core.ipython import translate
from kale_core.processor import NotebookProcessor
from tests.analysis.flows import dataflow

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.ipynb"))

AGREED = [
    "x += 1",
    "for x in x: pass",
    "match cmd:\n    case [a, *rest]: print(a, rest)",
    "match p:\n    case Point(x=0, y=yy) if yy > lim: print(yy)\n    case {'k': v, **others}: print(v, others)",
    "[y := f(x) for x in data]; print(y)",
    "x: int\nprint(x)",
    "x = 1; del x; print(x)",
    "try:\n    pass\nexcept E as e: pass\nprint(e)",
    "import a.b\na.b.c(); b",
    "df['a'] = 1; df.col = 2",
    "x = x + 1",
    "print(u); u = 1",
    "class C:\n    v = w\n    def m(self): return self.v",
    "f = lambda a=dflt: a",
    "n = 1; print(f'{n:>{wd}}')",
    "@deco\ndef f(a: ann = dd) -> ret: return a\nf()",
    "print([i for i in xs if i]); print(i)",
    "print({k: v for k, v in items}); k",
    "with open(p) as fh, ctx() as (a, b): print(fh, a, b)",
    "global g\ng = 1\nprint(g)",
    "def f():\n    global made\n    made = 1\nf()\nprint(made)",
    "async def f():\n    async for x in src(): yield x\nf()",
    "x = y = z\nprint(x, y)",
    "(a, [b, *c]), d = val\nprint(a, b, c, d)",
    "from m import q as r\nprint(q, r)",
    "def outer():\n    n = 0\n    def inner():\n        nonlocal n\n        n += k\n    inner()\nouter()",
    "while cond: z1 = 1\nelse: z2 = 2\nprint(z1, z2)",
    "del never",
    "print(__name__, __doc__)",
    "assert t, msg",
    "raise Err from cause",
    "x[i:j, k] = 1",
    "print(*args, **kw)",
]

# What the pipeline needs to know and what is wrong with a file are not the same question.
DISAGREEMENTS = {
    "def f(): return nope": "pyflakes looks into functions that nobody uses; a step that never calls one does not fail",
    "class C:\n    def m(self): return nope": "the same for methods of a class that nobody uses",
    "display(1); get_ipython()": "IPython has these names",
    "print(__file__)": "a notebook is no file",
    "x: 'Later' = 1": "pyflakes reads annotations in strings, which Python does not evaluate",
    "await nope()": "pyflakes does not look into an `await` outside of functions, which notebooks allow",
    "def f():\n    print(v)\n    v = 1\nf()": "a local that is read too early is wrong in the notebook, too",
}


@pytest.mark.parametrize("source", AGREED)
def test_both_find_the_same(source: str) -> None:
    assert ours(source) == theirs(source)


@pytest.mark.parametrize("source", DISAGREEMENTS)
def test_disagreements_are_real(source: str) -> None:
    assert ours(source) != theirs(source)


@pytest.mark.parametrize("notebook", EXAMPLES, ids=lambda each: each.stem)
def test_both_find_nothing_in_the_examples(notebook: Path) -> None:
    pipeline = NotebookProcessor(str(notebook)).run()
    parameters = "\n".join(f"{each.name} = {each.default}" for each in pipeline.parameters)
    cells = [*pipeline.shared, *(cell for step in pipeline.in_notebook_order for cell in step.cells)]
    source = "\n".join([parameters, *(plain(cell.source) for cell in sorted(cells, key=lambda cell: cell.number))])
    assert theirs(source) - {"display", "get_ipython", "__ipython__"} == set()
    assert analyse(pipeline).unresolved == ()


def plain(source: str) -> str:
    try:
        compile(source, "<cell>", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    except SyntaxError:
        return translate(source).text
    return source


def ours(source: str) -> set[str]:
    return {each.name for each in dataflow([("step:a", source)]).unresolved}


def theirs(source: str) -> set[str]:
    found = Checker(ast.parse(source)).messages
    kinds = (UndefinedName, UndefinedLocal)
    return {str(message.message_args[0]) for message in found if isinstance(message, kinds)}
