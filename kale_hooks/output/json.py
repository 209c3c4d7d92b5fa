"""The `json` format of spec section 10, version 1."""

from __future__ import annotations

import json
from typing import Any

from kale_core.diagnostics import Diagnostic, Related
from kale_hooks.report import Report


def render(report: Report) -> str:
    """One object, in ASCII: lone surrogates and narrow console encodings cannot break it."""
    document = {
        "version": 1,
        "diagnostics": [_diagnostic(report, each) for each in report.diagnostics],
        "summary": {"files": len(report.files), "errors": report.errors, "warnings": report.warnings},
    }
    return json.dumps(document, indent=2) + "\n"


def _diagnostic(report: Report, diagnostic: Diagnostic) -> dict[str, Any]:
    notebook = report.file(diagnostic.path).notebook
    place = diagnostic.place
    span = place.span_in_cell()
    fix = diagnostic.fix
    return {
        "path": diagnostic.path,
        "cell": place.cell,
        "cell_id": notebook.cell(place.cell).id if notebook and place.cell else None,
        "line": span.line if span else None,
        "column": span.column if span else None,
        "end_line": span.end_line if span else None,
        "end_column": span.end_column if span else None,
        "file_line": report.file_span(diagnostic.path, place).line,
        "code": diagnostic.code,
        "name": diagnostic.name,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
        "help": diagnostic.help,
        "step": diagnostic.step,
        "fix": {"applicability": fix.applicability.value, "message": fix.message} if fix else None,
        "related": [_related(related) for related in diagnostic.related],
    }


def _related(related: Related) -> dict[str, Any]:
    span = related.place.span_in_cell()
    return {
        "path": related.path,
        "cell": related.place.cell,
        "line": span.line if span else None,
        "column": span.column if span else None,
        "message": related.message,
    }
