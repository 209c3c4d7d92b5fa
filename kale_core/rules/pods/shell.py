"""Shell commands and magics, as far as rules need to understand them."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass

from kale_core.analysis.tables.files import SHELLS
from kale_core.analysis.uses import Use, UseKind

_SHELL_BODIES = frozenset({"bash", "sh", "system", "!", "sx"})
_ENDS = frozenset({";", "&&", "||", "|", "&", "(", ")"})
_MAGIC = re.compile(r"%{1,2}(?P<name>[\w.]+)[ \t]*(?P<rest>[^\n]*)(?P<body>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Magic:
    """A magic: its name without `%`, the rest of its line, and the lines below a cell magic."""

    name: str
    rest: str
    body: str = ""


def magic_of(use: Use) -> Magic | None:
    """The magic that a use is; nothing for shell commands and all else."""
    match = _MAGIC.match(use.name) if use.kind is UseKind.COMMAND else None
    return Magic(match["name"], match["rest"].strip(), match["body"].strip("\n")) if match else None


def shell_commands(use: Use) -> Iterator[list[str]]:
    """The words of each simple command that a use runs in a shell, redirections included."""
    script = _script(use)
    for line in script.replace("\\\n", " ").split("\n") if script else ():
        command: list[str] = []
        for word in _words(line):
            if word in _ENDS:
                yield from filter(None, [command])
                command = []
            elif command or not re.fullmatch(r"sudo|time|\w+=.*", word):
                command.append(word)
        yield from filter(None, [command])


def _script(use: Use) -> str:
    """The shell script of a use; empty if it runs none, or none that is known."""
    if use.kind is UseKind.CALL and use.name in SHELLS:
        return (use.texts[0] if use.texts else None) or ""
    magic = magic_of(use)
    if magic is None:
        return use.name.lstrip("!") if use.kind is UseKind.COMMAND else ""
    if magic.name in _SHELL_BODIES:
        return magic.body or magic.rest
    if magic.name == "script":
        return magic.body if magic.rest.split()[:1] in (["bash"], ["sh"]) else ""
    return f"{magic.name} {magic.rest}"


def _words(line: str) -> list[str]:
    """The words and operators of a line; none of a line that is no shell, or goes on in the next."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    try:
        return list(lexer)
    except ValueError:
        return []
