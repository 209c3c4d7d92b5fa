"""The command `kale-hooks graph`."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kale_core.graph.build import graph_of
from kale_core.graph.graph import Graph
from kale_core.rules.pods.credentials import secrets
from kale_core.rules.registry import RULES
from kale_hooks import arguments, console, files, writing
from kale_hooks.check import Checked, check_each
from kale_hooks.exit_status import ExitStatus, WrongUsage
from kale_hooks.output import OutputFormat, render
from kale_hooks.output.masking import masked
from kale_hooks.report import report_of
from kale_hooks.repository import Repositories
from kale_hooks.selection import select

if TYPE_CHECKING:
    from kale_core.graph.text import Terminal

_DESCRIPTION = """Draw the pipeline of a notebook: its steps, the variables that go from step to step, and where the
findings are. Notebooks with errors are drawn as far as they can be."""
_FORMATS = ["text", "mermaid", "dot", "svg"]
_NARROWEST = 40


def main(argv: Sequence[str] | None = None, *, prog: str = "kale-hooks graph") -> int:
    """Draw the pipeline of a notebook, for a terminal, for Markdown, for Graphviz or for a browser."""
    parser = arguments.Parser(prog=prog, description=_DESCRIPTION, allow_abbrev=False)
    parser.add_argument("notebook", metavar="NB", help="a Kale notebook")
    parser.add_argument("--format", choices=_FORMATS, default="text", help="default: %(default)s")
    parser.add_argument("--output", metavar="FILE", help="write the picture there, not to standard output")
    arguments.add_settings(parser)
    given = parser.parse_args(argv)
    return console.guarded(prog, lambda: _run(given))


def _run(given: Namespace) -> ExitStatus:
    target, settings = files.target(given.notebook), arguments.settings_of(given)
    if settings.excludes(target.file):
        console.say(f"{given.notebook}: this notebook is excluded by the settings")
        return ExitStatus.FINDINGS
    rules = select(RULES, choices=settings.choices)
    (checked,) = check_each([target], rules=rules, repositories=Repositories(settings))
    graph = graph_in(checked)
    if graph is None:
        return _say_why_not(checked)
    picture = _drawn(graph, given.format, on_screen=not given.output)
    if given.output:
        _write(picture, given.output, notebook=target.file)
    else:
        sys.stdout.write(picture)
    _say_findings(checked)
    return settings.status(checked.diagnostics)


def graph_in(checked: Checked) -> Graph | None:
    """The picture, if the file holds a Kale notebook; no line of it shows a credential."""
    subject = checked.subject
    if subject.processed is None or subject.dataflow is None or not checked.is_kale:
        return None
    hidden = secrets(subject)
    return graph_of(subject.processed, subject.dataflow, checked.diagnostics, shown=lambda line: masked(line, hidden))


def _say_why_not(checked: Checked) -> ExitStatus:
    if not checked.is_kale:
        console.say(f"{checked.target.path}: this is not a Kale notebook: no code cell has a `step:` tag")
    _say_findings(checked)
    return max(ExitStatus.FINDINGS, console.say_crashes([checked]))


def _say_findings(checked: Checked) -> None:
    """A line for each on standard error, since the picture only counts them."""
    if checked.diagnostics:
        console.say(render(report_of([checked]), output_format=OutputFormat.CONCISE).rstrip("\n"))


def _drawn(graph: Graph, picture: str, *, on_screen: bool) -> str:
    if picture == "svg":
        from kale_core.graph import svg

        return svg.render(graph)
    if picture == "dot":
        from kale_core.graph import dot

        return dot.render(graph)
    if picture == "mermaid":
        from kale_core.graph import mermaid

        return mermaid.render(graph)
    from kale_core.graph import text

    return text.render(graph, _terminal() if on_screen else text.Terminal())


def _terminal() -> Terminal:
    """What standard output can show."""
    from kale_core.graph.text import SIGNS, Terminal

    width = max(console.columns(), _NARROWEST)
    try:
        SIGNS.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return Terminal(width, is_ascii=True, has_colour=console.has_colour())
    return Terminal(width, has_colour=console.has_colour())


def _write(picture: str, wanted: str, *, notebook: Path) -> None:
    """Write the picture unless the file holds it; `WrongUsage` if that cannot be done."""
    file = Path(wanted)
    if file.exists() and file.samefile(notebook):
        raise WrongUsage(f"--output: {wanted} is the notebook itself")
    try:
        content = writing.current(file)
        if content is None or not writing.same_text(content, picture):
            writing.write(file, picture, root=Path(file.absolute().anchor))
            console.say(f"wrote {file.as_posix()}")
    except writing.RefusedWrite as error:
        raise WrongUsage(f"--output: {wanted}: {error}") from error


if __name__ == "__main__":
    raise SystemExit(main())
