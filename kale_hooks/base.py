"""What a branch is compared with: generated files and notebooks as another commit holds them."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kale_core.compiler.location import source_of
from kale_hooks import git
from kale_hooks.repository import is_generated


@dataclass(frozen=True, slots=True)
class GeneratedFile:
    """A generated file and the notebook that it says it comes from, by their names in the repository."""

    name: str
    notebook: str
    text: str


class Base:
    """The files of a repository at the commit where the work tree left the branch `ref`, but for those excluded."""

    def __init__(self, root: Path, ref: str, *, excludes: Callable[[Path], bool]) -> None:
        """`GitFailed` if there is no such commit."""
        self._root = root
        self._excludes = excludes
        self._blobs: Mapping[str, str] = git.blobs(root, git.fork(root, ref))

    @cached_property
    def generated(self) -> tuple[GeneratedFile, ...]:
        """The generated files, sorted by name."""
        names = (name for name in sorted(self._blobs) if is_generated(name) and not self._excludes(self._root / name))
        found = (generated_file(name, self._content(name).decode("utf-8", "backslashreplace")) for name in names)
        return tuple(filter(None, found))

    def has(self, name: str, content: bytes) -> bool:
        """Whether it holds the same file, but for line ends, which git may change."""
        return name in self._blobs and self._content(name) == _unix(content)

    def _content(self, name: str) -> bytes:
        return _unix(git.content(self._root, self._blobs[name]))


def generated_file(name: str, text: str) -> GeneratedFile | None:
    """A text as a generated file of that name; `None` if it does not say that it is one."""
    source = source_of(text)
    if source is None:
        return None
    return GeneratedFile(name, posixpath.normpath(posixpath.join(posixpath.dirname(name), source)), text)


def _unix(content: bytes) -> bytes:
    return content.replace(b"\r\n", b"\n")
