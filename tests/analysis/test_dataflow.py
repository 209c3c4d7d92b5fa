"""Who provides what, for every form in which Python binds, reads, changes and forgets names."""

from __future__ import annotations

import pytest

from tests.analysis.flows import Cells, dataflow, flows, troubles

A, B, C = "step:a", "step:b, prev:a", "step:c, prev:b"

CHAINS = [
    # Spec section 6 and the traps of scope analysis.
    pytest.param(["x = 1", "x += 1", "print(x)"], ["-> x", "x@a -> x", "x@b ->"], id="augmented assignment reads"),
    pytest.param(["x = [1]", "for x in x: pass", ""], ["-> x", "x@a ->", "->"], id="iterable before loop variable"),
    pytest.param(
        ["command = [1]", "match command:\n    case [a, *rest]: print(a, rest)", ""],
        ["-> command", "command@a ->", "->"],
        id="match captures",
    ),
    pytest.param(
        ["data = [1]", "[y := x for x in data]; print(y)", "print(y)"],
        ["-> data", "data@a -> y", "y@b ->"],
        id="walrus leaves the comprehension",
    ),
    pytest.param(["x = 1", "x: int\nprint(x)", ""], ["-> x", "x@a ->", "->"], id="annotation alone binds nothing"),
    pytest.param(["x: int = 1", "print(x)", ""], ["-> x", "x@a ->", "->"], id="annotation with value binds"),
    pytest.param(
        ["xs = [1]", "print([x for x in xs])", "print(xs)"],
        ["-> xs", "xs@a ->", "xs@a ->"],
        id="comprehension variables are no products",
    ),
    pytest.param(
        ["data = {}", "print(data.get(1))", "print(data)"],
        ["-> data", "data@a ->", "data@a ->"],
        id="a step that only reads does not provide",
    ),
    pytest.param(["print(oops)", "print(oops)", ""], ["->", "->", "->"], id="mentions are no products"),
    pytest.param(
        ["n = 1; w = 2", "print(f'{n:>{w}}')", ""], ["-> n w", "n@a w@a ->", "->"], id="f-string with nested spec"
    ),
    pytest.param(["a, (b, *c) = f()", "print(a, b, c)", ""], ["-> a b c", "a@a b@a c@a ->", "->"], id="unpacking"),
    pytest.param(
        ["with open('x') as f, g() as (h, i): j = 1", "print(f, h, i, j)", ""],
        ["-> f h i j", "f@a h@a i@a j@a ->", "->"],
        id="with",
    ),
    pytest.param(
        ["for i in range(3): j = i", "print(i, j)", ""], ["-> i j", "i@a j@a ->", "->"], id="loop variables stay"
    ),
    pytest.param(
        ["import os.path\nimport json as j", "os.getcwd(); j.dumps(1)", ""],
        ["->", "->", "->"],
        id="imports are no data",
    ),
    pytest.param(["id = 17", "print(id)", ""], ["-> id", "id@a ->", "->"], id="a name called like a builtin"),
    pytest.param(["_ = 1", "print(_)", ""], ["-> _", "_@a ->", "->"], id="a name called like one of IPython"),
    pytest.param(["type X = int", "y: X = 1", ""], ["-> X", "X@a ->", "->"], id="type alias"),
    pytest.param(
        ["x = 1", "if x > 3:\n    x = 2", "print(x)"],
        ["-> x", "x@a -> x", "x@b ->"],
        id="bound on some paths: taken as input",
    ),
    pytest.param(
        ["x = 1", "if 0:\n    x = 2", "print(x)"], ["-> x", "x@a -> x", "x@b ->"], id="even if the step reads nothing"
    ),
    pytest.param(["if 1: y = 1\nelse: y = 2", "print(y)", ""], ["-> y", "y@a ->", "->"], id="bound on all paths"),
    pytest.param(
        ["x = 1", "try:\n    x\nexcept NameError:\n    x = 2", "print(x)"],
        ["-> x", "x@a -> x", "x@b ->"],
        id="try hides no dependency",
    ),
    pytest.param(
        ["x = 1", "if x > 3:\n    del x", "print(x)"], ["-> x", "x@a -> x", "x@b ->"], id="deleted on some paths"
    ),
    pytest.param(
        ["x = 1\ndef g(): return x", "if 0:\n    x = 2\n    g()\nprint(g())", ""],
        ["-> g x", "g@a x@a ->", "->"],
        id="a function reads what there is when it is called",
    ),
    pytest.param(["m = 1\nm", "", ""], ["-> m", "->", "->"], id="bare name on the last line is kept"),
    pytest.param(["m = 1\nm;", "", ""], ["-> m", "->", "->"], id="with a semicolon too, as in Kale"),
    pytest.param(["import os\nos", "", ""], ["->", "->", "->"], id="a bare module is no artifact"),
    # Functions, lambdas, classes.
    pytest.param(
        ["k = 2\ndef f(x): return x * k", "print(f(1))", ""],
        ["-> f k", "f@a k@a ->", "->"],
        id="free variable of a function",
    ),
    pytest.param(
        ["k = 2\nf = lambda x: x * k\nfs = [f]", "print(fs[0](1))", ""],
        ["-> fs k", "fs@a k@a ->", "->"],
        id="free variable of a lambda in a list",
    ),
    pytest.param(
        ["k = 2\nclass A:\n    def go(self): return k\na = A()", "print(a.go())", ""],
        ["-> a k", "a@a k@a ->", "->"],
        id="free variable of a method",
    ),
    pytest.param(
        ["k = 1\ndef g(): return k\ndef f(): return g()", "f()", ""],
        ["-> f g k", "f@a g@a k@a ->", "->"],
        id="transitively",
    ),
    pytest.param(
        ["def f(n): return 1 if n == 0 else g(n)\ndef g(n): return f(n - 1) * w\nw = 1", "f(3)", ""],
        ["-> f g w", "f@a g@a w@a ->", "->"],
        id="mutual recursion",
    ),
    pytest.param(
        ["k = 3\ndef f(a=k): return a", "f()", ""],
        ["-> f", "f@a ->", "->"],
        id="defaults are evaluated at the definition",
    ),
    pytest.param(
        ["z = 1\ndef deco(f):\n    def w(*a): return f(*a) + z\n    return w\n@deco\ndef h(x): return x", "h(1)", ""],
        ["-> h z", "h@a z@a ->", "->"],
        id="what a decorator wraps around",
    ),
    pytest.param(
        ["c = 0\ndef inc():\n    global c\n    c += 1", "inc()", "print(c)"],
        ["-> c inc", "c@a inc@a -> c", "c@b ->"],
        id="a global that a function changes",
    ),
    pytest.param(
        [
            "def make():\n    c = 0\n    def inc():\n        nonlocal c\n        c += 1\n    return inc\ni = make()",
            "i()",
            "i()",
        ],
        ["-> i", "i@a -> i", "i@b ->"],
        id="state in a closure",
    ),
    pytest.param(
        ["k = 1\nclass A:\n    v = k\n    def m(self): return self.v", "A().m()", ""],
        ["-> A", "A@a ->", "->"],
        id="class bodies run where they stand",
    ),
    # Change.
    pytest.param(["df = {}", "df['a'] = 1", "print(df)"], ["-> df", "df@a -> df", "df@b ->"], id="item assignment"),
    pytest.param(["o = f()", "o.a = 1", "print(o)"], ["-> o", "o@a -> o", "o@b ->"], id="attribute assignment"),
    pytest.param(["df = {}", "del df['a']", "print(df)"], ["-> df", "df@a -> df", "df@b ->"], id="del of an item"),
    pytest.param(["x = []", "x.append(1)", "print(x)"], ["-> x", "x@a -> x", "x@b ->"], id="a method that changes"),
    pytest.param(
        ["df = f()", "df.drop('a', inplace=True)", "print(df)"], ["-> df", "df@a -> df", "df@b ->"], id="inplace"
    ),
    pytest.param(["df = f()", "df.drop('a')", "print(df)"], ["-> df", "df@a ->", "df@a ->"], id="not inplace"),
    pytest.param(["x = []", "y = x\ny.append(1)", "print(x)"], ["-> x", "x@a -> x", "x@b ->"], id="through an alias"),
    pytest.param(
        ["a = {}; b = {}", "for d in (a, b):\n    d['x'] = 1", "print(a, b)"],
        ["-> a b", "a@a b@a -> a b", "a@b b@b ->"],
        id="through a loop variable",
    ),
    pytest.param(
        ["d = {}", "def g(p): p['a'] = 1\ng(d)", "print(d)"],
        ["-> d", "d@a -> d", "d@b ->"],
        id="by a function of the notebook",
    ),
    pytest.param(
        ["d = {}", "def g(p): return len(p)\ng(d)", "print(d)"],
        ["-> d", "d@a ->", "d@a ->"],
        id="not by one that reads",
    ),
    pytest.param(
        ["d = {}", "import torch\ntorch.train(d)", "print(d)"],
        ["-> d", "d@a -> d", "d@b ->"],
        id="by a function nobody knows",
    ),
    pytest.param(
        ["X = f()", "from sklearn.svm import SVC\nm = SVC().fit(X)", "print(X, m)"],
        ["-> X", "X@a -> m", "X@a m@b ->"],
        id="not by a library that is known to read",
    ),
    pytest.param(
        ["import numpy as np\nrng = np.random.default_rng(1)", "print(rng.normal())", "print(rng.normal())"],
        ["-> rng", "rng@a -> rng", "rng@b ->"],
        id="drawing changes a generator",
    ),
    # Names in text.
    pytest.param(
        ["df = f(); limit = 2", "df.query('a > @limit')", ""], ["-> df limit", "df@a limit@a ->", "->"], id="query"
    ),
    pytest.param(["x = 1", "print(globals()['x'])", ""], ["-> x", "x@a ->", "->"], id="globals"),
    # IPython.
    pytest.param(
        ["files = !ls\nn = 1", "%time y = len(files)\n!echo {n}", "print(y)"],
        ["-> files n", "files@a n@a -> y", "y@b ->"],
        id="magics bind and read",
    ),
    pytest.param(["%%capture out\nx = 1", "print(out, x)", ""], ["-> out x", "out@a x@a ->", "->"], id="capture"),
    pytest.param(
        ["x = '''\n%time y = 1\n!ls\n'''", "print(x)", ""], ["-> x", "x@a ->", "->"], id="no magic in a string"
    ),
    pytest.param(["x = (7\n% 4)", "print(x)", ""], ["-> x", "x@a ->", "->"], id="no magic in an expression"),
    pytest.param(["  x = 1\n  y = 2", "print(x, y)", ""], ["-> x y", "x@a y@a ->", "->"], id="indented as a whole"),
    pytest.param(["async def f(): return 1\nx = await f()", "print(x)", ""], ["-> x", "x@a ->", "->"], id="await"),
]


