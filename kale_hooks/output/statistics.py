"""How often each rule reports something, in place of the findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from kale_core.diagnostics import Severity
from kale_hooks.output.style import Style
from kale_hooks.report import Report


@dataclass(frozen=True, slots=True)
class Count:
    """The findings of one rule; `severity` is that of the gravest, `fixable` the number of those with a fix."""

    code: str
    name: str
    severity: Severity
    count: int
    fixable: int


def counts(report: Report) -> tuple[Count, ...]:
    """The most frequent rules first."""
    found = Counter(diagnostic.code for diagnostic in report.diagnostics)
    fixable = Counter(diagnostic.code for diagnostic in report.diagnostics if diagnostic.fix)
    errors = {diagnostic.code for diagnostic in report.diagnostics if diagnostic.severity is Severity.ERROR}
    names = {diagnostic.code: diagnostic.name for diagnostic in report.diagnostics}
    listed = [
        Count(code, names[code], Severity.ERROR if code in errors else Severity.WARNING, count, fixable[code])
        for code, count in found.items()
    ]
    return tuple(sorted(listed, key=lambda each: (-each.count, each.code)))


def as_text(report: Report, *, colour: bool = False) -> str:
    """A line a rule: the count, the code, `[*]` if some of the findings have a fix, and the name."""
    return "".join(f"{line}\n" for line in _lines(counts(report), Style(colour)))


def _lines(listed: tuple[Count, ...], style: Style) -> Iterator[str]:
    some_fixable = any(each.fixable for each in listed)
    for each in listed:
        number = f"{each.count:>{len(str(listed[0].count))}}"
        mark = f"[{'*' if each.fixable else ' '}] " if some_fixable else ""
        yield f"{style.strong(number)}  {style.of(each.severity, each.code)}  {style.aside(mark)}{each.name}"
    if some_fixable:
        yield "[*] has fixes: see `--fix` and `--unsafe-fixes`"


def as_json(report: Report) -> str:
    """The same as one object, version 1, with the summary of the `json` format."""
    import json

    listed = [
        {
            "code": each.code,
            "name": each.name,
            "severity": each.severity.value,
            "count": each.count,
            "fixable": each.fixable,
        }
        for each in counts(report)
    ]
    summary = {"files": len(report.files), "errors": report.errors, "warnings": report.warnings}
    return json.dumps({"version": 1, "statistics": listed, "summary": summary}, indent=2) + "\n"
