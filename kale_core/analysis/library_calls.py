"""What calls do to the objects that they reach, and what they give, where libraries are called."""

from __future__ import annotations

from functools import reduce

from kale_core.analysis import facts as f
from kale_core.analysis.arguments import Keywords
from kale_core.analysis.changes import Certainty
from kale_core.analysis.effects import (
    LIVE_VIEWS,
    changes_contents,
    changes_what_it_holds,
    effect_of_function,
    effect_of_method,
    gives_default,
    stores_arguments,
    stores_elements,
)
from kale_core.analysis.making import made_by
from kale_core.analysis.namespace import Namespace
from kale_core.analysis.values import Value, contents, join


class LibraryCaller(Namespace):
    """A namespace in which libraries are called."""

    def _call_unknown(self, function: Value, arguments: list[Value], keywords: Keywords) -> Value:
        effect = effect_of_function(function)
        if effect.changes_receiver:
            self.ledger.mark(function, Certainty.POSSIBLE, moment=self._now())
        for each in arguments if effect.changes_arguments else [keywords["out"]] if "out" in keywords else []:
            self._expose(each)
        given = [each for each in (function, *arguments) if not each.atomic and not each.is_member]
        if (function.origin or "").startswith("builtins."):
            # `list(x)` holds what x holds, `max(x)` is a part of x; neither holds the function of `map(f, x)`.
            given = [each.part() for each in given if not each.is_code]
        result = _result(function.origin, effect.result, given, atomic=effect.atomic, known=effect.is_view)
        result.made = made_by(function.origin, keywords) if function.is_member and function.origin else None
        return result

    def _call_method(
        self, receiver: Value, method: str, arguments: list[Value], keywords: frozenset[str | None]
    ) -> Value:
        effect = effect_of_method(receiver, method, keywords)
        if effect.changes_receiver:
            certainty = Certainty.SURE if effect.is_known else Certainty.LIKELY
            self.ledger.mark(receiver, certainty, moment=self._now())
            if changes_contents(method):
                self.ledger.mark_parts(receiver, Certainty.POSSIBLE, moment=self._now())
        if changes_what_it_holds(receiver, method):
            for held in contents([receiver]):
                self.ledger.mark(held, Certainty.LIKELY, moment=self._now())
        for each in arguments if effect.changes_arguments else []:
            self._expose(each)
        given = [each for each in arguments if not each.atomic and not each.is_member]
        if stores_arguments(method):
            receiver.hold(*(each.part() if stores_elements(method) else each for each in given))
        if method in LIVE_VIEWS and (receiver.origin or "").startswith("builtins"):
            return receiver
        if effect.is_view and gives_default(method) and given:
            return reduce(join, given, receiver.part())
        result = _result(receiver.origin, effect.result, [receiver, *given], atomic=False, known=effect.is_view)
        result.made = (receiver, method)
        return result

    def _expose(self, value: Value) -> None:
        """Hand an object to a call that nobody knows."""
        self.ledger.mark(value, Certainty.POSSIBLE, moment=self._now())
        self.ledger.mark_parts(value, Certainty.POSSIBLE, moment=self._now())


def _result(origin: str | None, kind: f.Kind, given: list[Value], *, atomic: bool, known: bool) -> Value:
    """The result of a call of something unknown or of a library."""
    if kind is f.Kind.FRESH:
        return Value(origin, atomic=atomic)
    if kind is f.Kind.CONTAINER:
        return Value(origin, holds=given)
    if known:
        return Value(origin, within=given)
    return Value(origin, loosely=given)
