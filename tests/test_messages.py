"""Texts from a notebook in messages, and "did you mean"."""

from __future__ import annotations

import pytest

from kale_core.quoting import listed, quoted
from kale_core.suggestions import nearest


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a", "`a`"), ("", "``"), ("é 数", "`é 数`"), ("a\n\x1b[0m", "`a\\n\\x1b[0m`"), ("x" * 81, f"`{'x' * 77}...`")],
)
def test_quoted(text: str, shown: str) -> None:
    assert quoted(text) == shown


@pytest.mark.parametrize(
    ("texts", "shown"), [(["a"], "`a`"), (["a", "b"], "`a` and `b`"), (["a", "b", "c"], "`a`, `b` and `c`")]
)
def test_listed(texts: list[str], shown: str) -> None:
    assert listed(texts) == shown


@pytest.mark.parametrize(
    ("word", "known", "match"),
    [
        ("trian", ["load", "train"], "train"),
        ("TRAIN", ["train"], "train"),
        ("zzz", ["train"], None),
        ("", ["train"], None),
        ("train", [], None),
        ("step_1", ["step_2", "step_3"], "step_2"),
        ("x" * 1000, ["x" * 999], None),
    ],
)
def test_nearest(word: str, known: list[str], match: str | None) -> None:
    assert nearest(word, known) == match
