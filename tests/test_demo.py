"""The mistakes of the demo cause what they are said to cause."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from kale_core.rules.registry import RULES
from kale_hooks import check_command, check_stale
from scripts.mistakes import IN_NOTEBOOKS, WITH_GENERATED_FILES, Edit, ExamplesChanged, Mistake
from tests.hooks.repository import GitRepository, make_repository

EXAMPLES = Path(__file__).parent.parent / "examples"


@pytest.fixture
def examples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> GitRepository:
    repository = make_repository(tmp_path)
    shutil.copytree(EXAMPLES, tmp_path, dirs_exist_ok=True)
    repository.commit_all()
    monkeypatch.chdir(tmp_path)
    return repository


def seen(capsys: pytest.CaptureFixture[str]) -> set[tuple[str, str]]:
    found = json.loads(capsys.readouterr().out)["diagnostics"]
    return {(each["path"], each["code"]) for each in found}


@pytest.mark.parametrize("mistake", [*IN_NOTEBOOKS, *WITH_GENERATED_FILES], ids=lambda mistake: mistake.what)
def test_the_code_is_one_of_a_rule(mistake: Mistake) -> None:
    assert set(mistake.seen.values()) <= set(RULES)


@pytest.mark.parametrize("mistake", IN_NOTEBOOKS, ids=lambda mistake: mistake.what)
def test_a_mistake_in_a_notebook(examples: GitRepository, capsys: pytest.CaptureFixture[str], mistake: Mistake) -> None:
    mistake.change.make(examples.root)
    assert check_command.main(["--output-format", "json", mistake.change.file]) == 1
    assert seen(capsys) == set(mistake.seen.items())


@pytest.mark.parametrize("mistake", WITH_GENERATED_FILES, ids=lambda mistake: mistake.what)
def test_a_mistake_with_generated_files(
    examples: GitRepository, capsys: pytest.CaptureFixture[str], mistake: Mistake
) -> None:
    mistake.change.make(examples.root)
    examples.git("add", "--all")
    assert check_stale.main(["--output-format", "json"]) == 1
    assert seen(capsys) == set(mistake.seen.items())


def test_a_change_that_is_not_possible_says_so(tmp_path: Path) -> None:
    (tmp_path / "nb.ipynb").write_text("a a")
    with pytest.raises(ExamplesChanged, match=r"nb\.ipynb should hold `a` once, but holds it 2 times"):
        Edit("nb.ipynb", "a", "b").make(tmp_path)
