"""Every rule has a page, and the examples on it are true."""

from __future__ import annotations

import re

import pytest

from kale_core.rules.registry import FAMILIES, RULES, page
from tests.examples import examples
from tests.rules.checking import codes

# What these find is not in a small notebook alone: git, the disk, other notebooks or its size show it.
BEYOND_ONE_NOTEBOOK = {
    "KALE001",
    "KALE005",
    "KALE128",
    "KALE206",
    "KALE207",
    "KALE311",
    "KALE312",
    "KALE313",
    "KALE603",
    "KALE605",
}
BEYOND_ONE_NOTEBOOK |= {code for code in RULES if code.startswith("KALE5")}
WITH_EXAMPLES = [code for code in RULES if code not in BEYOND_ONE_NOTEBOOK]


def test_registry_is_keyed_by_code_and_sorted() -> None:
    assert [rule.code for rule in RULES.values()] == list(RULES) == sorted(RULES)


def test_names_are_unique_and_those_of_the_modules() -> None:
    modules = [rule.check.__module__.rpartition(".")[2] for rule in RULES.values()]
    assert [rule.name for rule in RULES.values()] == [module.replace("_", "-") for module in modules]
    assert len(set(modules)) == len(modules)


@pytest.mark.parametrize("code", RULES)
def test_rule_is_of_a_family(code: str) -> None:
    assert re.fullmatch(r"KALE\d{3}", code)
    assert code[:5] in FAMILIES


@pytest.mark.parametrize("code", RULES)
def test_page_says_what_and_why(code: str) -> None:
    text = page(RULES[code])
    assert re.match(r"[A-Z`][^\n]*\.\n\n## What it does\n", text), text[:80]
    assert "## Why is this bad?\n" in text
    assert ("## What to do\n" in text) == (code in BEYOND_ONE_NOTEBOOK)


@pytest.mark.parametrize("code", WITH_EXAMPLES)
def test_the_example_has_this_fault_only(code: str) -> None:
    assert set(codes(examples(page(RULES[code]))["Example"])) == {code}


@pytest.mark.parametrize("code", WITH_EXAMPLES)
def test_the_corrected_example_is_clean(code: str) -> None:
    assert codes(examples(page(RULES[code]))["Use instead"]) == []
