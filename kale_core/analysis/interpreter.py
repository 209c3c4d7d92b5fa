"""Runs facts instead of code: which names a step reads, binds, changes, and imports.

One `Interpreter` stands for one step's namespace. It knows nothing of graphs: what it does not find in its own
namespace it asks of `Outside`, which answers with what ancestors, shared cells and parameters provide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import reduce
from typing import Any, Protocol

from kale_core.analysis import facts as f
from kale_core.analysis.effects import effect_of_function, effect_of_method, stores_arguments
from kale_core.analysis.values import Frame, Slot, Value, join


class Outside(Protocol):
    """Where names come from that a namespace does not bind itself."""

    def find(self, name: str) -> Slot | None:
        """What the name holds there; nothing if nobody provides it."""
        ...


@dataclass(frozen=True, slots=True)
class Miss:
    """A read that found nothing. `cell` and `at` say where; `via` is the function that was being run."""

    name: str
    cell: int
    at: int
    via: str | None = None
    call_cell: int = 0
    call_at: int = f.NOWHERE
    deleted: bool = False


@dataclass(slots=True)
class _Run:
    """What one run of a function did, for the next call of it."""

    result: Value
    changed: frozenset[int]
    stored: frozenset[tuple[int, int]]


@dataclass(eq=False)
class Interpreter:
    """One namespace and what running cells in it found."""

    outside: Outside
    frame: Frame = field(default_factory=Frame)
    misses: list[Miss] = field(default_factory=list)
    changed: dict[int, Value] = field(default_factory=dict)
    imported: dict[str, f.Import | f.StarImport] = field(default_factory=dict)
    has_star_import: bool = False
    rebound_frames: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._cell = 0
        self._lenient = 0
        self._calls: list[tuple[f.Function, int, int]] = []
        self._runs: dict[tuple[int, bool], _Run] = {}
        self._touched: set[int] = set()
        self._unsure = 0
        self._loop_exits: list[list[_State]] = []
        self._returns: list[_State] = []

    def run_cell(self, number: int, statements: Iterable[f.Statement], *, isolated: bool = False) -> None:
        """Run the statements of the cell of that number; `isolated` ones leave no names behind."""
        self._cell = number
        frame = Frame(local=frozenset(), parent=None) if isolated else self.frame
        self._block(statements, frame)

    def has_changed(self, value: Value) -> bool:
        """Whether an object, or what a function remembers between calls, may have changed here."""
        frame = value.frame
        while frame is not None:
            remembered = (slot.value for slot in frame.names.values())
            if id(frame) in self.rebound_frames or any(id(each) in self.changed for each in remembered):
                return True
            frame = frame.parent
        if id(value) in self.changed or any(self.has_changed(each) for each in value.alternatives):
            return True
        return any(each.frame is not None and self.has_changed(each) for each in value.holds)

    # --- statements ----------------------------------------------------------------------------------

    def _block(self, statements: Iterable[f.Statement], frame: Frame) -> bool:
        """Run statements; false if what follows them is not reached."""
        return all(_STATEMENTS[type(statement)](self, statement, frame) for statement in statements)

    def _do(self, statement: f.Do, frame: Frame) -> bool:
        self._evaluate(statement.value, frame)
        return True

    def _bind(self, statement: f.Bind, frame: Frame) -> bool:
        self._store(statement.name, self._evaluate(statement.value, frame), statement.at, frame)
        return True

    def _store(self, name: str, value: Value, at: int, frame: Frame) -> None:
        target = self._owner(name, frame)
        sure = not (target is self.frame and frame is not self.frame and self._unsure)
        if target is not frame and target is not self.frame:
            self.rebound_frames.add(id(target))
        before = target.names.get(name)
        if not sure and before is not None and before.sure:
            target.names[name] = Slot(join(value, before.value), True, True, False, self._cell, at)
        else:
            target.names[name] = Slot(value, sure, True, False, self._cell, at)

    def _change(self, statement: f.Change, frame: Frame) -> bool:
        value = self._evaluate(statement.value, frame)
        base = self._evaluate(statement.base, frame)
        self._mark(base, itself=True)
        if not value.atomic and value is not base:
            base.holds.append(value)
        return True

    def _unbind(self, statement: f.Unbind, frame: Frame) -> bool:
        if not statement.quiet:
            self._load(f.Load(statement.name, statement.at), frame)
        owner = self._owner(statement.name, frame)
        owner.names[statement.name] = Slot(Value(), False, True, True, self._cell, statement.at)
        return True

    def _import(self, statement: f.Import, frame: Frame) -> bool:
        self.imported.setdefault(statement.text, statement)
        origin = statement.module if statement.member is None else f"{statement.module}.{statement.member}"
        if statement.member is None and not statement.text.endswith(f" as {statement.name}"):
            origin = statement.name
        value = Value(origin=origin, is_member=True, imports=(statement,))
        before = frame.names.get(statement.name)
        if before and before.sure and statement.member is None and statement.module.startswith(statement.name + "."):
            value.imports = (*before.value.imports, statement)  # `import a.b` after `import a`
        self._store(statement.name, value, statement.at, frame)
        return True

    def _import_star(self, statement: f.StarImport, frame: Frame) -> bool:
        self.imported.setdefault(f"from {statement.module} import *", statement)
        self.has_star_import = True
        return True

    def _define(self, statement: f.Define, frame: Frame) -> bool:
        given = [self._evaluate(each, frame) for each in statement.before]
        if statement.function is not None:
            value = self._function(statement.function, frame)
        else:
            body = Frame(parent=frame if frame is not self.frame else None, is_class=True)
            self._block(statement.body, body)
            value = Value(members=body.names, bases=tuple(each for each in given if each.is_code))
        value.holds.extend(each for each in given if each.function or each.members or each.holds)
        value.wrapped = statement.decorators > 0
        for decorator in reversed(given[: statement.decorators]):
            if decorator.function is not None:
                value.holds.append(self._apply(decorator, [value], {}, statement.at))
        self._store(statement.name, value, statement.at, frame)
        return True

    def _function(self, function: f.Function, frame: Frame) -> Value:
        enclosing: Frame | None = frame
        while enclosing is not None and enclosing.is_class:
            enclosing = enclosing.parent
        return Value(function=function, frame=enclosing if enclosing is not self.frame else None)

    def _branch(self, statement: f.Branch, frame: Frame) -> bool:
        start = self._saved(frame)
        ends = []
        for block in statement.blocks:
            self._restore(start, frame)
            if self._block(block, frame):
                ends.append(self._saved(frame))
        self._restore(_joined(ends) if ends else start, frame)
        return bool(ends)

    def _try(self, statement: f.Try, frame: Frame) -> bool:
        start = self._saved(frame)
        self._lenient += statement.expects_unbound
        completes = self._block(statement.body, frame)
        self._lenient -= statement.expects_unbound
        partly = _joined([start, self._saved(frame)])
        ends = []
        if completes and self._block(statement.orelse, frame):
            ends.append(self._saved(frame))
        for handler in statement.handlers:
            self._restore(partly, frame)
            if self._block(handler, frame):
                ends.append(self._saved(frame))
        self._restore(_joined(ends) if ends else partly, frame)
        return self._block(statement.final, frame) and bool(ends)

    def _return(self, statement: f.Return, frame: Frame) -> bool:
        value = self._evaluate(statement.value, frame)
        self._give(value, frame)
        self._returns.append(self._saved(frame))
        return False

    def _give(self, value: Value, frame: Frame) -> None:
        """One more value that the function may return."""
        before = frame.names.get(_RESULT)
        frame.names[_RESULT] = Slot(join(before.value, value) if before else value)

    def _stop(self, statement: f.Stop, frame: Frame) -> bool:
        if statement.in_loop and self._loop_exits:
            self._loop_exits[-1].append(self._saved(frame))
        return False

    def _loop(self, statement: f.Loop, frame: Frame) -> bool:
        start = self._saved(frame)
        self._loop_exits.append([] if statement.always else [start])
        if self._block(statement.body, frame):
            self._loop_exits[-1].append(self._saved(frame))
        ends = self._loop_exits.pop()
        self._restore(_joined(ends) if ends else start, frame)
        return bool(ends)

    def _saved(self, frame: Frame) -> _State:
        return dict(frame.names), dict(self.frame.names)

    def _restore(self, saved: _State, frame: Frame) -> None:
        result = frame.names.get(_RESULT)
        self.frame.names = dict(saved[1])
        if frame is not self.frame:
            frame.names = dict(saved[0])
            if result is not None:
                frame.names[_RESULT] = result

    # --- names ---------------------------------------------------------------------------------------

    def _owner(self, name: str, frame: Frame) -> Frame:
        """The frame in which an assignment in `frame` binds a name."""
        if name.startswith(f.HIDDEN) or frame.is_class or frame is self.frame:
            return frame
        owner: Frame | None = frame
        while owner is not None:
            if name in owner.shared:
                return self.frame
            if not owner.is_class and owner.local is not None and name in owner.local:
                return owner
            owner = owner.parent
        return frame if frame.local == frozenset() else self.frame

    def _load(self, load: f.Load, frame: Frame) -> Value:
        scope: Frame | None = frame
        while scope is not None and scope is not self.frame:
            slot = scope.names.get(load.name)
            if slot is not None and load.name not in scope.shared and (scope is frame or not scope.is_class):
                return slot.value
            if scope.local is not None and load.name in scope.local:
                return Value()
            if load.name in scope.shared:
                break
            scope = scope.parent
        return self._global(load)

    def _global(self, load: f.Load) -> Value:
        name = load.name
        slot = self.frame.names.get(name)
        if slot is not None and slot.sure:
            return slot.value
        found = None if slot is not None and slot.deleted else self.outside.find(name)
        if found is None:
            if slot is None or slot.deleted:
                self._miss(load, deleted=slot is not None)
                return Value()
            return slot.value
        if slot is None:
            self.frame.names[name] = found
            return found.value
        return join(slot.value, found.value)

    def _miss(self, load: f.Load, *, deleted: bool) -> None:
        if load.lenient or self._lenient or self.has_star_import:
            return
        if self._calls:
            function = self._calls[-1][0]
            _, call_cell, call_at = self._calls[0]
            self.misses.append(Miss(load.name, function.cell, load.at, function.name, call_cell, call_at, deleted))
        else:
            self.misses.append(Miss(load.name, self._cell, load.at, deleted=deleted))

    # --- expressions ---------------------------------------------------------------------------------

    def _evaluate(self, expression: f.Expression, frame: Frame) -> Value:
        return _EXPRESSIONS[type(expression)](self, expression, frame)

    def _read(self, load: f.Load, frame: Frame) -> Value:
        value = self._load(load, frame)
        self._touch(value, load.at)
        return value

    def _part(self, part: f.Part, frame: Frame) -> Value:
        base = self._evaluate(part.base, frame)
        for key in part.keys:
            self._evaluate(key, frame)
        if part.literal is not None and base.origin == "builtins.globals":
            return self._global(f.Load(part.literal, part.at))
        return self._member(base, part.attribute)

    def _member(self, base: Value, attribute: str | None) -> Value:
        if attribute is not None:
            owner = base.instance_of or base
            method = owner.method(attribute)
            if method is not None:
                self._touch(method, f.NOWHERE)
                return method
        if base.is_member and attribute is not None:
            return Value(origin=f"{base.origin}.{attribute}", is_member=True)
        return Value(origin=base.origin, holds=[base], atomic=base.atomic)

    def _mix(self, mix: f.Mix, frame: Frame) -> Value:
        values = [self._evaluate(part, frame) for part in mix.parts]
        if not values:
            return Value(origin="builtins", atomic=not mix.holds)
        origin = next((value.origin for value in values if value.origin and not value.is_member), None)
        return Value(
            origin=origin,
            holds=[value for value in values if not value.atomic] if mix.holds else [],
            atomic=all(value.atomic for value in values) and not mix.holds,
        )

    def _named(self, named: f.Named, frame: Frame) -> Value:
        value = self._evaluate(named.value, frame)
        owner = frame
        while owner.local is not None and f.FIRST in owner.local and owner.parent is not None:
            owner = owner.parent  # `:=` in a comprehension binds outside of it
        if owner.local is not None and f.FIRST in owner.local:
            owner = self.frame
        self._store(named.name, value, named.at, owner)
        return value

    def _nested(self, nested: f.Nested, frame: Frame) -> Value:
        inner = Frame(local=nested.local, parent=frame if frame is not self.frame else None)
        if nested.first is not None:
            inner.names[f.FIRST] = Slot(self._evaluate(nested.first, frame))
        for name in nested.local - {f.FIRST}:
            inner.names[name] = Slot(Value())
        self._block(nested.body, inner)
        return Value(origin="builtins.list", holds=[self._evaluate(nested.element, inner)])

    def _lambda(self, expression: f.Lambda, frame: Frame) -> Value:
        for default in expression.defaults:
            self._evaluate(default, frame)
        value = self._function(expression.function, frame)
        self._touch(value, expression.function.at)
        return value

    def _yield(self, expression: f.Yield, frame: Frame) -> Value:
        self._give(Value(holds=[self._evaluate(expression.value, frame)]), frame)
        return Value()

    # --- calls ---------------------------------------------------------------------------------------

    def _call(self, call: f.Call, frame: Frame) -> Value:
        receiver, function = self._callee(call.function, frame)
        arguments = [self._evaluate(each, frame) for each in call.arguments]
        keywords = {name: self._evaluate(each, frame) for name, each in call.keywords}
        self._read_text(call, frame)
        results = [
            self._invoke(each, receiver, call, arguments, keywords) for each in function.alternatives or (function,)
        ]
        return reduce(join, results)

    def _invoke(
        self,
        function: Value,
        receiver: Value | None,
        call: f.Call,
        arguments: list[Value],
        keywords: dict[str | None, Value],
    ) -> Value:
        """Call one thing: of the notebook, a method of an object, or of a library."""
        if function.function is not None:
            given = [receiver, *arguments] if receiver is not None else arguments
            return self._apply(function, given, keywords, call.at)
        if function.members is not None:
            return self._construct(function, arguments, keywords, call.at)
        if function.instance_of is not None and (method := function.instance_of.method("__call__")):
            return self._apply(method, [function, *arguments], keywords, call.at)
        every = [*arguments, *keywords.values()]
        if receiver is not None and isinstance(call.function, f.Part) and call.function.attribute:
            return self._call_method(receiver, call.function.attribute, every, frozenset(keywords))
        effect = effect_of_function(function)
        if effect.changes_receiver:
            self._mark(function)
        if effect.changes_arguments:
            for each in every:
                self._mark(each)
        elif "out" in keywords:
            self._mark(keywords["out"])
        held = [each for each in (function, *every) if not each.atomic and not each.is_member]
        return Value(function.origin, held if effect.holds else [], effect.atomic)

    def _callee(self, expression: f.Expression, frame: Frame) -> tuple[Value | None, Value]:
        """The object whose method is called, if it is one, and what is called."""
        if isinstance(expression, f.Part) and expression.attribute is not None:
            base = self._evaluate(expression.base, frame)
            if base.is_member:
                return None, self._member(base, expression.attribute)
            methods = [self._method(each, expression.attribute) for each in base.alternatives or (base,)]
            found = reduce(join, methods)
            return (None if base.members is not None else base), found
        if isinstance(expression, f.Load):
            return None, self._load(expression, frame)
        return None, self._evaluate(expression, frame)

    def _method(self, base: Value, name: str) -> Value:
        return (base.instance_of or base).method(name) or Value(origin=base.origin)

    def _call_method(
        self, receiver: Value, method: str, arguments: list[Value], keywords: frozenset[str | None]
    ) -> Value:
        effect = effect_of_method(receiver, method, keywords)
        if effect.changes_receiver:
            self._mark(receiver)
        if effect.changes_arguments:
            for each in arguments:
                self._mark(each)
        held = [each for each in arguments if not each.atomic and not each.is_member]
        if stores_arguments(method):
            receiver.holds.extend(held)
        return Value(receiver.origin, [receiver, *held] if effect.holds else [])

    def _construct(self, cls: Value, arguments: list[Value], keywords: dict[str | None, Value], at: int) -> Value:
        held = [each for each in (*arguments, *keywords.values()) if not each.atomic]
        instance = Value(holds=held, instance_of=cls, bases=(cls,))
        for name in _CONSTRUCTORS:
            method = cls.method(name)
            if method is not None and method.function is not None:
                self._apply(method, [instance, *arguments], keywords, at)
        return instance

    def _apply(self, value: Value, arguments: list[Value], keywords: dict[str | None, Value], at: int) -> Value:
        """Call a function of the notebook: its effects on these arguments, and what it may return."""
        function = value.function
        assert function is not None
        run = self._run(value, at, called=True)
        for each in value.holds:  # what decorators made of it
            self._touch(each, at)
        by_position = dict(enumerate(arguments))
        for name, each in keywords.items():
            if name in function.parameters:
                by_position[function.parameters.index(name)] = each
            elif function.parameters:
                last = len(function.parameters) - 1
                by_position[last] = join(by_position[last], each) if last in by_position else each
        for position, each in by_position.items():
            if min(position, len(function.parameters) - 1) in run.changed:
                self._mark(each)
        for holder, held in run.stored:
            if holder in by_position and held in by_position:
                by_position[holder].holds.append(by_position[held])
        if value.wrapped:
            return Value(holds=[run.result, *by_position.values()])
        return Value(
            run.result.origin,
            [*run.result.holds, *by_position.values()] if run.result.holds else [],
            run.result.atomic,
            function=run.result.function,
            frame=run.result.frame,
            members=run.result.members,
            bases=run.result.bases,
            instance_of=run.result.instance_of,
        )

    def _run(self, value: Value, at: int, *, called: bool) -> _Run:
        """Run the body once per namespace; a function that calls itself sees an unknown result."""
        function = value.function
        assert function is not None
        key = (id(function), called)
        if key in self._runs:
            return self._runs[key]
        self._runs[key] = _Run(Value(), frozenset(), frozenset())
        names = {name: Slot(Value()) for name in function.parameters}
        given = {name: slot.value for name, slot in names.items()}
        frame = Frame(names, function.local, function.shared, value.frame)
        self._calls.append((function, self._cell, at))
        self._unsure += not called
        outer_changes, self.changed = self.changed, {}
        outer_returns, self._returns = self._returns, []
        if self._block(function.body, frame):
            self._returns.append(self._saved(frame))
        ends, self._returns = self._returns, outer_returns
        if ends:
            self._restore(_joined(ends), frame)
        changes, self.changed = self.changed, outer_changes
        self.changed.update(changes)
        self._unsure -= not called
        self._calls.pop()
        result = frame.names.get(_RESULT)
        changed = (index for index, name in enumerate(function.parameters) if id(given[name]) in changes)
        run = _Run(
            result.value if result else Value(atomic=True),
            frozenset(changed),
            frozenset(_stored(function.parameters, given)),
        )
        self._runs[key] = run
        return run

    # --- effects -------------------------------------------------------------------------------------

    def _touch(self, value: Value, at: int) -> None:
        """A value is handed around: a function may be called, and so may what an object holds."""
        if value.function is not None:
            self._run(value, at, called=False)
        pending = [value]
        self._lenient += 1
        while pending:
            each = pending.pop()
            if id(each) in self._touched:
                continue
            self._touched.add(id(each))
            if each.function is not None and each is not value:
                self._run(each, at, called=False)
            pending.extend(self._reachable(each))
        self._lenient -= 1

    def _reachable(self, value: Value) -> list[Value]:
        """What somebody who has an object may call: methods, but for those that only made it, and what it holds."""
        if value.instance_of is None:
            return [*value.holds, *value.bases, *(slot.value for slot in (value.members or {}).values())]
        members = (value.instance_of.members or {}).items()
        methods = (slot.value for name, slot in members if name not in _CONSTRUCTORS)
        return [*value.holds, *value.instance_of.bases, *methods]

    def _mark(self, value: Value, *, itself: bool = False) -> None:
        """The object may have changed, and with it all that it may be, hold or belong to.

        A function or class that is handed to a call does not change; one whose attribute is set does (`itself`).
        """
        pending = [value]
        while pending:
            each = pending.pop()
            if each.atomic or each.is_member or id(each) in self.changed:
                continue
            if each.is_code and not (itself and each is value):
                continue
            self.changed[id(each)] = each
            pending.extend(each.holds)

    def _read_text(self, call: f.Call, frame: Frame) -> None:
        """Names in the text of `df.query("x > @limit")`, which no syntax tree shows."""
        if call.text is None or not isinstance(call.function, f.Part):
            return
        if call.function.attribute in ("query", "eval"):
            import re

            for name in re.findall(r"@([^\W\d]\w*)", call.text):
                self._load(f.Load(name, call.at, lenient=True), frame)


_State = tuple[dict[str, Slot], dict[str, Slot]]
_RESULT = f"{f.HIDDEN}result"
_CONSTRUCTORS = ("__new__", "__init__", "__post_init__")

_STATEMENTS: dict[type, Callable[[Interpreter, Any, Frame], bool]] = {
    f.Do: Interpreter._do,
    f.Bind: Interpreter._bind,
    f.Change: Interpreter._change,
    f.Unbind: Interpreter._unbind,
    f.Import: Interpreter._import,
    f.StarImport: Interpreter._import_star,
    f.Define: Interpreter._define,
    f.Branch: Interpreter._branch,
    f.Loop: Interpreter._loop,
    f.Try: Interpreter._try,
    f.Return: Interpreter._return,
    f.Stop: Interpreter._stop,
}

_EXPRESSIONS: dict[type, Callable[[Interpreter, Any, Frame], Value]] = {
    f.Load: Interpreter._read,
    f.Part: Interpreter._part,
    f.Call: Interpreter._call,
    f.Mix: Interpreter._mix,
    f.Named: Interpreter._named,
    f.Nested: Interpreter._nested,
    f.Lambda: Interpreter._lambda,
    f.Yield: Interpreter._yield,
}


def _joined(
    states: list[_State],
) -> _State:
    first = states[0]
    for state in states[1:]:
        first = (_joined_names(first[0], state[0]), _joined_names(first[1], state[1]))
    return first


def _joined_names(one: dict[str, Slot], other: dict[str, Slot]) -> dict[str, Slot]:
    """The names after either of two paths: sure only where both bind them."""
    names: dict[str, Slot] = {}
    for name in [*one, *(name for name in other if name not in one)]:
        a, b = one.get(name), other.get(name)
        if a is b and a is not None:
            names[name] = a
        elif a is None or b is None:
            only = a or b
            assert only is not None
            sure = only.sure and not only.own  # received names are there on every path
            names[name] = Slot(only.value, sure, only.own, only.deleted, only.cell, only.at)
        else:
            value = b.value if a.deleted else a.value if b.deleted else join(a.value, b.value)
            place = b if a.deleted or not a.own else a
            names[name] = Slot(value, a.sure and b.sure, a.own or b.own, a.deleted and b.deleted, place.cell, place.at)
    return names


def _stored(parameters: tuple[str, ...], given: dict[str, Value]) -> Iterable[tuple[int, int]]:
    """Pairs of parameters of which the first came to hold the second."""
    position = {id(given[name]): index for index, name in enumerate(parameters)}
    for index, name in enumerate(parameters):
        for held in given[name].holds:
            if id(held) in position and position[id(held)] != index:
                yield index, position[id(held)]
