"""The engine behind the compile hooks: from files to generated files, as they are and as they should be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kale_core.output_path import generated_file
from kale_core.quoting import listed
from kale_core.rules.registry import RULES
from kale_hooks import writing
from kale_hooks.check import Checked, check_each
from kale_hooks.files import Target, in_repository, shown
from kale_hooks.repository import GENERATED, Facts, Repositories, generated_from
from kale_hooks.selection import select


@dataclass(frozen=True, slots=True)
class Output:
    """The generated file of a notebook.

    `text` is what it should hold, `current` what it holds, if it exists; `refusal` is why it cannot be written.
    """

    notebook: Target
    file: Target
    text: str
    current: bytes | None = None
    refusal: str = ""

    @property
    def is_fresh(self) -> bool:
        return self.current is not None and writing.same_text(self.current, self.text)


@dataclass(frozen=True, slots=True)
class Generation:
    """Notebooks as they were checked, and the generated files of those without errors."""

    checked: tuple[Checked, ...]
    outputs: tuple[Output, ...]


def generate(given: Iterable[Target], *, repositories: Repositories) -> Generation:
    """Compile the notebooks among `given`, and those of the generated files among them; write nothing.

    They are checked by the rules that the settings choose, and by those that no settings can do without.
    """
    checked, outputs = [], []
    notebooks = _notebooks(given, repositories)
    rules = select(RULES, choices=repositories.settings.choices)
    for each in check_each(notebooks, rules=rules, repositories=repositories, to_compile=True):
        try:
            if each.compiles:
                outputs.append(_output(each))
            checked.append(each)
        except Exception:
            import traceback

            checked.append(replace(each, crash=traceback.format_exc()))
    return Generation(tuple(checked), tuple(outputs))


def _notebooks(given: Iterable[Target], repositories: Repositories) -> Iterator[Target]:
    seen = set()
    for target in given:
        notebook = _notebook(target, repositories.at(target.root))
        if notebook and notebook.file not in seen:
            seen.add(notebook.file)
            yield notebook


def _notebook(target: Target, facts: Facts) -> Target | None:
    """The notebook that a generated file comes from, if there is one; of any other file, the file itself."""
    if not target.name.endswith(GENERATED) or not target.file.exists():
        return target
    source = generated_from(target.file, name=target.name) or _owner(target.name, facts)
    notebook = in_repository(target.root, source) if source else None
    if notebook is None or facts.settings.excludes(notebook.file):
        return None
    return notebook if notebook.file.is_file() else None


def _owner(name: str, facts: Facts) -> str | None:
    """The notebook that generates a file which does not say so, because its head was edited away."""
    return next((path for path, notebook in facts.notebooks.items() if notebook.output == name), None)


def _output(checked: Checked) -> Output:
    from kale_core.compiler import Compiler

    pipeline, dataflow, notebook = checked.subject.pipeline, checked.subject.dataflow, checked.target
    assert pipeline is not None
    file = in_repository(notebook.root, output_name(checked))
    output = Output(notebook, file, Compiler(pipeline, dataflow, output=file.name).compile())
    neighbours = checked.subject.repository.neighbours
    others = [shown(notebook.root, each.path) for each in neighbours if each.output == file.name]
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
