"""The page on settings names all of them, and its examples can be used."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kale_hooks.settings_file import READERS, read
from tests.notebooks import cell, notebook
from tests.rules.checking import rows

PAGE = (Path(__file__).parent.parent.parent / "docs" / "settings.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def test_each_setting_has_a_section() -> None:
    assert set(re.findall(r"^### `([a-z-]+)`$", PAGE, re.MULTILINE)) == set(READERS)


@pytest.mark.parametrize("example", blocks("toml"))
def test_the_examples_are_valid(example: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "requirements.lock").write_text("numpy==2.1.0\n", encoding="utf-8")
    settings = read(example.encode(), name="pyproject.toml", folder=tmp_path)
    assert settings is not None
    assert set(settings.values) > {"ignore", "per-file-ignores", "packages"}


@pytest.mark.parametrize("example", blocks("python"))
def test_the_comments_are_suppressions(example: str) -> None:
    found = rows(notebook([cell("step:a", example)]))
    assert {row.split()[0] for row in found} <= {"KALE010", "KALE301"}, "no malformed or unknown ones"
