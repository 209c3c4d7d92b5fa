"""Colours for a terminal. They only repeat what words and signs say, and stand out on dark and on light ground."""

from __future__ import annotations

from dataclasses import dataclass

from kale_core.diagnostics import Severity

_RESET = "\x1b[0m"
_SEVERITIES = {Severity.ERROR: "1;31", Severity.WARNING: "1;33"}
_DIFF = (("---", "1"), ("+++", "1"), ("@@", "36"), ("-", "31"), ("+", "32"))


@dataclass(frozen=True, slots=True)
class Style:
    """How to show the parts of a finding; as plain text without `colour`."""

    colour: bool = False

    def strong(self, text: str) -> str:
        return self._painted(text, "1")

    def aside(self, text: str) -> str:
        """What is not from the user's files: line numbers, arrows, the words before a colon."""
        return self._painted(text, "36")

    def of(self, severity: Severity, text: str) -> str:
        return self._painted(text, _SEVERITIES[severity])

    def diff(self, line: str) -> str:
        """A line of a unified diff, or of the text above it."""
        code = next((code for start, code in _DIFF if line.startswith(start)), "")
        return self._painted(line, code) if code else line

    def _painted(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}{_RESET}" if self.colour and text else text
