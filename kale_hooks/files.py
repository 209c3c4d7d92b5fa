"""Which files a command is about: arguments in, targets out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from kale_hooks import git

_NEVER = frozenset({".ipynb_checkpoints", ".git"})
_ENVIRONMENT_MARKS = ("pyvenv.cfg", "conda-meta")


@dataclass(frozen=True, slots=True)
class Target:
    """A file under check.

    `file` is absolute; `path` is how the user calls it, with `/`; `name` is its path from `root`, the root of its
    repository (spec section 2), with `/`.
    """

    file: Path
    path: str
    root: Path
    name: str


def target(argument: str) -> Target:
    """The target of a path that need not exist."""
    lexical = Path(os.path.abspath(argument))  # noqa: PTH100 - `..` goes before links, as a shell's completion shows it
    file = Path(os.path.realpath(lexical.parent)) / lexical.name
    root = root_of(file.parent)
    return Target(file, Path(argument).as_posix(), root, file.relative_to(root).as_posix())


def in_repository(root: Path, name: str) -> Target:
    """The file `name` of the repository at `root`, called as one would call it from the working directory."""
    return Target(root / name, shown(root, name), root, name)


def root_of(folder: Path) -> Path:
    """The root of the repository of a resolved folder: its git work tree, else the working directory.

    A folder that is in neither is a repository of its own.
    """
    working_directory = Path.cwd().resolve()
    if tree := git.work_tree(folder):
        return tree
    return working_directory if folder.is_relative_to(working_directory) else folder


def shown(root: Path, name: str) -> str:
    """How messages and commands call the file `name` of the repository `root`: from the working directory."""
    return Path(os.path.relpath(root / name)).as_posix()


def find(arguments: Sequence[str]) -> Iterator[Target]:
    """The targets that the arguments mean, each file once: files as they are, folders for the notebooks in them.

    No argument means the working directory.
    """
    seen = set()
    for argument in arguments or ["."]:
        found = _in_folder(Path(argument)) if Path(argument).is_dir() else [target(argument)]
        for each in found:
            if each.file not in seen:
                seen.add(each.file)
                yield each


def folders(arguments: Iterable[str]) -> list[Path]:
    """The folders among the arguments."""
    return [path for path in map(Path, arguments) if path.is_dir()]


def _in_folder(folder: Path) -> Iterator[Target]:
    resolved = folder.resolve()
    root = root_of(resolved)
    prefix = PurePosixPath(resolved.relative_to(root).as_posix())
    for name in list_files(root, suffixes=(".ipynb",)):
        if PurePosixPath(name).is_relative_to(prefix):
            below = PurePosixPath(name).relative_to(prefix)
            yield Target(root / name, (PurePosixPath(folder.as_posix()) / below).as_posix(), root, name)


def list_files(root: Path, *, suffixes: tuple[str, ...]) -> list[str]:
    """The regular files of a repository with one of the suffixes, relative to `root`, sorted.

    What git ignores is left out, and so are Jupyter's checkpoints and symbolic links, which may lead anywhere.
    """
    return [
        name
        for name in _candidates(root)
        if name.endswith(suffixes) and _NEVER.isdisjoint(name.split("/")) and _is_regular(root / name)
    ]


def _candidates(root: Path) -> Iterable[str]:
    if git.work_tree(root) == root:
        try:
            return git.list_files(root)
        except git.GitFailed:  # the compile commands, which must know more from git, say so
            pass
    return sorted(_walk(root))


def _walk(root: Path) -> Iterator[str]:
    for folder, folders, files in os.walk(root):
        here = Path(folder)
        if any((here / mark).exists() for mark in _ENVIRONMENT_MARKS):
            folders.clear()
            continue
        folders[:] = [name for name in folders if name == ".kale" or not name.startswith(".")]
        folders[:] = [name for name in folders if name != "node_modules"]
        yield from ((here / name).relative_to(root).as_posix() for name in files)


def _is_regular(file: Path) -> bool:
    return file.is_file() and not file.is_symlink()
