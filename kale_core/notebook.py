"""Notebooks as they are on disk: bytes in, cells out, or a reason why not (spec section 2)."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

from kale_core.diagnostics import NOTEBOOK, Place, Span


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell.

    `number` is 1-based over all cells, markdown included. `source` has `\\n` line ends, whatever
    the file has: Python and IPython read all line ends alike. `tags` are the strings of the
    cell's tag list, as written; `tags_are_valid` is false if the metadata holds anything else there.
    """

    number: int
    is_code: bool
    source: str
    tags: tuple[str, ...] = ()
    id: str | None = None
    tags_are_valid: bool = True
    metadata: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def holds_code(self) -> bool:
        """Whether the source has a line that is neither blank nor only a comment."""
        lines = (line.strip() for line in self.source.split("\n"))
        return self.is_code and any(line and not line.startswith("#") for line in lines)


@dataclass(frozen=True, slots=True)
class Notebook:
    """A readable notebook. `path` is as the user gave it, with `/`; `text` is the file, decoded."""

    path: str
    cells: tuple[Cell, ...]
    metadata: Mapping[str, Any] = field(compare=False)
    text: str = field(default="", compare=False, repr=False)

    @property
    def code_cells(self) -> tuple[Cell, ...]:
        return tuple(cell for cell in self.cells if cell.is_code)

    def cell(self, number: int) -> Cell:
        """The cell of that 1-based number."""
        return self.cells[number - 1]

    def physical_span(self, place: Place) -> Span:
        """The range of the `.ipynb` file that holds `place`; see `kale_core.physical`."""
        from kale_core.physical import physical_span

        return physical_span(self.text, place)


_TOP_LEVEL = {"cells", "metadata", "nbformat", "nbformat_minor"}
_NEWEST_MINOR = 5


class ReadFault(Enum):
    """Why a file is no notebook; each has a rule of its own."""

    UNREADABLE = "unreadable"
    NOT_JSON = "not-json"
    NOT_A_NOTEBOOK = "not-a-notebook"
    OLD_FORMAT = "old-format"


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that cannot be taken as a notebook, and why, for people."""

    path: str
    fault: ReadFault
    message: str
    help: str
    place: Place = NOTEBOOK


def read_notebook(file: Path, *, path: str | None = None) -> Notebook | Unreadable:
    """Read and validate a notebook; `path` is how to call it in messages (default: as given).

    Never raises for what is in the file, and executes nothing of it.
    """
    path = path if path is not None else file.as_posix()
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        return Unreadable(path, ReadFault.UNREADABLE, "this file does not exist", "check the path")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return Unreadable(
            path, ReadFault.UNREADABLE, f"this file cannot be read: {reason}", "check the path and its permissions"
        )
    return parse_notebook(content, path=path)


def parse_notebook(content: bytes, *, path: str) -> Notebook | Unreadable:
    """The notebook in the bytes of a file called `path`."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Unreadable(
            path,
            ReadFault.UNREADABLE,
            f"this file is not UTF-8 text: byte {error.start + 1} is 0x{content[error.start]:02x}",
            "open the notebook in Jupyter and save it again",
        )
    if not text.strip():
        return Unreadable(path, ReadFault.NOT_JSON, "this file is empty", "restore the notebook, or delete the file")
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        what, place = _json_fault(error)
        return Unreadable(
            path,
            ReadFault.NOT_JSON,
            f"this file is not valid JSON: {what}",
            "repair the file; a merge conflict that was left in it is a frequent cause",
            place,
        )
    return _notebook(document, path=path, text=text)


def _json_fault(error: Exception) -> tuple[str, Place]:
    if not isinstance(error, json.JSONDecodeError):
        return "it is nested too deeply or holds a huge number", NOTEBOOK
    at = (error.lineno, error.colno)
    return f"line {error.lineno}, column {error.colno}: {error.msg}", Place(span=Span(*at, *at))


