"""Cells and strings of a notebook as Python literals."""

from __future__ import annotations

import ast
import re
import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kale_core.compiler.spelling import (
    cell_literal,
    docstring_text,
    from_docstring,
    printable,
    string_literal,
    value_literal,
)

NASTY = [
    "'''", '"""', "'", '"', "\\", "\\'''", "{{$", "{{{$.inputs}}", "/kfp-workspace", "# fmt: on", "#autopep8:ON",
    " ", "\t", "\x00", "\x0b", "\x0c", "\x1b", "\x7f", "\x85", "\xa0", "\u2028", "\u2029", "\u202e", "\u3000", "\ufeff",
    "\ud800", "\udfff", "é", "😀", "x = 1", "def f():", "    return", "r'''", "''' 'x' r'''", "",
]  # fmt: skip
LINES = st.lists(st.one_of(st.sampled_from(NASTY), st.text(max_size=5)), max_size=4).map("".join)
SOURCES = st.lists(LINES, max_size=6).map("\n".join).map(lambda text: text.replace("\r", ""))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("x = 1\ny = 'é'  # \\d", "r'''\nx = 1\ny = 'é'  # \\d\n'''", id="as-it-is"),
        pytest.param("", "r'''\n\n'''", id="empty"),
        pytest.param("x = 1  \ny", "r'''\n''' 'x = 1  ' r'''\ny\n'''", id="trailing-space"),
        pytest.param("x\n    \ny", "r'''\nx\n''' '    ' r'''\ny\n'''", id="blank-line-of-spaces"),
        pytest.param("x\n\ny", "r'''\nx\n\ny\n'''", id="empty-line"),
        pytest.param("x = '''", "r'''\n''' \"x = '''\" r'''\n'''", id="triple-quotes"),
        pytest.param("'''\"\\", "r'''\n''' '\\'\\'\\'\"\\\\' r'''\n'''", id="both-quotes"),
        pytest.param("x = '\\'\n\\", "r'''\nx = '\\'\n\\\n'''", id="backslash-at-the-end"),
        pytest.param("f('{{$}}')", "r'''\n''' \"f('{\\x7b$}}')\" r'''\n'''", id="kfp-placeholder"),
        pytest.param("/kfp-workspace/a", "r'''\n''' '/\\x6bfp-workspace/a' r'''\n'''", id="kfp-workspace"),
        pytest.param("a\u2028b\x85", "r'''\n''' 'a\\u2028b\\x85' r'''\n'''", id="unicode-line-ends"),
        pytest.param("a \u202e b", "r'''\n''' 'a \\u202e b' r'''\n'''", id="bidirectional-override"),
        pytest.param("\ud800", "r'''\n''' '\\ud800' r'''\n'''", id="lone-surrogate"),
        pytest.param("# fmt: on", "r'''\n''' '\\x23 fmt: on' r'''\n'''", id="formatter-switch"),
        pytest.param("\tx = 1\t# a", "r'''\n\tx = 1\t# a\n'''", id="tabs-stay"),
    ],
)
def test_cell_literal(source: str, expected: str) -> None:
    assert cell_literal(source) == expected
    assert ast.literal_eval(expected) == f"\n{source}\n"


@settings(max_examples=500, deadline=None)
@given(SOURCES)
def test_any_cell_survives_all_that_reads_the_file(source: str) -> None:
    literal = cell_literal(source)
    function = f"def cells():\n    yield {literal}\n"
    function.encode("utf-8")
    as_shipped = textwrap.dedent(function)
    namespace: dict[str, object] = {}
    exec(as_shipped, namespace)
    assert list(namespace["cells"]()) == [f"\n{source}\n"]  # type: ignore[operator]
    assert "{{$" not in literal and "/kfp-workspace" not in literal
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\ud800-\udfff]", literal)
    assert all(line == line.rstrip() for line in literal.split("\n"))


@settings(max_examples=300, deadline=None)
@given(SOURCES, st.integers(min_value=0), LINES.map(lambda line: line.replace("\n", "").replace("\r", "")))
def test_changing_a_line_changes_that_line(source: str, position: int, new: str) -> None:
    lines = source.split("\n")
    position %= len(lines)
    changed = [*lines[:position], new, *lines[position + 1 :]]
    before, after = cell_literal(source).split("\n"), cell_literal("\n".join(changed)).split("\n")
    assert len(before) == len(lines) + 2 == len(after)
    assert [i for i, pair in enumerate(zip(before, after, strict=True)) if pair[0] != pair[1]] in ([], [position + 1])


@settings(max_examples=500, deadline=None)
@given(st.one_of(SOURCES, st.text()))
def test_any_string_is_a_literal_of_one_line(text: str) -> None:
    literal = string_literal(text)
    assert ast.literal_eval(literal) == text
    assert len(literal.splitlines()) == 1
    literal.encode("utf-8")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("0x10", "16", id="hexadecimal"),
        pytest.param("-1", "-1", id="sign"),
        pytest.param("1_000.5", "1000.5", id="float"),
        pytest.param("1e999", "1e999", id="infinity-has-no-name"),
        pytest.param("True", "True", id="bool"),
        pytest.param('"it\'s"', '"it\'s"', id="quotes"),
        pytest.param("'''a\nb'''", "'a\\nb'", id="lines"),
        pytest.param("('a'\n 'b')", "'ab'", id="concatenation"),
        pytest.param("'{{$}}'", "'{\\x7b$}}'", id="placeholder"),
        pytest.param('[1, [2.0, "x"],\n]', "[1, [2.0, 'x']]", id="list"),
        pytest.param('{"a": {"b": [True]}}', "{'a': {'b': [True]}}", id="dict"),
    ],
)
def test_value_literal(source: str, expected: str) -> None:
    assert value_literal(source) == expected
    assert ast.literal_eval(expected) == ast.literal_eval(source)


@given(st.text().filter(lambda text: not {"\n", "\r"} & set(text)).map(str.strip).filter(bool))
def test_docstring_text_has_a_way_back(text: str) -> None:
    spelled = docstring_text(text)
    assert from_docstring(spelled) == text
    compile(f'"""\n{spelled}\n"""', "docstring", "exec")


def test_text_that_is_in_no_docstring() -> None:
    with pytest.raises(ValueError, match="not the text of a docstring"):
        from_docstring('"""')


@given(st.text())
def test_printable_text_fits_in_a_comment(text: str) -> None:
    shown = printable(text)
    assert len(f"# {shown}".splitlines()) == 1
    compile(f"# {shown}\n", "comment", "exec")
