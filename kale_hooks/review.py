"""The command `kale-hooks review`."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from kale_core.quoting import quoted
from kale_hooks import arguments, comment, console, files, git
from kale_hooks.base import Base, BaseFile
from kale_hooks.changes import changes
from kale_hooks.check import Checked
from kale_hooks.exit_status import ExitStatus, WrongUsage
from kale_hooks.generate import Generation, Output, generate
from kale_hooks.graph import graph_in
from kale_hooks.output import OutputFormat, render
from kale_hooks.progress import watched
from kale_hooks.rebuilt import secrets_in
from kale_hooks.report import report_of
from kale_hooks.repository import GENERATED, Repositories
from kale_hooks.review_markdown import MARK, Section, code
from kale_hooks.review_markdown import render as markdown
from kale_hooks.structure import NoPipeline, structure_of

_DESCRIPTION = """Print, as Markdown for a pull request, what changed in the pipelines of a repository since another
branch: for each, the change in terms of the pipeline, and its picture."""
_COMMENT = "in a job of GitHub Actions or GitLab CI, also keep it as a comment on the pull request"


def main(argv: Sequence[str] | None = None, *, prog: str = "kale-hooks review") -> int:
    """Print what changed in the pipelines of the repository since a branch or commit."""
    parser = arguments.Parser(prog=prog, description=_DESCRIPTION, allow_abbrev=False)
    parser.add_argument("--base", metavar="REF", required=True, help="the branch or commit to compare with")
    parser.add_argument("--comment", action="store_true", help=_COMMENT)
    arguments.add_settings(parser)
    given = parser.parse_args(argv)
    return console.guarded(prog, lambda: _run(given))


def _run(given: Namespace) -> ExitStatus:
    settings = arguments.settings_of(given)
    root = git.work_tree(Path.cwd().resolve())
    if root is None:
        raise WrongUsage("this is not a git repository, so there is nothing to compare with")
    found = [each for each in files.find([files.shown(root, ".")]) if not settings.excludes(each.file)]
    try:
        base = Base(root, given.base)
        kept = [each for each in base.generated if not settings.excludes(root / each.name)]
        generation = generate(watched(found), repositories=Repositories(settings))
        sections = sorted(_sections(generation, base, kept), key=lambda each: each.name)
    except git.GitFailed as error:
        raise WrongUsage(f"--base {quoted(given.base)}: {str(error).splitlines()[0]}") from error
    text = markdown(sections, base=given.base)
    sys.stdout.write(text)
    if given.comment:
        sys.stdout.flush()
        comment.keep(comment.thread(os.environ), text, mark=MARK, is_news=bool(sections))
    return console.say_crashes(generation.checked)


def _sections(generation: Generation, base: Base, kept: Sequence[BaseFile]) -> Iterator[Section]:
    checked = {each.target.file: each for each in generation.checked}
    before = {output.file.name: _before(output, generation, kept) for output in generation.outputs}
    for output in generation.outputs:
        section = _compiled(output, before[output.file.name])
        if section:
            yield replace(section, picture=_picture(checked[output.notebook.file]))
    broken = [each for each in generation.checked if each.is_kale and not each.compiles]
    yield from (section for each in broken if (section := _broken(each, base)))
    there = {each.target.name for each in broken} | {old.name for old in before.values() if old}
    yield from (_removed(each) for each in kept if each.name not in there and each.notebook not in there)


def _before(output: Output, generation: Generation, kept: Sequence[BaseFile]) -> BaseFile | None:
    """The generated file of the base for the same pipeline: of the same notebook, else of the same name."""
    same = (each for each in kept if each.notebook == output.notebook.name)
    others = {each.notebook.name for each in generation.outputs}
    named = (each for each in kept if each.name == output.file.name and each.notebook not in others)
    return next(same, None) or next(named, None)


def _compiled(output: Output, before: BaseFile | None) -> Section | None:
    """What changed in a pipeline; `None` if nothing did."""
    name, place = _pipeline(output.file.name), _files(output.notebook.name, output.file.name)
    if before is None:
        return Section(name, "added", place)
    lines = () if before.text == output.text else tuple(_lines(output, before))
    return Section(name, "changed", place, lines) if lines else None


def _lines(output: Output, before: BaseFile) -> Iterator[str]:
    if before.notebook != output.notebook.name:
        yield f"the notebook was {quoted(before.notebook)}"
    if before.name != output.file.name:
        yield f"the generated file was {quoted(before.name)}"
    after = structure_of(output.text)
    try:
        old = structure_of(before.text)
    except NoPipeline as error:
        yield f"the generated file of the base holds no pipeline to compare with: {error}"
    else:
        yield from changes(old, after, secrets=secrets_in(old) | secrets_in(after))


def _broken(checked: Checked, base: Base) -> Section | None:
    """Why a notebook is no pipeline; `None` if that is not news."""
    target = checked.target
    if target.file.is_file() and base.has_notebook(target.name, target.file.read_bytes()):
        return None
    errors = render(report_of([replace(checked, diagnostics=checked.errors)]), output_format=OutputFormat.CONCISE)
    place = f"{code(target.name)} cannot be compiled."
    return Section(target.name, "with errors", place, tuple(errors.splitlines()), _picture(checked))


def _removed(before: BaseFile) -> Section:
    return Section(_pipeline(before.name), "removed", _files(before.notebook, before.name))


def _picture(checked: Checked) -> str:
    from kale_core.graph import mermaid

    graph = graph_in(checked)
    return mermaid.render(graph) if graph else ""


def _pipeline(generated: str) -> str:
    return Path(generated).name.removesuffix(GENERATED)


def _files(notebook: str, generated: str) -> str:
    return f"{code(notebook)}, compiled to {code(generated)}"


if __name__ == "__main__":
    raise SystemExit(main())
