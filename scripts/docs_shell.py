"""A repository to show commands in: a copy of the examples, or an empty one, and what commands print there."""

from __future__ import annotations

import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

CHECKOUT = Path(__file__).resolve().parent.parent
_ENVIRONMENT = {
    "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)]),
    "LC_ALL": "C.UTF-8",
    "COLUMNS": "100",
    "NO_COLOR": "1",
    "PRE_COMMIT_COLOR": "never",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    **{f"GIT_{who}_NAME": "A. Reader" for who in ("AUTHOR", "COMMITTER")},
    **{f"GIT_{who}_EMAIL": "reader@example.org" for who in ("AUTHOR", "COMMITTER")},
}
_SHELL_SYNTAX = re.compile(r"[|&;<>$`*?~]")


@dataclass(slots=True)
class Shell:
    """Runs commands in `folder`, and remembers how the last one ended."""

    folder: Path
    status: int = 0

    def run(self, command: str, *, errors: bool = True) -> str:
        """What the command prints: to a terminal, or without `errors` to its standard output alone."""
        if command == "echo $?":
            return f"{self.status}\n"
        words = [] if _SHELL_SYNTAX.search(command) else shlex.split(command)
        tool = _tool(words[0]) if words else None
        self.status, output = _call(tool, words[1:], errors) if tool else _execute(command, errors)
        return "\n".join(line.rstrip() for line in output.split("\n"))


@contextmanager
def repository(kind: str) -> Iterator[Shell]:
    """A git repository, removed in the end: `examples` has those of this checkout committed, `empty` has no commit."""
    with TemporaryDirectory() as folder, chdir(folder), _environment(_ENVIRONMENT | {"HOME": f"{folder}/.git"}):
        shutil.copytree(_original(kind).name, folder, dirs_exist_ok=True)
        _execute("git update-index --refresh")
        yield Shell(Path(folder))


@cache
def _original(kind: str) -> TemporaryDirectory[str]:
    """What a repository begins with. Examples are compiled afresh: pages show what is compiled, not what was."""
    original = TemporaryDirectory()
    with chdir(original.name):
        _execute("git init --quiet --initial-branch main .")
        if kind == "examples":
            shutil.copytree(CHECKOUT / "examples", ".", dirs_exist_ok=True)
            _take_hooks_from_checkout(Path(".pre-commit-config.yaml"))
            Shell(Path()).run("kale-compile .")
            _execute("git add --all && git commit --quiet --message examples")
    return original


def _take_hooks_from_checkout(config: Path) -> None:
    """Let pre-commit run the commands of this environment, under the names of the manifest, and install nothing."""
    manifest = yaml.safe_load((CHECKOUT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    hooks = {hook["id"]: hook | {"language": "system"} for hook in manifest}
    settings = yaml.safe_load(config.read_text(encoding="utf-8"))
    for source in settings["repos"]:
        source["repo"] = "local"
        del source["rev"]
        source["hooks"] = [hooks[hook["id"]] | hook for hook in source["hooks"]]
    config.write_text(yaml.safe_dump(settings), encoding="utf-8")


def _tool(name: str) -> Callable[[list[str]], int] | None:
    """The command of that name if it is one of ours: it is called here, since it takes longer to start than to run."""
    for script in entry_points(group="console_scripts", name=name):
        if script.value.startswith("kale_hooks."):
            command: Callable[[list[str]], int] = script.load()
            return command
    return None


def _call(tool: Callable[[list[str]], int], arguments: list[str], errors: bool) -> tuple[int, str]:
    output = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n", write_through=True)
    with redirect_stdout(output), redirect_stderr(output if errors else io.StringIO()):
        try:
            status = tool(arguments)
        except SystemExit as exit:
            status = int(exit.code or 0)
    output.seek(0)
    return status, output.read()


def _execute(command: str, errors: bool = True) -> tuple[int, str]:
    done = subprocess.run(
        ["bash", "-c", command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT if errors else subprocess.DEVNULL,
        encoding="utf-8",
    )
    return done.returncode, done.stdout


@contextmanager
def _environment(variables: Mapping[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.clear()
    os.environ.update(variables)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
