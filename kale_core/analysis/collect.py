"""libcst -> facts: with `expressions.py`, the one place that knows Python's syntax."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import libcst as cst

from kale_core.analysis import facts as f
from kale_core.analysis.expressions import ExpressionCollector, optional_parameters
from kale_core.analysis.names import bound_names, lenient, without_names
from kale_core.analysis.syntax import IMPORT_ERRORS, NAME_ERRORS, catches, declarations, dotted, type_parameters


class Collector(ExpressionCollector):
    """Walks the statements of one cell."""

    def module(self, module: cst.Module) -> tuple[f.Statement, ...]:
        """The statements of a cell."""
        return self._block(module.body)

    def _block(self, body: Iterable[cst.CSTNode]) -> tuple[f.Statement, ...]:
        out: list[f.Statement] = []
        for node in body:
            handler = _STATEMENTS.get(type(node))
            if handler:
                out.extend(handler(self, node))
        return tuple(out)

    def _suite(self, node: cst.CSTNode | None) -> tuple[f.Statement, ...]:
        """The statements of a suite: an indented block or the simple statements after a colon."""
        return self._block(node.body) if isinstance(node, (cst.IndentedBlock, cst.SimpleStatementSuite)) else ()

    # --- simple statements ---------------------------------------------------------------------------

    def _line(self, node: cst.SimpleStatementLine) -> Iterator[f.Statement]:
        yield from self._block(node.body)

    def _expr(self, node: cst.Expr) -> Iterator[f.Statement]:
        value = self.expression(node.value)
        if value is not f.NOTHING:
            yield f.Do(value)

    def _assign(self, node: cst.Assign) -> Iterator[f.Statement]:
        value = self.expression(node.value)
        if len(node.targets) == 1:
            yield from self._bind(node.targets[0].target, value)
            return
        keep, kept = self._keep(value)
        yield keep
        for target in node.targets:
            yield from self._bind(target.target, kept)

    def _ann_assign(self, node: cst.AnnAssign) -> Iterator[f.Statement]:
        if node.value is not None:
            yield from self._bind(node.target, self.expression(node.value))
        for annotation in self._annotation(node.annotation):
            yield f.Do(annotation)

    def _aug_assign(self, node: cst.AugAssign) -> Iterator[f.Statement]:
        if isinstance(node.target, cst.Name):
            old = f.Load(node.target.value, self._at(node.target))
            yield f.Change(old)  # in place for lists, arrays and frames
            new = f.Mix((old, self.expression(node.value)), f.Kind.FRESH)
            yield f.Bind(node.target.value, f.Mix((old, new)), self._at(node.target))
        else:
            value = self.expression(node.value)
            yield f.Do(self.expression(node.target))
            yield from self._bind(node.target, value)

    def _delete(self, node: cst.Del) -> Iterator[f.Statement]:
        yield from self._unbind(node.target)

    def _import(self, node: cst.Import) -> Iterator[f.Statement]:
        for alias in node.names:
            module = dotted(alias.name)
            if alias.asname:
                name = cst.ensure_type(alias.asname.name, cst.Name).value
                yield f.Import(name, module, None, f"import {module} as {name}", self._at(alias), bool(self._guarded))
            else:
                root = module.partition(".")[0]
                yield f.Import(root, module, None, f"import {module}", self._at(alias), bool(self._guarded))

    def _import_from(self, node: cst.ImportFrom) -> Iterator[f.Statement]:
        module = "." * len(node.relative) + (dotted(node.module) if node.module else "")
        if module == "__future__":
            names = node.names if not isinstance(node.names, cst.ImportStar) else ()
            self.future_annotations |= any(dotted(alias.name) == "annotations" for alias in names)
        if isinstance(node.names, cst.ImportStar):
            yield f.StarImport(module, self._at(node))
            return
        for alias in node.names:
            member = dotted(alias.name)
            name = cst.ensure_type(alias.asname.name, cst.Name).value if alias.asname else member
            suffix = f" as {name}" if alias.asname else ""
            yield f.Import(
                name, module, member, f"from {module} import {member}{suffix}", self._at(alias), bool(self._guarded)
            )

    def _return(self, node: cst.Return) -> Iterator[f.Statement]:
        yield f.Return(self.expression(node.value))

    def _raise(self, node: cst.Raise) -> Iterator[f.Statement]:
        for part in self._parts(node):
            yield f.Do(part)
        yield f.Stop()

    def _stop(self, node: cst.CSTNode) -> Iterator[f.Statement]:
        yield f.Stop(in_loop=True)

    def _evaluate(self, node: cst.CSTNode) -> Iterator[f.Statement]:
        for part in self._parts(node):
            yield f.Do(part)

    def _type_alias(self, node: cst.CSTNode) -> Iterator[f.Statement]:
        name = node.name  # type: ignore[attr-defined]
        yield f.Bind(name.value, lenient(f.Mix(self._parts(node))), self._at(name))

    # --- compound statements -------------------------------------------------------------------------

    def _if(self, node: cst.If) -> Iterator[f.Statement]:
        yield f.Do(self.expression(node.test))
        body = () if dotted(node.test).endswith("TYPE_CHECKING") else self._suite(node.body)
        if isinstance(node.orelse, cst.If):
            other: tuple[f.Statement, ...] = tuple(self._if(node.orelse))
        else:
            other = self._suite(node.orelse.body) if node.orelse else ()
        yield f.Branch((body, other))

    def _for(self, node: cst.For) -> Iterator[f.Statement]:
        keep, kept = self._keep(self.expression(node.iter))
        yield keep
        body = (*self._bind(node.target, f.Part(kept, None)), *self._suite(node.body))
        yield f.Loop(body)
        if node.orelse:
            yield f.Branch((self._suite(node.orelse.body), ()))

    def _while(self, node: cst.While) -> Iterator[f.Statement]:
        yield f.Do(self.expression(node.test))
        body = self._suite(node.body)
        endless = isinstance(node.test, cst.Name) and node.test.value == "True"
        yield f.Loop(body, always=endless)
        if node.orelse:
            yield f.Branch((self._suite(node.orelse.body), ()))

    def _try(self, node: cst.Try | cst.TryStar) -> Iterator[f.Statement]:
        expects_import = any(catches(handler, IMPORT_ERRORS) for handler in node.handlers)
        expects_unbound = any(catches(handler, NAME_ERRORS) for handler in node.handlers)
        self._guarded += expects_import
        body = self._suite(node.body)
        self._guarded -= expects_import
        handlers = tuple(tuple(self._handler(handler)) for handler in node.handlers)
        orelse = self._suite(node.orelse.body) if node.orelse else ()
        final = self._suite(node.finalbody.body) if node.finalbody else ()
        yield f.Try(body, handlers, orelse, final, expects_unbound)

    def _handler(self, node: cst.ExceptHandler | cst.ExceptStarHandler) -> Iterator[f.Statement]:
        if node.type is not None:
            yield f.Do(self.expression(node.type))
        bound = node.name.name if node.name else None
        if isinstance(bound, cst.Name):
            yield f.Bind(bound.value, f.NOTHING, self._at(bound))
        yield from self._suite(node.body)
        if isinstance(bound, cst.Name):
            yield f.Unbind(bound.value, self._at(bound), quiet=True)

    def _with(self, node: cst.With) -> Iterator[f.Statement]:
        managers = []
        for item in node.items:
            keep, kept = self._keep(self.expression(item.item))
            managers.append(kept)
            yield keep
            if item.asname:
                yield from self._bind(item.asname.name, kept)
        yield f.With(tuple(managers), self._suite(node.body))

    def _function(self, node: cst.FunctionDef) -> Iterator[f.Statement]:
        before = [self.expression(decorator.decorator) for decorator in node.decorators]
        defaults, parameters, annotations = self._parameters(node.params)
        annotations += self._annotation(node.returns)
        before += [*defaults, *(without_names(each, type_parameters(node)) for each in annotations)]
        function = self._body(node, parameters)
        yield f.Define(
            node.name.value, tuple(before), function, decorators=len(node.decorators), at=self._at(node.name)
        )

    def _body(self, node: cst.FunctionDef, parameters: tuple[str, ...]) -> f.Function:
        declared_global, declared_nonlocal = declarations(node.body)
        at = self._at(node.name)
        body = self._suite(node.body)
        local = frozenset(parameters) | type_parameters(node) | bound_names(body)
        return f.Function(
            node.name.value,
            parameters,
            body,
            local - declared_global - declared_nonlocal,
            declared_global,
            self._cell,
            at,
            optional_parameters(node.params),
            is_async=node.asynchronous is not None,
        )

    def _class(self, node: cst.ClassDef) -> Iterator[f.Statement]:
        before = [self.expression(decorator.decorator) for decorator in node.decorators]
        extra = type_parameters(node)
        before += [without_names(self.expression(base.value), extra) for base in (*node.bases, *node.keywords)]
        body = self._suite(node.body)
        yield f.Define(
            node.name.value, tuple(before), None, body, decorators=len(node.decorators), at=self._at(node.name)
        )

    def _match(self, node: cst.Match) -> Iterator[f.Statement]:
        keep, subject = self._keep(self.expression(node.subject))
        yield keep
        blocks: list[tuple[f.Statement, ...]] = []
        exhaustive = False
        for case in node.cases:
            statements = list(self._pattern(case.pattern, f.Part(subject, None)))
            if case.guard is not None:
                statements.append(f.Do(self.expression(case.guard)))
            elif isinstance(case.pattern, cst.MatchAs) and case.pattern.pattern is None:
                exhaustive = True
            blocks.append((*statements, *self._suite(case.body)))
        yield f.Branch((*blocks, *(() if exhaustive else ((),))))

    def _pattern(self, node: cst.CSTNode, subject: f.Expression) -> Iterator[f.Statement]:
        """What a pattern reads (values, classes) and captures."""
        if isinstance(node, (cst.MatchAs, cst.MatchStar, cst.MatchMapping)):
            captured = node.rest if isinstance(node, cst.MatchMapping) else node.name
            inner = node.pattern if isinstance(node, cst.MatchAs) else None
            if inner is not None:
                yield from self._pattern(inner, subject)
            if isinstance(captured, cst.Name):
                rest = isinstance(node, (cst.MatchStar, cst.MatchMapping))
                value = f.Mix((subject,), f.Kind.CONTAINER) if rest else subject
                yield f.Bind(captured.value, value, self._at(captured))
            if isinstance(node, cst.MatchMapping):
                for element in node.elements:
                    yield from self._pattern(element.pattern, subject)
        elif isinstance(node, (cst.MatchValue, cst.MatchSingleton)):
            yield f.Do(self.expression(node.value))
        elif isinstance(node, cst.MatchClass):
            yield f.Do(self.expression(node.cls))
            for positional in node.patterns:
                yield from self._pattern(positional.value, subject)
            for keyword in node.kwds:
                yield from self._pattern(keyword.pattern, subject)
        elif isinstance(node, cst.MatchOr):
            for option in node.patterns:
                yield from self._pattern(option.pattern, subject)
        elif isinstance(node, (cst.MatchList, cst.MatchTuple)):
            for pattern in node.patterns:
                inner_pattern = pattern if isinstance(pattern, cst.MatchStar) else pattern.value
                yield from self._pattern(inner_pattern, subject)


_STATEMENTS: dict[type, Callable[[Collector, Any], Iterator[f.Statement]]] = {
    cst.SimpleStatementLine: Collector._line,
    cst.Expr: Collector._expr,
    cst.Assign: Collector._assign,
    cst.AnnAssign: Collector._ann_assign,
    cst.AugAssign: Collector._aug_assign,
    cst.Del: Collector._delete,
    cst.Import: Collector._import,
    cst.ImportFrom: Collector._import_from,
    cst.Return: Collector._return,
    cst.Raise: Collector._raise,
    cst.Break: Collector._stop,
    cst.Continue: Collector._stop,
    cst.Assert: Collector._evaluate,
    cst.TypeAlias: Collector._type_alias,
    cst.If: Collector._if,
    cst.For: Collector._for,
    cst.While: Collector._while,
    cst.Try: Collector._try,
    cst.TryStar: Collector._try,
    cst.With: Collector._with,
    cst.FunctionDef: Collector._function,
    cst.ClassDef: Collector._class,
    cst.Match: Collector._match,
}
