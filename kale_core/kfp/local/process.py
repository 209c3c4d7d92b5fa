"""A process with all that it starts: its output line by line, and a clean end whatever happens."""

from __future__ import annotations

import asyncio
import codecs
import os
import signal
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

_GRACE = 2.0  # seconds from a request to end to the end
_LONGEST_LINE = 65_536  # characters


async def run_process(
    command: Sequence[str], *, folder: Path, environment: Mapping[str, str], on_line: Callable[[str], object]
) -> int:
    """The exit status of a process, negative for a signal; `on_line` gets what it and its children print.

    If the task that awaits this is cancelled, they are asked to end, then killed. None of them outlives the call.
    Raises `OSError` if the process cannot be started, and what `on_line` raises.
    """
    reading, writing = os.pipe()
    try:
        process = await asyncio.create_subprocess_exec(
            *command,
            cwd=folder,
            env=environment,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=writing,
            stderr=asyncio.subprocess.STDOUT,
            start_new_session=True,  # a group of its own, so that Ctrl-C reaches it through us only
        )
    except BaseException:
        os.close(reading)
        raise
    finally:
        os.close(writing)
    printed = asyncio.create_task(_read(reading, on_line))
    ended = asyncio.create_task(process.wait())
    try:
        await asyncio.wait([printed, ended], return_when=asyncio.FIRST_COMPLETED)
        if printed.done():
            printed.result()  # raises what `on_line` raised
        await asyncio.wait([ended])  # and not `await ended`, which being cancelled would cancel that task, too
        return ended.result()
    except asyncio.CancelledError:
        _signal(process.pid, signal.SIGTERM)
        await asyncio.wait([printed], timeout=_GRACE)  # the process is a shell, which ends before its children
        raise
    finally:
        _signal(process.pid, signal.SIGKILL)  # children that outlive it would keep its output open
        await ended
        await printed


def _signal(group: int, number: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)


async def _read(descriptor: int, on_line: Callable[[str], object]) -> None:
    """Hand on the lines of a pipe until all who could write to it are gone."""
    stream = asyncio.StreamReader()
    pipe = os.fdopen(descriptor, "rb", buffering=0)
    transport, _ = await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(stream), pipe
    )
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    pending = ""
    try:
        while chunk := await stream.read(_LONGEST_LINE):
            *lines, pending = (pending + decoder.decode(chunk)).split("\n")
            for line in lines:
                on_line(_final(line))
            if len(pending) > _LONGEST_LINE:
                on_line(_final(pending))
                pending = ""
        if pending:
            on_line(_final(pending))
    finally:
        transport.close()


def _final(line: str) -> str:
    """What a terminal would show of a line that is written over itself, as progress bars are."""
    return line.rstrip("\r").rpartition("\r")[2]
