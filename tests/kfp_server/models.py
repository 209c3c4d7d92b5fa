"""Data against the models of the generated client: nothing unknown, nothing of a wrong type."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

import kfp_server_api.models as models

_PRIMITIVES = {"str": str, "int": int, "float": float, "bool": bool}
_LIST = re.compile(r"list\[(.+)\]")
_DICT = re.compile(r"dict\(str, (.+)\)")


class Mismatch(ValueError):
    """Data that is not of the model; the message says where."""


def checked(value: Any, kind: str, where: str = "") -> Any:
    """The value in the names of the model's attributes; JSON may have them in camel case, as protocol buffers allow."""
    if kind == "object":
        return value
    if kind == "datetime":
        return _is_time(value, where)
    if kind in _PRIMITIVES:
        if type(value) is not _PRIMITIVES[kind]:
            raise Mismatch(f"{where or 'value'} must be {kind}, not {value!r}")
        return value
    if match := _LIST.fullmatch(kind):
        if not isinstance(value, list):
            raise Mismatch(f"{where} must be a list")
        return [checked(item, match[1], f"{where}[]") for item in value]
    if match := _DICT.fullmatch(kind):
        if not isinstance(value, dict):
            raise Mismatch(f"{where} must be an object")
        return {key: checked(item, match[1], f"{where}.{key}") for key, item in value.items()}
    return _model(value, getattr(models, kind), where or kind)


def _model(value: Any, model: Any, where: str) -> Any:
    if not model.openapi_types:
        return _choice(value, model, where)
    if not isinstance(value, dict):
        raise Mismatch(f"{where} must be an object")
    attributes = {spelling: name for name, spelling in model.attribute_map.items()}
    attributes |= {_camel(name): name for name in model.openapi_types}
    found = {}
    for key, item in value.items():
        if key not in attributes:
            raise Mismatch(f"unknown field {key!r} in {where}")
        name = attributes[key]
        found[name] = checked(item, model.openapi_types[name], f"{where}.{name}")
    return found


def _choice(value: Any, model: Any, where: str) -> str:
    choices = [getattr(model, name) for name in vars(model) if name.isupper()]
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < len(choices):
        return str(choices[value])
    if value not in choices:
        raise Mismatch(f"{where} must be one of {choices}, not {value!r}")
    return str(value)


def _is_time(value: Any, where: str) -> Any:
    try:
        datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise Mismatch(f"{where} must be a time, not {value!r}") from None
    return value


def _camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(map(str.capitalize, others))
