"""Runs facts instead of code: which names a step reads, binds, changes, and imports.

One `Interpreter` stands for one step's namespace. It knows nothing of graphs: what it does not find in its own
namespace it asks of `Outside`, which answers with what ancestors, shared cells and parameters provide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from kale_core.analysis import facts as f
from kale_core.analysis.changes import Certainty
from kale_core.analysis.evaluation import Evaluator
from kale_core.analysis.namespace import Attempt
from kale_core.analysis.suppression import may_suppress
from kale_core.analysis.uses import UseKind
from kale_core.analysis.values import Frame, State, Value, element_key, joined


class Interpreter(Evaluator):
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
            key = statement.attribute or (element_key(keys[0]) if keys and keys[0] is not None else None)
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
