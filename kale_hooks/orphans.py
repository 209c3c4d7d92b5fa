"""Generated files that no notebook generates any more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kale_hooks.files import Target, in_repository, root_of
from kale_hooks.generate import Generation
from kale_hooks.repository import GENERATED, Repositories, generated_from, is_generated


@dataclass(frozen=True, slots=True)
class Orphan:
    """A generated file and the notebook that it says it comes from; `reason` goes on after the notebook's name."""

    file: Target
    notebook: Target
    reason: str


def orphans(
    given: Iterable[Target], generation: Generation, *, repositories: Repositories, folders: Iterable[Path] = ()
) -> tuple[Orphan, ...]:
    """The orphans among the generated files in `given`, those in the `folders`, and those that say that they come from
    the notebooks of `generation`; sorted.
    """
    claims: dict[Path, tuple[Target, Target]] = {}
    for file, source in _claims(given, generation, repositories, folders):
        claims.setdefault(file.file, (file, in_repository(file.root, source)))
    wanted = {output.file.file for output in generation.outputs}  # a renamed notebook's file may still name the old one
    found = [_orphan(*claim, generation) for file, claim in claims.items() if file not in wanted]
    return tuple(sorted(filter(None, found), key=lambda orphan: orphan.file.path))


def _claims(
    given: Iterable[Target], generation: Generation, repositories: Repositories, folders: Iterable[Path]
) -> Iterator[tuple[Target, str]]:
    """Generated files, each with the notebook that it says it comes from."""
    for target in given:
        if is_generated(target.name):
            source = generated_from(target.file, name=target.name)
            if source:
                yield target, source
    for notebook in (checked.target for checked in generation.checked):
        for name in repositories.at(notebook.root).generated_from(notebook.name):
            yield in_repository(notebook.root, name), notebook.name
    for folder in (each.resolve() for each in folders):
        root = root_of(folder)
        for name, source in repositories.at(root).generated.items():
            if (root / name).is_relative_to(folder):
                yield in_repository(root, name), source


def _orphan(file: Target, notebook: Target, generation: Generation) -> Orphan | None:
    if notebook.name.startswith("../"):
        return Orphan(file, notebook, "is outside the repository")
    if not notebook.file.is_file():
        return Orphan(file, notebook, "does not exist")
    for output in generation.pipelines:
        if output.notebook.file == notebook.file:
            is_part = not file.name.endswith(GENERATED)
            reason = "has no such part any more" if is_part else f"now compiles to `{output.file.path}`"
            return Orphan(file, notebook, reason)
    for checked in generation.checked:
        roots = checked.subject.repository.roots
        if checked.target.file == notebook.file and roots:
            root = in_repository(notebook.root, roots[0].path).path
            return Orphan(file, notebook, f"is now a part of `{root}`")
        if checked.target.file == notebook.file and not checked.is_kale and not checked.diagnostics:
            return Orphan(file, notebook, "is not a Kale notebook")
    return None
