"""What people see of a run while it goes on."""

from __future__ import annotations

import io
import re

import pytest

from kale_core.kfp.local.runner import State
from kale_core.kfp.plan import Task
from kale_hooks.live.board import Board, duration
from kale_hooks.live.line import shown
from kale_hooks.live.screen import Lines, Table


def task(name: str) -> Task:
    return Task(name, name, (), (), (), {}, {}, {}, {}, frozenset())


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


class Terminal(io.StringIO):
    """A terminal of 80 columns and 24 lines that understands what the table needs."""

    def isatty(self) -> bool:
        return True

    def screen(self) -> list[str]:
        lines = [""]
        for up, end, text in re.findall(r"\x1b\[(\d+)A\r\x1b\[J|(\n)|([^\x1b\n]+)", self.getvalue()):
            if up:
                lines[len(lines) - 1 - int(up) :] = [""]
            elif end:
                lines.append("")
            lines[-1] += text
        return lines


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0.0 s"), (1.66, "1.7 s"), (99.9, "99.9 s"), (100, "1:40 min"), (3599.7, "1:00:00 h"), (36000, "10:00:00 h")],
)
def test_duration(seconds: float, text: str) -> None:
    assert duration(seconds) == text


def board(*titles: str) -> tuple[Board, Clock]:
    clock = Clock()
    return Board(titles, clock=clock), clock


def test_the_table() -> None:
    made, clock = board("load", "train_all", "übung", "last")
    made.change("load", State.RUNNING)
    clock.now = 2
    made.change("load", State.DONE)
    made.change("train_all", State.INSTALLING)
    clock.now = 5
    made.change("train_all", State.RUNNING)
    clock.now = 6.5
    assert made.lines(columns=80, lines=20, colour=False) == [
        "  done        load          2.0 s",
        "  running     train_all     1.5 s",
        "  waiting     übung",
        "  waiting     last",
    ]
    assert made.active() == ["train_all"]
    wide = made.lines(columns=80, lines=20, colour=False)
    assert made.lines(columns=20, lines=20, colour=False) == [line[:20] for line in wide]


def test_a_table_with_more_steps_than_lines() -> None:
    made, _ = board(*(f"s{number}" for number in range(10)))
    made.change("s0", State.DONE)
    made.change("s1", State.FAILED)
    made.change("s5", State.RUNNING)
    found = made.lines(columns=80, lines=4, colour=False)
    assert found[0].startswith("  failed      s1")
    assert found[1].startswith("  running     s5")
    assert found[2:] == ["  and 7 waiting, 1 done"]
    assert made.lines(columns=80, lines=1, colour=False) == ["  and 7 waiting, 1 running, 1 done, 1 failed"]


def test_colours_only_paint_the_state() -> None:
    made, _ = board("done")
    made.change("done", State.DONE)
    assert made.lines(columns=80, lines=5, colour=True) == ["  \x1b[32mdone      \x1b[0m  done"]


@pytest.mark.parametrize(
    ("text", "plain", "coloured"),
    [
        ("plain ü\tx", "plain ü\tx", "plain ü\tx"),
        ("\x1b[31mred\x1b[0m", "red", "\x1b[31mred\x1b[0m\x1b[0m"),
        ("a\x1b[2Jb\x1b[10;5Hc\x1b[?25ld", "abcd", "abcd"),
        ("\x1b]0;title\x07x\x1b]8;;http://a\x1b\\y", "xy", "xy"),
        ("\x1b(Ba\x1bMb\x1b", "ab", "ab"),
        ("a\x00\x07\x08b\x7f\x9b2Jc\x85", "ab2Jc", "ab2Jc"),
    ],
)
def test_lines_do_nothing_to_the_terminal(text: str, plain: str, coloured: str) -> None:
    assert shown(text, colour=False) == plain
    assert shown(text, colour=True) == coloured


def test_lines_in_a_log() -> None:
    out, err = io.StringIO(), io.StringIO()
    made, clock = board("a", "long", "c")
    seen = Lines(made, out=out, err=err)
    seen.changed(task("a"), State.RUNNING)
    seen.printed(task("a"), "\x1b[31mhello")
    seen.printed(task("a"), "[KFP Executor 2026-01-01 00:00:00,000 INFO]: Wrote executor output file to x.")
    clock.now = 1.5
    seen.changed(task("a"), State.FAILED)
    seen.changed(task("long"), State.SKIPPED)
    seen.tick()
    seen.close()
    assert out.getvalue() == "a    | hello\n"
    assert err.getvalue().splitlines() == [
        "a: running",
        "a: failed after 1.5 s",
        "long: skipped, since a step that it needs failed",
    ]


def test_the_table_stays_below_what_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    terminal = Terminal()
    made, clock = board("a", "b")
    seen = Table(made, out=terminal, err=terminal)
    seen.changed(task("a"), State.RUNNING)
    seen.printed(task("a"), "hello")
    clock.now = 1
    seen.tick()
    assert terminal.screen() == ["a | hello", "  running     a     1.0 s", "  waiting     b", ""]
    seen.changed(task("a"), State.DONE)
    seen.changed(task("b"), State.RUNNING)
    seen.printed(task("b"), "there")
    seen.changed(task("b"), State.DONE)
    seen.close()
    terminal.write("after\n")
    assert terminal.screen() == [
        "a | hello",
        "b | there",
        "  done        a     1.0 s",
        "  done        b     0.0 s",
        "after",
        "",
    ]
