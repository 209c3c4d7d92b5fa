"""What one run of a function of the notebook did, so that the next call need not run it again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kale_core.analysis.changes import Certainty, Changed
from kale_core.analysis.values import Slot, Value, contents, wholes

Given = Mapping[int, Value]
"""What a call gives to parameters, by their position."""


@dataclass(frozen=True, slots=True)
class Gain:
    """What the parameter at position `holder` came to hold: another one, by position, or an object; with its key."""

    holder: int
    key: str | None
    held: int | Value


@dataclass(frozen=True, slots=True)
class Summary:
    """The effects of a function, in terms of its parameters by position.

    Which it `changed`, of which it changed `parts`, what they came to hold (`gains`), and which its `result` may be
    (`is_result`), contain (`in_result`) or, as a function, remember (`in_closure`). `others` are other objects that it
    changes, `bound` the module's names that it binds, and `reads` those that it reads. `given` are the parameters' own
    values.
    """

    result: Value
    changed: Mapping[int, Certainty]
    parts: frozenset[int] = frozenset()
    gains: tuple[Gain, ...] = ()
    others: tuple[Changed, ...] = ()
    bound: tuple[tuple[str, Slot], ...] = ()
    reads: tuple[str, ...] = ()
    is_result: frozenset[int] = frozenset()
    in_result: frozenset[int] = frozenset()
    in_closure: frozenset[int] = frozenset()
    given: tuple[Value, ...] = ()

    def store(self, given: Given) -> None:
        """Make what a call is given hold what the function puts there."""
        for gain in self.gains:
            held = given.get(gain.held) if isinstance(gain.held, int) else gain.held
            if gain.holder in given and held is not None:
                given[gain.holder].hold(held)
                if gain.key is not None:
                    given[gain.holder].part(gain.key).become(held)

    def result_of(self, given: Given) -> Value:
        """What a call gives back."""
        result = self.result.received()
        result.within = [given[each] for each in sorted(self.is_result) if each in given]
        result.holds = [*self.result.holds, *(given[each] for each in sorted(self.in_result) if each in given)]
        for index in sorted(self.in_closure):
            if index in given:  # whatever it was called with: the closures of one function share its body
                self.given[index].become(given[index])
                result.hold(given[index])
        return result


RUNNING = Summary(Value(), {})
"""Of a function that calls itself, before its end is known."""


def summarise(
    given: Sequence[Value],
    result: Value,
    *,
    changes: Iterable[Changed],
    bound: Iterable[tuple[str, Slot]],
    reads: Iterable[str],
) -> Summary:
    """What a run did, of which `given` are the parameters' own values."""
    position = {id(each): index for index, each in enumerate(given)}
    changed, others = {}, []
    for change in changes:
        if id(change.value) in position:
            changed[position[id(change.value)]] = change.certainty
        else:
            others.append(change)
    return Summary(
        result,
        changed=changed,
        parts=_among(position, wholes(*(each.value for each in others))),
        gains=tuple(_gains(given, position)),
        others=tuple(others),
        bound=tuple(bound),
        reads=tuple(sorted(reads)),
        is_result=_among(position, wholes(result)),
        in_result=_among(position, contents([result])),
        in_closure=_among(position, _remembered(result)),
        given=tuple(given),
    )


def _gains(given: Sequence[Value], position: Mapping[int, int]) -> Iterator[Gain]:
    for holder, each in enumerate(given):
        for key, held in _held(each):
            if held is not each:
                yield Gain(holder, key, position.get(id(held), held))


def _held(value: Value) -> Iterator[tuple[str | None, Value]]:
    """What an object holds, with the keys that are known."""
    for held in value.holds:
        yield None, held
    for key, part in (value.parts or {}).items():
        yield from ((key, each) for each in part.alternatives)


def _remembered(result: Value) -> Iterator[Value]:
    """What functions remember that are, or are in, the result of another."""
    for each in (result, *result.alternatives, *contents([result])):
        yield from each.captured()


def _among(position: Mapping[int, int], values: Iterable[Value]) -> frozenset[int]:
    return frozenset(position[id(each)] for each in values if id(each) in position)
