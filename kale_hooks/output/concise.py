"""One line a diagnostic, for `grep` and for editors."""

from __future__ import annotations

from kale_core.diagnostics import Diagnostic, Place
from kale_hooks.output.visible import escape
from kale_hooks.report import Report


def render(report: Report) -> str:
    """`path:cell 3:2:8: KALE302 message`, without cell and position for findings on a whole notebook."""
    return "".join(f"{line(diagnostic)}\n" for diagnostic in report.diagnostics)


def line(diagnostic: Diagnostic) -> str:
    """What `render` shows of one diagnostic."""
    return f"{position(diagnostic.path, diagnostic.place)}: {diagnostic.code} {escape(diagnostic.message)}"


def position(path: str, place: Place) -> str:
    """`path:cell 3:2:8`, all 1-based, or the path alone (spec section 2)."""
    return ":".join(filter(None, [escape(path), position_in_notebook(place)]))


def position_in_notebook(place: Place) -> str:
    """`cell 3:2:8`; nothing for a place outside of cells."""
    span = place.span_in_cell()
    return f"cell {place.cell}:{span.line}:{span.column}" if span else ""
