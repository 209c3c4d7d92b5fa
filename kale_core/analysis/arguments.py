"""Which parameter of a function of the notebook gets what."""

from __future__ import annotations

from collections.abc import Mapping

from kale_core.analysis import facts as f
from kale_core.analysis.values import Value, join

Keywords = dict[str | None, Value]
"""Arguments by name; `None` stands for `*` and `**`."""


def given_to(function: Value, arguments: list[Value], keywords: Keywords) -> dict[int, Value]:
    """What a call gives to the parameters, by position; the default where it gives nothing."""
    assert function.function is not None
    return defaults_of(function) | _by_parameter(function.function, arguments, keywords)


def defaults_of(function: Value) -> dict[int, Value]:
    """The default values of parameters, by position."""
    assert function.function is not None
    return {function.function.parameters.index(name): each for name, each in (function.defaults or {}).items()}


def _by_parameter(
    function: f.Function, arguments: list[Value], keywords: Mapping[str | None, Value]
) -> dict[int, Value]:
    """What is left over goes to the last parameter, where `*` and `**` stand."""
    given: dict[int, Value] = {}
    last = len(function.parameters) - 1
    for position, each in enumerate(arguments):
        target = min(position, last)
        given[target] = join(given[target], each) if target in given else each
    for name, each in keywords.items():
        target = function.parameters.index(name) if name in function.parameters else last
        given[target] = join(given[target], each) if target in given else each
    return given
