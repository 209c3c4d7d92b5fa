"""What the linter says of a notebook, as data.

A diagnostic knows *what* and *where in the notebook*; numbers for a terminal, an editor or a
`.ipynb` line are made by whoever renders it. Everything here is frozen, hashable and picklable.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kale_core.edits import Edit


class Severity(StrEnum):
    """Spec section 9: an error breaks or falsifies the pipeline; a warning is doubtful."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A range of a cell's source.

    Lines and columns are 1-based; columns count characters; the end column is exclusive.
    """

    line: int
    column: int
    end_line: int
    end_column: int


CELL_START = Span(1, 1, 1, 1)


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a notebook: all of it, a key of its metadata, a cell, a tag or code of a cell.

    `cell` is 1-based over all cells, markdown included. `tag` is the tag's text as written.
    `key` is a path in the notebook's `metadata`, outermost first. A span without a cell is one of the file's own text,
    which is then no notebook.
    """

    cell: int | None = None
    span: Span | None = None
    tag: str | None = None
    key: tuple[str | int, ...] = ()

    def span_in_cell(self) -> Span | None:
        """The span that a finding shows: the start of the cell for its tags, none for a notebook."""
        if self.cell is None:
            return None
        return self.span or CELL_START


NOTEBOOK = Place()


@dataclass(frozen=True, slots=True)
class Related:
    """A second place that a finding is about, such as the cell that binds a name."""

    path: str
    place: Place
    message: str


class Applicability(StrEnum):
    """Whether a fix keeps the meaning of the notebook for certain."""

    SAFE = "safe"
    UNSAFE = "unsafe"


@dataclass(frozen=True, slots=True)
class Fix:
    """What `--fix` would do: in words, and as edits that belong together."""

    applicability: Applicability
    message: str
    edits: tuple[Edit, ...]

    @staticmethod
    def safe(message: str, *edits: Edit) -> Fix:
        """A fix that keeps what the notebook means."""
        return Fix(Applicability.SAFE, message, edits)

    @staticmethod
    def unsafe(message: str, *edits: Edit) -> Fix:
        """A fix that makes of the notebook what was probably meant."""
        return Fix(Applicability.UNSAFE, message, edits)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule yields; the engine adds the path and the rule's code and name.

    `severity` is the rule's own, unless a finding is less certain than the rule's others.
    """

    message: str
    help: str
    place: Place = NOTEBOOK
    step: str | None = None
    fix: Fix | None = None
    related: tuple[Related, ...] = ()
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding of one rule in one file. `path` is as the user gave it, with `/`."""

    path: str
    code: str
    name: str
    severity: Severity
    message: str
    help: str
    place: Place = NOTEBOOK
    step: str | None = None
    fix: Fix | None = None
    related: tuple[Related, ...] = ()

    def sort_key(self) -> tuple[str, int, Span, str, str]:
        """Reading order: by file, then by cell and position, findings on the whole file first."""
        span = self.place.span_in_cell() or CELL_START
        return (self.path, self.place.cell or 0, span, self.code, self.message)
