"""A finding in words, for formats that show it at a line of the file and know nothing of cells."""

from __future__ import annotations

from kale_core.diagnostics import Diagnostic, Place
from kale_hooks.output.concise import position_in_notebook
from kale_hooks.output.visible import escape


def message(diagnostic: Diagnostic) -> str:
    """`cell 3:2:8: what is wrong`, on one line."""
    return in_cell(diagnostic.place, diagnostic.message)


def in_cell(place: Place, text: str) -> str:
    """`text`, on one line, behind the cell and the position in it that it is about."""
    return ": ".join(filter(None, [position_in_notebook(place), escape(text)]))


def message_and_help(diagnostic: Diagnostic) -> str:
    """The message, and what to do on a second line."""
    lines = [message(diagnostic), f"help: {escape(diagnostic.help)}" if diagnostic.help else ""]
    return "\n".join(filter(None, lines))