@pytest.mark.parametrize(("sources", "expected"), CHAINS)
def test_chain_of_three_steps(sources: list[str], expected: list[str]) -> None:
    prelude = "imports", "def f(*a): return {}\ndef g(): return f()"
    assert list(flows([prelude, *zip((A, B, C), sources, strict=True)]).values()) == expected


TROUBLES = [
    pytest.param([(A, "print(dff)")], ["a dff UNDEFINED 1:1:7"], id="nowhere"),
    pytest.param([(A, "df = 1"), ("step:b", "print(df)")], ["b df NOT_AN_ANCESTOR 2:1:7"], id="not an ancestor"),
    pytest.param([(A, "print(z)"), (B, "z = 1")], ["a z LATER 1:1:7"], id="in a later step"),
    pytest.param([(A, "print(z)\nz = 1")], ["a z LATER 1:1:7"], id="later in the same cell"),
    pytest.param([("skip", "q = 1"), (A, "print(q)")], ["a q SKIPPED 2:1:7"], id="in a skipped cell"),
    pytest.param([("", "q = 1"), (A, "print(q)")], ["a q SKIPPED 2:1:7"], id="above the first tag"),
    pytest.param([(A, "x = 1; del x\nprint(x)")], ["a x DELETED 1:2:7"], id="deleted"),
    pytest.param([(A, "try:\n    1\nexcept OSError as e:\n    2\nprint(e)")], ["a e DELETED 1:5:7"], id="except as"),
    pytest.param(
        [("functions", "cfg = limit"), (A, "limit = 1")], ["None limit SHARED 1:1:7"], id="shared cells run first"
    ),
    pytest.param(
        [("functions", "def f():\n    return typo"), (A, "f()"), (B, "f()")],
        ["a typo UNDEFINED 1:2:12"],
        id="once for all steps",
    ),
    pytest.param([("functions", "def f():\n    return typo"), (A, "1")], [], id="a function that nobody calls"),
    pytest.param(
        [(A, "class K:\n    v = 1\n    def m(self): return v\nK().m()")], ["a v UNDEFINED 1:3:25"], id="class scope"
    ),
    pytest.param([(A, "print([i for i in [1]], i)")], ["a i UNDEFINED 1:1:25"], id="comprehension scope"),
    pytest.param([(A, "try:\n    gpu\nexcept NameError:\n    gpu = 0\nprint(gpu)")], [], id="the notebook expects it"),
    pytest.param([("imports", "from os.path import *"), (A, "join('a')")], [], id="a star import may bind it"),
    pytest.param([(A, "x = = 1\ny = 2"), (B, "print(x, y)")], [], id="a broken cell may bind it"),
    pytest.param([(A, "%time y = zz")], ["a zz UNDEFINED 1:1:11"], id="column behind a magic"),
    pytest.param([(A, "!echo $HOME {nope}\nnope?")], [], id="IPython looks up leniently"),
    pytest.param([(A, "display(get_ipython())\nIn, Out, _")], [], id="names of IPython"),
    pytest.param([(A, "def f(x: 'Later') -> None: ...\nprint(__name__, f)")], [], id="string annotations"),
    pytest.param(
        [("imports", "from __future__ import annotations"), (A, "def f(x: Later): ...\nf(1)")],
        [],
        id="future annotations",
    ),
    pytest.param([(A, "def f[T](x: T) -> T: return x\nclass C[S](list[S]): ...\nf(C())")], [], id="type parameters"),
]


