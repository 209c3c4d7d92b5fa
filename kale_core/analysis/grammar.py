"""Which syntax only newer versions of Python can read.

Code is always parsed with the newest grammar (spec section 2); the Python that runs it is in a step's image.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import libcst as cst

Version = tuple[int, int]

# What came after Python 3.12: t-strings, and type parameters, which may have defaults.
_NEWEST = re.compile(r"""\b(?:[tT][rR]?|[rR][tT])["']|\b(?:def|class|type)\s+\w+\s*\[""")


@dataclass(frozen=True, slots=True)
class Syntax:
    """A construct, and the first Python that reads it."""

    noun: str
    since: Version


_TYPE_PARAMETERS = Syntax("type parameters", (3, 12))
_NODES: dict[type[cst.CSTNode], Syntax] = {
    cst.Match: Syntax("`match`", (3, 10)),
    cst.TryStar: Syntax("`except*`", (3, 11)),
    cst.TypeAlias: Syntax("`type` statements", (3, 12)),
    cst.TypeParameters: _TYPE_PARAMETERS,
    cst.TemplatedString: Syntax("t-strings", (3, 14)),
}
_STAR_IN_INDEX = Syntax("`*` in an index", (3, 11))
_DEFAULT_OF_TYPE = Syntax("defaults of type parameters", (3, 13))
_FREE_F_STRING = Syntax("f-strings with quotes of their own kind or backslashes inside", (3, 12))


def may_be_newer(source: str, *, python: Version) -> bool:
    """Whether a cell may hold such a construct: cheap, since most steps run in the newest Python."""
    return python < (3, 12) or _NEWEST.search(source) is not None


def newer_syntax(module: cst.Module, *, python: Version) -> Iterator[tuple[cst.CSTNode, Syntax]]:
    """The constructs, outermost first, that this version cannot read."""
    pending: list[cst.CSTNode] = [module]
    while pending:
        node = pending.pop()
        syntax = _syntax(node, module)
        if syntax is not None and syntax.since > python:
            yield node, syntax
        else:
            pending.extend(reversed(node.children))


def _syntax(node: cst.CSTNode, module: cst.Module) -> Syntax | None:
    if isinstance(node, cst.Index):
        return _STAR_IN_INDEX if node.star else None
    if isinstance(node, cst.TypeParam):
        return _DEFAULT_OF_TYPE if node.default else None
    if isinstance(node, cst.FormattedString):
        return _FREE_F_STRING if any(_is_free(part, node.quote, module) for part in node.parts) else None
    return _NODES.get(type(node))


def _is_free(part: cst.BaseFormattedStringContent, quote: str, module: cst.Module) -> bool:
    if not isinstance(part, cst.FormattedStringExpression):
        return False
    code = module.code_for_node(part.expression)
    return quote in code or "\\" in code or ("\n" in code and len(quote) == 1)