def _notebook(document: Any, *, path: str, text: str) -> Notebook | Unreadable:
    if not isinstance(document, dict) or not isinstance(document.get("nbformat"), int):
        return Unreadable(
            path,
            ReadFault.NOT_A_NOTEBOOK,
            "this file is JSON, but not a Jupyter notebook: it has no `nbformat` number",
            "give a file that Jupyter saved",
        )
    if document["nbformat"] != 4:
        return Unreadable(
            path,
            ReadFault.OLD_FORMAT,
            f"this notebook has nbformat {document['nbformat']}; only nbformat 4 is supported",
            "open it in Jupyter and save it again, or run `jupyter nbconvert --to notebook --inplace` on it",
        )
    for message, place in _structural_faults(document):
        return Unreadable(
            path,
            ReadFault.NOT_A_NOTEBOOK,
            f"this notebook is damaged: {message}",
            "open it in Jupyter and save it again",
            place,
        )
    cells = tuple(_cell(number, raw) for number, raw in enumerate(document["cells"], start=1))
    return Notebook(path, cells, document["metadata"], text)


def _cell(number: int, raw: Mapping[str, Any]) -> Cell:
    source = raw["source"] if isinstance(raw["source"], str) else "".join(raw["source"])
    tags = raw["metadata"].get("tags", [])
    strings = tuple(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else ()
    return Cell(
        number=number,
        is_code=raw["cell_type"] == "code",
        source=source.replace("\r\n", "\n").replace("\r", "\n"),
        tags=strings,
        id=raw.get("id") if isinstance(raw.get("id"), str) else None,
        tags_are_valid=isinstance(tags, list) and len(strings) == len(tags),
        metadata=raw["metadata"],
    )


def _structural_faults(document: Mapping[str, Any]) -> Iterator[tuple[str, Place]]:
    """What makes the notebook lose information, in words; first what we can say best ourselves."""
    if not isinstance(document.get("metadata"), dict):
        yield "it has no `metadata` object", Place()
    elif not isinstance(document.get("cells"), list):
        yield "it has no list of `cells`", Place()
    else:
        for number, cell in enumerate(document["cells"], start=1):
            if fault := _cell_fault(cell):
                yield f"cell {number} {fault}", Place()
        for message in _schema_faults(document):
            yield message, Place()


def _cell_fault(cell: Any) -> str | None:
    """What keeps a cell from being read; nothing if all that a pipeline needs of it is there."""
    if not isinstance(cell, dict):
        return "is not an object"
    if cell.get("cell_type") not in ("code", "markdown", "raw"):
        return f"has the unknown type {cell.get('cell_type')!r}"
    if not isinstance(cell.get("metadata"), dict):
        return "has no `metadata` object"
    source = cell.get("source")
    if isinstance(source, str) or (isinstance(source, list) and all(isinstance(line, str) for line in source)):
        return None
    return "has no `source` text"


def _schema_faults(document: Mapping[str, Any]) -> Iterator[str]:
    """What nbformat says of the notebook itself.

    What it says of cells is left out: cells that pass `_cell_fault` have all that is read here, and notebooks
    with odd outputs, missing ids or repeated tags open everywhere. Where nothing is left to say, it is not asked:
    importing it takes as long as checking ten notebooks.
    """
    minor = document.get("nbformat_minor")
    if document.keys() == _TOP_LEVEL and type(minor) is int and 0 <= minor <= _NEWEST_MINOR:
        return
    import nbformat
    from nbformat.validator import ValidationError, iter_validate

    notebook: Any = nbformat.from_dict(document)  # type: ignore[no-untyped-call]  # a copy: validation may edit it
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            nbformat.validate(notebook, relax_add_props=True)
        except ValidationError:
            for error in iter_validate(notebook, relax_add_props=True):  # type: ignore[no-untyped-call]
                path = list(map(str, error.absolute_path))
                if path[:1] not in (["cells"], ["metadata"]):
                    yield f"{'/'.join(path) or 'the notebook'}: {error.message.splitlines()[0][:200]}"
