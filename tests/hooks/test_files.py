from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from kale_hooks import files
from tests.hooks.repository import GitRepository, make_repository


def found(*arguments: str) -> list[str]:
    return [target.path for target in files.find(arguments)]


@pytest.fixture
def tree(repository: GitRepository) -> GitRepository:
    for name in (
        "b.ipynb",
        "a/c.ipynb",
        "a/.ipynb_checkpoints/c-checkpoint.ipynb",
        "a/deep/d.ipynb",
        "data/ignored.ipynb",
        "ab/e.ipynb",
        "notes.txt",
    ):
        repository.write(name, "{}")
    repository.write(".gitignore", "data/\n")
    return repository


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        pytest.param([], ["a/c.ipynb", "a/deep/d.ipynb", "ab/e.ipynb", "b.ipynb"], id="no argument"),
        pytest.param(["."], ["a/c.ipynb", "a/deep/d.ipynb", "ab/e.ipynb", "b.ipynb"], id="this folder"),
        pytest.param(["a"], ["a/c.ipynb", "a/deep/d.ipynb"], id="a folder, not those that begin alike"),
        pytest.param(["./a/"], ["a/c.ipynb", "a/deep/d.ipynb"], id="a folder written otherwise"),
        pytest.param(["b.ipynb", "a"], ["b.ipynb", "a/c.ipynb", "a/deep/d.ipynb"], id="the order given"),
        pytest.param(["a/c.ipynb", "a", "a/../a/c.ipynb"], ["a/c.ipynb", "a/deep/d.ipynb"], id="each once"),
        pytest.param(["data/ignored.ipynb"], ["data/ignored.ipynb"], id="a file that is named counts, ignored or not"),
        pytest.param(["data"], [], id="a folder that is ignored"),
        pytest.param(["missing.ipynb", "notes.txt"], ["missing.ipynb", "notes.txt"], id="any file that is named"),
    ],
)
def test_find(tree: GitRepository, arguments: Sequence[str], expected: list[str]) -> None:
    assert found(*arguments) == expected


def test_find_in_a_folder_below_and_above(tree: GitRepository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tree.root / "a")
    assert found() == ["c.ipynb", "deep/d.ipynb"]
    assert found("..") == ["../a/c.ipynb", "../a/deep/d.ipynb", "../ab/e.ipynb", "../b.ipynb"]
    assert found("../b.ipynb") == ["../b.ipynb"]


def test_links_and_deleted_files_are_not_found(tree: GitRepository, tmp_path: Path) -> None:
    tree.commit_all()
    (tree.root / "b.ipynb").unlink()
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "o.ipynb").write_text("{}")
    (tree.root / "link.ipynb").symlink_to(outside / "o.ipynb")
    (tree.root / "folder").symlink_to(outside, target_is_directory=True)
    assert found() == ["a/c.ipynb", "a/deep/d.ipynb", "ab/e.ipynb"]


def test_find_outside_of_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.ipynb", "x/b.ipynb", ".venv/c.ipynb", "env/pyvenv.cfg", "env/d.ipynb", "node_modules/e.ipynb"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("{}")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    assert found() == ["a.ipynb", "x/b.ipynb"]


def test_find_without_git_installed(tree: GitRepository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert found("a") == ["a/c.ipynb", "a/deep/d.ipynb"]


def test_target_names_the_file_in_its_own_repository(
    tree: GitRepository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nested = make_repository(tree.root / "nested")
    nested.write("n.ipynb", "{}")
    monkeypatch.chdir(tree.root / "a")
    target = files.target("../nested/n.ipynb")
    assert target == files.Target(nested.root / "n.ipynb", "../nested/n.ipynb", nested.root, "n.ipynb")
    assert files.target("c.ipynb").name == "a/c.ipynb"


def test_target_outside_of_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert files.target("a/b.ipynb").root == tmp_path.resolve() / "here"
    assert files.target("../c.ipynb").root == tmp_path.resolve()
