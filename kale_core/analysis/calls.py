"""What calls do: functions and classes of the notebook are run, all others are looked up."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce

from kale_core.analysis import facts as f
from kale_core.analysis.changes import Certainty, Changed, Ledger
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
from kale_core.analysis.making import made_by, made_by_calling
from kale_core.analysis.namespace import RESULT, Namespace
from kale_core.analysis.suppression import yields_in_try
from kale_core.analysis.values import Frame, Slot, Value, contents, join, joined, wholes

CONSTRUCTORS = ("__new__", "__init__", "__post_init__")

Keywords = dict[str | None, Value]


@dataclass(frozen=True, slots=True)
class _Run:
    """What one run of a function did, for the next call of it.

    Of its parameters, by position: which it `changed`, of which it changed `parts`, which came to hold which
    (`stored`), and which its `result` may be (`is_result`), contain (`in_result`) or, as a function, remember
    (`in_closure`). `others` are other objects that it changes, `bound` the module's names that it binds, and `reads`
    those that it reads. `kept` are other objects that parameters came to hold, under a key if it is known, and `set`
    the parameters that others came to hold under a key. `given` are the parameters' own values.
    """

    result: Value
    changed: dict[int, Certainty]
    parts: frozenset[int]
    stored: frozenset[tuple[int, int]]
    others: tuple[Changed, ...]
    bound: tuple[tuple[str, Slot], ...]
    reads: tuple[str, ...]
    is_result: frozenset[int]
    in_result: frozenset[int]
    in_closure: frozenset[int] = frozenset()
    kept: tuple[tuple[int, str | None, Value], ...] = ()
    set: tuple[tuple[int, str, int], ...] = ()
    given: tuple[Value, ...] = ()


_RUNNING = _Run(Value(), {}, frozenset(), frozenset(), (), (), (), frozenset(), frozenset())


class Caller(Namespace, ABC):
    """A namespace in which functions are called."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self._runs: dict[tuple[int, int, bool], _Run] = {}
        self._touched: dict[int, Value] = {}

    @abstractmethod
    def _block(self, statements: Iterable[f.Statement], frame: Frame) -> bool:
        """Run statements; false if what follows them is not reached."""

    # --- calling -------------------------------------------------------------------------------------

    def _invoke(
        self,
        function: Value,
        arguments: list[Value],
        keywords: Keywords,
        *,
        receiver: Value | None,
        method: str,
        at: int,
    ) -> Value:
        """Call one thing: of the notebook, a method of an object, or of a library."""
        if function.function is not None:
            given = arguments if receiver is None else [receiver, *arguments]
            return self._apply(function, given, keywords, at)
        if function.members is not None:
            return self._construct(function, arguments, keywords, at)
        if function.instance_of is not None and (call := function.method("__call__")) is not None:
            return self._apply(call, [function, *arguments], keywords, at)
        every = [*arguments, *keywords.values()]
        self._call_back(every if receiver is None else [receiver, *every], at)
        if receiver is not None:
            return self._call_method(receiver, method, every, frozenset(keywords))
        return self._call_unknown(function, every, keywords)

    def _call_back(self, values: list[Value], at: int) -> None:
        """`map(f, rows)`, `frame.apply(f)`: a function of the notebook may be called with what is given beside it."""
        for each in values:
            for function in each.alternatives or (each,):
                if function.function is not None:
                    run = self._hand_around(function, at)
                    for other in values if run.changed or run.parts else []:
                        self.ledger.mark(other, Certainty.POSSIBLE, moment=self._now())
                        self.ledger.mark_parts(other, Certainty.LIKELY, moment=self._now())

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

    def _construct(self, cls: Value, arguments: list[Value], keywords: Keywords, at: int) -> Value:
        held = [each for each in (*arguments, *keywords.values()) if not each.atomic]
        instance = Value(holds=held, instance_of=cls)
        for name in CONSTRUCTORS:
            method = cls.method(name)
            if method is not None and method.function is not None:
                self._apply(method, [instance, *arguments], keywords, at)
        return instance

    def _apply(self, value: Value, arguments: list[Value], keywords: Keywords, at: int) -> Value:
        """Call a function of the notebook: its effects on these arguments, and what it may return."""
        function = value.function
        assert function is not None
        run = self._run(value, at, called=True)
        self._repeat(run)
        for each in value.holds:  # what decorators made of it
            self._touch(each, at)
        given = _defaults(value) | _by_parameter(function, arguments, keywords)
        self._change_given(run, given)
        _store_given(run, given)
        if run.others or run.changed:  # it may read its arguments after it changed something
            self._read_again(arguments)
        if value.wrapped:
            return Value(loosely=[run.result, *given.values()], suppresses=yields_in_try(function.body))
        result = run.result.received()
        if id(function) in self._generators or function.is_async:
            result.made = made_by_calling(is_async=function.is_async, yields=id(function) in self._generators)
            result.atomic = False
        result.within = [given[each] for each in sorted(run.is_result) if each in given]
        result.holds = [*run.result.holds, *(given[each] for each in sorted(run.in_result) if each in given)]
        for index in sorted(run.in_closure):
            if index in given:  # whatever it was called with: the closures of one function share its body
                run.given[index].become(given[index])
                result.hold(given[index])
        return result

    def _change_given(self, run: _Run, given: dict[int, Value]) -> None:
        for parameter, each in given.items():
            if parameter in run.changed:
                self.ledger.mark(each, run.changed[parameter], moment=self._now())
            if parameter in run.parts:
                self.ledger.mark_parts(each, Certainty.LIKELY, moment=self._now())

    def _read_again(self, arguments: list[Value]) -> None:
        for name, slot in self.frame.names.items():
            if not slot.own and slot.value in arguments:
                self.last_reads[name] = self._now()

    def _hand_around(self, value: Value, at: int) -> _Run:
        """A function of the notebook may be called by somebody."""
        run = self._run(value, at, called=False)
        for name in run.reads:
            self._load_global(f.Load(name, lenient=True))
        self._change_given(run, _defaults(value))
        return run

    # --- running -------------------------------------------------------------------------------------

    def _run(self, value: Value, at: int, *, called: bool) -> _Run:
        """Run the body once per namespace; a function that calls itself sees an unknown result."""
        function = value.function
        assert function is not None
        key = (id(function), id(value.frame), called)
        if key in self._runs:
            return self._runs[key]
        if not called and (known := self._runs.get((id(function), id(value.frame), True))) is not None:
            return known  # it was called for certain: that it may be called adds nothing
        self._runs[key] = _RUNNING
        given = [Value() for _ in function.parameters]
        names = {name: Slot(each) for name, each in zip(function.parameters, given, strict=True)}
        frame = Frame(names, function.local, function.shared, value.frame)
        before = dict(self.frame.names)
        self._running_reads.append(set())
        changes = self._run_body(function, frame, at, called=called)
        reads = self._running_reads.pop()
        slot = frame.names.get(RESULT)
        result = slot.value if slot else Value(atomic=True)
        position = {id(each): index for index, each in enumerate(given)}
        others = [each for each in changes if id(each.value) not in position]
        self._runs[key] = _Run(
            result,
            changed={position[id(each.value)]: each.certainty for each in changes if id(each.value) in position},
            parts=_among(position, wholes(*(each.value for each in others))),
            stored=frozenset(
                (index, position[id(held)])
                for index, each in enumerate(given)
                for held in each.holds
                if position.get(id(held), index) != index
            ),
            others=tuple(others),
            bound=tuple(
                (name, each) for name, each in self.frame.names.items() if each.own and before.get(name) is not each
            ),
            reads=tuple(sorted(reads)),
            is_result=_among(position, wholes(result)),
            in_result=_among(position, contents([result])),
            in_closure=_among(position, _remembered(result)),
            kept=tuple(
                (index, key, held)
                for index, each in enumerate(given)
                for key, held in _held(each)
                if id(held) not in position
            ),
            set=tuple(
                (index, key, position[id(held)])
                for index, each in enumerate(given)
                for key, held in _held(each)
                if key is not None and id(held) in position
            ),
            given=tuple(given),
        )
        return self._runs[key]

    def _run_body(self, function: f.Function, frame: Frame, at: int, *, called: bool) -> tuple[Changed, ...]:
        """Run the statements of a function; what they change."""
        self._calls.append((function, self._cell, at))
        self._unsure += not called
        outer_ledger, self.ledger = self.ledger, Ledger()
        outer_returns, self._returns = self._returns, []
        outer_loops, self._loop_exits = self._loop_exits, []
        if self._block(function.body, frame):
            self._returns.append(self._saved(frame))
        ends, self._returns = self._returns, outer_returns
        self._loop_exits = outer_loops
        if ends:
            self._restore(joined(ends), frame)
        inner, self.ledger = self.ledger, outer_ledger
        self.ledger.include(inner)
        self._unsure -= not called
        self._calls.pop()
        return inner.all()

    def _repeat(self, run: _Run) -> None:
        """A function that ran before does the same again, now."""
        for name in run.reads:
            self._load_global(f.Load(name, lenient=True))
        self.ledger.add(Changed(each.value, frozenset({self._now()}), each.certainty) for each in run.others)
        for name, slot in run.bound:
            now = self.frame.names.get(name)
            value = join(slot.value, now.value) if now is not None and now.value is not slot.value else slot.value
            sure = slot.sure or (now is not None and now.sure)
            self.frame.names[name] = Slot(value, sure, cell=self._cell, at=slot.at)
            self.bound_in.setdefault(name, set()).add(self._now())

    # --- handing around ------------------------------------------------------------------------------

    def _touch(self, value: Value, at: int) -> None:
        """A value is handed around: a function may be called, and so may what an object holds."""
        if value.function is not None:
            self._hand_around(value, at)
        if id(value) in self._touched:
            return
        pending = [value]
        self._lenient += 1
        while pending:
            each = pending.pop()
            if id(each) in self._touched:
                continue
            self._touched[id(each)] = each
            if each.function is not None and each is not value:
                self._hand_around(each, at)
            given = (other for other in each.loosely if other.is_code)
            pending += [*each.holds, *each.within, *given, *each.alternatives, *_callable_parts(each)]
            if each.copy_of is not None:
                pending.append(each.copy_of)
        self._lenient -= 1


