"""Data that crosses from a step to the next, each in a process of its own."""
# ruff: noqa: E501 (cells in one line)

from __future__ import annotations

import json

import pytest

from tests.runtime.conftest import Steps

SHARED = (
    """\
import dataclasses, enum, functools
class Point:
    def __init__(self, x):
        self.x = x
class Outer:
    class Inner:
        pass
class Color(enum.Enum):
    RED = 1
@dataclasses.dataclass
class Row:
    a: int
    b: list = dataclasses.field(default_factory=list)
def double(x):
    return 2 * x
def noisy(f):
    @functools.wraps(f)
    def wrapper(*args):
        return f(*args)
    return wrapper
@noisy
def loud(x):
    return x
anonymous = lambda: 7
""",
)


@pytest.mark.parametrize(
    ("value", "holds"),
    [
        pytest.param("Point(1)", "isinstance(v, Point) and v.x == 1", id="object"),
        pytest.param("[Point(1)] * 2", "type(v[0]) is Point and v[0] is v[1]", id="in-a-list"),
        pytest.param("Outer.Inner()", "type(v) is Outer.Inner", id="nested-class"),
        pytest.param("Color.RED", "v is Color.RED", id="enum"),
        pytest.param("Row(1)", "v == Row(1)", id="dataclass"),
        pytest.param("Point", "v is Point", id="class"),
        pytest.param("double", "v is double", id="function"),
        pytest.param("[double, loud, anonymous]", "v == [double, loud, anonymous]", id="odd-functions"),
        pytest.param("Point(3).__init__", "type(v.__self__) is Point", id="method"),
        pytest.param("type('Sub', (Point,), {})(1)", "isinstance(v, Point) and type(v) is not Point", id="subclass"),
        pytest.param("{Color.RED: {Row: Point}}", "v == {Color.RED: {Row: Point}}", id="keys"),
    ],
)
def test_what_shared_cells_define_is_the_same_in_each_step(steps: Steps, value: str, holds: str) -> None:
    assert steps.cross("v", f"v = {value}", f"print({holds})", shared=SHARED).lines == ["True"]


def test_a_step_that_rebinds_a_shared_name(steps: Steps) -> None:
    """What the name meant before is shared; what the step made of it travels by value."""
    first = "old = Point(1)\nclass Point:\n    y = 2\nnew = Point()"
    steps.ok(first, shared=SHARED, gives="old new Point")
    then = "print(isinstance(old, Point), isinstance(new, Point), new.y, old.x)"
    assert steps.ok(then, shared=SHARED, takes="old new Point").lines == ["False True 2 1"]
    then = "print(isinstance(old, Point), isinstance(new, Point))"
    assert steps.ok(then, shared=SHARED, takes="old new").lines == ["True False"]


