"""What a step asks of libraries and of IPython: calls, settings and commands, for rules that know what these mean."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class UseKind(Enum):
    """What is done.

    `CALL`: a library member or a method is called. `SET`: an attribute or item of a member is assigned. `GET`: an item
    of one is read. `COMMAND`: a magic or a shell command.
    """

    CALL = "call"
    SET = "set"
    GET = "get"
    COMMAND = "command"


@dataclass(frozen=True, slots=True)
class Use:
    """One use.

    `name` is the dotted name of a library member (`os.chdir`, `os.environ`), `.method` for a method of any other
    object, whose own origin is `receiver`, and the whole text, with its `!` or `%`, for a command. `texts` are the
    positional arguments (or the key that is set or read) where they are known strings, else none; of a method of a
    known string, as in `Path("x").write_text(y)`, that string is the first. `keywords` are the arguments by name.
    `cell` and `at` say where it stands, `time` which cell was running.
    """

    kind: UseKind
    name: str
    cell: int
    at: int
    time: int
    texts: tuple[str | None, ...] = ()
    keywords: tuple[tuple[str, str | None], ...] = ()
    receiver: str | None = None
