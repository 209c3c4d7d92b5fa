"""The format for people: the finding, the place it is about with a caret below it, and what to do."""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.diagnostics import Applicability, Diagnostic, Place, Related
from kale_hooks.output.concise import position
from kale_hooks.output.snippet import Line, snippet
from kale_hooks.output.style import Style
from kale_hooks.output.visible import escape
from kale_hooks.report import Report

_OPTIONS = {Applicability.SAFE: "--fix", Applicability.UNSAFE: "--fix --unsafe-fixes"}


def render(report: Report, *, colour: bool = False) -> str:
    """All diagnostics, each followed by an empty line."""
    return "".join(f"{block(report, diagnostic, colour=colour)}\n\n" for diagnostic in report.diagnostics)


def block(report: Report, diagnostic: Diagnostic, *, colour: bool = False) -> str:
    """All that there is to say of a diagnostic."""
    style = Style(colour)
    details = report.details.get(diagnostic, "").splitlines()
    return "\n".join([*_lines(report, diagnostic, style), *map(style.diff, details)])


def _lines(report: Report, diagnostic: Diagnostic, style: Style) -> Iterator[str]:
    where = style.strong(position(diagnostic.path, diagnostic.place))
    severity = style.of(diagnostic.severity, diagnostic.severity.value)
    rule = f"{style.strong(diagnostic.code)} {diagnostic.name}"
    yield f"{where}: {severity} {rule}: {escape(diagnostic.message)}"
    for line in _snippet(report, diagnostic.path, diagnostic.place, context=1):
        yield f"  {style.aside(line.gutter)} {style.of(diagnostic.severity, line.text) if line.is_mark else line.text}"
    for related in diagnostic.related:
        yield from _related(report, related, style)
    if diagnostic.help:
        yield f"  {style.aside('help:')} {escape(diagnostic.help)}"
    if diagnostic.fix:
        yield f"  {style.aside(f'{_OPTIONS[diagnostic.fix.applicability]}:')} {escape(diagnostic.fix.message)}"


def _related(report: Report, related: Related, style: Style) -> Iterator[str]:
    yield f"  {style.aside('-->')} {position(related.path, related.place)}: {escape(related.message)}"
    for line in _snippet(report, related.path, related.place, context=0):
        yield f"      {style.aside(line.gutter)} {style.aside(line.text) if line.is_mark else line.text}"


def _snippet(report: Report, path: str, place: Place, *, context: int) -> Iterator[Line]:
    file = report.file(path)
    return snippet(file.notebook, place, secrets=file.secrets, context=context) if file.notebook else iter(())