@pytest.mark.parametrize(("cells", "expected"), TROUBLES)
def test_reads_that_nothing_provides(cells: Cells, expected: list[str]) -> None:
    assert troubles(cells) == expected


def test_imports_of_ancestors_are_repeated_and_installed() -> None:
    flow = dataflow([(A, "import numpy as np\nfrom PIL import Image\nx = np.ones(1)"), (B, "np.sum(x)")]).of("b")
    assert (flow.imports, flow.packages) == (("import numpy as np",), ("numpy",))


def test_imports_in_functions_are_installed_where_they_run() -> None:
    found = dataflow([("functions", "def f():\n    import cv2\n    import os"), (A, "f()"), ("step:b", "1")])
    assert [flow.packages for flow in found.steps] == [("opencv-python-headless",), ()]


def test_parameters_go_to_the_steps_that_read_them() -> None:
    found = dataflow(
        [
            ("pipeline-parameters", "depth = 1\nrate = 0.5\nname = 'a'"),
            ("functions", "def fit():\n    return depth"),
            (A, "fit()"),
            (B, "print(rate)"),
            (C, "1"),
        ]
    )
    assert [flow.parameters for flow in found.steps] == [("depth",), ("rate",), ()]


def test_a_rebound_parameter_is_data_for_the_steps_below() -> None:
    cells = [("pipeline-parameters", "n = 1"), (A, "n = 5"), (B, "print(n)")]
    assert (flows(cells)["b"], dataflow(cells).of("b").parameters) == ("n@a ->", ())


