"""The command `kale-hooks show`."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from typing import Any

from kale_core.description import describe
from kale_core.rules.registry import RULES
from kale_hooks import arguments, console, files
from kale_hooks.check import Checked, check_each
from kale_hooks.exit_status import ExitStatus
from kale_hooks.generate import output_name
from kale_hooks.output import OutputFormat, render
from kale_hooks.report import report_of
from kale_hooks.repository import Repositories
from kale_hooks.selection import select


def main(argv: Sequence[str] | None = None, *, prog: str = "kale-hooks show") -> int:
    """Print the pipeline of a notebook, as text or as data."""
    parser = arguments.Parser(prog=prog, description="Print the pipeline of a notebook.", allow_abbrev=False)
    parser.add_argument("notebook", metavar="NB", help="a Kale notebook")
    parser.add_argument("--format", choices=["text", "json"], default="text", help="default: %(default)s")
    arguments.add_settings(parser)
    given = parser.parse_args(argv)
    return console.guarded(prog, lambda: _show(given))


def _show(given: Namespace) -> ExitStatus:
    target, settings = files.target(given.notebook), arguments.settings_of(given)
    if settings.excludes(target.file):
        console.say(f"{given.notebook}: this notebook is excluded by the settings")
        return ExitStatus.FINDINGS
    rules = select(RULES, choices=settings.choices)
    (checked,) = check_each([target], rules=rules, repositories=Repositories(settings), to_compile=True)
    if checked.compiles:
        description = _describe(checked)
        sys.stdout.write(
            _json(description) if given.format == "json" else "".join(f"{line}\n" for line in _lines(description))
        )
        return ExitStatus.OK
    if not checked.is_kale:
        console.say(f"{given.notebook}: this is not a Kale notebook: no code cell has a `step:` tag")
    console.say(render(report_of([checked]), output_format=OutputFormat.FULL).rstrip("\n"))
    return max(ExitStatus.FINDINGS, console.say_crashes([checked]))


def _describe(checked: Checked) -> dict[str, Any]:
    target, subject = checked.target, checked.subject
    assert subject.pipeline is not None and subject.dataflow is not None
    output = files.shown(target.root, output_name(checked))
    return describe(subject.pipeline, subject.dataflow, path=target.path, output=output)


def _json(description: dict[str, Any]) -> str:
    import json

    return json.dumps(description, indent=2, allow_nan=False) + "\n"


def _lines(description: dict[str, Any]) -> Iterator[str]:
    yield f"{description['pipeline_name']} ({description['path']} -> {description['output']})"
    for parameter in description["parameters"]:
        yield f"  parameter {parameter['name']}: {parameter['type']} = {parameter['default']!r}"
    for metric in description["metrics"]:
        yield f"  metric {metric['name']}, from step {metric['step']}"
    for step in description["steps"]:
        yield f"  step {step['name']} (cells {', '.join(map(str, step['cells']))})"
        providers = dict.fromkeys([*step["prev"], *(each["from"] for each in step["inputs"])])
        for provider in providers:
            taken = [each["name"] for each in step["inputs"] if each["from"] == provider]
            yield f"    <- {provider}{': ' if taken else ''}{', '.join(taken)}"
