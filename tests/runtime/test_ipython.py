"""Steps whose cells need IPython, and the report."""

from __future__ import annotations

import html
import re

import pytest

from tests.runtime.conftest import Steps


def page(path) -> str:  # type: ignore[no-untyped-def]
    """The text of a report, without markup."""
    body = path.read_text(encoding="utf-8").partition("<main>")[2]
    return html.unescape(re.sub(r"<[^>]+>", "", body))


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        pytest.param("1 + 1", ["2"], id="last-expression"),
        pytest.param("1 + 1;", [], id="semicolon"),
        pytest.param("!echo hello", ["hello"], id="shell"),
        pytest.param("x = !echo hello\nprint(list(x))", ["['hello']"], id="shell-assignment"),
        pytest.param("%%bash\necho one\necho two", ["one", "two"], id="bash"),
        pytest.param("%%capture out\nprint('hidden')", [], id="capture"),
        pytest.param("%env ANSWER=42\nimport os\nos.environ['ANSWER']", ["env: ANSWER=42", "'42'"], id="magic"),
        pytest.param("display(3)", ["3"], id="display"),
        pytest.param("get_ipython().user_module.__name__", ["'__main__'"], id="get_ipython"),
        pytest.param("import asyncio\nawait asyncio.sleep(0, 5)", ["5"], id="await"),
        pytest.param("class A: pass\nimport pickle\ntype(pickle.loads(pickle.dumps(A()))) is A", ["True"], id="pickle"),
        pytest.param("def f(x):\n    return x\nimport inspect\nlen(inspect.getsource(f))", ["23"], id="getsource"),
        pytest.param("    a = 1\n    print(a)", ["1"], id="indented"),
        pytest.param("print(__name__)", ["__main__"], id="main"),
        pytest.param(
            "from IPython.display import HTML\nHTML('<b>x</b>')", ["<IPython.core.display.HTML object>"], id="html"
        ),
    ],
)
def test_a_cell_runs_as_in_a_notebook(steps: Steps, source: str, printed: list[str]) -> None:
    assert steps.ok(source, ipython=True).lines == printed


def test_cells_see_each_other(steps: Steps) -> None:
    cells = (
        "6 * 7",
        "print(_, Out[1], In[1])",
        "from __future__ import annotations",
        "def f(x: no): pass\nf.__annotations__",
    )
    assert steps.ok(*cells, ipython=True).lines == ["42", "42 42 6 * 7", "{'x': 'no'}"]


def test_the_home_is_left_alone(steps: Steps, monkeypatch: pytest.MonkeyPatch) -> None:
    home = steps.folder / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("IPYTHONDIR", raising=False)
    steps.ok("x = 1\nx", report=True)
    assert list(home.rglob("*")) == []


def test_a_home_that_cannot_be_written_to_is_no_problem(steps: Steps, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/nonexistent")
    assert steps.ok("x = 1\nx", ipython=True).lines == ["1"]


def test_data_crosses_between_ipython_and_plain_steps(steps: Steps) -> None:
    steps.ok("files = !echo a\nclass Point:\n    x = 3\npoint = Point()", gives="point", ipython=True)
    assert steps.ok("print(point.x)", takes="point").lines == ["3"]
    assert steps.ok("point.x", takes="point", ipython=True).lines == ["3"]


def test_the_report_shows_what_the_log_shows(steps: Steps) -> None:
    outcome = steps.ok(
        "import sys\nprint('to out')\nprint('to out again')",
        "from IPython.display import HTML\nHTML('<i id=\"mine\">rich</i>')",
        shared=("import os",),
        report=True,
    )
    assert outcome.lines == ["to out", "to out again", "<IPython.core.display.HTML object>"]
    text = page(outcome.report)
    assert "to out\nto out again" in text
    assert '<i id="mine">rich</i>' in outcome.report.read_text()
    assert "import os" not in text


def test_figures_are_in_the_report(steps: Steps) -> None:
    pytest.importorskip("matplotlib")
    outcome = steps.run("import matplotlib.pyplot as plt\nplt.plot([1, 2]);", report=True)
    assert outcome.status == 0, outcome.stderr
    assert "data:image/png;base64," in outcome.report.read_text()
    assert outcome.lines == ["<Figure size 640x480 with 1 Axes>"]


def test_updates_of_a_display_replace_it(steps: Steps) -> None:
    outcome = steps.ok("h = display('first', display_id=True)\nh.update('second')", report=True)
    assert "'second'" in page(outcome.report)
    assert "'first'" not in page(outcome.report).replace("display('first'", "")


def test_the_report_of_a_failed_step(steps: Steps) -> None:
    outcome = steps.run(
        "print('so far')", "import sys\nsys.stdout.write('x')\nundefined", "print('never')", report=True
    )
    assert outcome.failure == "RuntimeError: step 'demo', cell 2, line 3: NameError: name 'undefined' is not defined"
    text = page(outcome.report)
    assert "so far" in text
    assert "NameError: name 'undefined' is not defined" in text
    assert "step 'demo', cell 2, line 3" in text
    assert "never" not in text


def test_the_report_of_a_step_whose_shared_cell_fails_shows_that_cell(steps: Steps) -> None:
    outcome = steps.run("x = 1", shared=("a = 1", "undefined + 1"), report=True)
    assert outcome.status == 1
    assert "undefined + 1" in page(outcome.report)
    assert "a = 1" not in page(outcome.report)


def test_the_report_of_a_step_that_cannot_hand_on_its_data(steps: Steps) -> None:
    outcome = steps.run("lock = __import__('threading').Lock()", gives="lock", report=True)
    assert outcome.status == 1
    assert "cannot hand on `lock`" in page(outcome.report)


def test_a_report_that_cannot_be_written_does_not_fail_the_step(steps: Steps) -> None:
    outcome = steps.ok("import sys\nsys.modules['nbconvert'] = None", report=True)
    assert "Step 'demo' has no report" in outcome.stdout


def test_progress_bars(steps: Steps) -> None:
    outcome = steps.ok("print('10%', end='\\r')\nprint('99%', end='\\r')\nprint('done')", report=True)
    assert "done" in page(outcome.report)
