"""Reads that see another version of a variable than the notebook's."""

from __future__ import annotations

import pytest

from kale_core.analysis.changes import cell_of
from tests.analysis.flows import Cells, dataflow

A, B, C = "step:a", "step:b, prev:a", "step:c, prev:a"
D = "step:d, prev:b, prev:c"


def conflicts(cells: Cells) -> list[str]:
    """The conflicts as `"CLASH reader name cell <- writer"`."""
    found = dataflow(cells).conflicts
    return [
        f"{each.clash.name} {each.reader} {each.read.name} {cell_of(each.read.moment)} <- {each.writer.step}"
        for each in found
    ]


CASES = [
    pytest.param([(A, "x = []"), (B, "x.append(1)"), (C, "print(x)")], ["SIBLING c x 3 <- b"], id="sibling"),
    pytest.param([(A, "x = []"), (B, "print(x)"), (C, "print(x)")], [], id="siblings that only read"),
    pytest.param([(A, "pass"), (B, "x = 1"), (C, "x = 2"), (D, "print(x)")], ["UNORDERED d x 4 <- b"], id="unordered"),
    pytest.param([(A, "x = 1"), (B, "print(x)"), (A, "x = 2")], ["INTERLEAVED b x 2 <- a"], id="interleaved"),
    pytest.param([(A, "x = []"), (B, "x.append(1)"), (A, "print(x)")], ["RESUMED a x 3 <- b"], id="resumed"),
    pytest.param([(A, "x = []"), (B, "x = [1]"), (A, "print(x)")], ["RESUMED a x 3 <- b"], id="resumed, bound anew"),
    pytest.param([(A, "x = []"), (B, "x = [1]"), (A, "x = [2]\nprint(x)")], [], id="resumed with a new version"),
    pytest.param([(A, "x = []"), (B, "print(x)"), (A, "print(x)")], [], id="resumed, nothing changed"),
    pytest.param([(A, "x = y = []"), (B, "y.append(1)"), (A, "print(x)")], ["RESUMED a x 3 <- b"], id="resumed, alias"),
    pytest.param(
        [(A, "x = []\ndef f(): return x"), (B, "x.append(1)"), (A, "f()")],
        ["RESUMED a x 3 <- b"],
        id="resumed, in a function",
    ),
    pytest.param(
        [(A, "x = []"), (B, "print(x)"), (C, "x.append(1)"), (B, "print(x)")],
        ["RESUMED b x 4 <- c"],
        id="resumed with what it received",
    ),
    pytest.param(
        [(A, "x = []"), (B, "print(x)"), (A, "x.append(1)"), (B, "print(x)")],
        ["INTERLEAVED b x 2 <- a"],
        id="the first read is early, the second is not late",
    ),
    pytest.param(
        [(A, "x = []"), (B, "x.append(1)"), (C, "print(x)"), ("step:b", "x = [2]")],
        ["SIBLING c x 3 <- b"],
        id="changed, then bound anew below",
    ),
    pytest.param(
        [(A, "x = []"), (B, "print(x)"), (A, "print(x)"), (B, "x.append(1)"), (A, "print(x)")],
        ["RESUMED a x 5 <- b"],
        id="resumed twice",
    ),
    pytest.param(
        [(A, "x = []\ndef f(b=x): b.append(1)"), (B, "f()\nprint(x)")],
        ["ALIAS b x 2 <- b"],
        id="default of a parameter",
    ),
    pytest.param(
        [(A, "x = []\nclass K:\n  def __init__(self): self.x = x\no = K()"), (B, "x.append(1)\nprint(o.x)")],
        ["ALIAS b o 2 <- b"],
        id="held by an object",
    ),
    pytest.param(
        [(A, "class K: pass\no = K()\nx = o.x"), (B, "o.x.append(1)\nprint(x)")],
        ["ALIAS b x 2 <- b"],
        id="attribute of an object",
    ),
    pytest.param(
        [(A, "class K: pass\no = K()\nx = o.x"), (B, "o.y.append(1)\nprint(x)")],
        [],
        id="another attribute of an object",
    ),
    pytest.param(
        [(A, "def make(v):\n  def f(): v.append(1)\n  return f\nx = []\nf = make(x)"), (B, "f()\nprint(x)")],
        ["ALIAS b x 2 <- b"],
        id="held by a closure",
    ),
    pytest.param(
        [(A, "x = []"), (B, "x.append(1)"), (A, "x = [2]"), ("step:c, prev:a, prev:b", "print(x)")],
        ["INTERLEAVED b x 2 <- a", "INTERLEAVED c x 4 <- a"],
        id="a step before the provider goes on below it",
    ),
    pytest.param([(A, "x = []\ny = x"), (B, "y.append(1)\nprint(x)")], ["ALIAS b x 2 <- b"], id="alias"),
    pytest.param([(A, "x = []\ny = [x]"), (B, "x.append(1)\nprint(y)")], ["ALIAS b y 2 <- b"], id="container"),
    pytest.param(
        [(A, "x = []\ny = [0]"), (B, "y[0:1] = x\nx.append(1)"), ("step:c, prev:b", "print(y)")], [], id="slice"
    ),
    pytest.param(
        [(A, "x = []\ny = x"), (B, "if y:\n    y = [1]\nx.append(1)"), ("step:c, prev:b", "print(y)")],
        ["ALIAS b y 2 <- b"],
        id="alias that may be handed on as it was received",
    ),
    pytest.param(
        [
            (A, "import torch, nets\nm = nets.Net()\no = torch.optim.SGD(m.parameters())"),
            (B, "m(0).backward()\no.step()"),
            ("step:c, prev:b", "print(m)"),
        ],
        ["ALIAS b m 2 <- b"],
        id="an optimizer and its model",
    ),
    pytest.param(
        [
            ("imports", "from sklearn.pipeline import make_pipeline\nfrom sklearn.svm import SVC"),
            (A, "x = SVC()\ny = make_pipeline(x)"),
            (B, "y.fit([[1]], [1])"),
            ("step:c, prev:b", "print(x)"),
        ],
        ["ALIAS c x 4 <- b"],
        id="a pipeline and its estimator",
    ),
    pytest.param(
        [
            ("imports", "from sklearn.model_selection import GridSearchCV\nfrom sklearn.svm import SVC"),
            (A, "x = SVC()\ny = GridSearchCV(x)"),
            (B, "y.fit([[1]], [1])"),
            ("step:c, prev:b", "print(x)"),
        ],
        [],
        id="a search, which fits copies",
    ),
    pytest.param([(A, "x = [[]]\ny = [*x]"), (B, "x.append(1)\nprint(y)")], [], id="elements of a list"),
]


@pytest.mark.parametrize(("cells", "expected"), CASES)
def test_conflicts(cells: Cells, expected: list[str]) -> None:
    assert conflicts(cells) == expected
