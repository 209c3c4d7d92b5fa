from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from identify.identify import tags_from_filename

ROOT = Path(__file__).parent.parent.parent
HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
SCRIPTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["scripts"]
LINTERS = ["kale-validate-tags", "kale-detect-cycles", "kale-check-dependencies"]
READERS = [*LINTERS, "kale-verify-ir"]
WRITERS = ["kale-compile", "kale"]


def matches(hook: str, path: str) -> bool:
    """Whether pre-commit gives the file to the hook."""
    definition = HOOKS[hook]
    tags = tags_from_filename(path)
    return bool(
        re.search(definition.get("files", ""), path)
        and tags.issuperset(definition.get("types", []))
        and (not definition.get("types_or") or not tags.isdisjoint(definition["types_or"]))
    )


def test_the_hooks_of_the_specification() -> None:
    assert list(HOOKS) == [*LINTERS, "kale-compile", "kale-check-stale", "kale-verify-ir", "kale"]


def test_pre_commit_accepts_the_manifest() -> None:
    command = [sys.executable, "-m", "pre_commit", "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize("hook", list(HOOKS))
def test_common_keys(hook: str) -> None:
    definition = HOOKS[hook]
    assert definition["language"] == "python"
    assert definition["require_serial"] is True
    assert definition["args"] == []
    assert definition["name"] and definition["description"]


@pytest.mark.parametrize("hook", list(HOOKS))
def test_each_entry_is_an_installed_command_and_only_kubeflow_has_a_command_kale(hook: str) -> None:
    command = HOOKS[hook]["entry"].split()[0]
    assert command in SCRIPTS
    assert "kale" not in SCRIPTS


@pytest.mark.parametrize(
    ("path", "linted", "compiled"),
    [
        pytest.param("nb.ipynb", True, True, id="a notebook"),
        pytest.param("a b/ü.ipynb", True, True, id="a notebook in a folder"),
        pytest.param("nb.ipynb.bak", False, False, id="a copy of a notebook"),
        pytest.param("x.py", False, False, id="a module"),
        pytest.param("xkale.py", False, False, id="a module whose name ends alike"),
        pytest.param(".kale/x.kale.py", False, True, id="a generated file"),
        pytest.param("pipelines/x.kale.py", False, True, id="a generated file elsewhere"),
        pytest.param("x.kale.pyi", False, False, id="a stub"),
        pytest.param("data.json", False, False, id="other JSON"),
        pytest.param("README.md", False, False, id="text"),
    ],
)
def test_which_files_hooks_see(path: str, linted: bool, compiled: bool) -> None:
    assert {hook: matches(hook, path) for hook in READERS} == dict.fromkeys(READERS, linted)
    assert {hook: matches(hook, path) for hook in WRITERS} == dict.fromkeys(WRITERS, compiled)


def test_staleness_is_checked_whatever_changed() -> None:
    assert HOOKS["kale-check-stale"]["always_run"] is True
    assert HOOKS["kale-check-stale"]["pass_filenames"] is False


def test_only_the_hook_that_asks_kfp_installs_it() -> None:
    installing = [hook for hook, definition in HOOKS.items() if definition["additional_dependencies"]]
    assert installing == ["kale-verify-ir"]
    extra = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]["kfp"]
    assert HOOKS["kale-verify-ir"]["additional_dependencies"] == [each for each in extra if "kfp" in each]
