"""Nothing that runs in a repository changes a generated file, or complains of it (spec section 8)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kale_core.step import Secret
from tests.compiler.pipelines import WINE, WINE_FLOWS, cell, flow, flows, generate, metric, parameter, pipeline, step

TOOLS = {
    "black": ["black"],
    "ruff-format": ["ruff", "format", "--isolated"],
    "ruff-check": ["ruff", "check", "--isolated", "--fix"],
    "ruff-check-imports": ["ruff", "check", "--isolated", "--select", "I", "--fix"],
    "isort": ["isort", "--profile", "black"],
    "autopep8": ["autopep8", "--in-place", "--exit-code"],
    "autopep8-aggressive": ["autopep8", "--in-place", "--exit-code", "-aaa"],
}

# Each line is meant to tempt one of the tools.
TEMPTING = "\n".join(
    [
        "import os, sys",
        "from b import z, a",
        "import a",
        "x=1;y = 2",
        "def f( a,b ) :",
        "  return {  \"a\":1,'b':2 }",
        "class A(object): pass",
        "if x == None: pass",
        "l = lambda: 0",
        "trailing = 1   ",
        "    ",
        "\ttabs = 1 \t",
        '"""double""" + "it\'s"',
        "\"\\'quotes\\'\" 'and more'",
        f"a_very_long_line = {list(range(40))}",
        "# fmt: on",
        "#autopep8:on",
        "# isort: off",
        "# isort: split",
        "# isort: on",
        "# fmt: skip",
        "# noqa",
        "# -*- coding: latin-1 -*-",
        "#!shebang",
        "except Exception, e:",
        'print "python 2"',
        "backslash = \\",
        "%matplotlib inline",
        "!pip install x",
    ]
)
CELLS = [
    TEMPTING,
    f"'''\n{TEMPTING}\n'''",
    f"'''{TEMPTING}",
    TEMPTING.replace("\n", "'\n"),
    TEMPTING.replace("\n", "\\\n"),
]

TEMPTING_FILE = generate(
    pipeline(
        step(
            "a",
            *CELLS,
            image="x" * 200,
            labels=(("a" * 60, "b" * 60),),
            annotations=(("note", 'it\'s "quoted"   '),),
            secrets=(Secret("s" * 80, "k" * 80, "V" * 80),),
            limits=(("cpu", "1"), ("memory", "1Gi"), ("nvidia.com/gpu", "1")),
            cache=False,
        ),
        step("b", prev="a", report=False),
        path='it\'s "here" \\.ipynb',
        config={"pipeline_description": f'"""{TEMPTING}\\" ' * 2},
        functions=tuple(cell(source, "functions", "tag  ") for source in CELLS),
        parameters=(
            parameter("kubernetes", repr(TEMPTING), "str"),
            parameter("b_step", "[1, {'a': 2}]", "list"),
            parameter("e", repr({"key": "x" * 100}), "dict"),
        ),
        metrics=(metric("m", '"m" # fmt: on'),),
    ),
    flows(
        flow("a", outputs=" ".join(f"v{n}" for n in range(30)), parameters=("kubernetes", "b_step", "e")),
        flow("b", " ".join(f"v{n}<a" for n in range(30)), packages=("scikit-learn", "torch")),
        metric_steps=(("m", "a"),),
    ),
)
FILES = {
    "tempting": TEMPTING_FILE,
    "wine": generate(WINE, WINE_FLOWS),
    "smallest": generate(pipeline(step("a", report=False))),
}


@pytest.mark.parametrize("tool", TOOLS)
def test_tools_leave_the_file_alone(tool: str, tmp_path: Path) -> None:
    paths = {tmp_path / f"{name}.kale.py": text.encode() for name, text in FILES.items()}
    for path, content in paths.items():
        path.write_bytes(content)
    command = [Path(sys.executable).parent / TOOLS[tool][0], *TOOLS[tool][1:], *paths]
    done = subprocess.run(list(map(str, command)), cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert {path: path.read_bytes() for path in paths} == paths


def test_the_linter_finds_nothing_even_if_it_looks(tmp_path: Path) -> None:
    """Without the line that turns linters off: what is generated around the cells is clean in itself."""
    file = tmp_path / "wine.py"
    file.write_text(FILES["wine"].replace("# flake8: noqa\n", ""), encoding="utf-8")
    ruff = Path(sys.executable).parent / "ruff"
    done = subprocess.run(
        [ruff, "check", "--isolated", "--select", "E4,E7,E9,F,I", file], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", FILES)
def test_white_space_hooks_have_nothing_to_do(name: str) -> None:
    content = FILES[name].encode()
    assert content.endswith(b"\n") and not content.endswith(b"\n\n")
    assert b"\r" not in content
    assert [line for line in content.split(b"\n") if line != line.rstrip()] == []
    assert not content.startswith(b"\xef\xbb\xbf")
