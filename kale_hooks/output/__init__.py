"""Reports as text: one module a format, each with `render(report) -> str`."""

from __future__ import annotations

from enum import StrEnum
from importlib import import_module

from kale_hooks.report import Report


class OutputFormat(StrEnum):
    """What `--output-format` takes (spec section 9)."""

    FULL = "full"
    CONCISE = "concise"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"
    GITLAB = "gitlab"
    JUNIT = "junit"

    @property
    def is_for_machines(self) -> bool:
        return self not in (OutputFormat.FULL, OutputFormat.CONCISE)


def render(report: Report, *, output_format: OutputFormat, colour: bool = False) -> str:
    """The whole standard output for a report; ends with a newline unless it is empty."""
    if not report.diagnostics and not output_format.is_for_machines:
        return ""
    if output_format is OutputFormat.FULL:
        from kale_hooks.output import full

        return full.render(report, colour=colour)
    text: str = import_module(f"kale_hooks.output.{output_format}").render(report)
    return text


def count(report: Report, *, output_format: OutputFormat, colour: bool = False) -> str:
    """The same for the number of findings of each rule, as text or as JSON."""
    from kale_hooks.output import statistics

    if output_format is OutputFormat.JSON:
        return statistics.as_json(report)
    return statistics.as_text(report, colour=colour)
