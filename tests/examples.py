"""Examples in rule pages: fenced blocks that a reader understands and a test runs.

A `notebook` block holds cells under `# %% tags: step:a, prev:b` lines; a first line
`# kubeflow_notebook: {...}` gives the metadata (default: a pipeline name). `; notebook_path: b.ipynb` after the tags is
metadata of the cell. A `json` block is a file as it is.
"""

from __future__ import annotations

import json
import re

from tests.notebooks import DEMO, RawCell, cell, notebook_bytes

_BLOCK = re.compile(r"^## (?P<title>[^\n]+)\n+```(?P<kind>notebook|json)\n(?P<text>.*?)^```", re.MULTILINE | re.DOTALL)
_METADATA = re.compile(r"# kubeflow_notebook: (\{.*\})\n")
_CELL = re.compile(r"^# %%(?: tags: (?P<tags>[^\n;]*)(?:; notebook_path: (?P<path>[^\n]*))?)?\n", re.MULTILINE)


def examples(page: str) -> dict[str, bytes]:
    """The files in a page, by the title that they stand under."""
    return {match["title"]: _file(match["kind"], match["text"]) for match in _BLOCK.finditer(page)}


def _file(kind: str, text: str) -> bytes:
    if kind == "json":
        return text.encode()
    metadata = _METADATA.match(text)
    return notebook_bytes(_cells(text), metadata=json.loads(metadata[1]) if metadata else DEMO)


def _cells(text: str) -> list[RawCell]:
    _, *parts = _CELL.split(text)
    found = zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    return [
        cell(tags or "", source.strip("\n"), **({"notebook_path": path} if path else {}))
        for tags, path, source in found
    ]
