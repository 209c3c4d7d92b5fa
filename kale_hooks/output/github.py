"""The `github` format: commands that GitHub Actions turns into annotations of lines of the files of a pull request."""

from __future__ import annotations

from kale_core.diagnostics import Diagnostic, Severity
from kale_hooks.output.concise import line as concise_line
from kale_hooks.output.visible import escape
from kale_hooks.report import Report

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning"}


def render(report: Report) -> str:
    """One command a line; the line and the columns are those of the `.ipynb` file."""
    lines = [_line(report, diagnostic) for diagnostic in report.diagnostics]
    lines.extend(_crash(report, path) for path in report.crashed)
    return "".join(f"{line}\n" for line in lines)


def _line(report: Report, diagnostic: Diagnostic) -> str:
    span = report.file_span(diagnostic.path, diagnostic.place)
    properties: dict[str, str | int] = {"file": report.name(diagnostic.path), "line": span.line}
    if span.line == span.end_line:  # GitHub takes columns for a single line only
        properties["col"] = span.column
    properties["endLine"] = span.end_line
    if span.line == span.end_line and span.end_column > span.column:
        properties["endColumn"] = span.end_column
    properties["title"] = f"{diagnostic.code} {diagnostic.name}"
    # The log of a job shows nothing but the text, so it says the place once more.
    text = concise_line(diagnostic) + (f"\nhelp: {escape(diagnostic.help)}" if diagnostic.help else "")
    return _command(_COMMANDS[diagnostic.severity], properties, text)


def _crash(report: Report, path: str) -> str:
    text = f"{path}: internal error of kale-hooks, see the log; this file was not checked"
    return _command("error", {"file": report.name(path), "title": "internal error"}, text)


def _command(name: str, properties: dict[str, str | int], text: str) -> str:
    listed = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{name} {listed}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(escape(text)).replace(":", "%3A").replace(",", "%2C")
