"""What git knows of files, asked with as few `git` processes as possible.

Hooks run inside git, which then sets `GIT_DIR` and `GIT_INDEX_FILE` for the work tree that is being committed. They
hold for that work tree only (and name its true index, which for `git commit FILE` is a temporary one), so they reach
our `git` processes only if these ask about that same work tree.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_PATHS_PER_CALL = 500


class GitFailed(Exception):
    """Git is missing, or refuses to answer; the message is git's own."""


@dataclass(frozen=True, slots=True)
class FileState:
    """How a file stands between the work tree, the index and HEAD; `added`: HEAD does not have it, the index does."""

    untracked: bool = False
    ignored: bool = False
    unstaged: bool = False
    staged: bool = False
    added: bool = False


CLEAN = FileState()


def work_tree(folder: Path) -> Path | None:
    """The root of the work tree that holds `folder`, which must be absolute; `None` if there is none."""
    for candidate in (folder, *folder.parents):
        if (candidate / ".git").exists():
            return candidate
    return None


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit, by its name in full and by the short one that git gives it in its repository."""

    full: str
    short: str


def head(root: Path) -> Commit:
    """The commit that is checked out; `GitFailed` also if there is none yet."""
    listed = _git(root, "rev-list", "--max-count=1", "--format=%h", "HEAD").decode()
    _, full, short = listed.split()
    return Commit(full, short)


def list_files(root: Path) -> list[str]:
    """All files of the work tree that are tracked, or untracked but not ignored; relative to `root`, sorted."""
    listed = _git(root, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    return sorted(set(_split(listed)))


def fork(root: Path, ref: str) -> str:
    """The commit where HEAD left `ref`, or that of `ref` if a shallow clone cannot say; `GitFailed` without one."""
    commit = "" if ref.startswith("-") else ref
    try:
        named = _git(root, "rev-parse", "--verify", "--quiet", f"{commit}^{{commit}}").decode().strip()
    except GitFailed as error:
        raise GitFailed("there is no such commit; a shallow clone has to fetch it first") from error
    try:
        return _git(root, "merge-base", named, "HEAD").decode().split()[0]
    except GitFailed:
        return named


def blobs(root: Path, commit: str) -> dict[str, str]:
    """All regular files of a commit, each with the name of its content."""
    entries = (entry.partition("\t") for entry in _split(_git(root, "ls-tree", "-r", "-z", "--full-tree", commit)))
    return {name: fields.split()[2] for fields, _, name in entries if fields.startswith("100")}


def content(root: Path, blob: str) -> bytes:
    """The content of that name."""
    return _git(root, "cat-file", "blob", blob)


def states(root: Path, paths: Sequence[str]) -> dict[str, FileState]:
    """The state of each of `paths`, which are relative to `root`, with `/`; they need not exist."""
    found = dict.fromkeys(paths, CLEAN)
    for start in range(0, len(paths), _PATHS_PER_CALL):
        found |= _states(root, paths[start : start + _PATHS_PER_CALL])
    return found


def _states(root: Path, paths: Sequence[str]) -> dict[str, FileState]:
    # Ignored files are listed one by one ("traditional") or, in some versions of git, as their ignored folder.
    options = ("--porcelain=v1", "-z", "--untracked-files=all", "--ignored=traditional", "--no-renames")
    entries = dict(_entries(_git(root, "status", *options, "--", *paths)))
    folders = tuple(entry for entry in entries if entry.endswith("/"))
    found = {}
    for path in paths:
        inside = (folder for folder in folders if path.startswith(folder))
        code = entries.get(path) or next((entries[folder] for folder in inside), "  ")
        found[path] = _state(code)
    return found


def _entries(status: bytes) -> Iterator[tuple[str, str]]:
    for entry in _split(status):
        yield entry[3:], entry[:2]


def _state(code: str) -> FileState:
    if code in ("??", "!!"):
        return FileState(untracked=code == "??", ignored=code == "!!")
    return FileState(staged=code[0] != " ", unstaged=code[1] != " ", added="A" in code)


def _split(output: bytes) -> list[str]:
    return [os.fsdecode(part) for part in output.split(b"\0") if part]


def _git(root: Path, *arguments: str) -> bytes:
    import subprocess

    command = ["git", "-c", "core.fsmonitor=false", *arguments]
    try:
        result = subprocess.run(command, cwd=root, env=_environment(root), capture_output=True, check=False)
    except OSError as error:
        raise GitFailed(f"cannot run git: {error.strerror or error}") from error
    if result.returncode != 0:
        raise GitFailed(result.stderr.decode("utf-8", "replace").strip() or f"git exited with {result.returncode}")
    return result.stdout


def _environment(root: Path) -> Mapping[str, str]:
    ours = dict(os.environ)
    if Path.cwd() != root:
        for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "GIT_PREFIX", "GIT_COMMON_DIR"):
            ours.pop(name, None)
    return ours | {"GIT_OPTIONAL_LOCKS": "0", "GIT_LITERAL_PATHSPECS": "1", "LC_ALL": "C"}
