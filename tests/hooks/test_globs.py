from __future__ import annotations

from pathlib import Path

import pytest

from kale_hooks.globs import is_pattern, matches

FOLDER = Path("/repository")


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("drafts", "drafts/a.ipynb", True),
        ("drafts", "x/drafts/y/a.ipynb", True),
        ("drafts/", "x/drafts/a.ipynb", True),
        ("drafts", "drafts2/a.ipynb", False),
        ("/drafts", "drafts/a.ipynb", True),
        ("/drafts", "x/drafts/a.ipynb", False),
        ("./x/drafts", "x/drafts/a.ipynb", True),
        ("x/drafts", "y/x/drafts/a.ipynb", False),
        ("*.ipynb", "x/a.ipynb", True),
        ("a.ipynb", "axipynb", False),
        ("x/*.ipynb", "x/a.ipynb", True),
        ("x/*.ipynb", "x/y/a.ipynb", False),
        ("x/*", "x/y/a.ipynb", True),  # y is in x, and a.ipynb in y
        ("x/**", "x/y/a.ipynb", True),
        ("x/**/a.ipynb", "x/a.ipynb", True),
        ("x/**/a.ipynb", "x/y/z/a.ipynb", True),
        ("**/a.ipynb", "a.ipynb", True),
        ("a?.ipynb", "ab.ipynb", True),
        ("a?.ipynb", "a.ipynb", False),
        ("a[0-9].ipynb", "a1.ipynb", True),
        ("a[!0-9].ipynb", "a1.ipynb", False),
        ("a[.ipynb", "a[.ipynb", True),
        ("(a|b).ipynb", "a.ipynb", False),
        ("ü", "ü/a.ipynb", True),
        ("../other", "../other/a.ipynb", True),
    ],
)
def test_matches(pattern: str, path: str, expected: bool) -> None:
    assert matches(FOLDER / path, [pattern], folder=FOLDER) is expected


def test_any_pattern_will_do() -> None:
    assert matches(FOLDER / "b", ["a", "b"], folder=FOLDER)
    assert not matches(FOLDER / "b", [], folder=FOLDER)


@pytest.mark.parametrize(("text", "expected"), [("a*", True), ("[", True), ("[z-a]", False), ("", False), ("/", False)])
def test_is_pattern(text: str, expected: bool) -> None:
    assert is_pattern(text) is expected
