"""What a review says: the pipelines of the work tree against those of the base."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from kale_core.quoting import quoted
from kale_hooks.base import Base, GeneratedFile, generated_file
from kale_hooks.changes import changes
from kale_hooks.check import Checked
from kale_hooks.generate import Generation
from kale_hooks.graph import graph_in
from kale_hooks.output import OutputFormat, render
from kale_hooks.rebuilt import secrets_in
from kale_hooks.report import report_of
from kale_hooks.repository import GENERATED
from kale_hooks.review_markdown import Section, code
from kale_hooks.structure import NoPipeline, structure_of


def sections(generation: Generation, base: Base) -> list[Section]:
    """A section for each pipeline that differs, and for each changed notebook that cannot be compiled, by name."""
    made = (generated_file(output.file.name, output.text) for output in generation.outputs)
    now = {file.name: file for file in made if file}
    checked = {each.target.name: each for each in generation.checked}
    broken = [each for each in generation.checked if each.is_kale and not each.compiles]
    old = {name: _before(file, now, base.generated) for name, file in now.items()}
    done = {each.name for each in old.values() if each}
    awaited = {each.target.name for each in broken}
    found = [
        *(_compiled(file, old[file.name], checked.get(file.notebook)) for file in now.values()),
        *(_broken(each, base) for each in broken),
        *(_removed(each) for each in base.generated if each.name not in done and each.notebook not in awaited),
    ]
    return sorted(_with_each_picture_once(filter(None, found)), key=lambda section: (section.name, section.files))


def _with_each_picture_once(found: Iterable[Section]) -> Iterator[Section]:
    """A notebook that refers to others has several generated files and one picture, which goes with the first."""
    shown: set[str] = set()
    for section in found:
        yield replace(section, picture="") if section.picture in shown else section
        shown.add(section.picture)


def _before(
    file: GeneratedFile, now: Mapping[str, GeneratedFile], old: Sequence[GeneratedFile]
) -> GeneratedFile | None:
    """The file of the base for the same pipeline: of the same name, else of the same notebook."""
    of_name = (each for each in old if each.name == file.name)
    of_notebook = (each for each in old if each.notebook == file.notebook and each.name not in now)
    return next(of_name, None) or next(of_notebook, None)


def _compiled(file: GeneratedFile, before: GeneratedFile | None, checked: Checked | None) -> Section | None:
    """What changed in a pipeline; `None` if nothing did."""
    if before is None:
        return Section(_pipeline(file), "added", _places(file), picture=_picture(checked))
    lines = () if before == file else tuple(_lines(file, before))
    return Section(_pipeline(file), "changed", _places(file), lines, _picture(checked)) if lines else None


def _lines(file: GeneratedFile, before: GeneratedFile) -> Iterator[str]:
    if before.notebook != file.notebook:
        yield f"the notebook was {quoted(before.notebook)}"
    if before.name != file.name:
        yield f"the generated file was {quoted(before.name)}"
    after = structure_of(file.text)
    try:
        old = structure_of(before.text)
    except NoPipeline as error:
        yield f"the generated file of the base holds no pipeline to compare with: {error}"
    else:
        yield from changes(old, after, secrets=secrets_in(old) | secrets_in(after))


def _broken(checked: Checked, base: Base) -> Section | None:
    """Why a notebook is no pipeline; `None` if it was none before, and stays as it was."""
    target = checked.target
    was_compiled = any(each.notebook == target.name for each in base.generated)
    if not was_compiled and target.file.is_file() and base.has(target.name, target.file.read_bytes()):
        return None
    errors = render(report_of([replace(checked, diagnostics=checked.errors)]), output_format=OutputFormat.CONCISE)
    place = f"{code(target.name)} cannot be compiled."
    return Section(target.name, "with errors", place, tuple(errors.splitlines()), _picture(checked))


def _removed(before: GeneratedFile) -> Section:
    return Section(_pipeline(before), "removed", _places(before))


def _picture(checked: Checked | None) -> str:
    from kale_core.graph import mermaid

    graph = graph_in(checked) if checked else None
    return mermaid.render(graph) if graph else ""


def _pipeline(file: GeneratedFile) -> str:
    """The name of a pipeline, which is that of its file."""
    return PurePosixPath(file.name).name.removesuffix(GENERATED).removesuffix(".py")


def _places(file: GeneratedFile) -> str:
    return f"{code(file.notebook)}, compiled to {code(file.name)}"
