"""docs/graph.md shows what the command draws."""

from __future__ import annotations

import pytest

from scripts import graph_page

RENDERED = graph_page.render()


@pytest.mark.parametrize("name", RENDERED)
def test_the_page_and_its_pictures_are_current(name: str) -> None:
    current = (graph_page.DOCS / name).read_text(encoding="utf-8")
    assert current == RENDERED[name], "run `python -m scripts.graph_page`"


def test_the_page_shows_every_mistake() -> None:
    page = RENDERED["graph.md"]
    assert "error KALE203 cycle" in page
    assert "error KALE201 unknown-prev" in page
    assert "(`prev:` tag is missing): naive_model" in page
