"""Questions about libcst nodes that need no knowledge of names."""

from __future__ import annotations

from typing import Any

import libcst as cst

# The empty name stands for a bare `except:`.
IMPORT_ERRORS = frozenset({"ImportError", "ModuleNotFoundError", "Exception", ""})
NAME_ERRORS = frozenset({"NameError"})


def type_parameters(node: cst.FunctionDef | cst.ClassDef) -> frozenset[str]:
    parameters = node.type_parameters
    return frozenset(each.param.name.value for each in parameters.params) if parameters else frozenset()


def declarations(suite: cst.CSTNode) -> tuple[frozenset[str], frozenset[str]]:
    """The names that a function body declares global and nonlocal; not those of functions inside it."""
    found: dict[type, set[str]] = {cst.Global: set(), cst.Nonlocal: set()}
    pending: list[Any] = [suite]
    while pending:
        node = pending.pop()
        if isinstance(node, (cst.Global, cst.Nonlocal)):
            found[type(node)].update(item.name.value for item in node.names)
        elif isinstance(node, (cst.IndentedBlock, cst.SimpleStatementSuite, cst.SimpleStatementLine)):
            pending.extend(node.body)
        elif isinstance(
            node,
            (
                cst.If,
                cst.For,
                cst.While,
                cst.With,
                cst.Else,
                cst.Finally,
                cst.ExceptHandler,
                cst.Try,
                cst.TryStar,
                cst.ExceptStarHandler,
                cst.MatchCase,
            ),
        ):
            pending.extend(
                child
                for child in (
                    node.body,
                    getattr(node, "orelse", None),
                    getattr(node, "finalbody", None),
                    *getattr(node, "handlers", ()),
                )
                if child is not None
            )
        elif isinstance(node, cst.Match):
            pending.extend(node.cases)
    return frozenset(found[cst.Global]), frozenset(found[cst.Nonlocal])


def catches(handler: cst.ExceptHandler | cst.ExceptStarHandler, names: frozenset[str]) -> bool:
    """Whether a handler names one of these exceptions."""
    if handler.type is None:
        return "" in names
    options = handler.type.elements if isinstance(handler.type, cst.Tuple) else (handler.type,)
    found = (option.value if isinstance(option, cst.Element) else option for option in options)
    return any(isinstance(name, cst.Name) and name.value in names for name in found)


def dotted(node: cst.CSTNode) -> str:
    if isinstance(node, cst.Attribute):
        return f"{dotted(node.value)}.{node.attr.value}"
    return node.value if isinstance(node, cst.Name) else ""


def is_plain_part(part: cst.BaseFormattedStringContent) -> bool:
    """Whether a part of an f-string stands for its text, or for the text of its value, as it is."""
    if isinstance(part, cst.FormattedStringExpression):
        return part.conversion is None and part.format_spec is None and part.equal is None
    return isinstance(part, cst.FormattedStringText) and not set("\\{}") & set(part.value)


def string_value(node: cst.CSTNode) -> str | None:
    """The text of a plain string literal."""
    if not isinstance(node, cst.SimpleString) or "b" in node.prefix.lower():
        return None
    return str(node.evaluated_value)
