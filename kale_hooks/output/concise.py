"""One line a diagnostic, for `grep` and for editors."""

from __future__ import annotations

from kale_core.diagnostics import Diagnostic, Place
from kale_hooks.output.visible import escape
from kale_hooks.report import Report


def render(report: Report) -> str:
    """`path:cell 3:2:8: KALE302 message`, without cell and position for findings on a whole notebook."""
    return "".join(f"{_line(diagnostic)}\n" for diagnostic in report.diagnostics)


def position(path: str, place: Place) -> str:
    """`path:cell 3:2:8`, all 1-based, or the path alone (spec section 2)."""
    span = place.span_in_cell()
    shown = escape(path)
    return f"{shown}:cell {place.cell}:{span.line}:{span.column}" if span else shown


def _line(diagnostic: Diagnostic) -> str:
    return f"{position(diagnostic.path, diagnostic.place)}: {diagnostic.code} {escape(diagnostic.message)}"
