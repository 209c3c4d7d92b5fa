"""libcst -> facts: the one place that knows Python's syntax.

The order of evaluation is Python's, which libcst's own scope analysis does not keep: right-hand sides before
targets, iterables before loop variables, the first iterable of a comprehension in the enclosing scope.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any, cast

import libcst as cst

from kale_core.analysis import facts as f
from kale_core.analysis.names import bound_names, lenient, without_names
from kale_core.analysis.syntax import (
    IMPORT_ERRORS,
    NAME_ERRORS,
    catches,
    declarations,
    dotted,
    is_plain_part,
    string_value,
    type_parameters,
)
from kale_core.ipython import SHELL_CALL

_QUIET_FIELDS = {
    "lpar", "rpar", "lbracket", "rbracket", "comma", "semicolon", "equal", "colon", "operator", "dot", "header",
    "footer", "leading_lines", "indent", "conversion",
}  # fmt: skip


class Collector:
    """Walks one cell. `nodes[at]` is the syntax node that a fact's `at` refers to."""

    def __init__(self, *, cell: int, future_annotations: bool = False) -> None:
        self.nodes: list[cst.CSTNode] = []
        self.future_annotations = future_annotations
        self._cell = cell
        self._guarded = 0
        self._hidden = 0

    def module(self, module: cst.Module) -> tuple[f.Statement, ...]:
        """The statements of a cell."""
        return self._block(module.body)

    # --- helpers -------------------------------------------------------------------------------------

    def _at(self, node: cst.CSTNode) -> int:
        self.nodes.append(node)
        return len(self.nodes) - 1

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

    # --- expressions ---------------------------------------------------------------------------------

    def expression(self, node: cst.CSTNode | None) -> f.Expression:
        if node is None:
            return f.NOTHING
        handler = _EXPRESSIONS.get(type(node))
        if handler:
            return handler(self, node)
        parts = self._parts(node)
        return parts[0] if len(parts) == 1 else f.Mix(parts)

    def _parts(self, node: cst.CSTNode) -> tuple[f.Expression, ...]:
        found: list[f.Expression] = []
        for name in _fields(type(node)):
            value = getattr(node, name)
            children = value if isinstance(value, (list, tuple)) else (value,)
            for child in children:
                if isinstance(child, cst.CSTNode):
                    part = self.expression(child)
                    if part is not f.NOTHING:
                        found.append(part)
        return tuple(found)

    def _name(self, node: cst.Name) -> f.Expression:
        return f.Load(node.value, self._at(node))

    def _constant(self, node: cst.CSTNode) -> f.Expression:
        return f.NOTHING

    def _text(self, node: cst.SimpleString) -> f.Expression:
        text = string_value(node)
        return f.NOTHING if text is None else f.Text(text)

    def _fresh(self, node: cst.CSTNode) -> f.Expression:
        parts = self._parts(node)
        return f.Mix(parts, f.Kind.FRESH) if parts else f.NOTHING

    def _conditional(self, node: cst.IfExp) -> f.Expression:
        parts = (node.test, node.body, node.orelse)
        return f.Mix(tuple(self.expression(part) for part in parts), f.Kind.CHOICE)

    def _operation(self, node: cst.BinaryOperation | cst.ConcatenatedString) -> f.Expression:
        parts = self._parts(node)
        operator = type(node.operator) if isinstance(node, cst.BinaryOperation) else cst.Add
        kind = {cst.Add: f.Kind.TEXT, cst.Divide: f.Kind.PATH}.get(operator, f.Kind.FRESH)
        return f.Mix(parts, kind if len(parts) == 2 else f.Kind.FRESH) if parts else f.NOTHING

    def _formatted(self, node: cst.FormattedString) -> f.Expression:
        kind = f.Kind.TEXT if node.parts and all(map(is_plain_part, node.parts)) else f.Kind.FRESH
        return f.Mix(tuple(self.expression(part) for part in node.parts), kind)

    def _formatted_text(self, node: cst.FormattedStringText) -> f.Expression:
        return f.Text(node.value)

    def _mapping(self, node: cst.Dict) -> f.Expression:
        parts: list[f.Expression] = []
        for element in node.elements:
            if isinstance(element, cst.DictElement):
                parts.append(self.expression(element.key))
            parts.append(self.expression(element if isinstance(element, cst.StarredDictElement) else element.value))
        return f.Mix(tuple(parts), f.Kind.CONTAINER)

    def _sequence(self, node: cst.Tuple | cst.List | cst.Set) -> f.Expression:
        """All elements, constants too, so that an assignment can pair them with its targets."""
        return f.Mix(tuple(self.expression(element) for element in node.elements), f.Kind.CONTAINER)

    def _element(self, node: cst.Element) -> f.Expression:
        return self.expression(node.value)

    def _star(self, node: cst.StarredElement | cst.StarredDictElement) -> f.Expression:
        return f.Part(self.expression(node.value), None)

    def _attribute(self, node: cst.Attribute) -> f.Expression:
        return f.Part(self.expression(node.value), node.attr.value, at=self._at(node))

    def _subscript(self, node: cst.Subscript) -> f.Expression:
        base = self.expression(node.value)
        is_slice = any(isinstance(element.slice, cst.Slice) for element in node.slice)
        return f.Part(base, None, self._keys(node), self._at(node), is_slice)

    def _keys(self, node: cst.Subscript) -> tuple[f.Expression, ...]:
        return tuple(part for element in node.slice for part in self._parts(element))

    def _call(self, node: cst.Call) -> f.Expression:
        function = self.expression(node.func)
        plain: list[f.Expression] = []
        keywords: list[tuple[str | None, f.Expression]] = []
        for argument in node.args:
            value = self.expression(argument.value)
            if argument.keyword is not None:
                keywords.append((argument.keyword.value, value))
            elif argument.star:
                keywords.append((None, value))
            else:
                plain.append(value)
        if isinstance(node.func, cst.Name) and node.func.value == SHELL_CALL:
            return f.Mix(tuple(lenient(part) for part in plain))
        return f.Call(function, tuple(plain), tuple(keywords), self._at(node))

    def _named(self, node: cst.NamedExpr) -> f.Expression:
        value = self.expression(node.value)
        target = cst.ensure_type(node.target, cst.Name)
        return f.Named(target.value, value, self._at(target))

    def _yield(self, node: cst.Yield) -> f.Expression:
        return f.Yield(f.Mix(self._parts(node)))

    def _lambda(self, node: cst.Lambda) -> f.Expression:
        defaults, parameters, _ = self._parameters(node.params)
        body = (f.Return(self.expression(node.body)),)
        return f.Lambda(
            f.Function(
                "<lambda>",
                parameters,
                body,
                frozenset(parameters) | bound_names(body),
                cell=self._cell,
                at=self._at(node),
            ),
            defaults,
        )

    def _comprehension(self, node: cst.BaseComp) -> f.Expression:
        first = self.expression(node.for_in.iter)
        body, local = self._generators(node.for_in, f.Load(f.FIRST))
        parts = [node.key, node.value] if isinstance(node, cst.DictComp) else [getattr(node, "elt")]  # noqa: B009
        element = f.Mix(tuple(self.expression(part) for part in parts))
        return f.Nested(frozenset({f.FIRST, *local}), element, first, tuple(body))

    def _generators(self, part: cst.CompFor, iterable: f.Expression) -> tuple[list[f.Statement], set[str]]:
        body = list(self._each(part.target, iterable))
        local = set(bound_names(body))
        body += [f.Do(self.expression(condition.test)) for condition in part.ifs]
        if part.inner_for_in:
            inner, names = self._generators(part.inner_for_in, self.expression(part.inner_for_in.iter))
            body += inner
            local |= names
        return body, local

    # --- binding -------------------------------------------------------------------------------------

    def _keep(self, value: f.Expression) -> tuple[f.Bind, f.Load]:
        """Evaluate a value once, under a hidden name, for the targets that share it."""
        name = f"{f.HIDDEN}{len(self.nodes)}.{self._hidden}"
        self._hidden += 1
        return f.Bind(name, value), f.Load(name)

    def _each(self, target: cst.CSTNode, iterable: f.Expression) -> Iterator[f.Statement]:
        """What taking the elements of an iterable into a loop target does."""
        keep, kept = self._keep(iterable)
        yield keep
        yield from self._bind(target, f.Part(kept, None))

    def _bind(self, target: cst.CSTNode, value: f.Expression) -> Iterator[f.Statement]:
        """What storing `value` in an assignment target does."""
        if isinstance(target, cst.Name):
            yield f.Bind(target.value, value, self._at(target))
        elif isinstance(target, (cst.Tuple, cst.List)):
            yield from self._unpack(target, value)
        elif isinstance(target, cst.StarredElement):
            yield from self._bind(target.value, value)
        elif isinstance(target, cst.Attribute):
            yield f.Change(self.expression(target.value), value, target.attr.value, at=self._at(target))
        elif isinstance(target, cst.Subscript):
            base = self.expression(target.value)
            yield f.Change(base, value, None, self._keys(target), self._at(target))

    def _unpack(self, target: cst.Tuple | cst.List, value: f.Expression) -> Iterator[f.Statement]:
        """`a, b = x, y` pairs its parts; any other value gives each target a part of it."""
        elements = target.elements
        starred = any(isinstance(element, cst.StarredElement) for element in elements)
        if not starred and _pairs_with(value, len(elements)):
            kept = [self._keep(part) for part in cast(f.Mix, value).parts]
        else:
            keep, whole = self._keep(value)
            yield keep
            kept = [self._keep(f.Part(whole, None)) for _ in elements]
        yield from (bind for bind, _ in kept)
        for element, (_, part) in zip(elements, kept, strict=True):
            collected = f.Mix((part,), f.Kind.CONTAINER) if isinstance(element, cst.StarredElement) else part
            yield from self._bind(element.value, collected)

    def _unbind(self, target: cst.CSTNode) -> Iterator[f.Statement]:
        if isinstance(target, cst.Name):
            yield f.Unbind(target.value, self._at(target))
        elif isinstance(target, (cst.Tuple, cst.List)):
            for element in target.elements:
                yield from self._unbind(element.value)
        elif isinstance(target, (cst.Attribute, cst.Subscript)):
            yield from self._bind(target, f.NOTHING)

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

    def _annotation(self, node: cst.Annotation | None) -> Iterator[f.Expression]:
        if node is not None:
            value = self.expression(node.annotation)
            yield lenient(value) if self.future_annotations else value

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
        for item in node.items:
            value = self.expression(item.item)
            if item.asname:
                yield from self._bind(item.asname.name, value)
            else:
                yield f.Do(value)
        yield from self._suite(node.body)

    def _function(self, node: cst.FunctionDef) -> Iterator[f.Statement]:
        before = [self.expression(decorator.decorator) for decorator in node.decorators]
        defaults, parameters, annotations = self._parameters(node.params)
        annotations += self._annotation(node.returns)
        before += [*defaults, *(without_names(each, type_parameters(node)) for each in annotations)]
        function = self._body(node.name.value, parameters, node.body, self._at(node.name), type_parameters(node))
        yield f.Define(
            node.name.value, tuple(before), function, decorators=len(node.decorators), at=self._at(node.name)
        )

    def _body(
        self, name: str, parameters: tuple[str, ...], suite: cst.CSTNode, at: int, extra: frozenset[str]
    ) -> f.Function:
        declared_global, declared_nonlocal = declarations(suite)
        body = self._suite(suite)
        local = frozenset(parameters) | extra | bound_names(body)
        return f.Function(
            name, parameters, body, local - declared_global - declared_nonlocal, declared_global, self._cell, at
        )

    def _parameters(self, node: cst.Parameters) -> tuple[tuple[f.Expression, ...], tuple[str, ...], list[f.Expression]]:
        """Defaults, names (star ones included), annotations."""
        stars = [star for star in (node.star_arg, node.star_kwarg) if isinstance(star, cst.Param)]
        every = [*node.posonly_params, *node.params, *node.kwonly_params, *stars]
        defaults = tuple(self.expression(each.default) for each in every if each.default is not None)
        annotations = [value for each in every for value in self._annotation(each.annotation)]
        return defaults, tuple(each.name.value for each in every), annotations

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


