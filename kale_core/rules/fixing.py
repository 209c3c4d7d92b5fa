"""The fixes that several rules offer: other tags, fewer tags, tags on another cell."""

from __future__ import annotations

from collections.abc import Iterable

from kale_core.diagnostics import Fix
from kale_core.edits import AddTag, Edit, RemoveTag, ReplaceTag
from kale_core.processor import Processed
from kale_core.quoting import listed, quoted
from kale_core.roles import Role, TaggedCell
from kale_core.step_names import edge_from
from kale_core.tags import ParsedTag, TagKind, valid_step_name


def replacing(tagged: TaggedCell, old: str, new: str) -> tuple[str, Edit]:
    """Another tag for one of a cell's, in words and as an edit."""
    return f"replace {quoted(old)} by {quoted(new)}", ReplaceTag(tagged.cell.number, old, new)


def removing(tagged: TaggedCell, tags: Iterable[ParsedTag]) -> tuple[str, *tuple[Edit, ...]]:
    """One of a cell's tags less, or several, in words and as edits."""
    texts = list(dict.fromkeys(tag.text for tag in tags))
    return f"remove {listed(texts)}", *(RemoveTag(tagged.cell.number, text) for text in texts)


def renaming(processed: Processed, name: str) -> Fix | None:
    """A valid name for a step, in all tags that have the name.

    None if another step has that name, or might want it, or if a step above waits for one that is called so.
    """
    better = valid_step_name(name)
    wanting = [other for other in processed.step_names if valid_step_name(other) == better]
    if better is None or wanting != [name] or _is_awaited_above(processed, better, name=name):
        return None
    edits = []
    for tagged in processed.cells:
        for tag in tagged.of_kind(TagKind.STEP, TagKind.BLOCK, TagKind.NOTEBOOK, TagKind.PREV):
            if tag.values[:1] == (name,) and tag.kind is not None:
                kind = TagKind.STEP if tag.kind is TagKind.BLOCK else tag.kind
                edits.append(ReplaceTag(tagged.cell.number, tag.text, f"{kind}:{better}"))
    return Fix.unsafe(f"call the step {quoted(better)} in all its tags", *dict.fromkeys(edits))


def _is_awaited_above(processed: Processed, better: str, *, name: str) -> bool:
    steps = [step.name for step in processed.pipeline.in_notebook_order]
    first = steps.index(name) if name in steps else 0
    waiting = (
        tagged.step
        for tagged in processed.cells_of(Role.STEP)
        for tag in tagged.prev_tags
        if tag.values[0] != name and valid_step_name(tag.values[0]) == better
    )
    return any(step in steps[: first + 1] for step in waiting)


def moving(processed: Processed, tagged: TaggedCell, tags: Iterable[ParsedTag], *extra: Edit) -> Fix | None:
    """The tags of a later cell of a step on the first that is tagged with its name, besides `extra`.

    None if a dependency would then stand above the step that it names.
    """
    step = tagged.step or ""
    first = first_cell(processed, step)
    texts = list(dict.fromkeys(tag.text for tag in tags))
    prev = [tag for tag in tagged.of_kind(TagKind.PREV) if tag.text in texts]
    if any(not stands_above(processed, tag.values[0], step=step) for tag in prev):
        return None
    here = (RemoveTag(tagged.cell.number, text) for text in texts)
    there = (AddTag(first.cell.number, text) for text in texts)
    return Fix.safe(f"move {listed(texts)} to cell {first.cell.number}", *here, *there, *extra)


def first_cell(processed: Processed, step: str) -> TaggedCell:
    """The first cell that is tagged with the step's name."""
    return next(tagged for tagged in processed.cells_of_step(step) if not tagged.joins)


def stands_above(processed: Processed, name: str, *, step: str) -> bool:
    """Whether `prev:<name>` on the first cell of `step` would name a step that begins above, or none at all."""
    names = [each.name for each in processed.pipeline.in_notebook_order]
    meant = edge_from(name, step=step, steps=names)
    return meant not in names or names.index(meant) < names.index(step)
