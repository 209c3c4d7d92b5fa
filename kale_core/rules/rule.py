"""What a rule is, and what it may look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from kale_core.analysis.dataflow import Dataflow, analyse
from kale_core.composition import Referenced, Root
from kale_core.diagnostics import Diagnostic, Finding, Severity
from kale_core.installation import PLAIN, Installation
from kale_core.notebook import Notebook, Unreadable
from kale_core.pipeline import Pipeline
from kale_core.processor import Processed

if TYPE_CHECKING:
    from kale_core.suppressions import Suppression


@dataclass(frozen=True)
class Neighbour:
    """What rules need to know of another Kale notebook of the repository.

    `references` are the notebooks that it refers to, `parts` the files that are generated for these, beside `output`.
    """

    path: str
    pipeline_name: str | None
    output: str | None
    references: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Repository:
    """Facts beyond one notebook, looked up in the work tree that holds it (spec section 2).

    `neighbours` are the *other* Kale notebooks. `generated` holds the paths of generated files that say
    that they come from this notebook. `referenced` says what the cells with these numbers stand for, `roots` which
    notebooks refer to this one. All paths are relative to the root, with `/`.
    """

    neighbours: tuple[Neighbour, ...] = ()
    generated: tuple[str, ...] = ()
    local_modules: frozenset[str] = frozenset()
    notebook: str = ""
    referenced: Mapping[int, Referenced] = field(default_factory=dict)
    roots: tuple[Root, ...] = ()


@dataclass(frozen=True)
class Subject:
    """One file under check: a notebook with all that is derived from it, or the reason why it is none.

    Settings give `allowed_tags`, patterns of tags of other tools; `installation`; and `output_dir`, the folder of the
    repository for generated files.
    """

    path: str
    unreadable: Unreadable | None = None
    processed: Processed | None = None
    repository: Repository = field(default_factory=Repository)
    allowed_tags: tuple[str, ...] = ()
    installation: Installation = PLAIN
    output_dir: str | None = None

    @property
    def notebook(self) -> Notebook | None:
        return self.processed.notebook if self.processed else None

    @property
    def pipeline(self) -> Pipeline | None:
        return self.processed.pipeline if self.processed else None

    @cached_property
    def suppressions(self) -> tuple[Suppression, ...]:
        """The comments that suppress findings, with those that are malformed; none in what is no Kale notebook."""
        if self.processed is None or not self.processed.is_kale:
            return ()
        cells = [cell for cell in self.processed.notebook.code_cells if "kale" in cell.source.lower()]
        if not cells:
            return ()
        from kale_core.suppressions import suppressions

        return tuple(suppressions(cells))

    @cached_property
    def dataflow(self) -> Dataflow | None:
        """The names that flow between steps; computed once, when the first rule asks.

        Those of a notebook to which another one refers depend on what that one provides.
        """
        if self.processed is None:
            return None
        pipeline, roots = self.processed.pipeline, self.repository.roots
        if not roots:
            return self._analysed(pipeline, self.children)
        root = roots[0]
        return (
            self._analysed(root.pipeline, {**root.children, root.reference: pipeline}).nested[root.reference].dataflow
        )

    @property
    def children(self) -> dict[str, Pipeline]:
        """The pipelines of the notebooks that this one refers to, as far as they could be read, by reference."""
        references = self.pipeline.references if self.pipeline else ()
        known = ((step.name, self.repository.referenced.get(step.cells[0].number)) for step in references)
        return {name: each.processed.pipeline for name, each in known if each and each.processed and not each.fault}

    def _analysed(self, pipeline: Pipeline, children: Mapping[str, Pipeline]) -> Dataflow:
        local = self.repository.local_modules
        return analyse(pipeline, local_modules=local, installation=self.installation, children=children)


Check = Callable[[Subject], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: `code` is never reused, `name` reads after "allow"; `check` keeps no state and never raises."""

    code: str
    name: str
    severity: Severity
    check: Check

    def diagnose(self, subject: Subject) -> Iterator[Diagnostic]:
        """The rule's findings in `subject`, each with the path and the rule's own facts filled in."""
        for finding in self.check(subject):
            yield self.diagnostic(finding, path=subject.path)

    def diagnostic(self, finding: Finding, *, path: str) -> Diagnostic:
        """A finding in the file that messages call `path`, with the rule's own facts filled in."""
        return Diagnostic(
            path=path,
            code=self.code,
            name=self.name,
            severity=finding.severity or self.severity,
            message=finding.message,
            help=finding.help,
            place=finding.place,
            step=finding.step,
            fix=finding.fix,
            related=finding.related,
        )
