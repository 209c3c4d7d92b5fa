"""Places in a notebook as ranges of its file, however the JSON is laid out."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kale_core.diagnostics import Place, Span
from kale_core.notebook import Notebook, parse_notebook
from tests.notebooks import cell, markdown, notebook

SOURCE = 'x = "ä\\n"\nprint(y)'
PRINT = Place(2, Span(2, 7, 2, 8))
"""The `y` in the second line of the second cell."""


def document(**source: Any) -> dict[str, Any]:
    code = {"cell_type": "code", "execution_count": None, "metadata": {"tags": [1, "step:a", "prev:b"]}, "outputs": []}
    text = {"cell_type": "markdown", "metadata": {}, "source": ["# x"]}
    return {
        "cells": [text, {**code, "source": SOURCE, **source}],
        "metadata": {"kubeflow_notebook": {"pipeline_name": "demo", "volumes": []}},
        "nbformat": 4,
        "nbformat_minor": 4,
    }


def read(content: str, *, encoding: str = "utf-8") -> Notebook:
    parsed = parse_notebook(content.encode(encoding, "surrogatepass"), path="nb.ipynb")
    assert isinstance(parsed, Notebook), parsed
    return parsed


def at(built: Notebook, place: Place) -> str:
    """The text of the file in the range of a place."""
    span = built.physical_span(place)
    lines = built.text.split("\n")[span.line - 1 : span.end_line]
    lines[-1] = lines[-1][: span.end_column - 1]
    lines[0] = lines[0][span.column - 1 :]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("content", "line"),
    [
        pytest.param(
            json.dumps(document(source=SOURCE.splitlines(keepends=True)), indent=1), 23, id="one string a line"
        ),
        pytest.param(json.dumps(document(), indent=1), 21, id="one string for the cell"),
        pytest.param(json.dumps(document()), 1, id="all on one line"),
        pytest.param("\n\n" + json.dumps(document()), 3, id="empty lines first"),
        pytest.param(json.dumps(document(), indent="\t").replace("\n", "\r\n"), 21, id="carriage returns in the file"),
        pytest.param(json.dumps(document(source=SOURCE.replace("\n", "\r\n"))), 1, id="carriage returns in the cell"),
        pytest.param(json.dumps(document(source=SOURCE.replace("\n", "\r")), indent=1), 21, id="old line ends"),
        pytest.param(json.dumps(document(source=list(SOURCE)), indent=1), 38, id="one string a character"),
        pytest.param(json.dumps(document(source=["", SOURCE, ""]), indent=1), 23, id="strings without text"),
        pytest.param(json.dumps(document(), ensure_ascii=False, indent=1), 21, id="plain characters"),
        pytest.param(json.dumps(document(), indent=0).replace("\n", ""), 1, id="minified"),
    ],
)
def test_code_in_any_layout(content: str, line: int) -> None:
    built = read(content)
    assert (at(built, PRINT), built.physical_span(PRINT).line) == ("y", line)
    assert at(built, Place(2, Span(1, 1, 1, 2))) == "x"


def test_a_byte_order_mark_takes_no_column() -> None:
    plain, marked = (read(json.dumps(document()), encoding=encoding) for encoding in ("utf-8", "utf-8-sig"))
    assert plain.physical_span(PRINT) == marked.physical_span(PRINT)


@pytest.mark.parametrize("ensure_ascii", [True, False])
def test_characters_that_json_escapes(ensure_ascii: bool) -> None:
    source = '"\\\t/\U0001f600" + name'
    built = read(json.dumps(document(source=source), ensure_ascii=ensure_ascii).replace("/", "\\/"))
    assert at(built, Place(2, Span(1, source.index("name") + 1, 1, len(source) + 1))) == "name"
    assert at(built, Place(2, Span(1, 2, 1, 3))) == "\\\\"
    emoji = "\\ud83d\\ude00" if ensure_ascii else "\U0001f600"
    assert at(built, Place(2, Span(1, 5, 1, 6))) == emoji


@pytest.mark.parametrize(
    ("place", "text"),
    [
        pytest.param(Place(2, tag="prev:b"), '"prev:b"', id="a tag behind what is no tag"),
        pytest.param(Place(key=("kubeflow_notebook", "pipeline_name")), '"demo"', id="a key"),
        pytest.param(Place(2, Span(1, 1, 2, 6)), 'x = \\"\\u00e4\\\\n\\"\\nprint', id="code over two lines"),
    ],
)
def test_values(place: Place, text: str) -> None:
    assert at(read(json.dumps(document())), place) == text


@pytest.mark.parametrize(
    ("place", "follows"),
    [
        pytest.param(Place(), "{", id="the notebook"),
        pytest.param(Place(2), '{"cell_type": "code"', id="a cell"),
        pytest.param(Place(2, tag="code"), "[1, ", id="a tag that is not there: the list"),
        pytest.param(Place(1, tag="markdown"), "{}", id="no list of tags: the metadata"),
        pytest.param(Place(key=("kubeflow_notebook", "volumes")), "[]", id="a list"),
        pytest.param(Place(key=("kubeflow_notebook", "x", "y")), '{"pipeline_name"', id="a key that is not there"),
        pytest.param(Place(2, Span(1, 2, 1, 2)), " = ", id="between two characters"),
        pytest.param(Place(2, Span(2, 99, 2, 99)), '"', id="beyond the line: its end"),
        pytest.param(Place(2, Span(99, 1, 99, 2)), '"', id="beyond the cell: its end"),
    ],
)
def test_what_has_no_extent_begins_there(place: Place, follows: str) -> None:
    built = read(json.dumps(document()))
    span = built.physical_span(place)
    assert (span.line, span.column) == (span.end_line, span.end_column)
    assert built.text[span.column - 1 :].startswith(follows)


def test_an_empty_source() -> None:
    built = read(json.dumps(document(source=[])))
    span = built.physical_span(PRINT)
    assert built.text[span.column - 1 :].startswith("[]")


def test_each_cell_of_a_notebook_has_its_own_place() -> None:
    built = notebook([markdown(), cell("step:a", "a"), cell("step:b", "b")])
    assert [at(built, Place(number, Span(1, 1, 1, 2))) for number in (2, 3)] == ["a", "b"]


@given(st.lists(st.text(max_size=8), max_size=5), st.booleans(), st.data())
def test_any_range_of_any_source(texts: list[str], ensure_ascii: bool, data: st.DataObject) -> None:
    built = read(json.dumps(document(source=texts), ensure_ascii=ensure_ascii))
    lines = built.cell(2).source.split("\n")
    line = data.draw(st.integers(1, len(lines)))
    column = data.draw(st.integers(1, len(lines[line - 1]) + 1))
    end = data.draw(st.integers(column, len(lines[line - 1]) + 1))
    found = at(built, Place(2, Span(line, column, line, end)))
    if column == end:
        assert found == ""
    else:
        assert "".join(json.loads(f'["{found}"]')) == lines[line - 1][column - 1 : end - 1]
