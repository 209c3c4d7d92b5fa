"""What is more in SARIF than in other formats: fixes, and the pages of the rules."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kale_core.diagnostics import Diagnostic, Fix, Place, Severity, Span
from kale_core.edits import AddTag, Edit, RemoveTag, ReplaceSource, ReplaceTag, SetMetadata
from kale_core.fixes import apply
from kale_core.notebook import Notebook, parse_notebook
from kale_core.rules.registry import RULES
from kale_hooks.output import sarif
from kale_hooks.output.links import PROJECT, rule_page
from kale_hooks.report import File, Report
from scripts import rule_pages
from tests.notebooks import cell, notebook_bytes

CELLS = [cell("step:a, prev:b", "x = 1\nprint('ü')"), cell("step:c", "y\n")]


def text_of(layout: str) -> str:
    text = notebook_bytes(CELLS).decode()
    return {
        "jupyter": text,
        "minified": json.dumps(json.loads(text)),
        "carriage returns": text.replace("\n", "\r\n"),
        "separators": text.replace('"y\\n"', '"y\u2028\x85"'),
    }[layout]


def run_of(text: str, *fixes: Fix) -> dict[str, Any]:
    built = parse_notebook(text.encode(), path="nb.ipynb")
    assert isinstance(built, Notebook), built
    found = tuple(
        Diagnostic("nb.ipynb", "KALE101", "unknown-tag", Severity.ERROR, "m", "h", Place(1), fix=fix) for fix in fixes
    )
    run: dict[str, Any] = json.loads(sarif.render(Report(found, {"nb.ipynb": File(built)})))["runs"][0]
    return run


def replaced(text: str, replacements: list[dict[str, Any]]) -> str:
    """What a viewer makes of a file; the last first, so that positions stay true."""
    for each in reversed(replacements):
        region = each["deletedRegion"]
        start = offset(text, region["startLine"], region["startColumn"])
        end = offset(text, region["endLine"], region["endColumn"])
        text = text[:start] + each["insertedContent"]["text"] + text[end:]
    return text


def offset(text: str, line: int, column: int) -> int:
    return sum(len(each) + 1 for each in text.split("\n")[: line - 1]) + column - 1


@pytest.mark.parametrize("layout", ["jupyter", "minified", "carriage returns", "separators"])
@pytest.mark.parametrize(
    "edits",
    [
        pytest.param([ReplaceTag(1, "prev:b", "prev:c")], id="a tag"),
        pytest.param([RemoveTag(1, "prev:b")], id="a tag less"),
        pytest.param([AddTag(2, "prev:a"), AddTag(1, "prev:c")], id="tags of two cells"),
        pytest.param([SetMetadata(("kubeflow_notebook", "base_image"), "x")], id="metadata"),
        pytest.param([ReplaceSource(1, Span(2, 1, 2, 6), "import os\nprint")], id="code"),
    ],
)
def test_fixes_are_those_of_fix(layout: str, edits: list[Edit]) -> None:
    text = text_of(layout)
    fix = Fix.unsafe("do so", *edits)
    (described,) = run_of(text, fix)["results"][0]["fixes"]
    assert described["description"]["text"] == "do so (unsafe fix)"
    (change,) = described["artifactChanges"]
    assert replaced(text, change["replacements"]) == apply(text, [fix]).text != text


def test_a_fix_shows_no_more_than_it_changes() -> None:
    edits = (AddTag(2, "prev:a"), AddTag(1, "prev:c"))
    assert "print" not in json.dumps(run_of(text_of("jupyter"), Fix.safe("m", *edits))["results"][0]["fixes"])


def test_a_fix_that_is_impossible_is_left_out() -> None:
    assert "fixes" not in run_of(text_of("jupyter"), Fix.safe("m", RemoveTag(1, "x")))["results"][0]


@pytest.mark.parametrize("code", RULES)
def test_rules_lead_to_their_pages(code: str) -> None:
    link = rule_page(RULES[code])
    page, _, anchor = link.removeprefix(f"{PROJECT}/blob/main/").partition("#")
    assert page == rule_pages.FILE.relative_to(rule_pages.FILE.parent.parent).as_posix()
    assert f"](#{anchor}) |" in rule_pages.render()


def test_rules_are_documented_within_the_limits_of_github() -> None:
    found = tuple(Diagnostic("a", code, rule.name, rule.severity, "m", "h") for code, rule in RULES.items())
    rules = json.loads(sarif.render(Report(found)))["runs"][0]["tool"]["driver"]["rules"]
    assert [each["id"] for each in rules] == list(RULES)
    for each in rules:
        assert 10 < len(each["shortDescription"]["text"]) < 1024
        assert 10 < len(each["fullDescription"]["text"]) < 1024
        assert each["shortDescription"] != each["fullDescription"]
        assert "## Why is this bad?" in each["help"]["markdown"]
