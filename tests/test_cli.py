"""The commands as users start them: exit statuses, and what goes to which stream."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kale_core.diagnostics import Finding, Severity
from kale_core.rules.registry import RULES
from kale_core.rules.rule import Rule, Subject
from kale_hooks import arguments, check_dependencies, check_stale, cli, compile, detect_cycles, validate_tags
from tests.hooks.conftest import repository as repository
from tests.hooks.repository import LOAD_AND_TRAIN, OUTPUT, GitRepository
from tests.notebooks import cell, notebook_bytes

Main = Callable[[Sequence[str]], int]

ROOT = Path(__file__).parent.parent
UNDEFINED = [cell("step:load", "print(data)")]
UNKNOWN_PREV = [cell("step:load, prev:nowhere", "x = 1")]
UNKNOWN_TAG = [cell("step:load, hide-input", "x = 1")]
WARNED = [cell("step:load", "x = 1"), cell("step:load, step:load", "y = 1")]


def files(repository: GitRepository) -> None:
    repository.notebook("good.ipynb", pipeline_name="good")
    repository.notebook("undefined.ipynb", UNDEFINED, pipeline_name="undefined")
    repository.notebook("prev.ipynb", UNKNOWN_PREV, pipeline_name="prev")
    repository.notebook("tag.ipynb", UNKNOWN_TAG, pipeline_name="tag")
    repository.notebook("warned.ipynb", WARNED, pipeline_name="warned")
    repository.notebook("other.ipynb", [cell("", "1 +")])
    repository.write("broken.ipynb", "{")


def run(main: Main, *arguments: str) -> int:
    """The status, also where argparse insists on raising it."""
    try:
        return main(arguments)
    except SystemExit as stop:
        assert isinstance(stop.code, int)
        return stop.code


CHECK = "check"


@pytest.mark.parametrize(
    ("main", "arguments", "status"),
    [
        pytest.param(cli.main, [CHECK, "good.ipynb"], 0, id="check clean"),
        pytest.param(cli.main, [CHECK, "other.ipynb"], 0, id="check no Kale notebook"),
        pytest.param(cli.main, [CHECK, "warned.ipynb"], 1, id="check warning"),
        pytest.param(cli.main, [CHECK, "undefined.ipynb"], 1, id="check error"),
        pytest.param(cli.main, [CHECK, "good.ipynb", "missing.ipynb"], 1, id="check missing file"),
        pytest.param(cli.main, [CHECK, "broken.ipynb"], 1, id="check broken file"),
        pytest.param(cli.main, [CHECK], 1, id="check folder"),
        pytest.param(cli.main, [CHECK, "--select", "KALE2", "undefined.ipynb"], 0, id="check other rules"),
        pytest.param(cli.main, [CHECK, "--ignore", "undefined-name", "undefined.ipynb"], 0, id="check but for one"),
        pytest.param(cli.main, [CHECK, "--ignore", "KALE2,KALE3", "undefined.ipynb"], 0, id="check but for two"),
        pytest.param(cli.main, [CHECK, "--select", "KALE9"], 2, id="check unknown code"),
        pytest.param(cli.main, [CHECK, "--ignore", "nonsense"], 2, id="check unknown name"),
        pytest.param(cli.main, [CHECK, "--output-format", "xml"], 2, id="check unknown format"),
        pytest.param(cli.main, [CHECK, "--nonsense"], 2, id="check unknown option"),
        pytest.param(cli.main, [], 2, id="no command"),
        pytest.param(cli.main, ["chekc"], 2, id="unknown command"),
        pytest.param(cli.main, ["--help"], 0, id="help"),
        pytest.param(cli.main, [CHECK, "--help"], 0, id="help on a command"),
        pytest.param(cli.main, ["--version"], 0, id="version"),
        pytest.param(cli.main, ["rules"], 0, id="rules"),
        pytest.param(cli.main, ["rules", "--format", "json"], 0, id="rules as data"),
        pytest.param(cli.main, ["show", "good.ipynb"], 0, id="show"),
        pytest.param(cli.main, ["show", "undefined.ipynb"], 1, id="show with errors"),
        pytest.param(cli.main, ["show", "warned.ipynb"], 0, id="show with warnings"),
        pytest.param(cli.main, ["show", "other.ipynb"], 1, id="show no Kale notebook"),
        pytest.param(cli.main, ["show", "missing.ipynb"], 1, id="show missing file"),
        pytest.param(cli.main, ["show"], 2, id="show nothing"),
        pytest.param(validate_tags.main, ["good.ipynb", "undefined.ipynb", "prev.ipynb"], 0, id="tags clean"),
        pytest.param(validate_tags.main, ["tag.ipynb"], 1, id="tags error"),
        pytest.param(validate_tags.main, ["--ignore", "unknown-tag", "tag.ipynb"], 0, id="tags but for one"),
        pytest.param(validate_tags.main, ["--select", "KALE1"], 2, id="the selection of a hook is fixed"),
        pytest.param(detect_cycles.main, ["good.ipynb", "undefined.ipynb", "tag.ipynb"], 0, id="cycles clean"),
        pytest.param(detect_cycles.main, ["prev.ipynb"], 1, id="cycles error"),
        pytest.param(detect_cycles.main, ["broken.ipynb"], 1, id="cycles broken file"),
        pytest.param(check_dependencies.main, ["good.ipynb", "prev.ipynb", "tag.ipynb"], 0, id="dependencies clean"),
        pytest.param(check_dependencies.main, ["undefined.ipynb"], 1, id="dependencies error"),
        pytest.param(check_dependencies.main, ["missing.ipynb"], 1, id="dependencies missing file"),
        pytest.param(compile.main, ["good.ipynb"], 1, id="compile writes"),
        pytest.param(compile.main, ["undefined.ipynb"], 1, id="compile error"),
        pytest.param(compile.main, ["other.ipynb"], 0, id="compile no Kale notebook"),
        pytest.param(compile.main, ["broken.ipynb"], 1, id="compile broken file"),
        pytest.param(compile.main, ["--check"], 2, id="compile unknown option"),
        pytest.param(check_stale.main, ["good.ipynb"], 1, id="stale missing output"),
        pytest.param(check_stale.main, ["other.ipynb"], 0, id="stale no Kale notebook"),
        pytest.param(check_stale.main, ["undefined.ipynb"], 1, id="stale error"),
    ],
)
def test_exit_status(repository: GitRepository, main: Main, arguments: Sequence[str], status: int) -> None:
    files(repository)
    assert run(main, *arguments) == status


@pytest.mark.parametrize("main", [compile.main, check_stale.main])
def test_exit_status_once_all_is_committed(repository: GitRepository, main: Main) -> None:
    repository.notebook("good.ipynb")
    repository.notebook("warned.ipynb", WARNED, pipeline_name="warned")
    assert compile.main([]) == 1
    repository.commit_all()
    assert main([]) == 0
    assert main([OUTPUT]) == 0


def test_compile_says_what_to_add(repository: GitRepository, capsys: pytest.CaptureFixture[str]) -> None:
    repository.notebook("a b/it's.ipynb")
    assert compile.main([]) == 1
    output = "a b/.kale/demo.kale.py"
    captured = capsys.readouterr()
    assert captured.out == f"wrote {output} (from a b/it's.ipynb); run: git add 'a b/.kale/demo.kale.py'\n"
    assert captured.err == "Wrote 1 generated file\n"
    assert compile.main(["a b"]) == 1
    captured = capsys.readouterr()
    assert captured.out.startswith(f"{output}: error KALE505 untracked-output: ")
    assert "help: run `git add 'a b/.kale/demo.kale.py'`\n" in captured.out
    repository.git("add", output)
    assert compile.main(["a b"]) == 0
    assert capsys.readouterr().out == ""


def test_compile_from_another_folder(
    repository: GitRepository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.notebook("a/nb.ipynb")
    (repository.root / "b").mkdir()
    texts = []
    for folder, argument in [(".", "a"), ("a", "nb.ipynb"), ("b", "../a/nb.ipynb"), ("b", str(repository.root / "a"))]:
        monkeypatch.chdir(repository.root / folder)
        assert compile.main([argument]) == 1
        texts.append(repository.read("a/.kale/demo.kale.py"))
        (repository.root / "a/.kale/demo.kale.py").unlink()
    assert len(set(texts)) == 1
    assert "run: git add ../a/.kale/demo.kale.py\n" in capsys.readouterr().out


def test_compile_writes_for_good_notebooks_beside_bad_ones(
    repository: GitRepository, capsys: pytest.CaptureFixture[str]
) -> None:
    files(repository)
    assert compile.main([]) == 1
    captured = capsys.readouterr()
    assert "wrote .kale/good.kale.py" in captured.out
    assert "wrote .kale/warned.kale.py" in captured.out
    assert "warning" not in captured.out, "what does not stop a notebook is for the lint hooks to say"
    assert sorted(file.name for file in (repository.root / ".kale").iterdir()) == ["good.kale.py", "warned.kale.py"]


def test_check_and_compile_shows_warnings(repository: GitRepository, capsys: pytest.CaptureFixture[str]) -> None:
    repository.notebook(cells=WARNED)
    assert cli.main(["check-and-compile"]) == 1
    captured = capsys.readouterr()
    assert "warning KALE1" in captured.out
    assert "wrote .kale/demo.kale.py" in captured.out


def test_check_stale_writes_nothing(repository: GitRepository, capsys: pytest.CaptureFixture[str]) -> None:
    repository.notebook()
    assert check_stale.main([]) == 1
    assert "nb.ipynb: error KALE501 missing-output: the generated file `.kale/demo.kale.py`" in capsys.readouterr().out
    assert not (repository.root / ".kale").exists()


def test_check_stale_looks_at_the_whole_repository(
    repository: GitRepository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.notebook("a/nb.ipynb")
    (repository.root / "b").mkdir()
    monkeypatch.chdir(repository.root / "b")
    assert check_stale.main([]) == 1
    assert capsys.readouterr().out.startswith("../a/nb.ipynb: error KALE501")


@pytest.mark.parametrize("main", [compile.main, check_stale.main])
def test_a_generated_file_stands_for_its_notebook(
    repository: GitRepository, capsys: pytest.CaptureFixture[str], main: Main
) -> None:
    repository.notebook("a.ipynb", pipeline_name="a")
    repository.notebook("b.ipynb", pipeline_name="b")
    compile.main([])
    repository.notebook("a.ipynb", LOAD_AND_TRAIN[1:2], pipeline_name="a")
    repository.notebook("b.ipynb", LOAD_AND_TRAIN[1:2], pipeline_name="b")
    capsys.readouterr()
    assert main([".kale/a.kale.py"]) == 1
    output = capsys.readouterr().out
    assert ".kale/a.kale.py" in output
    assert ".kale/b.kale.py" not in output


@pytest.mark.parametrize(
    ("main", "arguments", "found"),
    [
        pytest.param(check_stale.main, [], ["a", "b"], id="stale, everywhere"),
        pytest.param(check_stale.main, ["a"], ["a"], id="stale, in a folder"),
        pytest.param(compile.main, ["."], ["a", "b"], id="compile, everywhere"),
        pytest.param(compile.main, ["b"], ["b"], id="compile, in a folder"),
    ],
)
def test_orphans_in_folders(
    repository: GitRepository,
    capsys: pytest.CaptureFixture[str],
    main: Main,
    arguments: Sequence[str],
    found: Sequence[str],
) -> None:
    notebooks = [repository.notebook(f"{folder}/nb.ipynb", pipeline_name=folder) for folder in "ab"]
    compile.main([])
    for notebook in notebooks:
        notebook.unlink()
    capsys.readouterr()
    assert main(arguments) == 1
    lines = [line for line in capsys.readouterr().out.splitlines() if "KALE504" in line]
    assert [line.split(":")[0] for line in lines] == [f"{folder}/.kale/{folder}.kale.py" for folder in found]


def test_the_file_of_a_renamed_notebook_is_stale_and_no_orphan(
    repository: GitRepository, capsys: pytest.CaptureFixture[str]
) -> None:
    notebook = repository.notebook()
    compile.main([])
    notebook.rename(repository.root / "renamed.ipynb")
    capsys.readouterr()
    assert check_stale.main([]) == 1
    output = capsys.readouterr().out
    assert f"{OUTPUT}: error KALE502 stale-output: " in output
    assert "KALE504" not in output


@pytest.mark.parametrize("main", [compile.main, check_stale.main])
def test_a_generated_file_without_notebook(
    repository: GitRepository, capsys: pytest.CaptureFixture[str], main: Main
) -> None:
    repository.notebook().unlink()
    repository.notebook()
    compile.main([])
    (repository.root / "nb.ipynb").unlink()
    capsys.readouterr()
    assert main([OUTPUT]) == 1
    captured = capsys.readouterr()
    assert f"{OUTPUT}: error KALE504 orphaned-output: " in captured.out
    assert f"help: run `rm {OUTPUT}`" in captured.out


@pytest.mark.parametrize("main", [compile.main, check_stale.main, lambda argv: cli.main([CHECK, *argv])])
def test_a_notebook_that_lost_its_tags(
    repository: GitRepository, capsys: pytest.CaptureFixture[str], main: Main
) -> None:
    repository.notebook()
    compile.main([])
    repository.notebook(cells=[cell("", "data = 1")])
    old = repository.read(OUTPUT)
    capsys.readouterr()
    assert main(["nb.ipynb"]) == 1
    assert "nb.ipynb: error KALE005 stripped-tags" in capsys.readouterr().out
    assert repository.read(OUTPUT) == old


def test_an_output_that_cannot_be_written(repository: GitRepository, capsys: pytest.CaptureFixture[str]) -> None:
    repository.notebook()
    outside = repository.root.parent / "outside"
    outside.mkdir()
    (repository.root / ".kale").symlink_to(outside, target_is_directory=True)
    assert compile.main([]) == 1
    assert "nb.ipynb: error KALE508 unwritable-output" in capsys.readouterr().out
    assert list(outside.iterdir()) == []


def test_related_places_are_named_from_the_working_directory(
    repository: GitRepository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    metadata = {"pipeline_name": "demo", "output_path": "../out"}
    for folder in "ab":
        file = repository.root / folder / "nb.ipynb"
        file.parent.mkdir()
        file.write_bytes(notebook_bytes(LOAD_AND_TRAIN, metadata=metadata))
    monkeypatch.chdir(repository.root / "a")
    assert cli.main([CHECK, "nb.ipynb", "--output-format", "json"]) == 1
    (found,) = json.loads(capsys.readouterr().out)["diagnostics"]
    assert found["name"] == "duplicate-output"
    assert found["path"] == "nb.ipynb"
    assert {related["path"] for related in found["related"]} <= {"../b/nb.ipynb"}


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param([CHECK], id="check"),
        pytest.param(["compile"], id="compile"),
        pytest.param(["check-and-compile"], id="both"),
        pytest.param(["check-stale"], id="stale"),
    ],
)
def test_json_is_all_that_is_on_standard_output(
    repository: GitRepository, capsys: pytest.CaptureFixture[str], arguments: Sequence[str]
) -> None:
    files(repository)
    assert cli.main([*arguments, "--verbose", "--output-format", "json"]) == 1
    captured = capsys.readouterr()
    document = json.loads(captured.out)
    assert document["summary"]["errors"] == sum(each["severity"] == "error" for each in document["diagnostics"]) > 0
    assert document["summary"]["files"] == 6
    assert "other.ipynb: skipped, not a Kale notebook\n" in captured.err


def test_json_says_what_was_written(repository: GitRepository, capsys: pytest.CaptureFixture[str]) -> None:
    repository.notebook()
    assert compile.main(["--output-format", "json"]) == 1
    captured = capsys.readouterr()
    (found,) = json.loads(captured.out)["diagnostics"]
    assert (found["path"], found["code"], found["help"]) == ("nb.ipynb", "KALE501", f"run `git add {OUTPUT}`")
    assert f"wrote {OUTPUT}" in captured.err


def test_show_as_data(repository: GitRepository, capsys: pytest.CaptureFixture[str]) -> None:
    cells = [
        cell("pipeline-parameters", "rate = -0.5\nname: str = 'ü'\nmany = [1, {'a': True}]"),
        cell("imports", "import math"),
        cell("step:load, limit:cpu:2, label:team:a, cache:disabled", "data = [rate]"),
        cell("step:train, prev:load, image:python:3.13, report:disabled", "total = math.fsum(data)"),
        cell("", "total"),
        cell("pipeline-metrics", 'print("sum", total)'),
    ]
    repository.notebook("a/nb.ipynb", cells)
    assert cli.main(["show", "a/nb.ipynb", "--format", "json"]) == 0
    captured = capsys.readouterr()
    shown = json.loads(captured.out)
    packages = [step.pop("packages") for step in shown["steps"]]
    assert all(isinstance(each, list) for each in packages)
    assert shown == {
        "version": 1,
        "path": "a/nb.ipynb",
        "pipeline_name": "demo",
        "experiment_name": "Default",
        "description": "",
        "output": "a/.kale/demo.kale.py",
        "parameters": [
            {"name": "rate", "type": "float", "default": -0.5},
            {"name": "name", "type": "str", "default": "ü"},
            {"name": "many", "type": "list", "default": [1, {"a": True}]},
        ],
        "metrics": [{"name": "sum", "variable": "total", "step": "train"}],
        "steps": [
            {
                "name": "load",
                "cells": [3],
                "prev": [],
                "inputs": [],
                "outputs": ["data"],
                "parameters": ["rate"],
                "image": None,
                "limits": {"cpu": "2"},
                "cache": False,
                "report": None,
                "labels": {"team": "a"},
                "annotations": {},
                "secrets": [],
            },
            {
                "name": "train",
                "cells": [4, 5],
                "prev": ["load"],
                "inputs": [{"name": "data", "from": "load"}],
                "outputs": ["total"],
                "parameters": [],
                "image": "python:3.13",
                "limits": {},
                "cache": None,
                "report": False,
                "labels": {},
                "annotations": {},
                "secrets": [],
            },
        ],
    }
    assert captured.err == ""


@pytest.mark.parametrize(
    ("module", "installed"),
    [
        pytest.param("a/helpers.py", False, id="beside the notebook"),
        pytest.param("helpers/__init__.py", False, id="in a folder above"),
        pytest.param("src/helpers.py", False, id="in src"),
        pytest.param("b/helpers.py", True, id="in another folder"),
    ],
)
def test_a_module_of_the_repository_is_never_a_package(
    repository: GitRepository, capsys: pytest.CaptureFixture[str], module: str, installed: bool
) -> None:
    """On PyPI, its name belongs to somebody else."""
    repository.write(module, "")
    source = "try:\n    import helpers\nexcept ImportError:\n    helpers = None\nprint(helpers)"
    repository.notebook("a/nb.ipynb", [cell("step:load", source)])
    assert cli.main(["show", "a/nb.ipynb", "--format", "json"]) == 0
    (step,) = json.loads(capsys.readouterr().out)["steps"]
    assert ("helpers" in step["packages"]) is installed


def test_show_says_why_there_is_no_pipeline(repository: GitRepository, capsys: pytest.CaptureFixture[str]) -> None:
    repository.notebook(cells=UNDEFINED)
    assert cli.main(["show", "nb.ipynb", "--format", "json"]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "nb.ipynb:cell 1:1:7: error KALE301 undefined-name" in captured.err


def test_rules_lists_every_rule(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["rules"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == sorted(RULES)
    assert cli.main(["rules", "--format", "json"]) == 0
    listed = json.loads(capsys.readouterr().out)["rules"]
    assert {rule["code"]: rule["severity"] for rule in listed} == {code: str(r.severity) for code, r in RULES.items()}
    assert all(rule["summary"] for rule in listed)


def test_a_fault_of_ours_in_one_file_does_not_stop_the_others(
    repository: GitRepository, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def check(subject: Subject) -> Iterator[Finding]:
        if subject.path == "good.ipynb":
            raise KeyError("a bug")
        return iter(())

    rules = {**RULES, "KALE999": Rule("KALE999", "buggy-rule", Severity.ERROR, check)}
    monkeypatch.setattr(arguments, "RULES", MappingProxyType(rules))
    files(repository)
    assert cli.main([CHECK, "good.ipynb", "undefined.ipynb"]) == 2
    captured = capsys.readouterr()
    assert "undefined.ipynb:cell 1:1:7: error KALE301" in captured.out
    assert "good.ipynb: internal error, please report it:\nTraceback" in captured.err


def started(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "kale_hooks.cli", *arguments]
    full = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run(command, env=full, capture_output=True, check=False)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
@pytest.mark.parametrize("output_format", ["full", "concise", "json"])
def test_any_console_can_show_it(repository: GitRepository, encoding: str, output_format: str) -> None:
    repository.notebook("grün.ipynb", [cell(["step:a", "tag \ud800 日本"], "größe = '\ud800' + 日本")])
    done = started(CHECK, "--output-format", output_format, PYTHONIOENCODING=f"{encoding}:strict")
    assert done.returncode == 1, done.stderr
    assert b"Traceback" not in done.stderr
    assert b"KALE" in done.stdout
    done.stdout.decode(encoding)


def test_colour_is_for_terminals(repository: GitRepository) -> None:
    repository.notebook(cells=UNDEFINED)
    assert b"\x1b" not in started(CHECK).stdout


def test_a_reader_that_has_enough(repository: GitRepository) -> None:
    for number in range(60):
        repository.notebook(f"{number}.ipynb", [cell(["step:a", f"x{tag}"], "1") for tag in range(60)])
    command = f"{sys.executable} -m kale_hooks.cli check | head -n 1"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, shell=True, env=environment, capture_output=True, check=False)
    assert b"BrokenPipe" not in done.stderr
    assert b"Exception" not in done.stderr


def test_linting_imports_nothing_heavy(repository: GitRepository) -> None:
    repository.notebook()
    heavy = ("kfp", "IPython", "jinja2", "rich", "numpy", "pandas", "asyncio")
    script = (
        "import sys; from kale_hooks.cli import main; status = main(['check']);"
        f"print([name for name in {heavy} if name in sys.modules]); sys.exit(status)"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "[]\n"), done.stderr


FEW = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda children: st.lists(children, max_size=3) | st.dictionaries(st.text(max_size=8), children, max_size=3),
    max_leaves=8,
)
TAGS = st.sampled_from(["step:a", "prev:a", "step:", "imports", "skip", "limit:cpu:1", "pipeline-parameters", "image:"])
SOURCES = st.text(max_size=40) | st.sampled_from(
    ["x = 1", "print(x", "%%bash\nls", "def f(:", "\\", "print(f'{", "!ls"]
)


@pytest.mark.parametrize("arguments", [[CHECK], ["compile"], ["check-stale"], ["show"]])
@FEW
@given(content=st.binary(max_size=60))
def test_any_bytes(repository: GitRepository, arguments: Sequence[str], content: bytes) -> None:
    (repository.root / "nb.ipynb").write_bytes(content)
    assert cli.main([*arguments, "nb.ipynb"]) == 1


@FEW
@given(
    cells=st.lists(st.builds(cell, st.lists(TAGS | st.text(max_size=12) | JSON, max_size=4), SOURCES), max_size=4),
    metadata=JSON | st.fixed_dictionaries({"pipeline_name": st.just("demo") | JSON, "volumes": JSON}),
    output_format=st.sampled_from(["full", "json"]),
)
def test_any_cells_and_metadata(repository: GitRepository, cells: object, metadata: object, output_format: str) -> None:
    content = notebook_bytes(cells, metadata=metadata)  # type: ignore[arg-type]
    (repository.root / "nb.ipynb").write_bytes(content)
    assert cli.main(["check-and-compile", "nb.ipynb", "--output-format", output_format]) in (0, 1)