_EXPRESSIONS: dict[type, Callable[[Collector, Any], f.Expression]] = {
    cst.Name: Collector._name,
    cst.Attribute: Collector._attribute,
    cst.Subscript: Collector._subscript,
    cst.Call: Collector._call,
    cst.NamedExpr: Collector._named,
    cst.Lambda: Collector._lambda,
    cst.Yield: Collector._yield,
    cst.ListComp: Collector._comprehension,
    cst.SetComp: Collector._comprehension,
    cst.DictComp: Collector._comprehension,
    cst.GeneratorExp: Collector._comprehension,
    cst.IfExp: Collector._conditional,
    cst.Tuple: Collector._sequence,
    cst.List: Collector._sequence,
    cst.Set: Collector._sequence,
    cst.Element: Collector._element,
    cst.Dict: Collector._mapping,
    cst.StarredElement: Collector._star,
    cst.StarredDictElement: Collector._star,
    cst.SimpleString: Collector._text,
    cst.Integer: Collector._constant,
    cst.Float: Collector._constant,
    cst.Imaginary: Collector._constant,
    cst.Ellipsis: Collector._constant,
    cst.BinaryOperation: Collector._operation,
    cst.Comparison: Collector._fresh,
    cst.UnaryOperation: Collector._fresh,
    cst.FormattedString: Collector._formatted,
    cst.FormattedStringText: Collector._formatted_text,
    cst.ConcatenatedString: Collector._operation,
}

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


@cache
def _fields(kind: type[cst.CSTNode]) -> tuple[str, ...]:
    """The fields of a node type that may hold expressions."""
    names: Iterable[str] = kind.__dataclass_fields__
    return tuple(name for name in names if name not in _QUIET_FIELDS and not name.startswith(("whitespace", "_")))


def _pairs_with(value: f.Expression, targets: int) -> bool:
    """Whether a value is a display of that many elements, none of them starred."""
    if not isinstance(value, f.Mix) or value.kind is not f.Kind.CONTAINER or len(value.parts) != targets:
        return False
    return not any(isinstance(part, f.Part) and part.attribute is None and not part.keys for part in value.parts)
