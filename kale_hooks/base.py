"""What a branch is compared with: generated files and notebooks as another commit holds them."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kale_core.compiler.location import source_of
from kale_hooks import git
from kale_hooks.repository import GENERATED


@dataclass(frozen=True)
class BaseFile:
    """A generated file of the base: its name, the notebook that it says it comes from, and its text."""

    name: str
    notebook: str
    text: str


class Base:
    """The files of a repository at the commit where the work tree left the branch `ref`; names are as in `Facts`."""

    def __init__(self, root: Path, ref: str) -> None:
        """`GitFailed` if there is no such commit."""
        self._root = root
        self._blobs: Mapping[str, str] = git.blobs(root, git.fork(root, ref))

    @cached_property
    def generated(self) -> tuple[BaseFile, ...]:
        """The generated files, sorted by name."""
        names = (name for name in sorted(self._blobs) if name.endswith(GENERATED))
        return tuple(filter(None, map(self._generated, names)))

    def has_notebook(self, name: str, content: bytes) -> bool:
        """Whether it holds the same file, but for line ends, which git may change."""
        return name in self._blobs and _unix(self._content(name)) == _unix(content)

    def _generated(self, name: str) -> BaseFile | None:
        text = _unix(self._content(name)).decode("utf-8", "backslashreplace")
        source = source_of(text)
        if source is None:
            return None
        return BaseFile(name, posixpath.normpath(posixpath.join(posixpath.dirname(name), source)), text)

    def _content(self, name: str) -> bytes:
        return git.content(self._root, self._blobs[name])


def _unix(content: bytes) -> bytes:
    return content.replace(b"\r\n", b"\n")