CLASSES = [
    pytest.param("class C:\n    def f(self): return 5\nv = C()", "v.f() == 5", id="class"),
    pytest.param("class B:\n    def f(self): return 4\nclass C(B):\n    def f(self): return super().f() + 1\nv = C()", "v.f() == 5", id="super"),
    pytest.param("import enum\nclass C(enum.Enum):\n    A = 1\n    B = 'b'\n    def f(self): return 5\nv = C.A", "v is type(v).A and v.f() == 5 and len(type(v)) == 2", id="enum"),
    pytest.param("import enum\nclass C(enum.IntFlag):\n    A = 1\n    B = 2\nv = C.A | C.B", "v == 3 and type(v).A in v", id="flag"),
    pytest.param("import enum\nclass C(enum.Enum):\n    E = (1, 2)\n    def __init__(self, m, r): self.m = m\nv = C.E", "v.m == 1", id="enum-init"),
    pytest.param("from typing import NamedTuple\nclass C(NamedTuple):\n    a: int\n    b: int = 2\n    def f(self): return self.a + self.b\nv = C(3)", "v.f() == 5 and v._replace(a=1).f() == 3", id="named-tuple"),
    pytest.param("from collections import namedtuple\nC = namedtuple('C', 'a b')\nv = C(1, 2)", "v.b == 2 and v._asdict() == {'a': 1, 'b': 2}", id="namedtuple"),
    pytest.param("from dataclasses import dataclass, field\n@dataclass(order=True)\nclass C:\n    a: int\n    b: list = field(default_factory=list)\nv = C(1)", "(d := __import__('dataclasses')) and d.asdict(v) == {'a': 1, 'b': []} and d.replace(v, a=2) > v and type(v)(1) == v", id="dataclass"),
    pytest.param("import abc\nclass B(abc.ABC):\n    @abc.abstractmethod\n    def f(self): ...\nclass C(B):\n    def f(self): return 5\nv = C()", "v.f() == 5 and type(v).__base__.__abstractmethods__ == {'f'}", id="abc"),
    pytest.param("from typing import Generic, TypeVar\nT = TypeVar('T')\nclass C(Generic[T]):\n    def f(self): return __class__\nv = C()", "v.f() is type(v)", id="generic"),
    pytest.param("class C:\n    __slots__ = ('a', '__b')\n    def __init__(self): self.a = 5; self.__b = 6\nv = C()", "v.a == 5 and v._C__b == 6", id="slots"),
    pytest.param("class M(type):\n    def f(cls): return 5\nclass C(metaclass=M): pass\nv = C()", "type(v).f() == 5", id="metaclass"),
    pytest.param("class C(Exception):\n    def __init__(self, a): super().__init__(a); self.a = a\nv = C(5)", "v.a == 5", id="exception"),
    pytest.param("import functools\nclass C:\n    @functools.cached_property\n    def f(self): return 5\n    @property\n    def g(self): return 6\n    @classmethod\n    def h(cls): return cls\n    @staticmethod\n    def i(): return 8\nv = C()", "(v.f, v.g, v.h(), v.i()) == (5, 6, type(v), 8)", id="descriptors"),
    pytest.param("class A: pass\nclass C:\n    a = A\nA.c = C\nv = C()", "v.a.c is type(v)", id="mutual"),
    pytest.param("class C:\n    def __init__(self): self.me = self\n    class In: pass\nv = C()", "v.me is v and type(v).In.__qualname__ == 'C.In'", id="cycle"),
]  # fmt: skip


@pytest.mark.parametrize(("first", "holds"), CLASSES)
def test_a_class_of_a_step_travels_by_value(steps: Steps, first: str, holds: str) -> None:
    assert steps.cross("v", first, f"print({holds})").lines == ["True"]


def test_a_class_of_a_step_is_one_class_by_whatever_ways_it_comes(steps: Steps) -> None:
    first = "import dataclasses\n@dataclasses.dataclass\nclass Row:\n    a: int\nrow = Row(1)\nrows = [row]"
    steps.ok(first, gives="row rows Row")
    steps.ok("copy = row", takes="row", gives="copy")
    then = "print(row == Row(1), isinstance(rows[0], Row), type(copy) is Row)"
    assert steps.ok(then, takes="copy rows Row row").lines == ["True True True"]
    assert steps.ok(then, takes="Row row rows copy").lines == ["True True True"]


