"""Edits of the text of a notebook: what they change, and that they change nothing else.

The oracle is `json.dumps`: in a document that it has written, an edit must give what it writes of the edited document.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kale_core.diagnostics import Fix, Span
from kale_core.edits import (
    AddTag,
    Edit,
    RemoveMetadata,
    RemoveRepeats,
    RemoveTag,
    RenameMetadata,
    ReplaceSource,
    ReplaceTag,
    SetMetadata,
)
from kale_core.fixes import apply


@dataclass(frozen=True)
class Written:
    """A way to write JSON."""

    indent: int | str | None
    separators: tuple[str, str] | None = None
    ascii: bool = False
    newline: str = "\n"
    final: bool = True

    def __call__(self, document: Any) -> str:
        text = json.dumps(document, indent=self.indent, separators=self.separators, ensure_ascii=self.ascii)
        return text.replace("\n", self.newline) + (self.newline if self.final else "")


STYLES = {
    "as Jupyter": Written(1),
    "two spaces, escaped": Written(2, ascii=True),
    "tabs, CRLF": Written("\t", newline="\r\n"),
    "no final newline": Written(1, final=False),
    "one line": Written(None),
    "compact, escaped, no final newline": Written(None, (",", ":"), ascii=True, final=False),
    "indented, compact colons": Written(4, (",", ":")),
    "two spaces, escaped, CRLF": Written(2, ascii=True, newline="\r\n"),
}

DOCUMENT: dict[str, Any] = {
    "nbformat_minor": 5,
    "metadata": {
        "zebra": "größe 数 🐎",
        "kubeflow_notebook": {"steps_defaults": ["cache:off", "label:é:x"], "docker_image": "a\\b", "name": None},
    },
    "cells": [
        {"cell_type": "markdown", "source": "täxt", "metadata": {}},
        {
            "metadata": {"tags": ["step:a", "prev:ä", "x", "x", "x"], "collapsed": False},
            "outputs": [{"text": ["step:a", "\u2028"]}],
            "source": ["wörd = 1\n", 'print("\\t", "🐎")\n', "last"],
            "cell_type": "code",
        },
        {"source": "ä = '\U0001f40e'\nb\n", "metadata": {}, "cell_type": "code"},
        {"source": [], "metadata": {"tags": []}, "cell_type": "code"},
        {"source": ["a\r\n", "b"], "metadata": {"tags": ["only"]}, "cell_type": "code"},
    ],
    "nbformat": 4,
}

Change = Callable[[dict[str, Any]], None]


def tags(cell: int, value: list[str]) -> Change:
    return lambda document: document["cells"][cell - 1]["metadata"].__setitem__("tags", value)


def source(cell: int, value: Any) -> Change:
    return lambda document: document["cells"][cell - 1].__setitem__("source", value)


def kale(value: dict[str, Any]) -> Change:
    return lambda document: document["metadata"].__setitem__("kubeflow_notebook", value)


DEFAULTS = {"steps_defaults": ["cache:off", "label:é:x"]}
IMAGE = {"docker_image": "a\\b"}
KALE = "kubeflow_notebook"

EDITS = [
    pytest.param(AddTag(2, "ü"), tags(2, ["step:a", "prev:ä", "x", "x", "x", "ü"]), id="add a tag"),
    pytest.param(AddTag(3, "ü"), tags(3, ["ü"]), id="add the list of tags"),
    pytest.param(AddTag(4, "ü"), tags(4, ["ü"]), id="add to an empty list"),
    pytest.param(AddTag(5, "ü"), tags(5, ["only", "ü"]), id="add to one tag"),
    pytest.param(RemoveTag(2, "step:a"), tags(2, ["prev:ä", "x", "x", "x"]), id="remove the first tag"),
    pytest.param(RemoveTag(2, "x"), tags(2, ["step:a", "prev:ä"]), id="remove the last tags"),
    pytest.param(RemoveTag(5, "only"), tags(5, []), id="remove the only tag"),
    pytest.param(RemoveRepeats(2, "x"), tags(2, ["step:a", "prev:ä", "x"]), id="remove repeats"),
    pytest.param(ReplaceTag(2, "prev:ä", "prev:ö"), tags(2, ["step:a", "prev:ö", "x", "x", "x"]), id="replace a tag"),
    pytest.param(ReplaceTag(2, "x", "y"), tags(2, ["step:a", "prev:ä", "y"]), id="replace a repeated tag"),
    pytest.param(ReplaceTag(2, "x", "step:a"), tags(2, ["step:a", "prev:ä"]), id="replace by another one of the cell"),
    pytest.param(
        SetMetadata((KALE, "docker_image"), "é"), kale({**DEFAULTS, "docker_image": "é", "name": None}), id="set"
    ),
    pytest.param(SetMetadata((KALE, "name"), 3), kale({**DEFAULTS, **IMAGE, "name": 3}), id="set null"),
    pytest.param(
        SetMetadata((KALE, "new"), True), kale({**DEFAULTS, **IMAGE, "name": None, "new": True}), id="set a new key"
    ),
    pytest.param(
        SetMetadata((KALE, "name", "a", "b"), "c"),
        kale({**DEFAULTS, **IMAGE, "name": {"a": {"b": "c"}}}),
        id="set a key of null",
    ),
    pytest.param(
        SetMetadata((KALE, "steps_defaults", 1), "y"),
        kale({"steps_defaults": ["cache:off", "y"], **IMAGE, "name": None}),
        id="set an item",
    ),
    pytest.param(
        SetMetadata(("other", "a"), "b"),
        lambda document: document["metadata"].__setitem__("other", {"a": "b"}),
        id="set a key of nothing",
    ),
    pytest.param(
        RenameMetadata((KALE, "docker_image"), "base_image"),
        kale({**DEFAULTS, "base_image": "a\\b", "name": None}),
        id="rename",
    ),
    pytest.param(RemoveMetadata((KALE, "steps_defaults")), kale({**IMAGE, "name": None}), id="remove the first key"),
    pytest.param(RemoveMetadata((KALE, "name")), kale({**DEFAULTS, **IMAGE}), id="remove the last key"),
    pytest.param(
        RemoveMetadata((KALE, "steps_defaults", 0)),
        kale({"steps_defaults": ["label:é:x"], **IMAGE, "name": None}),
        id="remove an item",
    ),
    pytest.param(
        ReplaceSource(2, Span(1, 1, 1, 5), "ö"),
        source(2, ["ö = 1\n", 'print("\\t", "🐎")\n', "last"]),
        id="replace in a line",
    ),
    pytest.param(
        ReplaceSource(2, Span(2, 13, 2, 14), "é\n"),
        source(2, ["wörd = 1\n", 'print("\\t", é\n', '🐎")\n', "last"]),
        id="split a line",
    ),
    pytest.param(
        ReplaceSource(2, Span(2, 1, 3, 1), ""),
        source(2, ["wörd = 1\n", "last"]),
        id="remove a line",
    ),
    pytest.param(
        ReplaceSource(2, Span(2, 17, 3, 5), ""),
        source(2, ["wörd = 1\n", 'print("\\t", "🐎")']),
        id="remove the last line",
    ),
    pytest.param(ReplaceSource(2, Span(1, 1, 3, 5), ""), source(2, []), id="remove all"),
    pytest.param(
        ReplaceSource(2, Span(1, 1, 1, 1), "import os\n\n"),
        source(2, ["import os\n", "\n", "wörd = 1\n", 'print("\\t", "🐎")\n', "last"]),
        id="add lines",
    ),
    pytest.param(
        ReplaceSource(2, Span(3, 5, 3, 5), "\nmore\n"),
        source(2, ["wörd = 1\n", 'print("\\t", "🐎")\n', "last\n", "more\n"]),
        id="add lines at the end",
    ),
    pytest.param(ReplaceSource(3, Span(1, 6, 1, 7), "é\nc"), source(3, "ä = 'é\nc'\nb\n"), id="replace in a text"),
    pytest.param(ReplaceSource(5, Span(1, 2, 2, 1), "\nc\n"), source(5, ["a\r\n", "c\r\n", "b"]), id="CRLF in a cell"),
]


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
@pytest.mark.parametrize(("edit", "change"), EDITS)
def test_an_edit_changes_what_it_says_and_no_other_byte(edit: Edit, change: Change, style: Written) -> None:
    expected = copy.deepcopy(DOCUMENT)
    change(expected)
    applied = apply(style(DOCUMENT), [Fix.safe("", edit)])
    assert len(applied.fixes) == 1
    assert applied.text == style(expected)


@pytest.mark.parametrize(
    ("before", "edit", "after"),
    [
        pytest.param('["a", "b"]', AddTag(1, "c"), '["a", "b", "c"]', id="one line in an indented document"),
        pytest.param('["a"]', AddTag(1, "c"), '["a", "c"]', id="one line of one tag"),
        pytest.param('[ "a" , "b" ]', AddTag(1, "c"), '[ "a" , "b" , "c" ]', id="spaces before commas"),
        pytest.param('[ "a" , "b" ]', RemoveTag(1, "a"), '[ "b" ]', id="spaces, remove the first"),
        pytest.param('[ "a" , "b" ]', RemoveTag(1, "b"), '[ "a" ]', id="spaces, remove the last"),
        pytest.param('[\n "a",\n\n "b"]', AddTag(1, "c"), '[\n "a",\n\n "b",\n\n "c"]', id="empty lines"),
        pytest.param('["\\u0061", "b"]', ReplaceTag(1, "a", "c"), '["c", "b"]', id="an escaped tag"),
        pytest.param('["a", 1, null]', ReplaceTag(1, "a", "c"), '["c", 1, null]', id="beside what is no tag"),
        pytest.param('["a"], "tags": ["b"]', ReplaceTag(1, "b", "c"), '["a"], "tags": ["c"]', id="the last equal key"),
        pytest.param("[  ]", AddTag(1, "c"), '[\n   "c"\n  ]', id="empty with spaces"),
        pytest.param('["a"]', AddTag(1, "\ud800"), '["a", "\\ud800"]', id="half of a surrogate pair"),
    ],
)
def test_odd_layouts_are_kept(before: str, edit: Edit, after: str) -> None:
    frame = '{{\n "cells": [\n  {{"metadata" : {{"tags": {}}}, "source": ""}}\n ],\n "nbformat": 4}}'
    assert apply(frame.format(before), [Fix.safe("", edit)]).text == frame.format(after)


@pytest.mark.parametrize(
    "edit",
    [
        RemoveTag(2, "none"),
        ReplaceTag(2, "none", "x"),
        RemoveRepeats(2, "none"),
        AddTag(2, "step:a"),
        RemoveTag(3, "x"),
        AddTag(9, "x"),
        RemoveMetadata((KALE, "none")),
        RemoveMetadata(("none", "none")),
        RenameMetadata((KALE, "none"), "x"),
        RenameMetadata((KALE, "docker_image"), "name"),
        SetMetadata((KALE, "docker_image", "x"), "y"),
        SetMetadata((KALE, "steps_defaults", 7), "y"),
        ReplaceSource(2, Span(9, 1, 9, 1), "x"),
        ReplaceSource(2, Span(1, 99, 1, 99), "x"),
        ReplaceSource(4, Span(1, 1, 1, 1), "x"),
        ReplaceSource(9, Span(1, 1, 1, 1), "x"),
    ],
    ids=str,
)
def test_what_cannot_be_done_or_changes_nothing_is_left_out(edit: Edit) -> None:
    text = STYLES["as Jupyter"](DOCUMENT)
    fix = Fix.safe("", SetMetadata((KALE, "first"), 1), edit)
    applied = apply(text, [Fix.safe("", edit), fix] if edit != AddTag(2, "step:a") else [Fix.safe("", edit)])
    assert (applied.text, applied.fixes) == (text, ())


def test_a_tag_list_that_is_none_is_left_alone() -> None:
    text = '{"cells": [{"metadata": {"tags": "step:a"}, "source": ""}]}'
    assert apply(text, [Fix.safe("", AddTag(1, "x"))]).fixes == ()


def test_of_two_fixes_of_one_tag_the_first_is_made() -> None:
    text = STYLES["as Jupyter"](DOCUMENT)
    fixes = [
        Fix.safe("1", ReplaceTag(2, "step:a", "step:b")),
        Fix.safe("2", RemoveTag(2, "step:a"), AddTag(3, "y")),
        Fix.safe("3", AddTag(2, "step:b"), AddTag(3, "z")),
        Fix.safe("4", RemoveTag(2, "prev:ä")),
        Fix.safe("5", ReplaceTag(2, "step:a", "step:b")),
    ]
    applied = apply(text, fixes)
    assert [fix.message for fix in applied.fixes] == ["1", "4", "5"]
    assert [cell["metadata"].get("tags") for cell in json.loads(applied.text)["cells"][1:3]] == [
        ["step:b", "x", "x", "x"],
        None,
    ]


words = st.sampled_from(["a", "b", "é", "数", '"', "\\", "🐎", "\n", ""])
lines = st.lists(words, max_size=12).map("".join)
styles = st.sampled_from(list(STYLES.values()))


@settings(max_examples=300, deadline=None)
@given(st.lists(words, max_size=5), st.lists(st.tuples(st.sampled_from("+-=1"), words, words), max_size=6), styles)
def test_any_edits_of_tags(before: list[str], edits: list[tuple[str, str, str]], style: Written) -> None:
    document = {"a": "é", "cells": [{"metadata": {"tags": before}, "source": ""}], "metadata": {}}
    text = style(document)
    expected = list(before)
    for kind, tag, new in edits:
        edit = {
            "+": AddTag(1, tag),
            "-": RemoveTag(1, tag),
            "=": ReplaceTag(1, tag, new),
            "1": RemoveRepeats(1, tag),
        }[kind]
        text = apply(text, [Fix.safe("", edit)]).text
        expected = _expected_tags(expected, kind, tag, new)
    document["cells"] = [{"metadata": {"tags": expected}, "source": ""}]
    assert text == style(document)


def _expected_tags(before: list[str], kind: str, tag: str, new: str) -> list[str]:
    if kind == "+":
        return before if tag in before else [*before, tag]
    if tag not in before:
        return before
    rest = [each for each in before if each != tag]
    if kind == "-" or (kind == "=" and new in rest):
        return rest
    first = before.index(tag)
    return [*before[:first], new if kind == "=" else tag, *(each for each in before[first:] if each != tag)]


@settings(max_examples=500, deadline=None)
@given(lines.filter(bool), lines, st.data(), st.booleans(), styles)
def test_any_edit_of_a_source(before: str, new: str, data: st.DataObject, as_list: bool, style: Written) -> None:
    start = data.draw(st.integers(0, len(before)))
    end = data.draw(st.integers(start, len(before)))
    document = {"a": "é", "cells": [{"source": _as_source(before, as_list), "metadata": {}}]}
    edit = ReplaceSource(1, Span(*_position(before, start), *_position(before, end)), new)
    document["cells"] = [{"source": _as_source(before, as_list), "metadata": {}}]
    text = apply(style(document), [Fix.safe("", edit)]).text
    document["cells"] = [{"source": _as_source(before[:start] + new + before[end:], as_list), "metadata": {}}]
    assert text == style(document)


def _as_source(text: str, as_list: bool) -> Any:
    return [line for line in text.replace("\n", "\n\0").split("\0") if line] if as_list else text


def _position(text: str, offset: int) -> tuple[int, int]:
    before = text[:offset]
    return before.count("\n") + 1, offset - before.rfind("\n")
