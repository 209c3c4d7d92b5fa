"""The `gitlab` format: a Code Quality report, which GitLab shows beside the changes of a merge request."""

from __future__ import annotations

import json

from kale_core.diagnostics import Severity
from kale_hooks.output.fingerprint import fingerprints
from kale_hooks.output.message import message_and_help
from kale_hooks.report import Report

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor"}


def render(report: Report) -> str:
    """A list with one object a diagnostic, in ASCII; the lines are those of the `.ipynb` file."""
    findings = []
    for diagnostic, fingerprint in zip(report.diagnostics, fingerprints(report), strict=True):
        span = report.file_span(diagnostic.path, diagnostic.place)
        findings.append(
            {
                "description": f"{diagnostic.code} {diagnostic.name}: {message_and_help(diagnostic)}".replace(
                    "\n", "; "
                ),
                "check_name": diagnostic.code,
                "fingerprint": fingerprint,
                "severity": _SEVERITIES[diagnostic.severity],
                "location": {
                    "path": report.name(diagnostic.path),
                    "lines": {"begin": span.line, "end": span.end_line},
                },
            }
        )
    return json.dumps(findings, indent=2) + "\n"