@pytest.mark.parametrize(
    ("first", "call", "result"),
    [
        pytest.param("def f(n): return n * k", "f(2)", "20", id="global"),
        pytest.param("f = lambda n: n * k", "f(2)", "20", id="lambda"),
        pytest.param("def f(n): return 1 if n == 0 else n * f(n - 1)", "f(4)", "24", id="recursion"),
        pytest.param("def make(a):\n    def g(b): return a + b + k\n    return g\nf = make(1)", "f(2)", "13", id="closure"),
        pytest.param("import functools\ndef d(g):\n    @functools.wraps(g)\n    def w(*a): return g(*a) + k\n    return w\n@d\ndef f(n): return n", "f(2)", "12", id="decorated"),
        pytest.param("import functools, os.path\ndef d(g):\n    @functools.wraps(g)\n    def w(*a): return g(*a) + str(k)\n    return w\nf = d(os.path.basename)", "f('a/b')", "b10", id="wraps-a-library"),
        pytest.param("import contextlib\n@contextlib.contextmanager\ndef f(n): yield n * k", "f(2).__enter__()", "20", id="contextmanager"),
        pytest.param("import functools\n@functools.lru_cache(maxsize=None)\ndef f(n): return n * k", "f(2)", "20", id="lru_cache"),
        pytest.param("class A:\n    def m(self, n): return n * k\nf = A().m", "f(2)", "20", id="method"),
        pytest.param("import functools\ndef g(a, b): return a * b * k\nf = functools.partial(g, 2)", "f(2)", "40", id="partial"),
        pytest.param("import collections\nf = collections.defaultdict(lambda: k)", "f[1]", "10", id="defaultdict"),
        pytest.param("import numpy as np\nf = {'np': np}", "f['np'].sum([1, 2])", "3", id="module"),
        pytest.param("def f(n): return eval('n * k')", "f(2)", "20", id="eval"),
        pytest.param("import typing\nN = typing.NewType('N', int)\ndef f(n: N): return n * k", "f(2)", "20", id="new-type"),
    ],
)  # fmt: skip
def test_a_function_of_a_step_finds_its_globals_in_the_next(steps: Steps, first: str, call: str, result: str) -> None:
    steps.ok(first + "\nk = -1", gives="f")
    assert steps.ok(f"k = 10\nprint({call})", takes="f").lines == [result]


def test_functions_that_call_each_other(steps: Steps) -> None:
    first = "def even(n): return n == 0 or odd(n - 1)\ndef odd(n): return n != 0 and even(n - 1)"
    steps.ok(first, gives="even odd")
    assert steps.ok("print(even(10), odd(10))", takes="even odd").lines == ["True False"]


def test_lambdas_in_a_list_share_what_they_shared(steps: Steps) -> None:
    first = "def counter():\n    n = 0\n    def up():\n        nonlocal n\n        n += 1\n        return n\n    return up, lambda: n\npair = counter()"
    assert steps.cross("pair", first, "pair[0]()\nprint(pair[1]())").lines == ["1"]


def test_pandas_with_objects_of_cells_inside(steps: Steps) -> None:
    shared = (
        *SHARED,
        "import pandas as pd\nclass Frame(pd.DataFrame):\n    @property\n    def _constructor(self): return Frame",
    )
    first = "class Mine:\n    x = 5\ndf = pd.DataFrame({'p': [Point(1), Mine()]})\nframe = Frame({'a': [1]})"
    steps.ok(first, shared=shared, gives="df frame")
    then = "print(type(df.p[0]) is Point, df.p[1].x, type(frame) is Frame, frame.a.sum())"
    assert steps.ok(then, shared=shared, takes="df frame").lines == ["True 5 True 1"]
    assert steps.backend("df") == "dill"


def test_scikit_learn(steps: Steps) -> None:
    shared = (
        """\
import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.linear_model import LinearRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer
class Twice(TransformerMixin, BaseEstimator):
    def fit(self, X, y=None): return self
    def transform(self, X): return 2 * X
""",
    )
    first = """\
X, y = np.arange(4.0).reshape(-1, 1), np.arange(4.0)
class Thrice(Twice):
    def transform(self, X): return 3 * X
plain = LinearRegression().fit(X, y)
custom = make_pipeline(Twice(), LinearRegression()).fit(X, y)
own = make_pipeline(Thrice(), FunctionTransformer(lambda x: x * k), LinearRegression())
"""
    steps.ok(first, shared=shared, gives="plain custom own X y")
    then = """\
k = 1
print(plain.predict(X).round(6).tolist() == y.tolist(), isinstance(custom[0], Twice), custom.predict(X).round(6).tolist() == y.tolist())
print(isinstance(own[0], Twice), own.fit(X, y).predict(X).round(6).tolist() == y.tolist())
"""
    assert steps.ok(then, shared=shared, takes="plain custom own X y").lines == ["True True True", "True True"]
    assert [steps.backend(name) for name in ("plain", "custom", "own")] == ["sklearn", "dill", "dill"]


