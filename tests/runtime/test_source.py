"""The runtime as text: what a generated file carries."""

from __future__ import annotations

import ast
import builtins
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kale_core.runtime import OPTIONAL_BACKENDS, backends_for, runtime_functions

BACKENDS = tuple(sorted({backend for backends in OPTIONAL_BACKENDS.values() for backend in backends}))
TEXTS = {
    "without backends": "\n\n\n".join(function.source for function in runtime_functions(())) + "\n",
    "with all backends": "\n\n\n".join(function.source for function in runtime_functions(BACKENDS)) + "\n",
}


@pytest.fixture(params=TEXTS)
def text(request: pytest.FixtureRequest) -> str:
    return TEXTS[request.param]


def test_the_entry_point_comes_first() -> None:
    names = [function.name for function in runtime_functions(())]
    assert names[0] == "_run_step"
    assert len(names) == len(set(names))
    assert "_typed" in names


def test_only_the_backends_that_the_imports_may_need() -> None:
    assert backends_for(["torch", "os"]) == ("numpy", "torch")
    source = {function.name: function.source for function in runtime_functions(["pandas", "os"])}
    assert {"_save_numpy", "_load_numpy", "_save_pandas", "_load_pandas"} <= set(source)
    assert "_save_torch" not in source
    assert source["_backends"].count("(_save_") == 2
    assert runtime_functions(["pandas", "numpy"]) == runtime_functions(("numpy", "pandas", "numpy"))


def test_every_backend_is_there() -> None:
    names = {function.name for function in runtime_functions(BACKENDS)}
    for backend in BACKENDS:
        assert {f"_save_{backend}", f"_load_{backend}"} <= names


def test_plain_functions_that_need_only_each_other(text: str) -> None:
    module = ast.parse(text, feature_version=(3, 8))
    functions = [node for node in module.body if isinstance(node, ast.FunctionDef)]
    assert len(functions) == len(module.body)
    for function in functions:
        assert function.name.startswith("_")
        assert not function.decorator_list
        assert function.returns is None
    names = {function.name for function in functions}
    for function in functions:
        known = names | set(dir(builtins)) | _bound_in(function)
        assert {node.id for node in ast.walk(function) if isinstance(node, ast.Name)} <= known


def test_the_text_is_safe_for_kfp(text: str) -> None:
    assert text.isascii()
    assert "{{$" not in text
    assert "/kfp-workspace" not in text
    assert len(text.encode()) < 40_000
    assert max(map(len, text.splitlines())) <= 79
    assert all(line == line.rstrip() for line in text.splitlines())


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(
            ["ruff", "check", "--isolated", "--line-length=79", "--extend-select=I,E501,S102,S307"], id="ruff"
        ),
        pytest.param(["ruff", "format", "--isolated", "--check"], id="ruff-format"),
        pytest.param(["ruff", "format", "--isolated", "--check", "--line-length=79"], id="ruff-format-79"),
        pytest.param(["black", "--check", "-q"], id="black"),
        pytest.param(["black", "--check", "-q", "--line-length=120"], id="black-120"),
        pytest.param(["isort", "--check", "--profile=black"], id="isort"),
        pytest.param(["autopep8", "--diff", "--exit-code"], id="autopep8"),
    ],
)
def test_other_tools_leave_it_alone(text: str, command: list[str], tmp_path: Path) -> None:
    program = shutil.which(command[0], path=str(Path(sys.executable).parent)) or shutil.which(command[0])
    if program is None:
        pytest.skip(f"{command[0]} is not installed")
    (tmp_path / "generated.py").write_text(text)
    command = [program, *command[1:], "generated.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def _bound_in(function: ast.FunctionDef) -> set[str]:
    bound = {"__class__"}
    for node in ast.walk(function):
        match node:
            case ast.Import(names=names) | ast.ImportFrom(names=names):
                bound |= {(alias.asname or alias.name).partition(".")[0] for alias in names}
            case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name) | ast.FunctionDef(name=name):
                bound.add(name)
            case ast.ClassDef(name=name) | ast.ExceptHandler(name=str(name)):
                bound.add(name)
    return bound
