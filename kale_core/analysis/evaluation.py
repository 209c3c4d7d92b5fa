"""Runs expressions of facts: which objects they may mean."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from functools import reduce
from typing import Any

from kale_core.analysis import facts as f
from kale_core.analysis.calls import Caller
from kale_core.analysis.namespace import RESULT
from kale_core.analysis.uses import UseKind
from kale_core.analysis.values import Frame, Slot, Value, element_key, join

# The origin of what Python itself makes: displays, comprehensions, constants.
_BUILTIN = "builtins"
# Calls whose result is the path that their arguments spell.
_PATHS = frozenset({"os.path.join", "pathlib.Path", "pathlib.PurePath", "builtins.str", "os.fspath"})


class Evaluator(Caller):
    """A namespace in which expressions are evaluated."""

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
            return base.part(element_key(keys[0]))
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
        if mix.kind is f.Kind.IDENTITY:
            self._compare(mix.parts)
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

    def _compare(self, parts: tuple[f.Expression, ...]) -> None:
        """`x is y`, of which at least one is a variable of the notebook."""
        match parts:
            case (f.Load(name=one, at=at), f.Load(name=other)):
                cell = self._calls[-1][0].cell if self._calls else self._cell
                self.identity_tests.setdefault((one, other), (cell, at))

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

    def _function(self, function: f.Function, frame: Frame, given: list[Value]) -> Value:
        """A function as a value; what is `given` begins with the values of its defaults."""
        enclosing: Frame | None = frame
        while enclosing is not None and enclosing.is_class:
            enclosing = enclosing.parent
        kept = {name: each for name, each in zip(function.optional, given, strict=False) if not each.atomic}
        value = Value(function=function, frame=enclosing if enclosing is not self.frame else None, defaults=kept)
        value.hold(*kept.values())
        return value

    def _give(self, value: Value, frame: Frame) -> None:
        """One more value that the function may return."""
        before = frame.names.get(RESULT)
        frame.names[RESULT] = Slot(join(before.value, value) if before else value)


def _joined_text(kind: f.Kind, values: list[Value]) -> str | None:
    """The text of texts in a row, or of a path and what is below it; none if a part is not known."""
    texts = [each.text for each in values if each.text is not None]
    if len(texts) < len(values):
        return None
    if kind is f.Kind.TEXT:
        return "".join(texts)
    return posixpath.join(*texts) if (values[0].origin or "").startswith("pathlib.") else None


_EXPRESSIONS: dict[type, Callable[[Evaluator, Any, Frame], Value]] = {
    f.Load: Evaluator._read,
    f.Text: Evaluator._text,
    f.Part: Evaluator._part,
    f.Call: Evaluator._call,
    f.Mix: Evaluator._mix,
    f.Named: Evaluator._named,
    f.Nested: Evaluator._nested,
    f.Lambda: Evaluator._lambda,
    f.Yield: Evaluator._yield,
}
