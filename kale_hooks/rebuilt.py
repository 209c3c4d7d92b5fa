"""What the cells in a generated file would hold as a notebook."""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.notebook import Cell, Notebook
from kale_core.processor import process
from kale_core.rules.pods import credentials
from kale_core.rules.rule import Subject
from kale_hooks.structure import Structure


def secrets_in(structure: Structure) -> frozenset[str]:
    """The credentials in a generated file, of which no line may be shown."""
    cells = tuple(
        Cell(number, is_code=True, source=source, tags=tags)
        for number, (tags, source) in enumerate(_cells(structure), start=1)
    )
    processed = process(Notebook("", cells, {}))
    return credentials.secrets(Subject("", processed=processed))


def _cells(structure: Structure) -> Iterator[tuple[tuple[str, ...], str]]:
    parameters = "\n".join(f"{name}: {value}" for name, value in structure.parameters.items())
    yield ("pipeline-parameters",), parameters
    yield from ((("functions",), source) for source in structure.shared)
    for name, shape in structure.steps.items():
        tags = (f"step:{name}", *(f"prev:{other}" for other in shape.follows))
        yield from ((tags, source) for source in shape.cells)
