"""Goldens of each format for one report with findings of every kind."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from kale_core.diagnostics import Diagnostic, Fix, Place, Related, Severity, Span
from kale_core.edits import AddTag, ReplaceTag
from kale_core.notebook import parse_notebook
from kale_hooks.output import OutputFormat, render
from kale_hooks.report import File, Report
from tests.notebooks import cell, markdown, notebook, notebook_bytes

GOLDENS = Path(__file__).parent.parent / "goldens" / "output"

NOTEBOOK = notebook(
    [
        markdown("# Train"),
        cell("step:load", "data = [1]\n"),
        cell(
            "step:train, prev:lod, hide\x1b[2J",
            'def fit():\n\tgrün = "日本", data  # tab, wide\n\treturn grün\n\nx = """' + "a" * 200 + '""" + dta\nlast',
        ),
    ],
    metadata={"pipeline_name": "My_Pipe"},
    path="a b/nb.ipynb",
)


def diagnostic(code: str, place: Place, **values: object) -> Diagnostic:
    defaults = {
        "path": NOTEBOOK.path,
        "code": code,
        "name": "some-rule",
        "severity": Severity.ERROR,
        "message": f"what is wrong is said by {code}",
        "help": "do this",
        "place": place,
    }
    return Diagnostic(**{**defaults, **values})  # type: ignore[arg-type]


REPORT = Report(
    diagnostics=(
        diagnostic("KALE001", Place(), path="broken.ipynb", message="byte 3 is \x1b[31m", help="repair it"),
        diagnostic("KALE701", Place(key=("kubeflow_notebook", "pipeline_name"))),
        diagnostic("KALE702", Place(key=("kubeflow_notebook", "experiment_name")), severity=Severity.WARNING),
        diagnostic("KALE103", Place(3)),
        diagnostic(
            "KALE101",
            Place(3, tag="prev:lod"),
            fix=Fix.safe("write `prev:load`", ReplaceTag(3, "prev:lod", "prev:load")),
        ),
        diagnostic(
            "KALE102",
            Place(3, tag="hide\x1b[2J"),
            severity=Severity.WARNING,
            fix=Fix.unsafe("hide\x1b[2J", AddTag(3, "x")),
        ),
        diagnostic(
            "KALE302",
            Place(3, Span(2, 17, 2, 21)),
            step="train",
            related=(Related(NOTEBOOK.path, Place(2, Span(1, 1, 1, 5)), "step `load` binds it"),),
        ),
        diagnostic("KALE303", Place(3, Span(1, 5, 3, 13)), help=""),
        diagnostic("KALE301", Place(3, Span(5, 214, 5, 217))),
        diagnostic("KALE304", Place(3, Span(6, 5, 6, 5))),
        diagnostic("KALE305", Place(3, Span(99, 1, 99, 2))),
    ),
    files={"broken.ipynb": File(), NOTEBOOK.path: File(NOTEBOOK)},
    names={"broken.ipynb": "project/broken.ipynb", NOTEBOOK.path: "project/a b/nb.ipynb"},
)


@pytest.mark.parametrize("output_format", list(OutputFormat))
def test_golden(output_format: OutputFormat) -> None:
    """Set `UPDATE_GOLDENS` in the environment to accept what is rendered now."""
    rendered = render(REPORT, output_format=output_format)
    golden = GOLDENS / f"{output_format}.txt"
    if os.environ.get("UPDATE_GOLDENS"):
        golden.write_text(rendered, encoding="utf-8")
    assert rendered == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("output_format", list(OutputFormat))
def test_nothing_that_a_terminal_acts_on(output_format: OutputFormat) -> None:
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", render(REPORT, output_format=output_format))


def test_json_has_the_keys_of_the_specification() -> None:
    document = json.loads(render(REPORT, output_format=OutputFormat.JSON))
    assert list(document) == ["version", "diagnostics", "summary"]
    assert document["summary"] == {"files": 2, "errors": 9, "warnings": 2}
    for each in document["diagnostics"]:
        assert (
            list(each)
            == (
                "path cell cell_id line column end_line end_column file_line code name severity message help step fix "
                "related"
            ).split()
        )


def test_json_lines_are_those_of_the_file() -> None:
    lines = notebook_bytes(
        [cell("step:a, prev:b", "x = 1\ny = 2")],
    ).decode()
    read = parse_notebook(lines.encode(), path="nb.ipynb")
    places = [Place(1, tag="prev:b"), Place(1, Span(2, 1, 2, 2)), Place(key=("kubeflow_notebook", "pipeline_name"))]
    report = Report(tuple(diagnostic("KALE1", place, path="nb.ipynb") for place in places), {"nb.ipynb": File(read)})
    document = json.loads(render(report, output_format=OutputFormat.JSON))
    shown = [lines.splitlines()[each["file_line"] - 1].strip() for each in document["diagnostics"]]
    assert shown == ['"prev:b"', '"y = 2"', '"pipeline_name": "demo"']


@pytest.mark.parametrize("output_format", [OutputFormat.FULL, OutputFormat.CONCISE])
def test_an_empty_report_is_empty(output_format: OutputFormat) -> None:
    assert render(Report(), output_format=output_format) == ""


def test_an_empty_report_as_json() -> None:
    document = {"version": 1, "diagnostics": [], "summary": {"files": 0, "errors": 0, "warnings": 0}}
    assert json.loads(render(Report(), output_format=OutputFormat.JSON)) == document


def test_colour_is_only_added() -> None:
    coloured = render(REPORT, output_format=OutputFormat.FULL, colour=True)
    assert "\x1b[1;31merror\x1b[0m \x1b[1mKALE701\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == render(REPORT, output_format=OutputFormat.FULL)


def test_details_are_for_people() -> None:
    report = Report(REPORT.diagnostics[:1], details={REPORT.diagnostics[0]: "-old\n+new"})
    assert "  help: repair it\n-old\n+new\n\n" in render(report, output_format=OutputFormat.FULL)
    assert "old" not in render(report, output_format=OutputFormat.CONCISE)


@pytest.mark.parametrize(
    ("report", "summary"),
    [
        pytest.param(
            REPORT,
            "Found 9 errors and 2 warnings in 2 files; `kale-hooks check --fix` can fix 1, and with `--unsafe-fixes` 1 "
            "more",
            id="both",
        ),
        pytest.param(
            Report(REPORT.diagnostics[4:5]), "Found 1 error in 1 file; `kale-hooks check --fix` can fix 1", id="safe"
        ),
        pytest.param(
            Report(REPORT.diagnostics[5:6]),
            "Found 1 warning in 1 file; `kale-hooks check --fix --unsafe-fixes` can fix 1",
            id="unsafe",
        ),
        pytest.param(
            Report(REPORT.diagnostics[:1], {"a": File(), "b": File()}), "Found 1 error in 1 file", id="an error"
        ),
        pytest.param(Report(REPORT.diagnostics[2:3]), "Found 1 warning in 1 file", id="a warning"),
        pytest.param(Report(files=dict.fromkeys("abcde", File())), "All 5 Kale notebooks are clean", id="clean"),
        pytest.param(Report(files={"a": File()}), "The Kale notebook is clean", id="one clean"),
        pytest.param(Report(), "No Kale notebooks to check", id="none"),
    ],
)
def test_summary(report: Report, summary: str) -> None:
    assert report.summary() == summary
