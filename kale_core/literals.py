"""Literals as values: what a parameter's default may be (spec section 5)."""

from __future__ import annotations

import math
import warnings
from typing import Any

import libcst as cst

from kale_core.kfp_text import breaks_line, is_control, is_surrogate
from kale_core.quoting import quoted

EXACT_INTEGERS = 2**53  # KFP keeps numbers as 64-bit floats
_LONGEST_INTEGER = 200  # characters, in binary with underscores

_TYPES = "a number, a text, `True`, `False`, or a list or dict of these"


class NotLiteral(Exception):
    """An expression that is no default value. `node` is the part that is wrong."""

    def __init__(self, node: cst.CSTNode, message: str, help: str) -> None:
        super().__init__(message)
        self.node = node
        self.message = message
        self.help = help


def literal_value(node: cst.BaseExpression, *, top: bool = True) -> Any:
    """The value of a literal; raises `NotLiteral` for anything that a KFP parameter cannot have as its default."""
    match node:
        case cst.Name("True" | "False"):
            return node.value == "True"
        case cst.Name("None"):
            raise NotLiteral(
                node, "a pipeline parameter cannot be `None`", "write a value of the type that it will have"
            )
        case cst.Integer() | cst.Float():
            return _number(node, node.value)
        case cst.UnaryOperation(operator=cst.Minus() | cst.Plus(), expression=cst.Integer() | cst.Float() as number):
            sign = "-" if isinstance(node.operator, cst.Minus) else ""
            return _number(node, f"{sign}{number.value}")
        case cst.SimpleString() | cst.ConcatenatedString():
            return _text(node, top=top)
        case cst.List():
            return [_item(element) for element in node.elements]
        case cst.Dict():
            return dict(_entry(element) for element in node.elements)
    raise NotLiteral(node, *_why_not(node))


def _number(node: cst.BaseExpression, text: str) -> int | float:
    if isinstance(_unsigned(node), cst.Float):
        if math.isfinite(number := float(text)):
            return number
        raise NotLiteral(node, "this number is too large", "write a smaller number")
    if len(text) > _LONGEST_INTEGER or abs(int(text, 0)) > EXACT_INTEGERS:
        message = "KFP keeps whole numbers exactly only up to 2**53"
        raise NotLiteral(node, message, "write a smaller number, or a text that the steps convert")
    return int(text, 0)


def _unsigned(node: cst.BaseExpression) -> cst.BaseExpression:
    return node.expression if isinstance(node, cst.UnaryOperation) else node


def _text(node: cst.SimpleString | cst.ConcatenatedString, *, top: bool) -> str:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            value = node.evaluated_value
    except (SyntaxError, ValueError):
        raise NotLiteral(node, "this text has an invalid escape sequence", "double the backslash") from None
    if not isinstance(value, str):
        raise NotLiteral(node, *_why_not(node))
    if fault := _text_fault(value, top=top):
        raise NotLiteral(node, *fault)
    return value


def _text_fault(value: str, *, top: bool) -> tuple[str, str] | None:
    if "{{$" in value:
        return "KFP replaces what begins with `{{$` in a parameter", "build that text inside a step"
    if any(map(is_surrogate, value)):
        return "this text holds half of a surrogate pair", "remove it"
    for character in value:
        if top and (is_control(character) or breaks_line(character)):
            shown = "a line break" if character in "\n\r" else f"the character {quoted(character)}"
            return f"KFP cannot compile a parameter whose default holds {shown}", (
                "put the text into a list, or write it in a step"
            )
    return None


def _item(element: cst.BaseElement) -> Any:
    if isinstance(element, cst.StarredElement):
        raise NotLiteral(element, "`*` has no place in a default value", "write the items themselves")
    return literal_value(element.value, top=False)


def _entry(element: cst.BaseDictElement) -> tuple[str, Any]:
    if not isinstance(element, cst.DictElement):
        raise NotLiteral(element, "`**` has no place in a default value", "write the entries themselves")
    key = literal_value(element.key, top=False)
    if not isinstance(key, str):
        raise NotLiteral(element.key, "the keys of a parameter must be texts", "put the key in quotes")
    return key, literal_value(element.value, top=False)


def _why_not(node: cst.BaseExpression) -> tuple[str, str]:
    """The message and the help for an expression of a kind that is no literal."""
    match node:
        case cst.FormattedString() | cst.ConcatenatedString():
            return "an f-string or bytes cannot be a parameter's default", "write the plain text"
        case cst.SimpleString():
            return "bytes cannot be a parameter's default", "remove the `b` in front of the quotes"
        case cst.Tuple():
            return "a tuple cannot be a parameter's default", "write a list: `[...]`"
        case cst.Set():
            return "a set cannot be a parameter's default", "write a list: `[...]`"
        case cst.Imaginary():
            return "a complex number cannot be a parameter's default", "write a real number"
        case cst.Name():
            return f"the default {quoted(node.value)} is another name", "write the value itself"
    return "a parameter's default must be a literal, not an expression", f"write the value itself: {_TYPES}"
