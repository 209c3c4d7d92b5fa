"""What a command has to say at the end, before any format is chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kale_core.diagnostics import Applicability, Diagnostic, Severity
from kale_core.notebook import Notebook
from kale_hooks.check import Checked


@dataclass(frozen=True, slots=True)
class Report:
    """Diagnostics in reading order, with what renderers need to show the places that they are about.

    `notebooks` has those with diagnostics, by the diagnostics' `path`; `files` is the number of files that were
    checked; `details` is text for people that belongs below a diagnostic, such as a diff.
    """

    diagnostics: tuple[Diagnostic, ...] = ()
    notebooks: Mapping[str, Notebook] = field(default_factory=dict)
    files: int = 0
    details: Mapping[Diagnostic, str] = field(default_factory=dict)

    @property
    def errors(self) -> int:
        return sum(diagnostic.severity is Severity.ERROR for diagnostic in self.diagnostics)

    @property
    def warnings(self) -> int:
        return len(self.diagnostics) - self.errors

    def summary(self) -> str:
        """One line for people; `files` there are those with findings."""
        if self.diagnostics:
            counts = (counted(self.errors, "error"), counted(self.warnings, "warning"))
            files = len({diagnostic.path for diagnostic in self.diagnostics})
            return f"Found {' and '.join(filter(None, counts))} in {counted(files, 'file')}{self._fixable()}"
        if self.files == 0:
            return "No Kale notebooks to check"
        return "The Kale notebook is clean" if self.files == 1 else f"All {self.files} Kale notebooks are clean"

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
    notebooks = {file.target.path: file.subject.notebook for file in checked if file.diagnostics}
    return Report(
        diagnostics=tuple(diagnostics),
        notebooks={path: notebook for path, notebook in notebooks.items() if notebook},
        files=sum(file.is_kale or bool(file.diagnostics) for file in checked),
    )


def counted(number: int, noun: str) -> str:
    """`2 files`; nothing for 0."""
    return f"{number} {noun}{'' if number == 1 else 's'}" if number else ""