def test_the_nearest_of_unordered_ancestors_that_binds() -> None:
    cells = [
        (A, "x = []"),
        ("step:b, prev:a", "x.append(1)"),
        ("step:c, prev:a", "y = x"),
        ("step:d, prev:b, prev:c", "x"),
    ]
    assert flows(cells)["d"].startswith("x@b")


def test_metrics_belong_to_the_last_step_that_assigns_them() -> None:
    found = dataflow(
        [(A, "acc = 1"), (B, "acc = 2"), (C, "print(acc)"), ("pipeline-metrics", "print(acc)\nprint(nope)")]
    )
    assert found.metric_steps == (("acc", "b"),)


def test_shells_only_for_steps_that_use_ipython() -> None:
    found = dataflow(
        [(A, "x = 1"), ("step:b", "display(1)"), ("step:c", "!ls"), ("step:d", "display = print\ndisplay(1)")]
    )
    assert [flow.uses_ipython for flow in found.steps] == [False, True, True, False]


@pytest.mark.parametrize(
    ("source", "place", "message"),
    [
        ("x = 1\ny = = 2", "2:5", "unexpected `=`"),
        ("print 'x'", "1:7", "unexpected `'x'`"),
        ("if x\n    y = 1", "1:4", "the line is not complete after `x`"),
        ("f(1 +", "1:5", "the cell is not complete after `+`"),
        ("%time x = = 1", "1:11", "unexpected `=`"),
        ("b = 1\na = 'abc\nc = 2", "2:1", "unterminated string literal"),
    ],
)
def test_syntax_faults_point_at_the_token(source: str, place: str, message: str) -> None:
    (fault,) = dataflow([(A, source)]).syntax_faults
    span = fault.place.span
    assert (f"{span.line}:{span.column}" if span else "1:1") == place
    assert message in fault.message


