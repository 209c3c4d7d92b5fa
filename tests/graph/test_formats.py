"""The picture as SVG, Mermaid and Graphviz, of notebooks that would like to be more than a picture."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from kale_core.graph import dot, mermaid, svg, text
from kale_core.graph.graph import Graph
from tests.graph.graphs import DIAMOND, FAULTY, HOSTILE, drawn, graphs, shaped
from tests.notebooks import cell

GOLDENS = Path(__file__).parent.parent / "goldens" / "graph"
SVG = "{http://www.w3.org/2000/svg}"
ELEMENTS = {f"{SVG}{name}" for name in ("svg", "title", "desc", "style", "g", "rect", "path", "text")}
ATTRIBUTES = {"class", "x", "y", "width", "height", "rx", "d", "transform", "role", "viewBox"}
RENDERERS: dict[str, Callable[[Graph], str]] = {
    "svg": svg.render,
    "mmd": mermaid.render,
    "dot": dot.render,
    "txt": lambda graph: text.render(graph, text.Terminal()),
}
for_programs = pytest.mark.parametrize("render", [svg.render, mermaid.render, dot.render])


@pytest.mark.parametrize("suffix", RENDERERS)
def test_golden(suffix: str) -> None:
    """Set `UPDATE_GOLDENS` in the environment to accept what is drawn now."""
    golden = GOLDENS / f"faulty.{suffix}"
    picture = RENDERERS[suffix](FAULTY)
    if os.environ.get("UPDATE_GOLDENS"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(picture, encoding="utf-8", newline="\n")
    assert picture == golden.read_bytes().decode()


@for_programs
@settings(max_examples=50, deadline=None)
@given(graph=graphs())
def test_any_console_and_any_file_can_hold_it(render: Callable[[Graph], str], graph: Graph) -> None:
    picture = render(graph)
    assert picture.isascii()
    assert picture.replace("\n", "").isprintable()


@settings(max_examples=50, deadline=None)
@given(graph=graphs())
def test_svg_has_nothing_but_shapes_and_words(graph: Graph) -> None:
    root = ElementTree.fromstring(svg.render(graph))
    assert {element.tag for element in root.iter()} <= ELEMENTS
    assert {name for element in root.iter() for name in element.attrib} <= ATTRIBUTES
    assert len(list(root.iter(f"{SVG}style"))) == 1


def test_svg_keeps_the_words_of_a_notebook() -> None:
    root = ElementTree.fromstring(svg.render(drawn(cell("step:a", HOSTILE[0]), cell("step:b", HOSTILE[4]))))
    words = [element.text for element in root.iter(f"{SVG}text")]
    assert f"cell 1: {HOSTILE[0]}" in words
    assert f"cell 2: {HOSTILE[4]}" in words


def test_svg_is_for_all() -> None:
    picture = svg.render(FAULTY)
    root = ElementTree.fromstring(picture)
    assert root.get("role") == "img"
    assert [child.tag for child in root][:2] == [f"{SVG}title", f"{SVG}desc"]
    said = root[1].text or ""
    assert "trian (no such step: did you mean `train`?)" in said
    assert "compare follows train (`prev:` tag is missing): model." in said
    assert "@media (prefers-color-scheme:dark)" in picture
    assert "url(" not in picture
    assert "http" not in picture.replace('xmlns="http://www.w3.org/2000/svg"', "")


def test_svg_says_in_words_what_it_says_in_colours() -> None:
    words = [element.text or "" for element in ElementTree.fromstring(svg.render(FAULTY)).iter(f"{SVG}text")]
    assert "error KALE301 undefined-name x2" in words
    assert "warning KALE108 settings-on-later-cell" in words
    assert "cycle: load -> clean -> train -> load" in words
    assert "cycle" in words
    assert "↻ waits for itself" in words
    assert words[-4:] == ["data", "order only", "`prev:` tag is missing", "no such step"]


def test_svg_has_a_legend_only_if_there_is_something_to_tell_apart() -> None:
    assert "order only</text>" in svg.render(DIAMOND)
    assert "data</text>" not in svg.render(shaped(2, [(0, 1)]))


NODE = r'step_\w+\["[^"\n]*"\](:::(error|warning|missing|notebook))?'
MERMAID = re.compile(
    rf'    (pipeline\["[^"\n]*"\]:::title|{NODE}|step_\w+ (-->|-\.->)(\|"[^"\n]*"\|)? step_\w+'
    r"|classDef \w+ [\w:#,\- ]+|linkStyle [\d,]+ [\w:#,-]+)"
)


@settings(max_examples=50, deadline=None)
@given(graph=graphs())
def test_mermaid_has_the_lines_that_were_meant(graph: Graph) -> None:
    init, head, *lines = mermaid.render(graph).splitlines()
    assert (init.startswith("%%{init: "), head) == (True, "flowchart TD")
    assert [line for line in lines if not MERMAID.fullmatch(line)] == []
    assert len(lines) == 1 + len(graph.nodes) + len(graph.edges) + 5 + any(edge.is_wrong for edge in graph.edges)


@settings(max_examples=50, deadline=None)
@given(graph=graphs())
def test_mermaid_has_the_markup_that_was_meant(graph: Graph) -> None:
    labels = re.findall(r'"([^"\n]*)"', "\n".join(mermaid.render(graph).splitlines()[2:]))
    bare = [re.sub(r"<br/>|</?b>|#\d+;", "", label) for label in labels]
    assert [label for label in bare if re.search(r"[^\w ,.:=()-]", label, re.ASCII)] == []


HTML = r"<([^<>&\n]|&(#\d+|#x27|lt|gt|amp|quot);|<(/?b|/?font( (point-size|color)=\"[#\w]+\")?|br align=\"left\"/)>)*>"
LOOK = rf'(label={HTML}|style=(\w+|"[\w,]+")|(color|fontcolor)="#\w+"|penwidth=[\d.]+)'
DOT = re.compile(rf'    (label={HTML}|"\w+" \[{LOOK}(, {LOOK})*\]|"\w+" -> "\w+"( \[{LOOK}(, {LOOK})*\])?);')


@settings(max_examples=50, deadline=None)
@given(graph=graphs())
def test_dot_has_the_lines_that_were_meant(graph: Graph) -> None:
    first, *lines, last = dot.render(graph).splitlines()
    assert (first, last) == ("digraph pipeline {", "}")
    own = lines[len(dot.DEFAULTS) :]
    assert [line for line in own if not DOT.fullmatch(line)] == []
    assert len(own) == 1 + len(graph.nodes) + len(graph.edges)


@pytest.mark.parametrize(
    ("render", "line"),
    [
        pytest.param(mermaid.render, '    step_load -->|"rows"| step_left\n', id="mermaid, data"),
        pytest.param(mermaid.render, "    step_join -.-> step_publish\n", id="mermaid, order"),
        pytest.param(dot.render, '    "load" -> "left" [label=<rows<br align="left"/>>];\n', id="dot, data"),
        pytest.param(dot.render, '    "join" -> "publish" [style=dashed];\n', id="dot, order"),
    ],
)
def test_edges_are_called_by_their_steps(render: Callable[[Graph], str], line: str) -> None:
    """So a step that is added changes the lines that are about it, and no others."""
    assert line in render(DIAMOND)


def test_the_same_bytes_whatever_the_hash_seed() -> None:
    script = "from tests.graph.test_formats import *; print([render(FAULTY) for render in RENDERERS.values()])"
    root = Path(__file__).parents[2]
    pictures = {
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(pictures) == 1
