"""What a page of the documentation shows, made again by running its commands.

A page says in comments, which readers do not see, what its blocks are made of:

    <!-- repository: examples -->            what follows is in a copy of the examples; `empty`: an empty repository
    <!-- mistake: a variable is misspelt --> makes one of the mistakes of `scripts/mistakes.py` there
    <!-- run: git add . -->                  runs a command there that readers need not see
    <!-- notebook: a.ipynb {"pipeline_name": "a"} -->  the next block is the cells of this notebook, with its metadata
    <!-- part: FILE | first line | last line -->       the next block becomes these lines of the file, which begin so
    <!-- picture: a.svg | command -->        what the command prints becomes this file, beside the page
    <!-- not run: reason -->                 the next block is left as it is

All `console` blocks below a `repository` are run but for those: the lines that begin with `$` are commands, and what
stands between them is replaced by what they print.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import nbformat.v4

from scripts.docs_shell import Shell, repository
from scripts.mistakes import IN_NOTEBOOKS, WITH_GENERATED_FILES

_PIECE = re.compile(
    r"^<!-- (?P<what>[a-z ]+): (?P<value>.*?) -->\n|^(?P<fence>```+)(?P<language>\w*)\n(?P<body>.*?)^(?P=fence)\n",
    re.MULTILINE | re.DOTALL,
)
_CELL = re.compile(r"^# %%(?: tags: (?P<tags>.*))?\n", re.MULTILINE)
_MISTAKES = {mistake.what: mistake.change for mistake in (*IN_NOTEBOOKS, *WITH_GENERATED_FILES)}


class PageError(Exception):
    """A page asks for what there is not, or a command on it breaks; the message says which."""


@dataclass(frozen=True, slots=True)
class Made:
    """A page as it should be, and the pictures on it, by name."""

    text: str
    pictures: dict[str, str]


def make(text: str) -> Made:
    """Run all that is on a page.

    Raises:
        PageError: a comment cannot be understood, or a command shows a fault of the tool.
    """
    with ExitStack() as repositories:
        page = _Page(repositories)
        return Made(_PIECE.sub(page.piece, text), page.pictures)


@dataclass(slots=True)
class _Page:
    repositories: ExitStack
    shell: Shell | None = None
    awaited: tuple[str, str] = ("", "")
    pictures: dict[str, str] = field(default_factory=dict)

    def piece(self, match: re.Match[str]) -> str:
        """The text of a comment or a block, made again."""
        if match["what"]:
            self._comment(match["what"], match["value"])
            return match[0]
        (what, value), self.awaited = self.awaited, ("", "")
        body = self._block(what, value, match["language"], match["body"])
        return f"{match['fence']}{match['language']}\n{body}{match['fence']}\n"

    def _comment(self, what: str, value: str) -> None:
        if what == "repository" and value in {"examples", "empty"}:
            self.repositories.close()
            self.shell = self.repositories.enter_context(repository(value))
        elif what == "mistake":
            self._make_mistake(value)
        elif what == "run":
            self._run(value)
        elif what == "picture":
            name, command = value.split(" | ")
            self.pictures[name] = self._run(command, errors=False)
        elif what in {"notebook", "part", "not run"}:
            self.awaited = what, value
        else:
            raise PageError(f"`{what}: {value}` is nothing that a page can ask for")

    def _make_mistake(self, what: str) -> None:
        if what not in _MISTAKES:
            raise PageError(f"`{what}` is none of the mistakes in scripts/mistakes.py")
        _MISTAKES[what].make(self._shell.folder)

    def _block(self, what: str, value: str, language: str, body: str) -> str:
        if what == "notebook":
            name, _, metadata = value.partition(" ")
            (self._shell.folder / name).write_text(_notebook(body, json.loads(metadata or "null")), encoding="utf-8")
        elif what == "part":
            return _part(*value.split(" | "), folder=self._shell.folder)
        elif language == "console" and what != "not run" and self.shell:
            return "".join(_shown(command, self._run(command)) for command in _commands(body))
        return body

    @property
    def _shell(self) -> Shell:
        if self.shell is None:
            raise PageError("a page needs a `repository:` before it can use one")
        return self.shell

    def _run(self, command: str, *, errors: bool = True) -> str:
        output = self._shell.run(command, errors=errors)
        if "Traceback" in output or "internal error" in output:
            raise PageError(f"`{command}` breaks:\n{output}")
        return output


def _commands(body: str) -> Iterator[str]:
    return (line.removeprefix("$ ") for line in body.split("\n") if line.startswith("$ "))


def _shown(command: str, output: str) -> str:
    return "".join(f"{line}\n" for line in (f"$ {command}", output.rstrip("\n")) if line)


def _notebook(body: str, metadata: dict[str, object] | None) -> str:
    _, *parts = _CELL.split(body)
    cells = []
    for number, (tags, source) in enumerate(zip(parts[::2], parts[1::2], strict=True), 1):
        cell = nbformat.v4.new_code_cell(source.strip("\n"), id=f"cell-{number}")
        cell.metadata.update({"tags": tags.split(", ")} if tags else {})
        cells.append(cell)
    about = {} if metadata is None else {"kubeflow_notebook": metadata}
    written: str = nbformat.v4.writes(nbformat.v4.new_notebook(cells=cells, metadata=about))
    return f"{written}\n"


def _part(name: str, first: str, last: str, *, folder: Path) -> str:
    lines = (folder / name).read_text(encoding="utf-8").splitlines(keepends=True)
    begin = _find(lines, first, of=name, after=-1)
    end = begin if last == first else _find(lines, last, of=name, after=begin)
    return "".join(lines[begin : end + 1])


def _find(lines: list[str], start: str, *, of: str, after: int) -> int:
    for number, line in enumerate(lines[after + 1 :], after + 1):
        if line.startswith(start):
            return number
    raise PageError(f"no line of {of} begins with `{start}`")