def _store_given(run: _Run, given: dict[int, Value]) -> None:
    """What a call makes its arguments hold."""
    for holder, held in run.stored:
        if holder in given and held in given:
            given[holder].hold(given[held])
    for holder, key, kept in run.kept:
        if holder in given:
            given[holder].hold(kept)
            if key is not None:
                given[holder].part(key).become(kept)
    for holder, key, held in run.set:
        if holder in given and held in given:
            given[holder].part(key).become(given[held])


def _held(value: Value) -> Iterator[tuple[str | None, Value]]:
    """What an object holds, with the keys that are known."""
    for held in value.holds:
        yield None, held
    for key, part in (value.parts or {}).items():
        yield from ((key, each) for each in part.alternatives)


def _defaults(function: Value) -> dict[int, Value]:
    """The default values of parameters, by position."""
    assert function.function is not None
    return {function.function.parameters.index(name): each for name, each in (function.defaults or {}).items()}


def _remembered(result: Value) -> Iterator[Value]:
    """What functions remember that are, or are in, the result of another."""
    for each in (result, *result.alternatives, *contents([result])):
        yield from each.captured()


def _callable_parts(value: Value) -> list[Value]:
    """What somebody who has an object may call: the methods, but for those that only made it."""
    if value.instance_of is None:
        return [*value.bases, *(slot.value for slot in (value.members or {}).values())]
    members = (value.instance_of.members or {}).items()
    return [*value.instance_of.bases, *(slot.value for name, slot in members if name not in CONSTRUCTORS)]


def _by_parameter(function: f.Function, arguments: list[Value], keywords: Keywords) -> dict[int, Value]:
    """Which parameter each argument goes to; what is left over goes to the last, where `*` and `**` stand."""
    given: dict[int, Value] = {}
    last = len(function.parameters) - 1
    for position, each in enumerate(arguments):
        target = min(position, last)
        given[target] = join(given[target], each) if target in given else each
    for name, each in keywords.items():
        target = function.parameters.index(name) if name in function.parameters else last
        given[target] = join(given[target], each) if target in given else each
    return given


def _among(position: dict[int, int], values: Iterable[Value]) -> frozenset[int]:
    return frozenset(position[id(each)] for each in values if id(each) in position)


def _result(origin: str | None, kind: f.Kind, given: list[Value], *, atomic: bool, known: bool) -> Value:
    """The result of a call of something unknown or of a library."""
    if kind is f.Kind.FRESH:
        return Value(origin, atomic=atomic)
    if kind is f.Kind.CONTAINER:
        return Value(origin, holds=given)
    if known:
        return Value(origin, within=given)
    return Value(origin, loosely=given)
