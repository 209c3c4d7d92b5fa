"""Arguments of a run, `name=value` as typed by a person, against the parameters of a pipeline (spec section 5)."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Sequence
from typing import Any

from kale_core.kfp_text import is_surrogate
from kale_core.literals import EXACT_INTEGERS
from kale_core.parameters import Parameter
from kale_core.quoting import quoted
from kale_core.suggestions import nearest

_INTEGER = re.compile(r"[-+]?[0-9]+", re.ASCII)
_FLOAT = re.compile(r"[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?", re.ASCII)
_BOOLEANS = {"true": True, "false": False}
_WANTED = {
    "int": "a whole number, at most 2**53",
    "float": "a number",
    "bool": "`true` or `false`",
    "list": "a list as JSON, such as `[1, 2]`",
    "dict": 'an object as JSON, such as `{"a": 1}`',
}


class InvalidArgument(ValueError):
    """An argument that the pipeline cannot take; the message says why, on one line."""


def read_arguments(given: Iterable[str], parameters: Sequence[Parameter]) -> dict[str, Any]:
    """The values that `name=value` texts give to parameters, in the types of these; `InvalidArgument` if one cannot."""
    by_name = {parameter.name: parameter for parameter in parameters}
    values: dict[str, Any] = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals:
            raise InvalidArgument(f"write `name=value` instead of {quoted(text)}")
        if name not in by_name:
            raise InvalidArgument(_unknown(name, list(by_name)))
        if name in values:
            raise InvalidArgument(f"the parameter {quoted(name)} is given twice")
        values[name] = _value(value, by_name[name])
    return values


def _unknown(name: str, known: Sequence[str]) -> str:
    if not known:
        return f"the pipeline has no parameters, and so none called {quoted(name)}"
    if near := nearest(name, known):
        return f"the pipeline has no parameter {quoted(name)}; did you mean {quoted(near)}?"
    return f"the pipeline has no parameter {quoted(name)}; it has {', '.join(map(quoted, known))}"


def _value(text: str, parameter: Parameter) -> Any:
    if "{{$" in text:
        raise InvalidArgument(f"the value of {quoted(parameter.name)} holds `{{{{$`, where KFP would put another text")
    if any(map(is_surrogate, text)):
        raise InvalidArgument(f"the value of {quoted(parameter.name)} is not valid UTF-8")
    try:
        return _typed(text, parameter.type)
    except (ValueError, RecursionError):
        wanted = _WANTED[parameter.type]
        raise InvalidArgument(f"the parameter {quoted(parameter.name)} is {wanted}, not {quoted(text)}") from None


def _typed(text: str, kind: str) -> Any:
    """The value of a text; `ValueError` if it is not of that kind, or KFP cannot carry it."""
    if kind == "str":
        return text
    if kind == "bool":
        if text.lower() in _BOOLEANS:
            return _BOOLEANS[text.lower()]
    elif kind == "int":
        if _INTEGER.fullmatch(text):
            return _integer(text)
    elif kind == "float":
        if _FLOAT.fullmatch(text):
            return _number(text)
    else:
        value = json.loads(text, parse_constant=_no_constant, parse_int=_integer, parse_float=_number)
        json.dumps(value, ensure_ascii=False).encode()  # a `ValueError` for half of a surrogate pair
        if type(value).__name__ == kind:
            return value
    raise ValueError


def _integer(text: str) -> int:
    """A whole number that KFP, which has 64-bit floats only, keeps as it is."""
    number = int(text)
    if abs(number) > EXACT_INTEGERS:
        raise ValueError
    return number


def _number(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError
    return number


def _no_constant(_: str) -> None:
    """`NaN` and `Infinity` are not JSON, though Python reads them."""
    raise ValueError
