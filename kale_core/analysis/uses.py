"""What a step asks of libraries and of IPython, for rules that know what it means."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class UseKind(Enum):
    """What is done.

    `CALL`: a library member or a method is called. `SET`: an attribute or item of a member is assigned. `GET`: an item
    of one is read. `COMMAND`: a magic or a shell command. `IMPORT`: a module is imported, with nothing to fall back
    on. `HISTORY`: a name of IPython's (`Out`, `_`) is read that nothing else binds; the first read of a step only.
    """

    CALL = "call"
    SET = "set"
    GET = "get"
    COMMAND = "command"
    IMPORT = "import"
    HISTORY = "history"


@dataclass(frozen=True, slots=True)
class Use:
    """One use.

    `name` is the dotted name of a library member (`os.chdir`, `os.environ`), `.method` for a method of any other
    object, whose own origin is `receiver`, and the whole text, with its `!` or `%`, for a command. `texts` are the
    positional arguments (or the key that is set or read) where they are known strings, else none; of a method of a
    known string, as in `Path("x").write_text(y)`, that string is the first. `keywords` are the arguments by name.
    `value` is what is assigned, if that is a known string. `cell` and `at` say where it stands (`at` is the line of a
    command), `time` which cell was running. It is not `certain` in a function that is only handed around, and
    `tried` in the body of a `try` with a handler.
    """

    kind: UseKind
    name: str
    cell: int
    at: int
    time: int
    texts: tuple[str | None, ...] = ()
    keywords: tuple[tuple[str, str | None], ...] = ()
    receiver: str | None = None
    value: str | None = None
    certain: bool = True
    tried: bool = False
