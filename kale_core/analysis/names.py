"""Which names facts bind, and facts with their reads changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass

from kale_core.analysis import facts as f


def bound_names(statements: Iterable[f.Statement]) -> frozenset[str]:
    """The names that statements bind in their own scope, on any path."""
    found: set[str] = set()
    _gather(statements, found)
    return frozenset(found)


def _gather(statements: Iterable[f.Statement], found: set[str]) -> None:
    for statement in statements:
        match statement:
            case f.Bind(name=name, value=value):
                found.add(name)
                _gather_named(value, found)
            case f.Do(value=value) | f.Return(value=value):
                _gather_named(value, found)
            case f.Change(base=base, value=value):
                _gather_named(base, found)
                _gather_named(value, found)
            case f.Unbind(name=name) | f.Import(name=name):
                found.add(name)
            case f.Define(name=name, before=before):
                found.add(name)
                for each in before:
                    _gather_named(each, found)
            case f.Loop(body=body) | f.With(body=body):
                _gather(body, found)
            case f.Branch(blocks=blocks):
                for block in blocks:
                    _gather(block, found)
            case f.Try(body=body, handlers=handlers, orelse=orelse, final=final):
                for block in (body, *handlers, orelse, final):
                    _gather(block, found)
            case _:
                pass


def _gather_named(value: f.Expression, found: set[str]) -> None:
    """Names bound by `:=`, which leave a comprehension but not a lambda."""
    match value:
        case f.Named(name=name, value=inner):
            found.add(name)
            _gather_named(inner, found)
        case f.Part(base=base, keys=keys):
            for each in (base, *keys):
                _gather_named(each, found)
        case f.Call(function=function, arguments=arguments, keywords=keywords):
            for each in (function, *arguments, *(keyword for _, keyword in keywords)):
                _gather_named(each, found)
        case f.Mix(parts=parts):
            for each in parts:
                _gather_named(each, found)
        case f.Yield(value=inner):
            _gather_named(inner, found)
        case f.Nested(local=local, body=body, element=element):
            inner_names: set[str] = set()
            _gather(body, inner_names)
            _gather_named(element, inner_names)
            found |= inner_names - local
        case _:
            pass


def loaded_names(facts: object) -> frozenset[str]:
    """The names that facts read, in whatever they hold."""
    found: set[str] = set()
    pending = [facts]
    while pending:
        each = pending.pop()
        if isinstance(each, f.Load):
            found.add(each.name)
        elif isinstance(each, tuple):
            pending.extend(each)
        elif is_dataclass(each):
            pending.extend(getattr(each, field.name) for field in fields(each))
    return frozenset(found)


def lenient(value: f.Expression) -> f.Expression:
    """The same reads, of which none fails."""
    match value:
        case f.Load(name=name, at=at):
            return f.Load(name, at, lenient=True)
        case f.Part(base=base, attribute=attribute, keys=keys, at=at):
            return f.Part(lenient(base), attribute, tuple(map(lenient, keys)), at)
        case f.Call(function=function, arguments=arguments, keywords=keywords, at=at):
            softened = tuple((name, lenient(each)) for name, each in keywords)
            return f.Call(lenient(function), tuple(map(lenient, arguments)), softened, at)
        case f.Mix(parts=parts, kind=kind):
            return f.Mix(tuple(map(lenient, parts)), kind)
        case _:
            return value


def without_names(value: f.Expression, names: frozenset[str]) -> f.Expression:
    """An expression in which type parameters are no reads."""
    return f.Nested(names, value) if names else value
