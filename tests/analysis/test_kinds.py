"""What variables hold that cannot be carried to another step."""

from __future__ import annotations

import pytest

from tests.analysis.flows import dataflow

IMPORTS = """\
import contextlib, csv, re, sqlite3, subprocess, tempfile, threading
import boto3, numpy as np, pandas as pd, requests
from concurrent.futures import ThreadPoolExecutor
from pyspark.sql import SparkSession
flag = True"""

HOLDER = "class A:\n    def __init__(self, c=None):\n        self.lock = {}\n{}x = A()"
FACTORY = "def make():\n    c = sqlite3.connect('a')\n    n = 1\n    return lambda: {}\nx = make()"

BURDENED = [
    ("x = sqlite3.connect('a')", "sqlite3.connect"),
    ("x = sqlite3.connect('a').cursor()", "sqlite3.Connection.cursor"),
    ("conn = sqlite3.connect('a')\nx = conn.execute('b')", "sqlite3.Connection.execute"),
    ("with sqlite3.connect('a') as x: pass", "sqlite3.connect"),
    ("x = y = open('f')", "builtins.open"),
    ("x, z = open('f'), 1", "builtins.open"),
    ("x = re.match('a', 'b')", "re.match"),
    ("x = (i for i in [1])", "generator"),
    ("def g():\n    if flag:\n        yield 1\nx = g()", "generator"),
    ("async def g(): return 1\nx = g()", "coroutine"),
    ("async def g(): yield 1\nx = g()", "async generator"),
    ("x = pd.read_csv('a', chunksize=10)", "pandas.io.parsers.TextFileReader"),
    ("x = boto3.client('s3')", "boto3.client"),
    ("x = subprocess.Popen('a')", "subprocess.Popen"),
    (
        "with ThreadPoolExecutor() as pool:\n    x = pool.submit(len, [])",
        "concurrent.futures.ThreadPoolExecutor.submit",
    ),
    ("x = SparkSession.builder.getOrCreate()", "pyspark.sql.SparkSession.builder.getOrCreate"),
    ("x = SparkSession.builder.appName('a').getOrCreate().read.csv('a')", "pyspark.sql.DataFrameReader.csv"),
    ("class T(threading.Thread): pass\nx = T()", "threading.Thread"),
    ("with tempfile.TemporaryDirectory() as x: pass", "tempfile.TemporaryDirectory"),
    ("x = {'a': threading.Lock()}", "threading.Lock in [...]"),
    ("x = {}\nx['a'] = threading.Lock()", "threading.Lock in ['a']"),
    ("x = []\nx.append(threading.Lock())", "threading.Lock in [...]"),
    ("x = [open(path) for path in 'ab']", "builtins.open in [...]"),
    ("class K: pass\nx = K()\nx.lock = threading.Lock()", "threading.Lock in .lock"),
    (HOLDER.format("threading.Lock()", ""), "threading.Lock in .lock"),
    (HOLDER.format("c", "") + "\nx = A(threading.Lock())", "threading.Lock in .lock"),
    (FACTORY.format("c"), "sqlite3.connect through c"),
    ("x = lambda f=open('f'): f", "builtins.open through f"),
    ("x = 1\nif flag:\n    x = open('f')", "builtins.open perhaps"),
    ("if flag:\n    x = open('f')\nelse:\n    x = open('g')", "builtins.open"),
]

CARRIED = [
    "x = re.compile('a')",
    "x = [i for i in [1]]",
    "x = list(i for i in [1])",
    "x = open('f').read()",
    "x = sorted(open('f'))",
    "x = list(csv.reader(open('f')))",
    "x = pd.DataFrame(csv.reader(open('f')))",
    "x = sqlite3.connect('a').execute('b').fetchall()",
    "x = pd.read_sql('a', sqlite3.connect('b'))",
    "x = requests.get('a').json()",
    "x = SparkSession.builder.getOrCreate().read.csv('a').toPandas()",
    "with ThreadPoolExecutor() as pool:\n    x = pool.submit(len, []).result()",
    "with ThreadPoolExecutor() as pool:\n    x = list(pool.map(len, []))",
    "async def g(): return 1\nx = await g()",
    "def g():\n    yield 1\nx = [*g()]",
    "def g():\n    def inner():\n        yield 1\n    return list(inner())\nx = g()",
    "@contextlib.contextmanager\ndef g():\n    yield 1\nwith g() as x: pass",
    HOLDER.format("threading.Lock()", "    def __getstate__(self): return {}\n"),
    FACTORY.format("n"),
    "x = np.random.default_rng(1)",
    "def connect(): return sqlite3.connect('a')\nx = connect",
]


def burdens(source: str) -> list[str]:
    """What `x` holds: `"<kind>"`, with `in <where>`, `through <variable>`, and `perhaps`."""
    found = dataflow([("imports", IMPORTS), ("step:a", source), ("step:b, prev:a", "print(x)")]).handed
    return [
        each.burden.kind.name
        + (f" in {each.burden.path}" if each.burden.path else "")
        + (f" through {each.burden.captured}" if each.burden.captured else "")
        + ("" if each.burden.certain else " perhaps")
        for each in found
        if each.name == "x"
    ]


@pytest.mark.parametrize(("source", "expected"), BURDENED)
def test_what_cannot_be_carried(source: str, expected: str) -> None:
    assert burdens(source) == [expected]


@pytest.mark.parametrize("source", CARRIED)
def test_what_can_be_carried(source: str) -> None:
    assert burdens(source) == []


def test_a_variable_is_reported_where_it_is_bound() -> None:
    cells = [("step:a", "x = [open('f')]"), ("step:b, prev:a", "x.append(1)"), ("step:c, prev:b", "print(x)")]
    assert [(each.step, each.readers[0][0]) for each in dataflow(cells).handed] == [("a", "b")]


def test_what_a_later_step_puts_in_is_reported_there() -> None:
    cells = [("step:a", "x = {}"), ("step:b, prev:a", "x['f'] = open('f')"), ("step:c, prev:b", "print(x)")]
    assert [(each.step, each.burden.path) for each in dataflow(cells).handed] == [("b", "['f']")]


def test_only_what_crosses_is_reported() -> None:
    assert dataflow([("step:a", "x = open('f')\ny = x.read()"), ("step:b, prev:a", "print(y)")]).handed == ()


def test_a_name_on_the_last_line_crosses() -> None:
    (found,) = dataflow([("step:a", "x = open('f')\nx")]).handed
    assert (found.name, found.readers) == ("x", ())


IDENTITIES = [
    ("x = y = []", "print(x is y)", [("x", "y")]),
    ("x, y = [], []\nz = x", "print(x is not z, x is y)", [("x", "z")]),
    ("x = []\ny = []\nif flag:\n    y = x", "print(y is x)", [("y", "x")]),
    ("x, y = [], []", "print(x is y)", []),
    ("x = y = []", "print(x == y, x is None)", []),
    ("x = y = []", "x = y\nprint(x is y)", []),
]


@pytest.mark.parametrize(("before", "source", "expected"), IDENTITIES)
def test_variables_that_are_no_longer_one_object(before: str, source: str, expected: list[tuple[str, str]]) -> None:
    cells = [("imports", IMPORTS), ("step:a", before), ("step:b, prev:a", source)]
    assert [each.names for each in dataflow(cells).lost_identities] == expected
