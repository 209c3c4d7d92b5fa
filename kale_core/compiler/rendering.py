"""The templates, and the filters through which everything that a notebook says enters them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kale_core.compiler.components import declaration, typed_argument
from kale_core.compiler.spelling import cell_literal, printable, string_literal

if TYPE_CHECKING:
    from jinja2 import Environment

COMPONENT = "nb_function_template.jinja2"
PIPELINE = "pipeline_template.jinja2"
PART = "part_template.jinja2"
CELLS = "cells.jinja2"


def render(template: str, **values: Any) -> str:
    """The text of a template."""
    return _environment().get_template(template).render(**values)


def render_cells(name: str, cells: Iterable[Any]) -> str:
    """The function of that name that yields the sources of the cells."""
    module = _environment().get_template(CELLS).module
    return str(module.cells_function(name, tuple(cells)))  # type: ignore[attr-defined]


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent.parent / "templates"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # the filters escape, for Python
    )
    environment.filters |= {
        "literal": string_literal,
        "cell": cell_literal,
        "tags": _tags,
        "declaration": declaration,
        "argument": typed_argument,
    }
    return environment


def _tags(tags: tuple[str, ...]) -> str:
    return f": {printable(', '.join(tags))}" if tags else ""
