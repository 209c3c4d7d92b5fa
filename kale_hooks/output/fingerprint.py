"""Names for findings by which a code host knows one again after the notebook changed around it."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256

from kale_core.diagnostics import Diagnostic
from kale_hooks.output.masking import holds_secret
from kale_hooks.report import Report


def fingerprints(report: Report) -> tuple[str, ...]:
    """A fingerprint for each diagnostic of the report, all different.

    It is made of the rule, the file, the step, and the tag, metadata key or code that the finding is about; of no line,
    column, cell number or message. Findings that agree in all of these are counted in reading order.
    """
    seen: Counter[str] = Counter()
    made = []
    for diagnostic in report.diagnostics:
        content = "\0".join(
            [diagnostic.code, report.name(diagnostic.path), diagnostic.step or "", *_about(report, diagnostic)]
        )
        made.append(sha256(f"{content}\0{seen[content]}".encode("utf-8", "surrogatepass")).hexdigest()[:32])
        seen[content] += 1
    return tuple(made)


def _about(report: Report, diagnostic: Diagnostic) -> tuple[str, ...]:
    place = diagnostic.place
    file = report.file(diagnostic.path)
    if place.tag is not None or place.key:
        return (place.tag or "", *map(str, place.key))
    if file.notebook is None or place.cell is None or place.span is None:
        return ()
    lines = file.notebook.cell(place.cell).source.split("\n")
    span = place.span
    if span.line > len(lines) or holds_secret(lines[span.line - 1], file.secrets):
        return ()
    line = lines[span.line - 1]
    end = span.end_column - 1 if span.end_line == span.line else None
    return line[span.column - 1 : end], line.strip()
