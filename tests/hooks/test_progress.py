from __future__ import annotations

import io
import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from kale_hooks import files, progress
from kale_hooks.files import Target


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal of 40 columns in front of which a person sits, and a clock on which each look takes a second."""
    made = Terminal()
    ticks = iter(range(1000))
    for name in ("CI", "PRE_COMMIT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(progress, "sys", SimpleNamespace(stderr=made))
    monkeypatch.setattr("time.monotonic", lambda: float(next(ticks)))
    monkeypatch.setattr(progress, "_columns", lambda: 40)
    return made


def targets(*names: str) -> list[Target]:
    return [files.target(name) for name in names]


def test_a_bar_from_the_second_second_on(terminal: Terminal) -> None:
    found = targets("a.ipynb", "b/ü\x1b.ipynb", "c" * 60)
    assert list(progress.watched(found)) == found
    assert terminal.getvalue().split("\r\x1b[K") == [
        "",
        "[....................] 0/3 a.ipynb",
        "[######..............] 1/3 b/\\xfc\\x1b.i",
        "[#############.......] 2/3 cccccccccccc",
        "",
    ]


def test_the_bar_goes_away_when_the_work_stops(terminal: Terminal) -> None:
    watched = progress.watched(targets("a", "b"))
    next(watched)
    watched.close()
    assert terminal.getvalue().endswith("0/2 a\r\x1b[K")


def test_nothing_is_said_of_fast_work(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.monotonic", lambda: 0.5)
    assert len(list(progress.watched(targets("a", "b")))) == 2
    assert terminal.getvalue() == ""


def test_nothing_is_said_of_one_file(terminal: Terminal) -> None:
    list(progress.watched(targets("a")))
    assert terminal.getvalue() == ""


@pytest.mark.parametrize(("name", "value"), [("CI", "true"), ("PRE_COMMIT", "1"), ("TERM", "dumb")])
def test_nobody_looks_on(terminal: Terminal, monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    list(progress.watched(targets("a", "b")))
    assert terminal.getvalue() == ""


def test_standard_error_is_a_file(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal, "isatty", lambda: False, raising=False)
    list(progress.watched(targets("a", "b")))
    assert terminal.getvalue() == ""


def test_the_width_of_what_is_no_terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with (tmp_path / "file").open("w") as stream:
        monkeypatch.setattr("sys.stderr", stream)
        assert progress._columns() == 80
    leader, follower = os.openpty()
    with os.fdopen(follower, "w") as stream:
        monkeypatch.setattr("sys.stderr", stream)
        assert progress._columns() == 80, "a terminal that does not know its width says 0"
    os.close(leader)
