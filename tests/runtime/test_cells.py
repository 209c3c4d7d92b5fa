"""How cells run in a step that needs no IPython."""

from __future__ import annotations

import re
import subprocess

import pytest

from tests.runtime.conftest import Steps


def test_order(steps: Steps) -> None:
    """Parameters come first, then the shared cells, the inputs and the step's cells."""
    steps.ok("y = x * 10", parameters={"x": 4}, gives="y")
    outcome = steps.ok("print(x, doubled, y)", shared=("doubled = x * 2; y = 0",), parameters={"x": 1}, takes="y")
    assert outcome.lines == ["1 2 40"]


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        pytest.param("print(__name__)", "__main__", id="main"),
        pytest.param("import sys; print(len(sys.argv))", "1", id="argv"),
        pytest.param("import argparse; print(argparse.ArgumentParser().parse_args())", "Namespace()", id="argparse"),
        pytest.param("print(sorted(n for n in globals() if n[0] != '_'))", "[]", id="nothing-leaks"),
        pytest.param("print(__builtins__.__name__)", "builtins", id="builtins"),
        pytest.param("import asyncio\nprint(await asyncio.sleep(0, 'slept'))", "slept", id="await"),
        pytest.param("import asyncio\nasync def f(): return 3\nprint(asyncio.run(f()))", "3", id="asyncio-run"),
        pytest.param('text = """a\n  b\n"""\nprint(repr(text))', r"'a\n  b\n'", id="multi-line-string"),
        pytest.param("def f(x):\n    return x\nimport inspect\nprint(len(inspect.getsource(f)))", "23", id="getsource"),
        pytest.param(
            "class A: pass\nimport pickle\nprint(type(pickle.loads(pickle.dumps(A()))) is A)", "True", id="pickle"
        ),
        pytest.param("import sys\nprint(vars(sys.modules['__main__']) is globals())", "True", id="namespace"),
        pytest.param("list = list\ndef f(): return list\nprint(f())", "<class 'list'>", id="rebinding"),
    ],
)
def test_a_cell_finds_itself_in_a_notebook(steps: Steps, source: str, printed: str) -> None:
    assert steps.ok(source).lines == [printed]


def test_future_imports_hold_for_later_cells_and_for_no_earlier_ones(steps: Steps) -> None:
    show = "def f(x: nowhere): pass\nprint(f.__annotations__)"
    assert steps.ok("from __future__ import annotations", show).lines == ["{'x': 'nowhere'}"]
    assert "NameError" in steps.run(show, "from __future__ import annotations").failure


def test_one_event_loop_for_all_cells(steps: Steps) -> None:
    first = "import asyncio\nasync def f(): return 1\ntask = asyncio.ensure_future(f())\nawait asyncio.sleep(0)"
    assert steps.ok(first, "print(await task)").lines == ["1"]


def test_logging_is_the_cells_own(steps: Steps) -> None:
    setup = "import logging, sys\nlogging.basicConfig(stream=sys.stdout, format='%(message)s', level=20)"
    assert steps.ok(setup, "logging.info('hi')").lines == ["hi"]


def test_processes_forked_from_a_cell(steps: Steps) -> None:
    source = """\
import multiprocessing
def square(x):
    return x * x
with multiprocessing.get_context("fork").Pool(2) as pool:
    print(pool.map(square, [1, 2, 3]))
"""
    assert steps.ok(source).lines == ["[1, 4, 9]"]


@pytest.mark.parametrize("ipython", [False, True])
def test_output_comes_at_once(steps: Steps, ipython: bool) -> None:
    command = steps.command("print('begun')\ninput()", ipython=ipython, report=ipython)
    with subprocess.Popen(command, cwd=steps.folder, stdin=-1, stdout=-1, stderr=-1, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        process.communicate("go on\n", timeout=60)
        assert process.returncode == 0


@pytest.mark.parametrize("ipython", [False, True])
@pytest.mark.parametrize(
    ("cells", "shown", "failure"),
    [
        pytest.param(
            ("a = 1", "\nb = 2\nprint(  a / 0  )"),
            ["Step 'demo' failed in cell 2, line 3:", "    print(  a / 0  )", "Traceback (most recent call last):"],
            "RuntimeError: step 'demo', cell 2, line 3: ZeroDivisionError: division by zero",
            id="error",
        ),
        pytest.param(
            ("a = 1\nb = = 2",),
            ["Step 'demo' failed in cell 1, line 2:", "    b = = 2", '  File "<step demo, cell 1>", line 2'],
            "RuntimeError: step 'demo', cell 1, line 2: SyntaxError: invalid syntax (<step demo, cell 1>, line 2)",
            id="syntax",
        ),
        pytest.param(
            ("def f():\n    raise KeyError('k')", "x = 1\nf()"),
            ["Step 'demo' failed in cell 2, line 2:", "    f()", "Traceback (most recent call last):"],
            "RuntimeError: step 'demo', cell 2, line 2: KeyError: 'k'",
            id="in-a-function",
        ),
        pytest.param(
            ("import sys\nsys.exit(0)",),
            ["Step 'demo' failed in cell 1, line 2:", "    sys.exit(0)", "Traceback (most recent call last):"],
            "RuntimeError: step 'demo', cell 1, line 2: SystemExit: 0"
            " (a cell that exits leaves its step without outputs)",
            id="exit",
        ),
        pytest.param(
            ("raise KeyboardInterrupt",),
            [
                "Step 'demo' failed in cell 1, line 1:",
                "    raise KeyboardInterrupt",
                "Traceback (most recent call last):",
            ],
            "RuntimeError: step 'demo', cell 1, line 1: KeyboardInterrupt",
            id="interrupt",
        ),
    ],
)
def test_a_failing_cell_fails_the_step(
    steps: Steps, cells: tuple[str, ...], shown: list[str], failure: str, ipython: bool
) -> None:
    outcome = steps.run(*cells, "print('not reached')", ipython=ipython)
    assert outcome.failure == failure
    assert "not reached" not in outcome.stdout
    assert outcome.stderr.splitlines()[1:4] == shown
    assert outcome.stdout == ""


def test_the_traceback_begins_in_the_cell_and_keeps_what_the_cell_called(steps: Steps) -> None:
    outcome = steps.run("import json\njson.loads('{')")
    files = re.findall(r'File "(.*)"', outcome.stderr.partition("JSONDecodeError")[0])
    assert [file.rpartition("/")[2] for file in files] == [
        "<step demo, cell 1>",
        "__init__.py",
        "decoder.py",
        "decoder.py",
    ]
    assert outcome.stderr.count("json.loads('{')") == 2


def test_a_shared_cell_that_fails(steps: Steps) -> None:
    assert steps.run("x = 1", shared=("a = 1", "boom")).failure.startswith(
        "RuntimeError: step 'demo', shared cell 2, line 1: NameError"
    )
