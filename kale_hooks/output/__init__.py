"""Reports as text: one module a format, each with `render(report) -> str`."""

from __future__ import annotations

from enum import StrEnum

from kale_hooks.report import Report


class OutputFormat(StrEnum):
    """What `--output-format` takes (spec section 9)."""

    FULL = "full"
    CONCISE = "concise"
    JSON = "json"

    @property
    def is_for_machines(self) -> bool:
        return self is OutputFormat.JSON


def render(report: Report, *, output_format: OutputFormat, colour: bool = False) -> str:
    """The whole standard output for a report; ends with a newline unless it is empty."""
    if output_format is OutputFormat.JSON:
        from kale_hooks.output import json

        return json.render(report)
    if output_format is OutputFormat.CONCISE:
        from kale_hooks.output import concise

        return concise.render(report)
    from kale_hooks.output import full

    return full.render(report, colour=colour)
