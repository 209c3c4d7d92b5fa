"""The `sarif` format, version 2.1.0: for code scanning of GitHub, and for viewers in editors."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

from kale_core.diagnostics import Diagnostic, Place, Span
from kale_core.rules.registry import FAMILIES, RULES, page
from kale_core.rules.rule import Rule
from kale_hooks.output.fingerprint import fingerprints
from kale_hooks.output.links import PROJECT, rule_page
from kale_hooks.output.message import in_cell, message_and_help
from kale_hooks.output.sarif_fix import replacements
from kale_hooks.report import Report

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"
_FINGERPRINT = "kaleFinding/v1"


def render(report: Report) -> str:
    """One run, in ASCII, with the rules that have results; regions are those of the `.ipynb` file, in characters."""
    codes = sorted({diagnostic.code for diagnostic in report.diagnostics})
    run = {
        "tool": {
            "driver": {"name": "kale-hooks", "informationUri": PROJECT, "rules": [_rule(RULES[code]) for code in codes]}
        },
        "invocations": [_invocation(report)],
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The root of the repository."}}},
        "results": [
            _result(report, diagnostic, fingerprint, codes)
            for diagnostic, fingerprint in zip(report.diagnostics, fingerprints(report), strict=True)
        ],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    text = page(rule)
    summary, _, body = text.partition("\n\n")
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": summary},
        "fullDescription": {"text": _paragraph(body, "What it does") or summary},
        "help": {"text": text, "markdown": text},
        "helpUri": rule_page(rule),
        "defaultConfiguration": {"level": rule.severity.value},
        "properties": {"tags": [FAMILIES[rule.code[:5]]]},
    }


def _paragraph(text: str, heading: str) -> str:
    """What stands under a heading, up to an empty line, on one line."""
    found = re.search(rf"^## {re.escape(heading)}\n\n(.+?)(?:\n\n|\Z)", text, re.DOTALL | re.MULTILINE)
    return " ".join(found[1].split()) if found else ""


def _invocation(report: Report) -> dict[str, Any]:
    crashes = [
        {
            "level": "error",
            "message": {"text": "Internal error of kale-hooks: this file was not checked."},
            "locations": [{"physicalLocation": {"artifactLocation": _artifact(report, path)}}],
        }
        for path in report.crashed
    ]
    return {"executionSuccessful": not crashes, **({"toolExecutionNotifications": crashes} if crashes else {})}


def _result(report: Report, diagnostic: Diagnostic, fingerprint: str, codes: Sequence[str]) -> dict[str, Any]:
    result = {
        "ruleId": diagnostic.code,
        "ruleIndex": codes.index(diagnostic.code),
        "level": diagnostic.severity.value,
        "message": {"text": message_and_help(diagnostic)},
        "locations": [_location(report, diagnostic.path, diagnostic.place)],
        "partialFingerprints": {_FINGERPRINT: fingerprint},
    }
    optional = {
        "relatedLocations": list(_related(report, diagnostic)),
        "fixes": _fixes(report, diagnostic),
        "properties": _properties(diagnostic),
    }
    return {**result, **{key: value for key, value in optional.items() if value}}


def _related(report: Report, diagnostic: Diagnostic) -> Iterator[dict[str, Any]]:
    for number, related in enumerate(diagnostic.related, start=1):
        location = _location(report, related.path, related.place)
        yield {"id": number, **location, "message": {"text": in_cell(related.place, related.message)}}


def _properties(diagnostic: Diagnostic) -> dict[str, Any]:
    span = diagnostic.place.span_in_cell()
    where = {"cell": diagnostic.place.cell, "line": span.line, "column": span.column} if span else {}
    return {**where, **({"step": diagnostic.step} if diagnostic.step else {})}


def _fixes(report: Report, diagnostic: Diagnostic) -> list[dict[str, Any]]:
    """What `--fix` would do, if the viewer wants to do it."""
    notebook = report.file(diagnostic.path).notebook
    if diagnostic.fix is None or notebook is None:
        return []
    changes = [
        {"deletedRegion": _region(each.span), "insertedContent": {"text": each.text}}
        for each in replacements(notebook.text, diagnostic.fix)
    ]
    description = f"{diagnostic.fix.message} ({diagnostic.fix.applicability} fix)"
    artifact = {"artifactLocation": _artifact(report, diagnostic.path), "replacements": changes}
    return [{"description": {"text": description}, "artifactChanges": [artifact]}] if changes else []


def _location(report: Report, path: str, place: Place) -> dict[str, Any]:
    region = _region(report.file_span(path, place))
    return {"physicalLocation": {"artifactLocation": _artifact(report, path), "region": region}}


def _artifact(report: Report, path: str) -> dict[str, str]:
    name = report.name(path).encode("utf-8", "surrogateescape")
    return {"uri": quote(name), "uriBaseId": _ROOT}


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
