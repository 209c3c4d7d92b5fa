"""Small notebooks for tests, built in a line or two.

notebook([
    cell("imports", "import os"),
    markdown("# Load"),
    cell("step:load", "data = [1]"),
    cell("step:train, prev:load", "print(data)"),
])
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kale_core.notebook import Notebook, parse_notebook

RawCell = dict[str, Any]

DEMO: Mapping[str, Any] = {"pipeline_name": "demo"}


def cell(tags: str | Sequence[Any] = "", source: str = "pass", **metadata: Any) -> RawCell:
    """A code cell. `tags` is `"step:a, prev:b"` or a list; the list may hold anything."""
    raw = _cell("code", source, metadata, tags)
    raw |= {"execution_count": None, "outputs": []}
    return raw


def markdown(source: str = "text", tags: str | Sequence[Any] = "") -> RawCell:
    """A markdown cell."""
    return _cell("markdown", source, {}, tags)


def notebook_bytes(cells: Sequence[RawCell], *, metadata: Any = DEMO, **other_metadata: Any) -> bytes:
    """A notebook as Jupyter saves it.

    `metadata` is the value of `kubeflow_notebook`, `None` to leave the key out; `other_metadata` stands beside it.
    """
    all_metadata = dict(other_metadata) if metadata is None else {"kubeflow_notebook": metadata, **other_metadata}
    numbered = [{**raw, "id": f"cell-{number}"} for number, raw in enumerate(cells, start=1)]
    document = {"cells": numbered, "metadata": all_metadata, "nbformat": 4, "nbformat_minor": 5}
    return (json.dumps(document, indent=1, ensure_ascii=False) + "\n").encode("utf-8", "surrogatepass")


def notebook(
    cells: Sequence[RawCell], *, metadata: Any = DEMO, path: str = "nb.ipynb", **other_metadata: Any
) -> Notebook:
    """The same notebook, read."""
    parsed = parse_notebook(notebook_bytes(cells, metadata=metadata, **other_metadata), path=path)
    assert isinstance(parsed, Notebook), parsed
    return parsed


def write_notebook(file: Path, cells: Sequence[RawCell], *, metadata: Any = DEMO, **other_metadata: Any) -> Path:
    """The same notebook, on disk."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(notebook_bytes(cells, metadata=metadata, **other_metadata))
    return file


def _cell(cell_type: str, source: str, metadata: Mapping[str, Any], tags: str | Sequence[Any]) -> RawCell:
    tag_list = [tag for tag in tags.split(", ") if tag] if isinstance(tags, str) else list(tags)
    with_tags = {**metadata, "tags": tag_list} if tag_list else dict(metadata)
    return {"cell_type": cell_type, "metadata": with_tags, "source": source.splitlines(keepends=True)}
