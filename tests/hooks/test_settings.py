"""`[tool.kale-hooks]`: where it is found, what is wrong with it, and that every command honours each key."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kale_core.rules.registry import RULES
from kale_hooks import check_dependencies, check_stale, cli, compile, detect_cycles, validate_tags
from kale_hooks.settings_file import READERS
from kale_hooks.settings_values import WrongValue
from tests.hooks.repository import GitRepository, make_repository
from tests.notebooks import cell, notebook_bytes

Main = Callable[[Sequence[str]], int]
Captured = pytest.CaptureFixture[str]

UNDEFINED = [cell("step:load", "print(data)")]
WARNED = [cell("step:load", "x = 1"), cell("step:load, step:load", "y = 1")]
IMPORTS = [cell("step:load", "import cv2\nimport numpy\nprint(cv2, numpy)")]


def settle(repository: GitRepository, text: str, *, file: str = "pyproject.toml") -> Path:
    return repository.write(file, f"[tool.kale-hooks]\n{text}\n")


def run(main: Main, *arguments: str) -> int:
    """The status, also where argparse insists on raising it."""
    try:
        return main(arguments)
    except SystemExit as stop:
        assert isinstance(stop.code, int)
        return stop.code


def check(*arguments: str) -> int:
    return run(cli.main, "check", *arguments)


def codes(captured: Captured, *arguments: str) -> list[str]:
    """What `kale-hooks check` finds."""
    check("--output-format", "json", *arguments)
    return [each["code"] for each in json.loads(captured.readouterr().out)["diagnostics"]]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("selct = []", ["`selct`", "did you mean `select`?", "extend-select"], id="misspelt"),
        pytest.param("extend_select = []", ["did you mean `extend-select`?"], id="underscore"),
        pytest.param("nonsense = 1", ["`nonsense`", *READERS], id="unknown"),
        pytest.param('select = "KALE3"', ["`select`", "a list of rules", '"KALE302"'], id="no list"),
        pytest.param("ignore = [302]", ["`ignore`", "a list of rules"], id="no text"),
        pytest.param('ignore = ["KALE3022"]', ["`ignore`", "'KALE3022'", "did you mean KALE302?"], id="unknown code"),
        pytest.param('extend-select = ["E501"]', ["`extend-select`", "`kale-hooks rules` lists"], id="of another tool"),
        pytest.param("per-file-ignores = []", ["`per-file-ignores`", "a table of patterns and rules"], id="no table"),
        pytest.param('per-file-ignores = {"a" = 3}', ["`per-file-ignores` for `a`", "a list of rules"], id="no rules"),
        pytest.param('per-file-ignores = {"a" = ["KAL"]}', ["for `a`", "no rule 'KAL'"], id="unknown rule for a file"),
        pytest.param(
            'per-file-ignores = {"[z-a]" = ["KALE1"]}', ["`[z-a]`", "not a pattern"], id="no pattern for files"
        ),
        pytest.param('exclude = "a"', ["`exclude`", "a list of patterns"], id="one pattern"),
        pytest.param('exclude = [""]', ["`exclude`", "a list of patterns"], id="an empty pattern"),
        pytest.param('exclude = ["[z-a]"]', ["`exclude`", "`[z-a]`"], id="no pattern"),
        pytest.param("allowed-tags = true", ["`allowed-tags`", '"hide-*"'], id="no tags"),
        pytest.param("output-dir = 1", ["`output-dir`", '"pipelines"'], id="no folder"),
        pytest.param('output-dir = ""', ["`output-dir`", '"pipelines"'], id="no name of a folder"),
        pytest.param('output-dir = "/tmp"', ["`output-dir`", "is an absolute path"], id="absolute"),
        pytest.param('output-dir = "../x"', ["`output-dir`", "outside the repository"], id="outside"),
        pytest.param('output-dir = "a/../../x"', ["`output-dir`", "outside the repository"], id="outside, in the end"),
        pytest.param('output-dir = ".git/x"', ["`output-dir`", "leads into `.git`"], id="in git's own folder"),
        pytest.param('output-dir = "~/x"', ["`output-dir`", "begins with `~`"], id="home"),
        pytest.param('output-dir = "x.py"', ["`output-dir`", "looks like a file"], id="a file"),
        pytest.param('known-local = ["a.b"]', ["`known-local`", "`a.b`", "without dots"], id="a module in a package"),
        pytest.param("packages = 1", ["`packages`", "cv2 ="], id="no packages"),
        pytest.param("packages = {cv2 = 4}", ["`packages`", "`4` for `cv2`"], id="no requirement"),
        pytest.param('packages = {cv2 = "a b"}', ["`packages`", "`cv2`"], id="two words"),
        pytest.param("packages = {cv2 = \"a; rm -rf '/'\"}", ["`packages`", "`cv2`"], id="a shell command"),
        pytest.param('packages = {cv2 = "a==1\\nb"}', ["`packages`", "`cv2`"], id="two lines"),
        pytest.param('packages = {google.auth = "a"}', ["`packages`", "`google`", "needs quotes"], id="dots"),
        pytest.param('packages = {"a-b" = "a"}', ["`packages`", "`a-b`", "not an import name"], id="no import"),
        pytest.param(
            'known-local = ["a"]\npackages = {"a.b" = "a"}', ["`known-local` and `packages`", "`a`"], id="both"
        ),
        pytest.param('pip-index-urls = ["ftp://x"]', ["`pip-index-urls`", "`ftp://x`", "https://"], id="no index"),
        pytest.param('pip-index-urls = ["https://x/$(id)"]', ["`pip-index-urls`"], id="an index with a command"),
        pytest.param('pip-index-urls = ["https://me:secret@x/s"]', ["user names or passwords"], id="a password"),
        pytest.param('pip-trusted-hosts = ["a b"]', ["`pip-trusted-hosts`", "`a b`"], id="no host"),
        pytest.param('pip-trusted-hosts = ["a"]', ["`pip-trusted-hosts`", "`pip-index-urls`"], id="trust in nothing"),
        pytest.param('requirements = "no.txt"', ["`requirements`", "`no.txt`", "No such file"], id="no such file"),
        pytest.param('requirements = "pyproject.toml"', ["`requirements`", "numpy=="], id="a file without pins"),
        pytest.param(
            'requirements = "broken.lock"', ["`requirements`", "`broken.lock`", "not valid TOML"], id="no lock"
        ),
        pytest.param('requirements = "../r.txt"', ["`requirements`", "outside the repository"], id="a file elsewhere"),
        pytest.param('output-format = "xml"', ["`output-format`", '"concise"', '"sarif"'], id="no format"),
        pytest.param('fail-on = "never"', ["`fail-on`", '"warning", "error"'], id="no severity"),
        pytest.param("fail-on = 1979-05-27", ["`fail-on`", "1979-05-27"], id="a date"),
        pytest.param("select = [", ["is not valid TOML: "], id="no TOML"),
        pytest.param("select = []\nselect = []", ["not valid TOML"], id="twice"),
        pytest.param(f"select = {'[' * 2000}", ["nested too deeply"], id="too deep"),
    ],
)
def test_wrong_settings(repository: GitRepository, capsys: Captured, text: str, words: list[str]) -> None:
    settle(repository, text)
    repository.write("broken.lock", "[[package]]\nname =\n")
    assert check() == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("kale-hooks check: pyproject.toml: ")
    assert captured.err.count("\n") == 1, "one line"
    assert all(word in captured.err for word in words), captured.err


@pytest.mark.parametrize(
    ("main", "arguments"),
    [
        pytest.param(cli.main, ["check", "--fix"], id="fix"),
        pytest.param(cli.main, ["check", "--diff"], id="diff"),
        pytest.param(cli.main, ["check", "--output-format", "json"], id="json"),
        pytest.param(cli.main, ["check", "--show-settings"], id="show-settings"),
        pytest.param(validate_tags.main, [], id="kale-validate-tags"),
        pytest.param(detect_cycles.main, [], id="kale-detect-cycles"),
        pytest.param(check_dependencies.main, [], id="kale-check-dependencies"),
        pytest.param(compile.main, [], id="kale-compile"),
        pytest.param(check_stale.main, [], id="kale-check-stale"),
        pytest.param(cli.main, ["check-and-compile"], id="kale"),
        pytest.param(cli.main, ["show"], id="show"),
    ],
)
def test_wrong_settings_stop_every_command(
    repository: GitRepository, capsys: Captured, main: Main, arguments: list[str]
) -> None:
    repository.notebook()
    settle(repository, "nonsense = 1")
    assert run(main, *arguments, "nb.ipynb") == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "pyproject.toml: there is no setting `nonsense`" in captured.err
    assert not (repository.root / ".kale").exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(b"[tool.kale_hooks]\n", "did you mean [tool.kale-hooks]?", id="underscore"),
        pytest.param(b"[tool]\nkale-hooks = 1\n", "must be a table", id="no table"),
        pytest.param(b"[tool.kale-hooks]\n# \xff\n", "is not valid TOML", id="not UTF-8"),
        pytest.param(b"\xef\xbb\xbf[tool.kale-hooks]\n", "is not valid TOML", id="byte order mark"),
        pytest.param(b"kale-hooks = \n", "is not valid TOML", id="a fault elsewhere"),
    ],
)
def test_files_that_cannot_be_read(repository: GitRepository, capsys: Captured, content: bytes, words: str) -> None:
    (repository.root / "pyproject.toml").write_bytes(content)
    assert check() == 2
    assert words in capsys.readouterr().err


@pytest.mark.parametrize("content", [b"", b"\xff", b"[tool.kale", b'[project]\ndependencies = ["kale-hooks"]\n'])
def test_files_that_are_not_about_us(repository: GitRepository, content: bytes) -> None:
    (repository.root / "pyproject.toml").write_bytes(content)
    assert check() == 0


def test_a_file_that_the_system_does_not_let_us_read(repository: GitRepository, capsys: Captured) -> None:
    file = settle(repository, "")
    file.chmod(0)
    if os.access(file, os.R_OK):
        pytest.skip("root reads everything")
    assert check() == 2
    assert "pyproject.toml: cannot be read: Permission denied" in capsys.readouterr().err


# --- where they are ------------------------------------------------------------------------------------


def test_the_nearest_file_with_settings_counts(
    repository: GitRepository, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.notebook("a/b/c/nb.ipynb", UNDEFINED)
    settle(repository, 'ignore = ["KALE301"]')
    settle(repository, "ignore = []", file="a/pyproject.toml")
    repository.write("a/b/pyproject.toml", "[project]\nname = 'x'\n")
    for folder, expected in [(".", []), ("a", ["KALE301"]), ("a/b", ["KALE301"]), ("a/b/c", ["KALE301"])]:
        monkeypatch.chdir(repository.root / folder)
        assert codes(capsys) == expected, folder


def test_a_file_by_name(repository: GitRepository, capsys: Captured) -> None:
    repository.notebook("nb.ipynb", UNDEFINED)
    settle(repository, 'ignore = ["KALE301"]')
    settle(repository, 'exclude = ["/nb.ipynb"]', file="ci/other.toml")
    repository.write("ci/empty.toml", "")
    assert codes(capsys) == []
    assert codes(capsys, "--isolated") == ["KALE301"]
    assert codes(capsys, "--config", "ci/other.toml") == [], "patterns are seen from the working directory"
    for arguments, words in [
        (["--config", "ci/empty.toml"], "ci/empty.toml: has no table [tool.kale-hooks]"),
        (["--config", "none.toml"], "none.toml: cannot be read: No such file"),
        (["--config", "ci/other.toml", "--isolated"], "--config and --isolated contradict"),
        (["--exclude", "[z-a]"], "--exclude: '[z-a]' is not a pattern"),
        (["--select", "KALE9"], "--select: there is no rule 'KALE9'"),
        (["--extend-select", "missing-dependancy"], "did you mean missing-dependency?"),
    ]:
        assert check(*arguments) == 2
        assert words in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "arguments", "expected"),
    [
        pytest.param("", [], ["KALE101", "KALE301"], id="all"),
        pytest.param('select = ["KALE1"]', [], ["KALE101"], id="select"),
        pytest.param('select = ["KALE1"]\nextend-select = ["undefined-name"]', [], ["KALE101", "KALE301"], id="extend"),
        pytest.param('ignore = ["KALE1"]', [], ["KALE301"], id="ignore"),
        pytest.param('ignore = ["KALE1"]', ["--ignore", "KALE3"], [], id="option adds to ignore"),
        pytest.param('ignore = ["KALE1"]', ["--select", "KALE1"], ["KALE101"], id="option selects what is ignored"),
        pytest.param('ignore = ["KALE1"]', ["--extend-select", "KALE101"], ["KALE101", "KALE301"], id="option extends"),
        pytest.param('per-file-ignores = {"nb.ipynb" = ["KALE1"]}', [], ["KALE301"], id="per file"),
        pytest.param('per-file-ignores = {"nb.ipynb" = ["KALE1"]}', ["--select", "KALE1"], [], id="per file, selected"),
        pytest.param('per-file-ignores = {"other.ipynb" = ["KALE1"]}', [], ["KALE101", "KALE301"], id="other file"),
        pytest.param('allowed-tags = ["hide-*"]', [], ["KALE301"], id="allowed tags"),
        pytest.param('allowed-tags = ["Hide-*", "input"]', [], ["KALE101", "KALE301"], id="other tags"),
        pytest.param('exclude = ["*.ipynb"]', [], [], id="exclude"),
        pytest.param('exclude = ["*.ipynb"]', ["--exclude", "x"], ["KALE101", "KALE301"], id="option excludes others"),
        pytest.param("", ["--exclude", "x,nb.ipynb"], [], id="option excludes"),
        pytest.param("", ["--exclude", "x", "--exclude", "/nb.*"], [], id="option excludes twice"),
    ],
)
def test_which_rules_and_files(
    repository: GitRepository, capsys: Captured, text: str, arguments: list[str], expected: list[str]
) -> None:
    repository.notebook(cells=[cell("step:load, hide-input", "print(data)")])
    settle(repository, text)
    assert codes(capsys, *arguments, "nb.ipynb") == expected
    assert codes(capsys, *arguments) == expected


@pytest.mark.parametrize(
    ("main", "expected"),
    [(validate_tags.main, ["KALE101"]), (check_dependencies.main, ["KALE301"]), (detect_cycles.main, [])],
)
def test_hooks_apply_what_is_left_of_their_rules(
    repository: GitRepository, capsys: Captured, main: Main, expected: list[str]
) -> None:
    repository.notebook(cells=[cell("step:load, hide-input", "print(data)")])
    for text, found in [("", expected), ('select = ["KALE2"]', []), ('ignore = ["KALE101", "KALE301"]', [])]:
        settle(repository, text)
        run(main, "--output-format", "json", "nb.ipynb")
        assert [each["code"] for each in json.loads(capsys.readouterr().out)["diagnostics"]] == found


def test_files_that_are_no_notebooks_are_reported_unless_ignored(repository: GitRepository, capsys: Captured) -> None:
    repository.write("nb.ipynb", "{")
    settle(repository, 'select = ["KALE3"]')
    assert codes(capsys) == ["KALE002"]
    settle(repository, 'ignore = ["KALE0"]')
    assert codes(capsys) == []
    assert run(compile.main) == 1
    assert "KALE002" in capsys.readouterr().out, "there is nothing to compile"


def test_excluded_files_are_named_if_asked(repository: GitRepository, capsys: Captured) -> None:
    repository.notebook()
    settle(repository, 'exclude = ["nb.ipynb"]')
    for arguments in (["check", "--verbose", "nb.ipynb"], ["compile", "--verbose"]):
        assert run(cli.main, *arguments) == 0
        captured = capsys.readouterr()
        assert captured.out == ""
        assert "nb.ipynb: skipped, excluded by the settings\n" in captured.err
    assert run(cli.main, "show", "nb.ipynb") == 1
    assert "nb.ipynb: this notebook is excluded" in capsys.readouterr().err
    assert run(cli.main, "show", "--isolated", "nb.ipynb") == 0


def test_excluded_notebooks_are_not_there_for_the_others(repository: GitRepository, capsys: Captured) -> None:
    repository.notebook("a.ipynb")
    repository.notebook("archive/a.ipynb")
    assert codes(capsys, "a.ipynb") == ["KALE128"]
    settle(repository, 'exclude = ["archive"]')
    assert codes(capsys, "a.ipynb") == []


# --- what they change in generated files ----------------------------------------------------------------


def compiled(repository: GitRepository, output: str) -> str:
    """The generated file, once it is up to date for every way to ask; `""` if there is none."""
    run(compile.main)
    text = repository.read(output)
    repository.commit_all()
    for arguments in ([], ["nb.ipynb"], ["."], [output]):
        assert run(compile.main, *arguments) == 0
        assert run(check_stale.main, *arguments) == 0
    return text


def steps(capsys: Captured) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert run(cli.main, "show", "nb.ipynb", "--format", "json") == 0
    shown: dict[str, Any] = json.loads(capsys.readouterr().out)
    return list(shown["steps"])


def test_packages_and_requirements(repository: GitRepository, capsys: Captured) -> None:
    repository.notebook(cells=IMPORTS)
    repository.write("ci/lock.txt", "numpy==2.1.0 \\\n    --hash=sha256:ab\nopencv-python==4.9\nipython==8.30\n")
    settle(repository, 'packages = {cv2 = "opencv-python==4.10.0.84"}\nrequirements = "ci/lock.txt"')
    text = compiled(repository, ".kale/demo.kale.py")
    assert "        'ipython==8.30',\n" in text
    assert "        'numpy==2.1.0',\n        'opencv-python==4.10.0.84',\n" in text
    (step,) = steps(capsys)
    assert step["packages"] == ["numpy==2.1.0", "opencv-python==4.10.0.84"]
    settle(repository, "")
    assert run(check_stale.main) == 1, "settings change what is stale"


def test_indexes(repository: GitRepository, capsys: Captured) -> None:
    repository.notebook(cells=IMPORTS)
    settle(repository, 'pip-index-urls = ["https://pypi.example.org/simple"]\npip-trusted-hosts = ["pypi.example.org"]')
    text = compiled(repository, ".kale/demo.kale.py")
    assert "    pip_index_urls=[\n        'https://pypi.example.org/simple',\n    ],\n" in text
    assert "    pip_trusted_hosts=[\n        'pypi.example.org',\n    ],\n" in text
    settle(repository, 'pip-index-urls = ["https://other.example.org/simple"]')
    capsys.readouterr()
    assert run(check_stale.main) == 1
    said = capsys.readouterr().out
    assert "package indexes" in said
    assert "trusted hosts" in said


def test_local_modules(repository: GitRepository, capsys: Captured) -> None:
    repository.write("helpers.py", "")
    cells = [cell("step:load", "import helpers\nimport elsewhere\nprint(helpers, elsewhere)")]
    repository.notebook(cells=cells)
    for text, expected in [
        ("", [1]),
        ('known-local = ["elsewhere"]', [1, 2]),
        ('packages = {helpers = "our-helpers==1.0"}', []),
    ]:
        settle(repository, text)
        check("--output-format", "json")
        found = json.loads(capsys.readouterr().out)["diagnostics"]
        assert [(each["code"], each["line"]) for each in found] == [("KALE603", line) for line in expected], text
    (step,) = steps(capsys)
    assert step["packages"] == ["elsewhere", "our-helpers==1.0"]


def test_output_dir(repository: GitRepository, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.notebook("notebooks/nb.ipynb")
    run(compile.main)
    old, new = "notebooks/.kale/demo.kale.py", "pipelines/demo.kale.py"
    repository.commit_all()
    settle(repository, 'output-dir = "pipelines"')
    capsys.readouterr()
    assert run(check_stale.main) == 1
    said = capsys.readouterr().out
    assert f"notebooks/nb.ipynb: error KALE501 missing-output: the generated file `{new}`" in said
    assert f"{old}: error KALE504 orphaned-output" in said
    assert f"now compiles to `{new}`" in said
    repository.git("rm", "--quiet", old)
    run(compile.main)
    repository.commit_all()
    text = repository.read(new)
    assert "Generated by kale-hooks from ../notebooks/nb.ipynb." in text
    monkeypatch.chdir(repository.root / "notebooks")
    for arguments in ([], ["nb.ipynb"], [f"../{new}"]):
        assert run(compile.main, *arguments) == 0
        assert run(check_stale.main, *arguments) == 0
    capsys.readouterr()
    assert run(cli.main, "show", "nb.ipynb", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["output"] == f"../{new}"


def test_output_dir_and_output_path(repository: GitRepository) -> None:
    settle(repository, 'output-dir = "pipelines"')
    metadata = {"pipeline_name": "demo", "output_path": "mine"}
    file = repository.root / "a/nb.ipynb"
    file.parent.mkdir()
    file.write_bytes(notebook_bytes([cell("step:a", "x = 1")], metadata=metadata))
    run(compile.main)
    assert (repository.root / "a/mine/demo.kale.py").exists(), "the notebook knows best"


def test_output_dir_is_for_its_own_repository(
    repository: GitRepository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make_repository(tmp_path / "other")
    other.notebook()
    settle(repository, 'output-dir = "pipelines"')
    monkeypatch.chdir(repository.root)
    run(compile.main, "../other/nb.ipynb")
    assert (other.root / ".kale/demo.kale.py").exists()


def test_two_notebooks_never_write_one_file(repository: GitRepository, capsys: Captured) -> None:
    for folder in "ab":
        repository.notebook(f"{folder}/nb.ipynb")
    settle(repository, 'ignore = ["duplicate-output"]')
    assert run(compile.main) == 1
    assert (repository.root / "a/.kale/demo.kale.py").exists()
    assert (repository.root / "b/.kale/demo.kale.py").exists(), "two files, so all is well"
    settle(repository, 'ignore = ["duplicate-output", "unwritable-output"]\noutput-dir = "pipelines"')
    capsys.readouterr()
    for arguments in ([], ["a/nb.ipynb"]):
        assert run(compile.main, *arguments) == 1
        assert "a/nb.ipynb: error KALE508 unwritable-output" in capsys.readouterr().out
    assert not (repository.root / "pipelines").exists()


# --- what they change in what is said -------------------------------------------------------------------


@pytest.mark.parametrize("ignored", ["settings", "file", "comment"])
def test_ignored_errors_do_not_keep_a_notebook_from_being_compiled(
    repository: GitRepository, capsys: Captured, ignored: str
) -> None:
    comment = "  # kale: ignore[KALE301] it is injected" if ignored == "comment" else ""
    repository.notebook(cells=[cell("step:load", f"print(data){comment}")])
    settle(
        repository,
        {"settings": 'ignore = ["KALE301"]', "file": 'per-file-ignores = {"*.ipynb" = ["KALE301"]}', "comment": ""}[
            ignored
        ],
    )
    text = compiled(repository, ".kale/demo.kale.py")
    assert f"print(data){comment}\n" in text
    assert run(cli.main, "check-and-compile") == 0
    assert len(steps(capsys)) == 1


@pytest.mark.parametrize("ignored", ["settings", "file", "comment"])
def test_vital_errors_do(repository: GitRepository, capsys: Captured, ignored: str) -> None:
    comment = "# kale: ignore-cell[KALE201]\n" if ignored == "comment" else ""
    repository.notebook(cells=[cell("step:load, prev:nowhere", f"{comment}x = 1")])
    settle(
        repository,
        {"settings": 'ignore = ["KALE2"]', "file": 'per-file-ignores = {"*.ipynb" = ["KALE2"]}', "comment": ""}[
            ignored
        ],
    )
    assert codes(capsys) == []
    for main in (compile.main, check_stale.main):
        assert run(main) == 1
        assert "nb.ipynb:cell 1:1:1: error KALE201 unknown-prev" in capsys.readouterr().out
    assert run(cli.main, "show", "nb.ipynb") == 1
    assert "KALE201" in capsys.readouterr().err
    assert not (repository.root / ".kale").exists()


def test_findings_on_generated_files_are_ignored_only_by_name(repository: GitRepository, capsys: Captured) -> None:
    repository.notebook()
    for text, status in [
        ('select = ["KALE1"]', 1),
        ('ignore = ["KALE501"]', 0),
        ('ignore = ["KALE5"]', 0),
        ('per-file-ignores = {"nb.ipynb" = ["missing-output"]}', 0),
        ('per-file-ignores = {".kale/*" = ["missing-output"]}', 0),
        ('per-file-ignores = {"other.ipynb" = ["missing-output"]}', 1),
    ]:
        settle(repository, text)
        assert run(check_stale.main) == status, text
    settle(repository, 'ignore = ["KALE5"]')
    assert run(compile.main) == 1, "it wrote a file"
    assert "wrote .kale/demo.kale.py" in capsys.readouterr().out
    (repository.root / "nb.ipynb").unlink()
    assert run(check_stale.main) == 0
    settle(repository, "")
    assert run(check_stale.main) == 1
    assert "KALE504" in capsys.readouterr().out


def test_fail_on(repository: GitRepository, capsys: Captured) -> None:
    repository.notebook(cells=WARNED)
    run(compile.main)
    repository.commit_all()
    for text, status in [("", 1), ('fail-on = "warning"', 1), ('fail-on = "error"', 0)]:
        settle(repository, text)
        for command in ("check", "check-and-compile"):
            assert run(cli.main, command) == status
    assert "warning KALE116 duplicate-tag" in capsys.readouterr().out, "it is still shown"
    assert check("--fix") == 1, "a changed file fails whatever is left"
    repository.notebook(cells=UNDEFINED)
    assert check() == 1


def test_output_format(repository: GitRepository, capsys: Captured) -> None:
    repository.notebook(cells=UNDEFINED)
    settle(repository, 'output-format = "json"')
    for arguments in (["check"], ["check-stale"]):
        run(cli.main, *arguments)
        assert json.loads(capsys.readouterr().out)["version"] == 1
    check("--output-format", "concise")
    assert capsys.readouterr().out.startswith("nb.ipynb:cell 1:1:7: KALE301 ")
    assert check("--diff") == 1, "the format of a diff is that of a diff"
    assert capsys.readouterr().out == ""


def test_show_settings(repository: GitRepository, capsys: Captured) -> None:
    assert check("--show-settings") == 0
    shown = capsys.readouterr().out
    assert tomllib.loads(shown)["tool"]["kale-hooks"]["select"] == ["KALE"]
    assert shown.count("# default\n") == len(READERS) - 2, "output-dir and requirements have none"
    assert f"# all {len(RULES)} rules are on\n" in shown
    text = 'ignore = ["KALE112"]\npackages = {"google.auth" = "a\\"b"}\n'.replace('a\\"b', "a==1")
    settle(repository, f'{text}output-dir = "out"\nfail-on = "error"')
    assert check("--show-settings", "--ignore", "KALE308,KALE605", "--output-format", "json") == 0
    shown = capsys.readouterr().out
    for line in [
        'ignore = ["KALE112", "KALE308", "KALE605"]  # pyproject.toml and command line',
        'packages = {"google.auth" = "a==1"}  # pyproject.toml',
        'output-dir = "out"  # pyproject.toml',
        'output-format = "json"  # command line',
        'fail-on = "error"  # pyproject.toml',
        "exclude = []  # default",
    ]:
        assert f"{line}\n" in shown
    assert "all but KALE112 floating-image, KALE308 star-import, KALE605 component-too-large\n" in shown
    assert check("--show-settings", "--select", "KALE2") == 0
    assert 'select = ["KALE2"]  # command line\nextend-select = []  # default\nignore = []  # default\n' in (
        said := capsys.readouterr().out
    )
    assert "rules are on: KALE001 unreadable-file, " in said
    repository.write("shown.toml", shown)
    assert check("--config", "shown.toml", "--show-settings") == 0, "what it shows can be used"


def test_settings_that_do_not_concern_us_cost_nothing(repository: GitRepository) -> None:
    repository.write("pyproject.toml", "[project]\nname = 'x'\n")
    script = (
        "import sys; from kale_hooks.cli import main; status = main(['check']);"
        "sys.exit(status or any(name in sys.modules for name in ('tomllib', 'kale_hooks.settings_file')))"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent.parent)}
    assert subprocess.run([sys.executable, "-c", script], env=environment, check=False).returncode == 0


values = st.recursive(
    st.booleans() | st.integers() | st.floats() | st.text() | st.dates() | st.sampled_from(["KALE302", "a", "a==1"]),
    lambda children: st.lists(children, max_size=3) | st.dictionaries(st.text(max_size=5), children, max_size=3),
    max_leaves=6,
)


@given(st.sampled_from(sorted(READERS)), values)
def test_any_value(key: str, value: object) -> None:
    try:
        READERS[key](value)
    except WrongValue as error:
        assert str(error).isprintable()
