"""Processes of steps: their output, and their end."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from pathlib import Path

import pytest

from kale_core.kfp.local.process import run_process

pytestmark = pytest.mark.skipif(os.name != "posix", reason="steps run on POSIX systems")


def run(source: str, folder: Path) -> tuple[int, list[str]]:
    """The status and the lines of a Python program."""
    lines: list[str] = []
    command = [sys.executable, "-u", "-c", source]
    status = asyncio.run(run_process(command, folder=folder, environment=os.environ, on_line=lines.append))
    return status, lines


@pytest.mark.parametrize(
    ("source", "status", "lines"),
    [
        pytest.param("print('a'); print(); print('b', end='')", 0, ["a", "", "b"], id="lines"),
        pytest.param("import sys; print('a', file=sys.stderr); sys.exit(3)", 3, ["a"], id="standard error"),
        pytest.param("print('10%\\r20%\\r30%', end='\\r\\n')", 0, ["30%"], id="a progress bar"),
        pytest.param("print('x' * 200_000)", 0, None, id="a long line"),
        pytest.param(
            "import os; os.write(1, b'\\xc3'); os.write(1, b'\\xa9 \\xff\\n')", 0, ["é \ufffd"], id="split characters"
        ),
        pytest.param("import os; os.kill(os.getpid(), 9)", -9, [], id="killed"),
        pytest.param("import os; print(os.getcwd()); print(input())", 1, None, id="no input"),
    ],
)
def test_output_and_status(source: str, status: int, lines: list[str] | None, tmp_path: Path) -> None:
    found = run(source, tmp_path)
    assert found[0] == status
    assert lines is None or found[1] == lines
    assert lines is not None or max(map(len, found[1])) < 150_000


def test_lines_come_as_they_are_printed(tmp_path: Path) -> None:
    came: list[float] = []
    command = [sys.executable, "-u", "-c", "import time; print(1); time.sleep(0.5); print(2)"]
    asyncio.run(
        run_process(command, folder=tmp_path, environment=os.environ, on_line=lambda _: came.append(time.monotonic()))
    )
    assert came[1] - came[0] > 0.3


CHILD = "import subprocess; print(subprocess.Popen(['sleep', '60']).pid)"


def has_ended(pid: int) -> bool:
    """Whether a process that was killed is gone, or waits for its parent to notice; the kernel takes a moment."""
    for _ in range(50):
        status = Path(f"/proc/{pid}/stat")
        try:
            os.kill(pid, 0)
            if status.exists() and status.read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except (ProcessLookupError, FileNotFoundError):
            return True
        time.sleep(0.02)
    return False


def test_what_it_leaves_behind_is_ended(tmp_path: Path) -> None:
    started = time.monotonic()
    status, (pid,) = run(CHILD, tmp_path)
    assert status == 0
    assert time.monotonic() - started < 10, "a child that holds the output open must not be waited for"
    assert has_ended(int(pid))


_PYTHON = '"$0" -u -c "$1"; exit $?'


def stopped(script: str, folder: Path, source: str = "") -> tuple[list[str], float]:
    """The lines of a shell script that is stopped once `ready` is printed, and how long its end took.

    In it, `"$0" -u -c "$1"` runs `source` with Python.
    """
    lines: list[str] = []

    async def main() -> float:
        ready = asyncio.Event()

        def on_line(line: str) -> None:
            lines.append(line)
            if line == "ready":
                ready.set()

        command = ["sh", "-c", script, sys.executable, source]
        running = asyncio.create_task(run_process(command, folder=folder, environment=os.environ, on_line=on_line))
        await ready.wait()
        started = time.monotonic()
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
        return time.monotonic() - started

    return lines, asyncio.run(main())


def test_a_stopped_process_may_clean_up(tmp_path: Path) -> None:
    source = (
        "import signal, sys, time\n"
        "signal.signal(signal.SIGTERM, lambda *_: (time.sleep(0.3), print('clean'), sys.exit()))\n"
        "print('ready'); time.sleep(60)"
    )
    lines, took = stopped(_PYTHON, tmp_path, source)
    assert lines == ["ready", "clean"]
    assert took < 1.9


def test_a_stopped_process_that_does_not_listen_is_killed_with_its_children(tmp_path: Path) -> None:
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN)"
    source = f"{deaf}\n{CHILD}\nprint('ready'); time.sleep(60)"
    lines, took = stopped(_PYTHON, tmp_path, source)
    assert has_ended(int(lines[0]))
    assert 1.5 < took < 5


def test_a_stopped_process_that_prints_no_more(tmp_path: Path) -> None:
    lines, took = stopped("echo $$; echo ready; exec >&- 2>&-; sleep 60", tmp_path)
    assert has_ended(int(lines[0]))
    assert took < 1.5


def test_it_cannot_be_started(tmp_path: Path) -> None:
    for command in (["/nowhere"], ["true", "x" * 200_000]):
        with pytest.raises(OSError):
            asyncio.run(run_process(command, folder=tmp_path, environment=os.environ, on_line=print))


def test_who_prints_may_fail(tmp_path: Path) -> None:
    def on_line(_: str) -> None:
        raise BrokenPipeError

    started = time.monotonic()
    for script in ("echo a", "echo a; sleep 60"):
        with pytest.raises(BrokenPipeError):
            asyncio.run(run_process(["sh", "-c", script], folder=tmp_path, environment=os.environ, on_line=on_line))
    assert time.monotonic() - started < 10
