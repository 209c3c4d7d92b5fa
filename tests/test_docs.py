"""The documentation says what is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from kale_core.rules.registry import FAMILIES
from scripts import rule_pages

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
HOOKS = [hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "examples" / "README.md", *sorted((ROOT / "docs").glob("*"))]
_LINK = re.compile(r"\[[^\]]+\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)")


def anchors(page: Path) -> set[str]:
    """The anchors that the headings of a page get on GitHub."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_pages_of_the_rules_are_current() -> None:
    assert rule_pages.FILE.read_text(encoding="utf-8") == rule_pages.render(), "run `make docs`"


@pytest.mark.parametrize("hook", HOOKS)
def test_each_hook_has_a_section_in_the_readme(hook: str) -> None:
    assert f"\n### `{hook}`\n" in README


@pytest.mark.parametrize("family", FAMILIES)
def test_each_family_of_rules_is_in_the_readme(family: str) -> None:
    assert f"| [{family}xx](docs/rules.md#" in README


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    for path, anchor in _LINK.findall(page.read_text(encoding="utf-8")):
        target = page.parent / path if path else page
        assert target.exists(), path
        assert not anchor or anchor in anchors(target), f"{path}#{anchor}"
