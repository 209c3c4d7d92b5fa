from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kale_core.json_position import find, nearest, start

DOCUMENT = """\ufeff{
 "cells": [
  {
   "source": ["a\\n",
    "b \\" , ] }"], "tags": []
  },
  {}
 ],
 "metadata": {"k\\u0065y": [1.5e3, null,
  true]}, "empty": []
}
""".removeprefix("\ufeff")


def line_of(text: str, path: Sequence[str | int]) -> int:
    return text.count("\n", 0, nearest(text, path, position=start(text))) + 1


@pytest.mark.parametrize(
    ("path", "line"),
    [
        pytest.param([], 1, id="the document"),
        pytest.param(["cells"], 2, id="a list"),
        pytest.param(["cells", 0], 3, id="an item"),
        pytest.param(["cells", 0, "source", 0], 4, id="an item on the line of its list"),
        pytest.param(["cells", 0, "source", 1], 5, id="an item that holds brackets"),
        pytest.param(["cells", 0, "tags"], 5, id="after such an item"),
        pytest.param(["cells", 1], 7, id="the second item"),
        pytest.param(["metadata", "key", 2], 10, id="a key with an escape"),
        pytest.param(["empty"], 10, id="the last key"),
        pytest.param(["cells", 0, "source", 7], 4, id="beyond a list: the list"),
        pytest.param(["cells", 0, "missing", "x"], 3, id="a key that is missing: its object"),
        pytest.param(["metadata", "key", 0, "x"], 9, id="inside a number: the number"),
    ],
)
def test_line_of(path: Sequence[str | int], line: int) -> None:
    assert line_of(DOCUMENT, path) == line


def test_a_source_on_one_line() -> None:
    assert line_of('{"cells": [{"source": "a\\nb"}]}', ["cells", 0, "source", 1]) == 1


def test_of_equal_keys_the_last_counts() -> None:
    text = '{"a": 1,\n"a": 2}'
    assert (line_of(text, ["a"]), find(text, ["a"])) == (2, text.index("2"))


JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(),
    lambda children: st.lists(children, max_size=4) | st.dictionaries(st.text(), children, max_size=4),
    max_leaves=15,
)


def _leaves(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    yield path, value
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in items:
        yield from _leaves(child, (*path, key))


@given(JSON, st.sampled_from([None, 0, 1]))
def test_the_value_begins_on_that_line(document: Any, indent: int | None) -> None:
    text = json.dumps(document, indent=indent)
    lines = text.split("\n")
    for path, value in _leaves(document):
        first = json.dumps(value, indent=indent).split("\n")[0]
        assert first in lines[line_of(text, path) - 1]
