"""By which name of the catalogue a call makes what it makes."""

from __future__ import annotations

from collections.abc import Container

_CHUNKS = {
    "pandas.read_json": "pandas.io.json._json.JsonReader",
    "pandas.read_sql": "generator",
    "pandas.read_sql_query": "generator",
    "pandas.read_sql_table": "generator",
}


def made_by(name: str, keywords: Container[str | None]) -> str:
    """The name for a call of a library member; some give another kind of object if they are asked to."""
    if name.startswith("pandas.read_") and ("chunksize" in keywords or "iterator" in keywords):
        return _CHUNKS.get(name, "pandas.io.parsers.TextFileReader")
    return name


def made_by_calling(*, is_async: bool, yields: bool) -> str:
    """The name for a call of a function of the notebook that does not run when it is called."""
    if not yields:
        return "coroutine"
    return "async generator" if is_async else "generator"
