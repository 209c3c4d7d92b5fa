"""The format for people: the finding, the place it is about with a caret below it, and what to do."""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.diagnostics import Applicability, Diagnostic, Severity
from kale_core.notebook import Notebook
from kale_hooks.output.concise import position
from kale_hooks.output.snippet import snippet
from kale_hooks.output.visible import escape
from kale_hooks.report import Report

_RESET = "\x1b[0m"
_OPTIONS = {Applicability.SAFE: "--fix", Applicability.UNSAFE: "--fix --unsafe-fixes"}
_STYLES = {Severity.ERROR: "\x1b[1;31m", Severity.WARNING: "\x1b[1;33m"}


def render(report: Report, *, colour: bool = False) -> str:
    """All diagnostics, each followed by an empty line."""
    blocks = []
    for diagnostic in report.diagnostics:
        lines = list(_lines(diagnostic, report.notebooks.get(diagnostic.path), colour=colour))
        lines.extend(report.details.get(diagnostic, "").splitlines())
        blocks.append("\n".join(lines) + "\n\n")
    return "".join(blocks)


def _lines(diagnostic: Diagnostic, notebook: Notebook | None, *, colour: bool) -> Iterator[str]:
    severity: str = diagnostic.severity.value
    if colour:
        severity = f"{_STYLES[diagnostic.severity]}{severity}{_RESET}"
    where = position(diagnostic.path, diagnostic.place)
    yield f"{where}: {severity} {diagnostic.code} {diagnostic.name}: {escape(diagnostic.message)}"
    if notebook:
        yield from snippet(notebook, diagnostic.place)
    for related in diagnostic.related:
        yield f"  --> {position(related.path, related.place)}: {escape(related.message)}"
    if diagnostic.help:
        yield f"  help: {escape(diagnostic.help)}"
    if diagnostic.fix:
        yield f"  {_OPTIONS[diagnostic.fix.applicability]}: {escape(diagnostic.fix.message)}"
