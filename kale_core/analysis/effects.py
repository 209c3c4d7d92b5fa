"""What a call of something that the notebook does not define does to the objects that it reaches."""

from __future__ import annotations

from dataclasses import dataclass

from kale_core.analysis.facts import Kind
from kale_core.analysis.tables import effects as table
from kale_core.analysis.values import Value


@dataclass(frozen=True, slots=True)
class Effect:
    """`changes_receiver`, `changes_arguments`: it may, or does if `is_known`.

    `result`: what its result has to do with what it was given, for certain if `is_view`; `atomic` if it never changes.
    """

    changes_receiver: bool = False
    changes_arguments: bool = False
    is_known: bool = False
    is_view: bool = False
    result: Kind = Kind.FRESH
    atomic: bool = False


_RESULTS = dict.fromkeys(table.VIEW_FUNCTIONS, Kind.EITHER) | dict.fromkeys(table.HOLDING_FUNCTIONS, Kind.CONTAINER)
_UNKNOWN = Effect(changes_receiver=True, changes_arguments=True, result=Kind.EITHER)


def effect_of_function(function: Value) -> Effect:
    """Of calling a library member, a builtin, or an object that nothing is known of."""
    origin = function.origin or ""
    root, _, member = origin.partition(".")
    if not function.is_member or not origin:
        return _UNKNOWN
    if root == "builtins":
        return Effect(
            changes_arguments=member in table.CHANGING_BUILTINS,
            is_view=True,
            result=Kind.EITHER if member in table.PART_BUILTINS else _contains(member in table.HOLDING_BUILTINS),
            atomic=member in table.ATOMIC_BUILTINS,
        )
    if _is_class(origin):
        return Effect(result=Kind.CONTAINER)
    if root in table.READING_LIBRARIES:
        return Effect(
            changes_arguments=origin in table.CHANGING_FUNCTIONS,
            is_view=True,
            result=_RESULTS.get(origin, Kind.FRESH),
        )
    return Effect(changes_arguments=True, result=Kind.EITHER)


def effect_of_method(receiver: Value, method: str, keywords: frozenset[str | None]) -> Effect:
    """Of calling a method of an object that is not a module."""
    in_place = bool(table.IN_PLACE_KEYWORDS & keywords)
    root = (receiver.origin or "").partition(".")[0]
    known = root == "builtins" or root in table.READING_LIBRARIES
    return Effect(
        is_known=in_place or (root == "builtins" and not changes_contents(method)),
        changes_receiver=in_place or method not in table.READ_ONLY_METHODS,
        changes_arguments=not known and method not in table.READ_ONLY_METHODS and method not in _STORING_METHODS,
        is_view=method in table.VIEW_METHODS,
        result=Kind.EITHER if method in table.VIEW_METHODS or not known else Kind.FRESH,
    )


def _contains(condition: bool) -> Kind:
    return Kind.CONTAINER if condition else Kind.FRESH


def is_of_library(value: Value) -> bool:
    """Whether an object is an instance of a library's class, and not one of Python itself."""
    return value.instance_of is None and (value.origin or "builtins").partition(".")[0] != "builtins"


def is_handle(value: Value) -> bool:
    """Whether an object stands for something outside of the process, and each step makes its own."""
    origin = value.origin or ""
    return origin in table.HANDLE_BUILTINS or origin.partition(".")[0] in table.HANDLE_LIBRARIES


# They change their receiver, which then holds the arguments; the arguments stay as they are.
_STORING_METHODS = frozenset(
    """
    add append appendleft extend insert push put register setdefault update
    """.split()
)


# What they give shows the dictionary itself.
LIVE_VIEWS = frozenset({"items", "keys", "values"})

_REMOVING_METHODS = frozenset("clear discard pop popitem popleft remove reverse sort".split())


def stores_arguments(method: str) -> bool:
    """Whether the receiver of that method holds the arguments afterwards."""
    return method in _STORING_METHODS


def changes_what_it_holds(receiver: Value, method: str) -> bool:
    """Whether the method is known to change the objects that were put into its object."""
    return method in table.FITTING_METHODS and receiver.origin in table.FITTING_WHAT_THEY_HOLD


def stores_elements(method: str) -> bool:
    """Whether it holds what they contain, and not the arguments themselves."""
    return method in ("extend", "extendleft", "update")


def gives_default(method: str) -> bool:
    """Whether the method gives an element, or else an argument."""
    return method in ("get", "pop", "setdefault")


def changes_contents(method: str) -> bool:
    """Whether a method that changes its object may change what that object contains, too."""
    return method not in _STORING_METHODS and method not in _REMOVING_METHODS


def _is_class(origin: str) -> bool:
    """By convention: `sklearn.svm.SVC` is a class, `sklearn.metrics.f1_score` is none."""
    last = origin.rpartition(".")[2]
    return last[:1].isupper()
