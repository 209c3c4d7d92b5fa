"""docs/formats.md shows what the formats print: each of its samples is a part of a golden."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from kale_hooks.output import OutputFormat

TESTS = Path(__file__).parent.parent
GOLDENS = [file.read_text(encoding="utf-8") for file in sorted((TESTS / "goldens" / "output").glob("*-*.txt"))]
PAGE = (TESTS.parent / "docs" / "formats.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("sample", [text for kind, text in BLOCKS if kind in ("text", "json", "xml")])
def test_samples_are_printed(sample: str) -> None:
    assert any(sample in text for text in GOLDENS), sample


@pytest.mark.parametrize("recipe", [text for kind, text in BLOCKS if kind == "yaml"])
def test_recipes_are_yaml(recipe: str) -> None:
    assert "kale-hooks check --output-format" in str(yaml.safe_load(recipe))


def test_all_formats_are_described() -> None:
    assert sorted(re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE)) == sorted(OutputFormat)
