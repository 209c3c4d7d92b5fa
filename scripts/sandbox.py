"""A copy of the example repository, outside this one, whose hooks real pre-commit installs from this checkout."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
CONFIG = ".pre-commit-config.yaml"

_DIAGNOSTIC = re.compile(r"^(?P<path>\S+?)(?::cell \d+:\d+:\d+)?: (?:error|warning) (?P<code>KALE\d{3}) ", re.MULTILINE)
_COLOUR = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


class Failure(Exception):
    """The demo cannot go on, or did not show what it should; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a run of pre-commit printed, and its exit status."""

    status: int
    output: str

    @property
    def plain(self) -> str:
        return _COLOUR.sub("", self.output).replace("\r\n", "\n")

    @property
    def diagnostics(self) -> set[tuple[str, str]]:
        """Files, each with the code of something reported for it."""
        return {(match["path"], match["code"]) for match in _DIAGNOSTIC.finditer(self.plain)}


@dataclass(frozen=True, slots=True)
class Sandbox:
    """A git repository in `folder`; pre-commit keeps the hooks that it installs in `hooks`."""

    folder: Path
    hooks: Path

    def git(self, *arguments: str) -> str:
        """Run git here, as an author without settings of their own."""
        settings = ("user.name=Demo", "user.email=demo@example.org", "commit.gpgsign=false", "core.autocrlf=false")
        return git(*(part for setting in settings for part in ("-c", setting)), *arguments, at=self.folder)

    def commit(self) -> None:
        """Commit all there is."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--no-verify", "--message", "examples")

    def install(self) -> int:
        """Let pre-commit install the hooks, and say so itself; its exit status."""
        return subprocess.run(self._pre_commit("install-hooks"), cwd=self.folder, env=self._environment()).returncode

    def run(self, *arguments: str, skip: str = "") -> Run:
        """`pre-commit run`, without the hooks in `skip`."""
        colour = "always" if sys.stdout.isatty() and not os.environ.get("NO_COLOR") else "never"
        done = subprocess.run(
            self._pre_commit("run", "--color", colour, *arguments),
            cwd=self.folder,
            env=self._environment() | {"SKIP": skip},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        )
        return Run(done.returncode, done.stdout)

    def _pre_commit(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "pre_commit", *arguments]

    def _environment(self) -> dict[str, str]:
        return _environment() | {"PRE_COMMIT_HOME": str(self.hooks)}


def git(*arguments: str, at: Path) -> str:
    """What git prints in the folder `at`."""
    return _git(*arguments, at=at).decode("utf-8", "replace").strip()


def make_sandbox(folder: Path, *, hooks: Path, commit: str) -> Sandbox:
    """A repository with the examples of a commit of this checkout, all of it committed, and its hooks from there."""
    folder.mkdir(parents=True)
    copy_examples(folder, commit=commit)
    config = folder / CONFIG
    config.write_text(_from_checkout(config.read_text(encoding="utf-8"), commit), encoding="utf-8")
    sandbox = Sandbox(folder, hooks)
    sandbox.git("init", "--quiet")
    sandbox.commit()
    return sandbox


def copy_examples(folder: Path, *, commit: str) -> None:
    """Put the examples of a commit of this checkout into a folder."""
    archive = _git("archive", "--format=zip", f"{commit}:examples", at=CHECKOUT)
    with zipfile.ZipFile(io.BytesIO(archive)) as examples:
        examples.extractall(folder)


def _from_checkout(config: str, commit: str) -> str:
    """A pre-commit configuration that takes the hooks from this checkout instead of the network."""
    config = re.sub(r"(?m)^(\s*- repo: ).*$", lambda match: match[1] + f"'{CHECKOUT}'", config)
    return re.sub(r"(?m)^(\s*rev: ).*$", lambda match: match[1] + commit, config)


def _git(*arguments: str, at: Path) -> bytes:
    try:
        done = subprocess.run(["git", *arguments], cwd=at, env=_environment(), capture_output=True)
    except FileNotFoundError:
        raise Failure("git is not installed, or not on the PATH") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip()
        raise Failure(f"`git {' '.join(arguments)}` failed in {at}: {said}")
    return done.stdout


def _environment() -> dict[str, str]:
    """The environment without what would lead git, Python or pre-commit elsewhere."""
    misleading = ("GIT_", "PYTHONPATH", "PYTHONHOME", "PRE_COMMIT", "SKIP")
    return {name: value for name, value in os.environ.items() if not name.startswith(misleading)}