@pytest.mark.parametrize(
    "source", ["(" * 3000 + ")" * 3000, "x" + " + x" * 30000, "-" * 700 + "1", "f" + "(f" * 150 + ")" * 150]
)
def test_code_that_nests_deeply_is_a_fault_or_analysed(source: str) -> None:
    dataflow([(A, source)])


@pytest.mark.parametrize(
    "source", ["\U00013441", "x = 'a' b'c'", "\x00", "%%", "!", "?", "%", "x = !", "\\", "%%timeit\n%%time"]
)
def test_any_text_is_read(source: str) -> None:
    dataflow([(A, source)])


@pytest.mark.parametrize(
    ("imports", "expected"),
    [
        ("import pandas as pd\ndf = pd.DataFrame()", ("pandas",)),
        ("from sklearn.svm import SVC\ndf = SVC()", ("scikit-learn",)),
        ("import pandas as pd\ndf = {'a': pd.DataFrame()}", ("pandas",)),
        ("import json\ndf = json.loads('1')", ()),
    ],
)
def test_a_step_installs_what_loading_its_inputs_needs(imports: str, expected: tuple[str, ...]) -> None:
    assert dataflow([(A, imports), (B, "print(df)")]).of("b").packages == expected


@pytest.mark.parametrize(
    "handle", ["import boto3\nh = boto3.client('s3')", "import requests\nh = requests.Session()", "h = get_ipython()"]
)
def test_handles_of_shared_cells_are_made_anew_in_each_step(handle: str) -> None:
    found = flows([("imports", handle), (A, "h.do('a')"), (B, "h.do('b')")])
    assert list(found.values()) == ["->", "->"]


def test_other_objects_of_shared_cells_travel_when_they_change() -> None:
    found = flows([("imports", "cfg = {}"), (A, "cfg['a'] = 1"), (B, "print(cfg)")])
    assert list(found.values()) == ["-> cfg", "cfg@a ->"]


