from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kale_hooks.output.visible import escape, expand, width


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("plain ascii", "plain ascii", id="plain"),
        pytest.param("grün 日本 ✓", "grün 日本 ✓", id="letters of the world"),
        pytest.param("\x1b[31mred", "\\x1b[31mred", id="a terminal escape"),
        pytest.param("a\nb\rc\td", "a\\nb\\rc\\td", id="line ends"),
        pytest.param("x\u202e\u2066y", "x\\u202e\\u2066y", id="bidirectional overrides"),
        pytest.param("x\ud800y", "x\\ud800y", id="a lone surrogate"),
        pytest.param("\x9b1m\x7f", "\\x9b1m\\x7f", id="eight bit controls"),
        pytest.param("\U000e0041", "\\U000e0041", id="a tag character"),
        pytest.param("\u2028\u200b", "\\u2028\\u200b", id="unseen space"),
    ],
)
def test_escape(text: str, shown: str) -> None:
    assert escape(text) == shown


@pytest.mark.parametrize(
    ("line", "shown", "columns"),
    [
        pytest.param("ab", "ab", [0, 1, 2], id="plain"),
        pytest.param("\ta\tb", "    a   b", [0, 4, 5, 8, 9], id="tabs"),
        pytest.param("日b", "日b", [0, 2, 3], id="wide"),
        pytest.param("e\u0301b", "e\u0301b", [0, 1, 1, 2], id="combining"),
        pytest.param("\x1bb", "\\x1bb", [0, 4, 5], id="escaped"),
        pytest.param("", "", [0], id="empty"),
    ],
)
def test_expand(line: str, shown: str, columns: list[int]) -> None:
    assert expand(line) == (shown, columns)


@given(st.text())
def test_what_is_shown_is_one_line_of_the_width_said(line: str) -> None:
    shown, columns = expand(line)
    assert len(shown.splitlines()) <= 1
    assert "\x1b" not in shown
    assert columns[-1] == width(shown)
    assert columns == sorted(columns)
    assert len(columns) == len(line) + 1
