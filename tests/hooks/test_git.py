from __future__ import annotations

import os
from pathlib import Path

import pytest

from kale_hooks import git
from kale_hooks.git import CLEAN, FileState
from tests.hooks.repository import GitRepository, make_repository


def test_states(repository: GitRepository) -> None:
    for name in ("clean", "edited", "edited twice", "grün\n.txt", "[x]*"):
        repository.write(name, "old")
    repository.write(".gitignore", "ignored\nfolder/\n")
    repository.commit_all()
    repository.write("edited", "new")
    repository.write("grün\n.txt", "new")
    repository.write("edited twice", "new")
    repository.git("add", "edited twice", "grün\n.txt")
    repository.write("edited twice", "newer")
    for name in ("ignored", "folder/a", "folder/b", "deep/new", "intended"):
        repository.write(name, "new")
    repository.git("add", "--intent-to-add", "intended")
    repository.write("added", "new")
    repository.git("add", "added")
    expected = {
        "clean": CLEAN,
        "edited": FileState(unstaged=True),
        "edited twice": FileState(staged=True, unstaged=True),
        "grün\n.txt": FileState(staged=True),
        "[x]*": CLEAN,
        "ignored": FileState(ignored=True),
        "folder/a": FileState(ignored=True),
        "folder/b": FileState(ignored=True),
        "deep/new": FileState(untracked=True),
        "intended": FileState(unstaged=True, added=True),
        "added": FileState(staged=True, added=True),
        "missing": CLEAN,
    }
    assert git.states(repository.root, list(expected)) == expected


def test_states_before_the_first_commit(repository: GitRepository) -> None:
    repository.write("a", "x")
    repository.write("b", "x")
    repository.git("add", "a")
    expected = {"a": FileState(staged=True, added=True), "b": FileState(untracked=True)}
    assert git.states(repository.root, ["a", "b"]) == expected


def test_states_of_more_files_than_fit_in_one_call(repository: GitRepository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(git, "_PATHS_PER_CALL", 2)
    names = [repository.write(f"{number}", "x").name for number in range(5)]
    assert git.states(repository.root, names) == dict.fromkeys(names, FileState(untracked=True))


def test_list_files_leaves_out_what_is_ignored(repository: GitRepository) -> None:
    repository.write(".gitignore", "*.tmp\n")
    repository.write("tracked", "x")
    repository.commit_all()
    repository.write("a.tmp", "x")
    repository.write("sub/new", "x")
    assert git.list_files(repository.root) == [".gitignore", "sub/new", "tracked"]


def test_the_index_that_a_running_commit_names_counts(
    repository: GitRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`git commit FILE` runs hooks on a temporary index, which holds the named files only."""
    repository.write("a", "old")
    repository.commit_all()
    repository.write("a", "new")
    repository.git("add", "a")
    repository.git("read-tree", "--index-output=.git/next-index", "HEAD")
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/next-index")
    assert git.states(repository.root, ["a"]) == {"a": FileState(unstaged=True)}


def test_variables_of_a_running_commit_do_not_reach_another_repository(
    repository: GitRepository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make_repository(tmp_path / "other")
    other.write("b", "x")
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    assert git.list_files(other.root) == ["b"]
    assert git.states(other.root, ["b"]) == {"b": FileState(untracked=True)}


def test_asking_leaves_the_index_alone(repository: GitRepository) -> None:
    repository.write("a", "x")
    repository.commit_all()
    os.utime(repository.root / "a", (1, 1))
    index = (repository.root / ".git/index").read_bytes()
    assert git.states(repository.root, ["a"]) == {"a": CLEAN}
    assert (repository.root / ".git/index").read_bytes() == index


def test_git_that_is_missing_or_refuses(repository: GitRepository, monkeypatch: pytest.MonkeyPatch) -> None:
    (repository.root / ".git/HEAD").write_text("nonsense")
    with pytest.raises(git.GitFailed, match="not a git repository"):
        git.list_files(repository.root)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(git.GitFailed, match="cannot run git"):
        git.list_files(repository.root)


def test_work_tree(repository: GitRepository, tmp_path: Path) -> None:
    folder = repository.root / "a/b"
    folder.mkdir(parents=True)
    assert git.work_tree(folder) == repository.root
    assert git.work_tree(tmp_path) is None
