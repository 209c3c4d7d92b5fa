"""What the rules on references look at."""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.composition import Referenced
from kale_core.diagnostics import Place
from kale_core.roles import Role, TaggedCell
from kale_core.rules.rule import Subject
from kale_core.rules.views import at_tag, code_cells
from kale_core.tags import ParsedTag, TagKind


def references(subject: Subject) -> Iterator[tuple[TaggedCell, ParsedTag]]:
    """The cells that stand for other notebooks, each with the tag that says so."""
    for tagged in code_cells(subject):
        if tagged.role is Role.NOTEBOOK:
            yield tagged, tagged.of_kind(TagKind.NOTEBOOK)[0]


def found(subject: Subject) -> Iterator[tuple[TaggedCell, ParsedTag, Referenced]]:
    """Those that say which notebook they stand for, with what is there."""
    for tagged, tag in references(subject):
        if (referenced := subject.repository.referenced.get(tagged.cell.number)) is not None:
            yield tagged, tag, referenced


def place_of(subject: Subject, reference: str) -> Place:
    """The tag of the reference of that name."""
    return next(at_tag(tagged, tag) for tagged, tag in references(subject) if tagged.step == reference)
