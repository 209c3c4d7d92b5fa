"""Runs facts instead of code: which names a step reads, binds, changes, and imports.

One `Interpreter` stands for one step's namespace. It knows nothing of graphs: what it does not find in its own
namespace it asks of `Outside`, which answers with what ancestors, shared cells and parameters provide.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable
from functools import reduce
from typing import Any

from kale_core.analysis import facts as f
from kale_core.analysis.calls import Caller
from kale_core.analysis.changes import Certainty
from kale_core.analysis.namespace import RESULT, Attempt
from kale_core.analysis.suppression import may_suppress
from kale_core.analysis.uses import UseKind
from kale_core.analysis.values import Frame, Slot, State, Value, join, joined

# The origin of what Python itself makes: displays, comprehensions, constants.
_BUILTIN = "builtins"
# Calls whose result is the path that their arguments spell.
_PATHS = frozenset({"os.path.join", "pathlib.Path", "pathlib.PurePath", "builtins.str", "os.fspath"})


class Interpreter(Caller):
    """One namespace, in which cells are run in order."""

    def run_cell(
        self, number: int, statements: Iterable[f.Statement], *, isolated: bool = False, is_resumed: bool = False
    ) -> None:
        """Run the statements of the cell of that number; `isolated` ones leave no names behind.

        It `is_resumed` if cells of other steps stand between the step's last cell and this one.
        """
        self._cell = number
        if is_resumed:
            self._carry()
        frame = Frame(local=frozenset()) if isolated else self.frame
        self._block(statements, frame)

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

    def _change(self, statement: f.Change, frame: Frame) -> bool:
        value = self._evaluate(statement.value, frame)
        base = self._evaluate(statement.base, frame)
        keys = tuple(self._evaluate(each, frame).text for each in statement.keys)
        if base.is_member and base.origin is not None:
            name = base.origin if statement.attribute is None else f"{base.origin}.{statement.attribute}"
            self._use(UseKind.SET, name, statement.at, keys, value=value.text)
        self.ledger.mark(base, Certainty.SURE, moment=self._now(), itself=True)
        if not value.atomic and value is not base:
            base.hold(value.part() if statement.is_slice else value)
            key = statement.attribute or (f"[{keys[0]}]" if keys and keys[0] is not None else None)
            if key is not None:
                base.part(key).become(value)
        return True

    def _unbind(self, statement: f.Unbind, frame: Frame) -> bool:
        if not statement.quiet:
            self._load(f.Load(statement.name, statement.at), frame)
        self._forget(statement.name, statement.at, frame)
        return True

    def _import(self, statement: f.Import, frame: Frame) -> bool:
        self.imported.setdefault(statement.text, statement)
        if not statement.guarded:
            self._use(UseKind.IMPORT, statement.module, statement.at)
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
        self.star_imports.setdefault(statement.module, (self._cell, statement.at))
        self._use(UseKind.IMPORT, statement.module, statement.at)
        self.has_star_import = True
        return True

    def _define(self, statement: f.Define, frame: Frame) -> bool:
        given = [self._evaluate(each, frame) for each in statement.before]
        if statement.function is not None:
            value = self._function(statement.function, frame, given[statement.decorators :])
        else:
            body = Frame(parent=frame if frame is not self.frame else None, is_class=True)
            self._block(statement.body, body)
            value = Value(members=body.names, bases=tuple(each for each in given if each.is_code))
        value.hold(*(each for each in given if each.function or each.members or each.holds))
        value.wrapped = statement.decorators > 0
        for decorator in reversed(given[: statement.decorators]):
            if decorator.function is not None:
                value.hold(self._apply(decorator, [value], {}, statement.at))
        self._store(statement.name, value, statement.at, frame)
        return True

    def _function(self, function: f.Function, frame: Frame, given: list[Value]) -> Value:
        """A function as a value; what is `given` begins with the values of its defaults."""
        enclosing: Frame | None = frame
        while enclosing is not None and enclosing.is_class:
            enclosing = enclosing.parent
        kept = {name: each for name, each in zip(function.optional, given, strict=False) if not each.atomic}
        value = Value(function=function, frame=enclosing if enclosing is not self.frame else None, defaults=kept)
        value.hold(*kept.values())
        return value

    def _branch(self, statement: f.Branch, frame: Frame) -> bool:
        start = self._saved(frame)
        ends = []
        for block in statement.blocks:
            self._restore(start, frame)
            if self._block(block, frame):
                ends.append(self._saved(frame))
        self._restore(joined(ends) if ends else start, frame)
        return bool(ends)

    def _try(self, statement: f.Try, frame: Frame) -> bool:
        self._lenient += statement.expects_unbound
        self._tried += bool(statement.handlers)
        completes, partly = self._attempt(statement.body, frame)
        self._tried -= bool(statement.handlers)
        self._lenient -= statement.expects_unbound
        ends = []
        if completes and self._block(statement.orelse, frame):
            ends.append(self._saved(frame))
        for handler in statement.handlers:
            self._restore(partly, frame)
            if self._block(handler, frame):
                ends.append(self._saved(frame))
        self._restore(joined(ends) if ends else partly, frame)
        return self._block(statement.final, frame) and bool(ends)

    def _attempt(self, statements: Iterable[f.Statement], frame: Frame) -> tuple[bool, State]:
        """Run a block: whether its end is reached, and the names if an exception ends it anywhere."""
        attempt = Attempt(frame, self._saved(frame), [])
        self._attempts.append(attempt)
        completes = self._block(statements, frame)
        self._attempts.pop()
        return completes, joined([attempt.start, *attempt.passed, self._saved(frame)])

    def _with(self, statement: f.With, frame: Frame) -> bool:
        managers = [self._evaluate(each, frame) for each in statement.managers]
        if not any(map(may_suppress, managers)):
            return self._block(statement.body, frame)
        _, partly = self._attempt(statement.body, frame)
        self._restore(partly, frame)
        return True

    def _return(self, statement: f.Return, frame: Frame) -> bool:
        value = self._evaluate(statement.value, frame)
        self._give(value, frame)
        self._returns.append(self._saved(frame))
        return False

    def _give(self, value: Value, frame: Frame) -> None:
        """One more value that the function may return."""
        before = frame.names.get(RESULT)
        frame.names[RESULT] = Slot(join(before.value, value) if before else value)

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
        self._restore(joined(ends) if ends else start, frame)
        return bool(ends)

    # --- expressions ---------------------------------------------------------------------------------

    def _evaluate(self, expression: f.Expression, frame: Frame) -> Value:
        return _EXPRESSIONS[type(expression)](self, expression, frame)

    def _read(self, load: f.Load, frame: Frame) -> Value:
        value = self._load(load, frame)
        self._touch(value, load.at)
        return value

    def _part(self, part: f.Part, frame: Frame) -> Value:
        base = self._evaluate(part.base, frame)
        keys = tuple(self._evaluate(key, frame).text for key in part.keys)
        if keys and keys[0] is not None and base.origin == "builtins.globals":
            return self._load_global(f.Load(keys[0], part.at))
        if keys and base.is_member and base.origin is not None:
            self._use(UseKind.GET, base.origin, part.at, keys)
        if part.is_slice and (base.origin or "").startswith(_BUILTIN):
            return Value(_BUILTIN, holds=[base.part()])  # a copy, if it is a list
        if part.attribute is None and keys and keys[0] is not None:
            return base.part(f"[{keys[0]}]")
        return self._member(base, part.attribute)

    def _member(self, base: Value, attribute: str | None) -> Value:
        if attribute is not None:
            if (method := base.method(attribute)) is not None:
                self._touch(method, f.NOWHERE)
                return method
            if base.is_member:
                return Value(origin=f"{base.origin}.{attribute}", is_member=True)
        return base.part(attribute)

    def _mix(self, mix: f.Mix, frame: Frame) -> Value:
        values = [self._evaluate(part, frame) for part in mix.parts]
        if mix.kind is f.Kind.CHOICE:
            return reduce(join, values[1:])
        if mix.kind is f.Kind.EITHER and values:
            return reduce(join, values)
        if mix.kind is f.Kind.CONTAINER:
            return Value(_BUILTIN, holds=[value for value in values if not value.atomic])
        if mix.kind in (f.Kind.TEXT, f.Kind.PATH) and (text := _joined_text(mix.kind, values)) is not None:
            return Value(values[0].origin, atomic=True, text=text)
        origin = next((value.origin for value in values if value.origin and not value.is_member), None)
        elements = [value.part() for value in values if not value.atomic and (value.origin or "").startswith(_BUILTIN)]
        return Value(origin or _BUILTIN, holds=elements, atomic=all(value.atomic for value in values))

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
        made = "generator" if nested.is_lazy else None
        return Value(_BUILTIN, holds=[self._evaluate(nested.element, inner)], made=made)

    def _lambda(self, expression: f.Lambda, frame: Frame) -> Value:
        defaults = [self._evaluate(default, frame) for default in expression.defaults]
        value = self._function(expression.function, frame, defaults)
        self._touch(value, expression.function.at)
        return value

    def _text(self, text: f.Text, frame: Frame) -> Value:
        return Value(_BUILTIN, atomic=True, text=text.text)

    def _yield(self, expression: f.Yield, frame: Frame) -> Value:
        if self._calls:
            self._generators.add(id(self._calls[-1][0]))
        self._give(Value(holds=[self._evaluate(expression.value, frame)]), frame)
        return Value()

    def _call(self, call: f.Call, frame: Frame) -> Value:
        receiver, function, method = self._callee(call.function, frame)
        arguments = [self._evaluate(each, frame) for each in call.arguments]
        keywords = {name: self._evaluate(each, frame) for name, each in call.keywords}
        self._note(call, receiver, function, method, arguments, keywords)
        self._read_text(call, arguments, frame)
        results = [
            self._invoke(each, arguments, keywords, receiver=receiver, method=method, at=call.at)
            for each in function.alternatives or (function,)
        ]
        result = reduce(join, results)
        if function.origin in _PATHS and arguments and all(each.text is not None for each in arguments):
            text = posixpath.join(*(each.text or "" for each in arguments))
            result = Value(function.origin, atomic=True, text=text)
        return result

    def _note(
        self,
        call: f.Call,
        receiver: Value | None,
        function: Value,
        method: str,
        arguments: list[Value],
        keywords: dict[str | None, Value],
    ) -> None:
        """Keep what is called by whom, for the rules that know what it means."""
        texts = tuple(each.text for each in arguments)
        named = tuple((name, each.text) for name, each in keywords.items() if name is not None)
        if function.is_member and function.origin is not None:
            self._use(UseKind.CALL, function.origin, call.at, texts, keywords=named)
        elif receiver is not None and function.function is None:
            texts = (receiver.text, *texts) if receiver.text is not None else texts
            self._use(UseKind.CALL, f".{method}", call.at, texts, keywords=named, receiver=receiver.origin)

    def _callee(self, expression: f.Expression, frame: Frame) -> tuple[Value | None, Value, str]:
        """The object whose method is called, if it is one, what is called, and the method's name."""
        if isinstance(expression, f.Load):
            return None, self._load(expression, frame), ""
        if not isinstance(expression, f.Part) or expression.attribute is None:
            return None, self._evaluate(expression, frame), ""
        base = self._evaluate(expression.base, frame)
        if base.is_member:
            return None, self._member(base, expression.attribute), ""
        bases = base.alternatives or (base,)
        methods = [each.method(expression.attribute) or Value(origin=each.origin) for each in bases]
        return None if base.members is not None else base, reduce(join, methods), expression.attribute

    def _read_text(self, call: f.Call, arguments: list[Value], frame: Frame) -> None:
        """Names in the text of `df.query("x > @limit")`, which no syntax tree shows."""
        is_query = isinstance(call.function, f.Part) and call.function.attribute in ("query", "eval")
        text = arguments[0].text if arguments else None
        if is_query and text is not None:
            for name in re.findall(r"@([^\W\d]\w*)", text):
                self._load(f.Load(name, call.at, lenient=True), frame)


def _joined_text(kind: f.Kind, values: list[Value]) -> str | None:
    """The text of texts in a row, or of a path and what is below it; none if a part is not known."""
    texts = [each.text for each in values if each.text is not None]
    if len(texts) < len(values):
        return None
    if kind is f.Kind.TEXT:
        return "".join(texts)
    return posixpath.join(*texts) if (values[0].origin or "").startswith("pathlib.") else None


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
    f.With: Interpreter._with,
    f.Return: Interpreter._return,
    f.Stop: Interpreter._stop,
}

_EXPRESSIONS: dict[type, Callable[[Interpreter, Any, Frame], Value]] = {
    f.Load: Interpreter._read,
    f.Text: Interpreter._text,
    f.Part: Interpreter._part,
    f.Call: Interpreter._call,
    f.Mix: Interpreter._mix,
    f.Named: Interpreter._named,
    f.Nested: Interpreter._nested,
    f.Lambda: Interpreter._lambda,
    f.Yield: Interpreter._yield,
}