def test_joblib_and_pickle_of_the_cells_are_not_changed(steps: Steps) -> None:
    """Importing dill alone teaches them to pickle by value."""
    source = "import joblib, io, pickle\nclass A: pass\nf = io.BytesIO()\njoblib.dump(A(), f)\nprint(b'__main__' in f.getvalue() and len(f.getvalue()) < 100)\nx = 1"
    assert steps.ok("y = 1", gives="y").status == 0
    assert steps.ok(source, takes="y").lines == ["True"]


def test_an_output_that_no_path_bound_is_unbound_in_the_next_step(steps: Steps) -> None:
    first = steps.run("if False:\n    v = 1", gives="v")
    assert (first.status, first.lines) == (0, ["step 'demo' ends without a value for `v`"])
    assert steps.run("print('v' in globals())", takes="v").lines == ["False"]
    assert steps.run("v", takes="v").failure.endswith("NameError: name 'v' is not defined")


def test_an_input_that_is_missing(steps: Steps) -> None:
    assert steps.run("x", takes="v").failure.startswith(
        "RuntimeError: step 'demo' cannot load `v` (unknown type): FileNotFoundError:"
    )


def test_an_input_whose_library_is_missing(steps: Steps) -> None:
    (steps.folder / "gone.py").write_text("class A: pass")
    steps.ok("import gone\nv = gone.A()", gives="v")
    (steps.folder / "gone.py").unlink()
    assert steps.run("v", takes="v").failure == (
        "RuntimeError: step 'demo' cannot load `v` (gone.A): ModuleNotFoundError: No module named 'gone'; "
        "import it in a cell tagged `imports`"
    )


def test_code_of_another_python_is_not_loaded(steps: Steps) -> None:
    steps.ok("def f(): pass\nx = 1", gives="f x")
    for name in ("f", "x"):
        path = steps.folder / "data" / name / "kale.json"
        about = json.loads(path.read_text())
        assert (about["code_of_python"] is None) == (name == "x")
    path = steps.folder / "data" / "f" / "kale.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"code_of_python": [3, 6]}))
    assert "it holds code of another Python, 3.6" in steps.run("f", takes="f").failure


def test_what_is_there_is_replaced(steps: Steps) -> None:
    steps.ok("v = __import__('numpy').ones(3)", gives="v")
    steps.ok("v = 'text'", gives="v")
    assert sorted(path.name for path in (steps.folder / "data" / "v").iterdir()) == ["kale.json", "value.pkl"]
    (steps.folder / "data" / "w").write_text("a file")
    steps.ok("w = 1", gives="w")


def test_without_data_dill_is_not_needed(steps: Steps) -> None:
    assert steps.ok("import sys\nprint('dill' in sys.modules)").lines == ["False"]
    assert steps.ok(
        "import sys\nprint(sorted({'numpy', 'pandas', 'IPython'} & {*sys.modules}))\nv = 1", gives="v"
    ).lines == ["[]"]


def test_main_as_a_value(steps: Steps) -> None:
    assert steps.cross(
        "v", "import sys\nv = [sys.modules['__main__'], globals()]", "print(v[0].v is v, v[1] is globals())"
    ).lines == ["True True"]


def test_shared_references_inside_a_variable_survive(steps: Steps) -> None:
    first = "inner = [1]\nv = {'a': inner, 'b': inner, 'f': len}"
    assert steps.cross("v", first, "print(v['a'] is v['b'], v['f'] is len)").lines == ["True True"]


def test_what_a_library_left_on_a_frame_does_not_stop_it(steps: Steps) -> None:
    first = "import pandas as pd\nframe = pd.DataFrame({'a': [1]})\nframe.title = 't'\nvars(frame)['left'] = (i for i in [1])"
    then = "print(frame.title, hasattr(frame, 'left'), list(frame.a))"
    assert steps.cross("frame", first, then).lines == ["t False [1]"]
