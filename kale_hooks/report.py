"""What a command has to say at the end, before any format is chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kale_core.diagnostics import Applicability, Diagnostic, Place, Severity, Span
from kale_core.notebook import Notebook
from kale_hooks import files
from kale_hooks.check import Checked


@dataclass(frozen=True, slots=True)
class File:
    """A file that was checked: its notebook if there is one, texts that may not be shown, whether the check failed."""

    notebook: Notebook | None = None
    secrets: frozenset[str] = frozenset()
    crashed: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """Diagnostics in reading order, with what renderers need to show the places that they are about.

    Keys of `files` and `names` are paths as the user calls them; `names` has paths from the root of the repository.
    `details` is text for people that belongs below a diagnostic, such as a diff.
    """

    diagnostics: tuple[Diagnostic, ...] = ()
    files: Mapping[str, File] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    details: Mapping[Diagnostic, str] = field(default_factory=dict)

    @property
    def errors(self) -> int:
        return sum(diagnostic.severity is Severity.ERROR for diagnostic in self.diagnostics)

    @property
    def warnings(self) -> int:
        return len(self.diagnostics) - self.errors

    @property
    def crashed(self) -> tuple[str, ...]:
        """The paths of the files whose check failed by a fault of ours."""
        return tuple(path for path, file in self.files.items() if file.crashed)

    def file(self, path: str) -> File:
        """What is known of a file; nothing of one that was not checked, such as a generated file."""
        return self.files.get(path, File())

    def name(self, path: str) -> str:
        """The path of a file from the root of its repository, with `/`."""
        return self.names.get(path, path)

    def file_span(self, path: str, place: Place) -> Span:
        """The range of the file that a place is; the beginning of a file that is no notebook, unless it says more."""
        notebook = self.file(path).notebook
        if notebook:
            return notebook.physical_span(place)
        return place.span if place.span and place.cell is None else Span(1, 1, 1, 1)

    def summary(self) -> str:
        """One line for people; `files` there are those with findings."""
        if self.diagnostics:
            counts = (counted(self.errors, "error"), counted(self.warnings, "warning"))
            with_findings = len({diagnostic.path for diagnostic in self.diagnostics})
            return f"Found {' and '.join(filter(None, counts))} in {counted(with_findings, 'file')}{self._fixable()}"
        if not self.files:
            return "No Kale notebooks to check"
        number = len(self.files)
        return "The Kale notebook is clean" if number == 1 else f"All {number} Kale notebooks are clean"

    def _fixable(self) -> str:
        """How many findings have a fix, as the end of a sentence."""
        fixes = [diagnostic.fix for diagnostic in self.diagnostics if diagnostic.fix]
        safe = sum(fix.applicability is Applicability.SAFE for fix in fixes)
        unsafe = len(fixes) - safe
        if safe and unsafe:
            return f"; `kale-hooks check --fix` can fix {safe}, and with `--unsafe-fixes` {unsafe} more"
        if unsafe:
            return f"; `kale-hooks check --fix --unsafe-fixes` can fix {unsafe}"
        return f"; `kale-hooks check --fix` can fix {safe}" if safe else ""


def report_of(checked: Sequence[Checked], others: Iterable[Diagnostic] = ()) -> Report:
    """All diagnostics of the files and `others`, in reading order."""
    diagnostics = sorted([*others, *(each for file in checked for each in file.diagnostics)], key=Diagnostic.sort_key)
    return Report(
        diagnostics=tuple(diagnostics),
        files={
            each.target.path: File(each.subject.notebook, each.secrets, crashed=bool(each.crash))
            for each in checked
            if each.is_kale or each.diagnostics
        },
        names=_names(diagnostics) | {each.target.path: each.target.name for each in checked},
    )


def counted(number: int, noun: str) -> str:
    """`2 files`; nothing for 0."""
    return f"{number} {noun}{'' if number == 1 else 's'}" if number else ""


def _names(diagnostics: Iterable[Diagnostic]) -> dict[str, str]:
    paths = {path for each in diagnostics for path in (each.path, *(related.path for related in each.related))}
    return {path: files.target(path).name for path in sorted(paths)}
