"""What came of the trials with all libraries: `measured.json`, which `make catalogue` writes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

_FILE = Path(__file__).with_name("measured.json")


@dataclass(frozen=True, slots=True)
class Measured:
    """`outcome`: `crosses`, `refused` or `dead`. `library`: what it was tried with, such as `pandas 3.0.1`."""

    outcome: str
    library: str


def read() -> dict[str, Measured]:
    """The record, by entry; empty if there is none."""
    if not _FILE.exists():
        return {}
    return {name: Measured(**row) for name, row in json.loads(_FILE.read_text(encoding="utf-8")).items()}


def write(record: Mapping[str, Measured]) -> None:
    """Write the record, an entry a line."""
    rows = (f"{json.dumps(name)}: {json.dumps(asdict(record[name]))}" for name in sorted(record))
    _FILE.write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")
