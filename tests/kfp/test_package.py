"""The process in which the SDK works: what it may do, and what becomes of it."""

from __future__ import annotations

import sys
import venv
from pathlib import Path

import pytest

from kale_core.kfp.package import KfpUnavailable, Package, Refusal, compile_package
from tests.compiler.pipelines import WINE, WINE_FLOWS, generate

pytest.importorskip("kfp")


def test_a_package() -> None:
    made = compile_package(generate(WINE, WINE_FLOWS))
    assert isinstance(made, Package)
    assert made.text.startswith("# PIPELINE DEFINITION\n# Name: wine-quality\n")
    assert made.pipeline["pipelineInfo"]["name"] == "wine-quality"
    assert set(made.platform) == {"platforms"}
    assert made.pipeline["sdkVersion"] == f"kfp-{made.sdk}"


def test_the_same_text_gives_the_same_package() -> None:
    source = generate(WINE, WINE_FLOWS)
    assert compile_package(source) == compile_package(source)


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("import subprocess\nsubprocess.run(['true'])", id="a program"),
        pytest.param("import os\nos.system('true')", id="a shell"),
        pytest.param("import socket\nsocket.create_connection(('127.0.0.1', 9))", id="a connection"),
        pytest.param("import socket\nsocket.getaddrinfo('localhost', 9)", id="a name"),
    ],
)
def test_it_reaches_for_nothing(source: str) -> None:
    made = compile_package(source)
    assert isinstance(made, Refusal)
    assert made.kind == "PermissionError"


def test_it_leaves_nothing_in_the_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kfp.py").write_text("raise SystemExit('not this one')")
    assert isinstance(compile_package(generate(WINE, WINE_FLOWS)), Package)
    assert [each.name for each in tmp_path.iterdir()] == ["kfp.py"]


def test_what_is_printed_stays_inside(capfd: pytest.CaptureFixture[str]) -> None:
    assert isinstance(compile_package("print('hello')\n" + generate(WINE, WINE_FLOWS)), Package)
    assert capfd.readouterr() == ("", "")


def test_a_refusal_names_the_lines() -> None:
    made = compile_package("def f():\n    raise ValueError('a\\n   b')\n\nf()")
    assert made == Refusal("ValueError", "a b", (4, 2))


def unavailable(source: str = "", *, python: str | Path = sys.executable, timeout: float = 60) -> str:
    with pytest.raises(KfpUnavailable) as caught:
        compile_package(source, python=python, timeout=timeout)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_no_sdk(tmp_path: Path) -> None:
    venv.create(tmp_path / "bare", with_pip=False, symlinks=True)
    message = unavailable(python=tmp_path / "bare" / "bin" / "python")
    assert message == "this needs the KFP SDK, but `kfp` is not installed: run `pip install 'kale-hooks[kfp]'`"


@pytest.mark.parametrize(
    ("version", "message"),
    [
        ("2.15.2", "KFP 2.15.2 is too old: run `pip install 'kale-hooks[kfp]'`"),
        ("2.16.0", "this needs the KFP SDK, but `kfp.compiler` is not installed"),
    ],
)
def test_an_old_sdk(version: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "kfp"
    package.mkdir()
    (package / "__init__.py").write_text(f"__version__ = '{version}'")
    if version < "2.16":
        for name in ("compiler", "kubernetes"):
            (package / f"{name}.py").touch()
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert unavailable().startswith(message)


def test_an_interpreter_that_is_not_there() -> None:
    assert unavailable(python="/nowhere/python") == "cannot start /nowhere/python: No such file or directory"


def test_no_answer() -> None:
    assert unavailable("import os\nos._exit(3)") == "KFP ended without an answer: exit status 3"
    assert unavailable("while True: pass", timeout=1) == "KFP did not compile the pipeline within 1 seconds"
