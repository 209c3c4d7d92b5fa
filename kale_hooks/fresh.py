"""A generated file made just now, for what is done beyond the notebook: the one on disk may have been edited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kale_core.pipeline import Pipeline
from kale_hooks import console, files
from kale_hooks.check import Checked
from kale_hooks.exit_status import ExitStatus
from kale_hooks.files import Target
from kale_hooks.generate import generate
from kale_hooks.output import OutputFormat
from kale_hooks.report import report_of
from kale_hooks.repository import Repositories
from kale_hooks.settings import Settings


@dataclass(frozen=True, slots=True)
class Fresh:
    """A notebook without errors, its pipeline, the text of its generated file, and what the rules say of it.

    `beside` holds the texts of the files that the generated one imports, by name.
    """

    notebook: Target
    pipeline: Pipeline
    text: str
    checked: Checked
    beside: Mapping[str, str] = field(default_factory=dict)


def fresh(notebook: str, settings: Settings) -> Fresh | ExitStatus:
    """What a notebook compiles to. If it does not, people are told, and the result is the exit status for that."""
    target = files.target(notebook)
    generation = generate([target], repositories=Repositories(settings))
    checked = next((each for each in generation.checked if each.target.file == target.file), None)
    output = next((each for each in generation.pipelines if each.notebook.file == target.file), None)
    if checked and output:
        assert checked.subject.pipeline is not None
        return Fresh(output.notebook, checked.subject.pipeline, output.text, checked, output.beside)
    if checked and checked.subject.repository.roots:
        root = files.shown(target.root, checked.subject.repository.roots[0].path)
        console.say(f"{notebook}: this notebook is a part of {root}: give that one instead")
    if not any(each.is_kale for each in generation.checked):
        console.say(f"{notebook}: this is not a Kale notebook: no code cell has a `step:` tag")
    console.show(report_of(generation.checked), output_format=OutputFormat.FULL)
    return max(ExitStatus.FINDINGS, console.say_crashes(generation.checked))
