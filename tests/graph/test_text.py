"""The picture for a terminal."""

from __future__ import annotations

import re
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kale_core.graph.graph import Graph
from kale_core.graph.lettering import columns
from kale_core.graph.rails import rails
from kale_core.graph.text import SIGNS, Terminal, render
from tests.graph.graphs import DIAMOND, FAULTY, HOSTILE, chain, drawn, fan, graphs, shaped
from tests.notebooks import cell

UNICODE = dedent(
    """\
    ●═╗ load
    │ ║   error KALE203 cycle
    │ ║   ⇠ train (cycle)
    │ ║   cell 1: rows = [1]
    │ ║
    ● ║ clean
    │ ║   ← load (cycle): rows
    │ ║   cell 2: good = rows
    │ ║
    ●═╝ train
    """
)
ASCII = dedent(
    """\
    *=H load
    | H   error KALE203 cycle
    | H   <. train (cycle)
    | H   cell 1: rows = [1]
    | H
    * H clean
    | H   <- load (cycle): rows
    | H   cell 2: good = rows
    | H
    *=H train
    """
)


def test_a_diamond() -> None:
    assert render(DIAMOND, Terminal()) == dedent(
        """\
        demo
        nb.ipynb
        parameters: n=3
        imports, in every step: cell 2

        ●   load
        │     cell 3: rows = [n]
        │     parameters: n
        │
        ├─● left
        │ │   ← load: rows
        │ │   cell 4: a = math.fsum(rows)
        │ │
        ● │ right
        │ │   ← load: rows
        │ │   cell 5: b = max(rows)
        │ │
        ●─╯ join
        ┆     ← left: a
        ┆     ← right: b
        ┆     cell 6: total = a + b
        ┆     metrics: total
        ┆
        ●   publish
              ⇠ join (order only)
              cell 7: print('done')
        """
    )


@pytest.mark.parametrize(
    ("is_ascii", "expected"), [pytest.param(False, UNICODE, id="unicode"), pytest.param(True, ASCII, id="ascii")]
)
def test_a_cycle(is_ascii: bool, expected: str) -> None:
    text = render(FAULTY, Terminal(is_ascii=is_ascii))
    assert expected in text
    assert "\ncycle: load -> clean -> train -> load\n" in text
    assert text.isascii() == is_ascii


@pytest.mark.parametrize(
    ("graph", "expected"),
    [
        pytest.param(chain(3), ["●", "●", "●"], id="chain"),
        pytest.param(fan(3), ["●    ", "├─●  ", "├─│─●", "● │ │", "●─┴─╯"], id="fan"),
        pytest.param(
            shaped(4, [(0, 1), (1, 2), (0, 3), (2, 3)]), ["●  ", "├─●", "│ ●", "●─╯"], id="an edge that skips"
        ),
        pytest.param(shaped(4, [(0, 2), (1, 3), (0, 3)]), ["●    ", "│ ●  ", "├─│─●", "●─╯"], id="crossing"),
        pytest.param(shaped(3, [(2, 0), (0, 1), (1, 2)]), ["●═╗", "● ║", "●═╝"], id="cycle"),
        pytest.param(shaped(3, [(2, 0), (2, 1)]), ["●═╗", "●═╣", "●═╝"], id="upwards"),
        pytest.param(shaped(3, []), ["●", "●", "●"], id="no edges"),
        pytest.param(shaped(1, [(0, 0)]), ["●"], id="loop"),
        pytest.param(shaped(0, []), [], id="nothing"),
    ],
)
def test_lines_on_the_left(graph: Graph, expected: list[str]) -> None:
    assert [each.at.rstrip() for each in rails(graph)] == [line.rstrip() for line in expected]


def test_without_space_for_lines_there_are_still_words() -> None:
    text = render(fan(40), Terminal(width=100))
    assert not set(SIGNS) & set(text) - set("←")
    assert text.count("← s0: x0") == 40


@settings(max_examples=100, deadline=None)
@given(graph=graphs(), width=st.integers(40, 120), is_ascii=st.booleans())
def test_no_line_is_too_wide(graph: Graph, width: int, is_ascii: bool) -> None:
    text = render(graph, Terminal(width=width, is_ascii=is_ascii))
    assert max(map(columns, text.split("\n"))) <= width
    assert text.endswith("\n")
    assert "  \n" not in text


def test_a_notebook_cannot_act_on_the_terminal() -> None:
    cells = [cell([f"step:{text}", f"prev:{HOSTILE[number - 1]}"], text) for number, text in enumerate(HOSTILE)]
    text = render(drawn(*cells), Terminal())
    assert all(character.isprintable() for character in text.replace("\n", ""))


def test_colour_adds_nothing_but_colour() -> None:
    coloured = render(FAULTY, Terminal(has_colour=True))
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == render(FAULTY, Terminal())
    assert "\x1b[1;31merror KALE203 cycle\x1b[0m" in coloured
