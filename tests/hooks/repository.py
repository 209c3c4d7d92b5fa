"""A real git repository for tests, cut off from the user's configuration."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.notebooks import RawCell, cell, write_notebook

ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "a",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "a",
    "GIT_COMMITTER_EMAIL": "a@example.org",
}

LOAD_AND_TRAIN = [
    cell("imports", "import math"),
    cell("step:load", "data = [1, 2]"),
    cell("step:train, prev:load", "total = math.fsum(data)\nprint(total)"),
]
OUTPUT = ".kale/demo.kale.py"


@dataclass(frozen=True)
class GitRepository:
    """A work tree; paths are relative to it."""

    root: Path

    def git(self, *arguments: str) -> str:
        command = ["git", *arguments]
        done = subprocess.run(command, cwd=self.root, env=ENVIRONMENT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def write(self, path: str, text: str) -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def read(self, path: str) -> str:
        return (self.root / path).read_text(encoding="utf-8")

    def notebook(
        self, path: str = "nb.ipynb", cells: list[RawCell] | None = None, *, pipeline_name: str = "demo"
    ) -> Path:
        metadata = {"pipeline_name": pipeline_name}
        return write_notebook(self.root / path, LOAD_AND_TRAIN if cells is None else cells, metadata=metadata)

    def commit_all(self) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--no-verify", "--message", "all")


def make_repository(root: Path) -> GitRepository:
    root.mkdir(parents=True, exist_ok=True)
    repository = GitRepository(root.resolve())
    repository.git("init", "--quiet", "--initial-branch", "main")
    return repository