def test_results_do_not_hold_the_function_that_made_them() -> None:
    found = flows([(A, "m = 3\nf = lambda v: v * m\nr = list(map(f, [1]))\ns = sorted(r, key=f)"), (B, "print(r, s)")])
    assert found["b"] == "r@a s@a ->"


def test_functions_that_are_called_back_may_change_what_stands_beside_them() -> None:
    found = flows([(A, "x = [[]]\ndef f(a): a.append(1)"), (B, "print(*map(f, x))"), (C, "print(x)")])
    assert found["c"] == "x@b ->"


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("import sklearn.svm", ("scikit-learn",)),
        ("from google.cloud import storage", ("google-cloud-storage",)),
        ("from google.cloud import pubsub_v1", ("google-cloud-pubsub",)),
        ("from azure.storage.blob import BlobServiceClient", ("azure-storage-blob",)),
        ("from dask.distributed import Client", ("distributed",)),
        ("try:\n    import cupy as np\nexcept ImportError:\n    import numpy as np", ("numpy",)),
        ("try:\n    import torch\nexcept ImportError:\n    torch = None", ("torch",)),
        ("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import torch", ()),
        ("from . import helpers\nimport os.path", ()),
    ],
)
def test_packages_of_imports(statement: str, expected: tuple[str, ...]) -> None:
    assert dataflow([(A, statement)]).of("a").packages == expected


def test_a_shell_for_those_who_import_it() -> None:
    assert dataflow([(A, "from IPython import get_ipython\nget_ipython()")]).of("a").uses_ipython


GENERATOR = "@contextlib.contextmanager\ndef cm():\n    try:\n        yield 1\n    {}:\n        pass"
CLASS = "class cm:\n    def __enter__(self): return 1\n    def __exit__(self, *e): {}"


@pytest.mark.parametrize(
    ("shared", "manager", "suppresses"),
    [
        ("", "contextlib.suppress(KeyError)", True),
        ("", "open('f')", False),
        (GENERATOR.format("except KeyError"), "cm()", True),
        (GENERATOR.format("finally"), "cm()", False),
        (CLASS.format("return True"), "cm()", True),
        (CLASS.format("return False"), "cm()", False),
        (CLASS.format("pass"), "cm()", False),
    ],
)
def test_a_block_that_may_end_early_may_leave_what_was(shared: str, manager: str, suppresses: bool) -> None:
    cells = [("imports", "import contextlib"), ("functions", shared), (A, "x = 1"), (B, f"with {manager}:\n    x = 2")]
    assert flows([*cells, (C, "print(x)")])["b"] == ("x@a -> x" if suppresses else "-> x")


def test_an_exception_may_come_before_a_name_is_bound_again() -> None:
    source = "try:\n    f = lambda: y\n    1 / 0\n    f = 2\nexcept ZeroDivisionError:\n    pass"
    assert flows([(A, "y = 1"), (B, source), (C, "f()")])["c"] == "f@b y@a ->"


def test_a_function_reads_again_what_a_path_did_not_bind() -> None:
    source = "if y:\n    x = 1\n    f()\nprint(*map(f, [0]))"
    cells = [("functions", "def f(*a): return x"), (A, "x = y = 0"), (B, source)]
    assert flows(cells)["b"] == "x@a y@a ->"


@pytest.mark.parametrize(
    "holder",
    [
        "make_pipeline(FunctionTransformer(lambda v: v + k))",
        "defaultdict(lambda: k)",
        "np.vectorize(lambda v: v + k)",
        "Box(lambda v: v + k)",
    ],
)
def test_a_function_in_an_object_of_a_library_brings_its_free_variables(holder: str) -> None:
    imports = "import numpy as np\nfrom collections import defaultdict\nfrom boxes import Box\n"
    imports += "from sklearn.pipeline import make_pipeline\nfrom sklearn.preprocessing import FunctionTransformer"
    found = flows([("imports", imports), (A, "k = 1"), (B, f"h = {holder}"), ("step:c, prev:b", "print(h)")])
    assert found["c"] == "h@b k@a ->"
