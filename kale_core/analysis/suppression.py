"""Which context managers may swallow an exception, so that their block ends early and the code below goes on."""

from __future__ import annotations

from collections.abc import Iterable

from kale_core.analysis import facts as f
from kale_core.analysis.values import Value

_LIBRARIES = frozenset({"contextlib.suppress", "contextlib.ExitStack", "pytest.raises"})


def may_suppress(manager: Value) -> bool:
    """Whether it may, as far as is known; most of those of libraries let exceptions through."""
    exit_method = manager.method("__exit__") if manager.instance_of else None
    if exit_method is not None and exit_method.function is not None:
        return _returns_something(exit_method.function.body)
    return manager.suppresses or manager.origin in _LIBRARIES


def yields_in_try(statements: Iterable[f.Statement]) -> bool:
    """Whether a generator function yields where it catches exceptions; with `contextmanager`, it may suppress them."""
    return any(
        (isinstance(each, f.Try) and bool(each.handlers) and any(map(_yields, each.body)))
        or any(map(yields_in_try, _blocks(each)))
        for each in statements
    )


def _yields(statement: f.Statement) -> bool:
    value = statement.value if isinstance(statement, (f.Do, f.Bind)) else None
    return isinstance(value, f.Yield) or any(any(map(_yields, block)) for block in _blocks(statement))


def _returns_something(statements: Iterable[f.Statement]) -> bool:
    """Whether a function may return anything but nothing, `None` or `False`."""
    return any(
        (isinstance(each, f.Return) and not _is_false(each.value)) or any(map(_returns_something, _blocks(each)))
        for each in statements
    )


def _is_false(value: f.Expression) -> bool:
    return value is f.NOTHING or (isinstance(value, f.Load) and value.name in ("None", "False"))


def _blocks(statement: f.Statement) -> tuple[tuple[f.Statement, ...], ...]:
    """The blocks of a compound statement, but for those of functions and classes in it."""
    match statement:
        case f.Branch(blocks=blocks):
            return blocks
        case f.Loop(body=body) | f.With(body=body):
            return (body,)
        case f.Try(body=body, handlers=handlers, orelse=orelse, final=final):
            return (body, *handlers, orelse, final)
        case _:
            return ()
