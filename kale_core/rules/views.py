"""What most rules look at, so that each says only what is its own.

Everything here is empty for a file that is no Kale notebook.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kale_core.config_problems import ConfigFault
from kale_core.diagnostics import Applicability, Finding, Fix, Place
from kale_core.plain_code import CellFault
from kale_core.processor import Processed
from kale_core.roles import TaggedCell
from kale_core.rules.fixing import replacing
from kale_core.rules.rule import Subject
from kale_core.tags import InvalidTag, ParsedTag, TagFault


def pipeline_notebook(subject: Subject) -> Processed | None:
    """The notebook, if it is meant to be a pipeline."""
    return subject.processed if subject.processed and subject.processed.is_kale else None


def code_cells(subject: Subject) -> tuple[TaggedCell, ...]:
    """The code cells of a Kale notebook."""
    processed = pipeline_notebook(subject)
    return processed.cells if processed else ()


def at_tag(tagged: TaggedCell, tag: ParsedTag) -> Place:
    return Place(cell=tagged.cell.number, tag=tag.text)


def step_of(subject: Subject, cell: int) -> str | None:
    """The step that a cell belongs to, if it does."""
    return next((tagged.step for tagged in code_cells(subject) if tagged.cell.number == cell), None)


def invalid_tags(
    subject: Subject, fault: TagFault, *, applicability: Applicability = Applicability.UNSAFE
) -> Iterator[Finding]:
    """A finding for each tag with that fault; a tag that a cell has twice is reported once.

    The fix, of that applicability, is the tag that was probably meant.
    """
    for tagged in code_cells(subject):
        for tag in dict.fromkeys(tagged.tags):
            if isinstance(tag, InvalidTag) and tag.fault is fault:
                fix = _suggested(tagged, tag, applicability) if tag.suggestion else None
                yield Finding(tag.message, tag.help, at_tag(tagged, tag), step=tagged.step, fix=fix)


def _suggested(tagged: TaggedCell, tag: InvalidTag, applicability: Applicability) -> Fix:
    message, edit = replacing(tagged, tag.text, tag.suggestion or "")
    return Fix(applicability, message, (edit,))


def config_findings(subject: Subject, fault: ConfigFault) -> Iterator[Finding]:
    """A finding for each problem of the metadata with that fault."""
    processed = pipeline_notebook(subject)
    for problem in processed.config_problems if processed else ():
        if problem.fault is fault:
            yield Finding(problem.message, problem.help, Place(key=problem.key), fix=problem.fix)


def cell_findings(processed: Processed, faults: Iterable[CellFault]) -> Iterator[Finding]:
    """A finding for each fault in a parameters or metrics cell.

    An untagged cell that only joined one was hardly meant to be one: it gets a single finding that says so.
    """
    joining = {tagged.cell.number: tagged for tagged in processed.cells if tagged.joins}
    reported: set[int | None] = set()
    for fault in faults:
        tagged = joining.get(fault.place.cell or 0)
        if tagged is None:
            yield Finding(fault.message, fault.help, fault.place)
        elif fault.place.cell not in reported:
            reported.add(fault.place.cell)
            yield Finding(fault.message, _about_joining(tagged), fault.place)


def _about_joining(tagged: TaggedCell) -> str:
    return f"this untagged cell belongs to the `{tagged.role.value}` cell above it: tag it `step:<name>` or `skip`"
