"""Which files and folders a step reads and writes, as far as their paths are known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kale_core.analysis.dataflow import Dataflow
from kale_core.analysis.tables import files as table
from kale_core.analysis.uses import Use, UseKind
from kale_core.rules.pods.access import Access, Effect, normal_path
from kale_core.rules.pods.reading import place_of
from kale_core.rules.pods.shell import magic_of, shell_commands
from kale_core.rules.pods.shell_files import effects

_TABLES = (
    (Effect.READ, table.READS),
    (Effect.WRITE, table.WRITES),
    (Effect.FILL, table.FILLS),
    (Effect.MAKE, table.MAKES),
    (Effect.CHECK, table.CHECKS),
    (Effect.READ, table.STORES),
    (Effect.ADD, table.STORES),
)


def accesses(found: Iterable[Use], dataflow: Dataflow) -> list[Access]:
    """The accesses of a step in the order in which it makes them."""
    every = [access for use in found for access in _accesses(use)]
    cells = {access.use.time for access in every if access.use.kind is UseKind.COMMAND}
    lines: dict[int, int] = {}
    order: list[tuple[int, int]] = []
    for access in every:  # a cell's commands come last among its uses
        use = access.use
        if use.time in cells and use.cell == use.time:
            span = place_of(use, dataflow).span
            lines[use.time] = span.line if span else 0
        order.append((use.time, lines.get(use.time, 0)))
    return [every[index] for index in sorted(range(len(every)), key=order.__getitem__)]


def _accesses(use: Use) -> Iterator[Access]:
    for effect, text in _effects(use):
        path = normal_path(text)
        if path is not None:
            yield Access(effect, path, use)


def _effects(use: Use) -> Iterator[tuple[Effect, str | None]]:
    if use.kind is UseKind.COMMAND:
        yield from _of_magic(use)
    if use.kind in (UseKind.COMMAND, UseKind.CALL):
        commands = list(shell_commands(use))
        if not any(words[0] == "cd" for words in commands):
            for words in commands:
                yield from effects(words)
    if use.kind is UseKind.CALL:
        yield from _of_call(use)
    if use.kind is UseKind.IMPORT and use.name[:1] != ".":
        yield Effect.READ, use.name.replace(".", "/") + ".py"


def _of_magic(use: Use) -> Iterator[tuple[Effect, str | None]]:
    magic = magic_of(use)
    if magic is not None and magic.name in ("writefile", "file"):
        words = magic.rest.split()
        yield (Effect.ADD if "-a" in words else Effect.WRITE), words[-1] if words else None


def _of_call(use: Use) -> Iterator[tuple[Effect, str | None]]:
    last = f".{use.name.rpartition('.')[2]}"
    for effect, positions in _TABLES:
        position = positions.get(use.name, positions.get(last))
        if position is not None:
            yield effect, _with_suffix(use, _path(use, position))
    if use.name in table.OPENS or (use.name == ".open" and (use.receiver or "").startswith("pathlib.")):
        yield from ((effect, _path(use, 0)) for effect in _of_mode(_mode(use)))
    if use.name in table.COPIES or use.name in table.MOVES:
        yield Effect.READ, _path(use, 0)
        yield Effect.WRITE, _path(use, 1)
    if use.name.startswith(table.DATASETS):
        downloads = any(name == "download" for name, _ in use.keywords)
        yield (Effect.FILL if downloads else Effect.READ), _path(use, 0)


def _path(use: Use, position: int) -> str | None:
    """The path among the arguments of a call, by position or by name."""
    if position < len(use.texts):
        return use.texts[position]
    named = [text for name, text in use.keywords if name in table.PATH_KEYWORDS]
    return named[0] if named else None


def _mode(use: Use) -> str | None:
    return dict(use.keywords)["mode"] if "mode" in dict(use.keywords) else (*use.texts, "r", "r")[1]


def _of_mode(mode: str | None) -> Iterator[Effect]:
    if mode is None:
        return
    if mode[:1] in ("w", "x"):
        yield Effect.WRITE
    elif "r" in mode and "+" not in mode:
        yield Effect.READ
    elif mode[:1] == "a":
        yield Effect.ADD
    else:
        yield Effect.READ
        yield Effect.ADD


def _with_suffix(use: Use, path: str | None) -> str | None:
    suffix = table.SUFFIXES.get(use.name, "")
    return path if path is None or path.endswith(suffix) else path + suffix
