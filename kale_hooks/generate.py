"""The engine behind the compile hooks: from files to generated files, as they are and as they should be."""

from __future__ import annotations

import posixpath
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from shlex import quote

from kale_core.diagnostics import Place
from kale_core.output_path import generated_file
from kale_core.quoting import listed
from kale_core.rules.references import unusable_reference
from kale_core.rules.registry import RULES
from kale_hooks import writing
from kale_hooks.check import Checked, check_each
from kale_hooks.files import Target, in_repository, shown
from kale_hooks.repository import Facts, Repositories, generated_from, is_generated
from kale_hooks.selection import select


@dataclass(frozen=True, slots=True)
class Output:
    """The generated file of a notebook, or one beside it for a notebook that this one refers to.

    `text` is what it should hold, `current` what it holds, if it exists; `refusal` is why it cannot be written.
    `others` are notebooks, besides its own, that it depends on; `beside` holds the texts of the files that it imports.
    """

    notebook: Target
    file: Target
    text: str
    current: bytes | None = None
    refusal: str = ""
    others: tuple[Target, ...] = ()
    beside: Mapping[str, str] = field(default_factory=dict)
    is_part: bool = False

    @property
    def is_fresh(self) -> bool:
        return self.current is not None and writing.same_text(self.current, self.text)


@dataclass(frozen=True, slots=True)
class Generation:
    """Notebooks as they were checked, and the generated files of those without errors."""

    checked: tuple[Checked, ...]
    outputs: tuple[Output, ...]

    @property
    def pipelines(self) -> tuple[Output, ...]:
        """The outputs that are pipelines by themselves."""
        return tuple(output for output in self.outputs if not output.is_part)


def generate(given: Iterable[Target], *, repositories: Repositories) -> Generation:
    """Compile the notebooks among `given`, and those of the generated files among them; write nothing.

    With a notebook go those that it refers to, and those that refer to it. They are checked by the rules that the
    settings choose, and by those that no settings can do without.
    """
    checked: list[Checked] = []
    outputs: list[Output] = []
    notebooks = _notebooks(given, repositories)
    rules = select(RULES, choices=repositories.settings.choices)
    found = list(check_each(notebooks, rules=rules, repositories=repositories, to_compile=True))
    faulty = {each.target.file for each in found if not each.compiles}
    for each in found:
        try:
            each = with_faults_of_parts(each, faulty)
            if each.compiles and not each.subject.repository.roots:
                outputs += _outputs(each)
            checked.append(each)
        except Exception:
            import traceback

            checked.append(replace(each, crash=traceback.format_exc()))
    return Generation(tuple(checked), tuple(outputs))


def _notebooks(given: Iterable[Target], repositories: Repositories) -> Iterator[Target]:
    seen = set()
    for target in given:
        facts = repositories.at(target.root)
        notebook = _notebook(target, facts)
        for each in (notebook, *_composition(notebook, facts)) if notebook else ():
            if each.file not in seen:
                seen.add(each.file)
                yield each


def _composition(notebook: Target, facts: Facts) -> Iterator[Target]:
    """The notebooks that refer to one, and those that these, or it, refer to; none that is excluded or missing."""
    roots = facts.roots_of(notebook.name)
    parts = (
        path
        for name in roots or (notebook.name,)
        if name in facts.notebooks
        for path in facts.notebooks[name].references
    )
    for name in (*roots, *parts):
        target = in_repository(notebook.root, name)
        if target.file.is_file() and not facts.settings.excludes(target.file):
            yield target


def _notebook(target: Target, facts: Facts) -> Target | None:
    """The notebook that a generated file comes from, if there is one; of any other file, the file itself."""
    if not is_generated(target.name) or not target.file.exists():
        return target
    source = generated_from(target.file, name=target.name) or _owner(target.name, facts)
    notebook = in_repository(target.root, source) if source else None
    if notebook is None or facts.settings.excludes(notebook.file):
        return None
    return notebook if notebook.file.is_file() else None


def _owner(name: str, facts: Facts) -> str | None:
    """The notebook that generates a file which does not say so, because its head was edited away."""
    return next(
        (path for path, notebook in facts.notebooks.items() if name in (notebook.output, *notebook.parts)), None
    )


def with_faults_of_parts(checked: Checked, faulty: Container[Path]) -> Checked:
    """A notebook that is not compiled if one that it refers to is not, which has its own findings."""
    found = []
    for number, referenced in checked.subject.repository.referenced.items():
        if not referenced.fault and checked.target.root / referenced.path in faulty:
            path = shown(checked.target.root, referenced.path)
            advice = f"see what `kale-hooks check {quote(path)}` says"
            finding = unusable_reference.finding(path, "has errors", advice, place=Place(cell=number), step=None)
            found.append(unusable_reference.RULE.diagnostic(finding, path=checked.target.path))
    return replace(checked, diagnostics=(*checked.diagnostics, *found)) if found else checked


def _outputs(checked: Checked) -> Iterator[Output]:
    """The generated file of a notebook, and those beside it for the notebooks that it refers to."""
    from kale_core.compiler import Compiler

    pipeline, dataflow, notebook = checked.subject.pipeline, checked.subject.dataflow, checked.target
    assert pipeline is not None
    file = in_repository(notebook.root, output_name(checked))
    compiler = Compiler(pipeline, dataflow, output=file.name)
    referenced = dict.fromkeys(each.path for each in checked.subject.repository.referenced.values())
    parts = tuple(in_repository(notebook.root, path) for path in referenced)
    beside = compiler.compile_parts()
    yield _read(Output(notebook, file, compiler.compile(), others=parts, beside=beside), checked)
    for name, text in beside.items():
        part = in_repository(notebook.root, posixpath.join(posixpath.dirname(file.name), name))
        yield _read(Output(notebook, part, text, others=parts, is_part=True), checked)


def _read(output: Output, checked: Checked) -> Output:
    """The output with what its file holds, or why it cannot be written."""
    notebook, file = output.notebook, output.file
    neighbours = checked.subject.repository.neighbours
    others = [shown(notebook.root, each.path) for each in neighbours if file.name in (each.output, *each.parts)]
    if others:
        return replace(output, refusal=f"it is also the generated file of {listed(others)}")
    try:
        return replace(output, current=writing.current(file.file))
    except writing.RefusedWrite as error:
        return replace(output, refusal=str(error))


def output_name(checked: Checked) -> str:
    """The generated file of a notebook without errors, by its name in the repository."""
    assert checked.subject.pipeline is not None
    config = checked.subject.pipeline.config
    assert config.pipeline_name is not None
    name = generated_file(
        checked.target.name,
        pipeline_name=config.pipeline_name,
        output_path=config.output_path,
        output_dir=checked.subject.output_dir,
    )
    assert name is not None
    return name
