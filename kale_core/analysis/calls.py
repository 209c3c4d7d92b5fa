"""What calls of functions and classes of the notebook do: these are run."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable

from kale_core.analysis import facts as f
from kale_core.analysis.arguments import Keywords, defaults_of, given_to
from kale_core.analysis.changes import Certainty, Changed, Ledger
from kale_core.analysis.library_calls import LibraryCaller
from kale_core.analysis.making import made_by_calling
from kale_core.analysis.namespace import RESULT
from kale_core.analysis.summary import RUNNING, Given, Summary, summarise
from kale_core.analysis.suppression import yields_in_try
from kale_core.analysis.values import Frame, Slot, Value, join, joined

CONSTRUCTORS = ("__new__", "__init__", "__post_init__")


class Caller(LibraryCaller, ABC):
    """A namespace in which functions are called."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self._runs: dict[tuple[int, int, bool], Summary] = {}
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
        given = given_to(value, arguments, keywords)
        self._change_given(run, given)
        run.store(given)
        if run.others or run.changed:  # it may read its arguments after it changed something
            self._read_again(arguments)
        if value.wrapped:
            return Value(loosely=[run.result, *given.values()], suppresses=yields_in_try(function.body))
        result = run.result_of(given)
        if id(function) in self._generators or function.is_async:
            result.made = made_by_calling(is_async=function.is_async, yields=id(function) in self._generators)
            result.atomic = False
        return result

    def _change_given(self, run: Summary, given: Given) -> None:
        for parameter, each in given.items():
            if parameter in run.changed:
                self.ledger.mark(each, run.changed[parameter], moment=self._now())
            if parameter in run.parts:
                self.ledger.mark_parts(each, Certainty.LIKELY, moment=self._now())

    def _read_again(self, arguments: list[Value]) -> None:
        for name, slot in self.frame.names.items():
            if not slot.own and slot.value in arguments:
                self.last_reads[name] = self._now()

    def _read_globals(self, run: Summary) -> None:
        for name in run.reads:
            self._load_global(f.Load(name, lenient=True))

    def _hand_around(self, value: Value, at: int) -> Summary:
        """A function of the notebook may be called by somebody."""
        run = self._run(value, at, called=False)
        self._read_globals(run)
        self._change_given(run, defaults_of(value))
        return run

    # --- running -------------------------------------------------------------------------------------

    def _run(self, value: Value, at: int, *, called: bool) -> Summary:
        """Run the body once per namespace; a function that calls itself sees an unknown result."""
        function = value.function
        assert function is not None
        key = (id(function), id(value.frame), called)
        if key in self._runs:
            return self._runs[key]
        if not called and (known := self._runs.get((id(function), id(value.frame), True))) is not None:
            return known  # it was called for certain: that it may be called adds nothing
        self._runs[key] = RUNNING
        given = [Value() for _ in function.parameters]
        names = {name: Slot(each) for name, each in zip(function.parameters, given, strict=True)}
        frame = Frame(names, function.local, function.shared, value.frame)
        before = dict(self.frame.names)
        self._running_reads.append(set())
        changes = self._run_body(function, frame, at, called=called)
        reads = self._running_reads.pop()
        slot = frame.names.get(RESULT)
        result = slot.value if slot else Value(atomic=True)
        now = self.frame.names.items()
        bound = [(name, each) for name, each in now if each.own and before.get(name) is not each]
        self._runs[key] = summarise(given, result, changes=changes, bound=bound, reads=reads)
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

    def _repeat(self, run: Summary) -> None:
        """A function that ran before does the same again, now."""
        self._read_globals(run)
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


def _callable_parts(value: Value) -> list[Value]:
    """What somebody who has an object may call: the methods, but for those that only made it."""
    if value.instance_of is None:
        return [*value.bases, *(slot.value for slot in (value.members or {}).values())]
    members = (value.instance_of.members or {}).items()
    return [*value.instance_of.bases, *(slot.value for name, slot in members if name not in CONSTRUCTORS)]
