"""libcst expressions and assignment targets -> facts.

The order of evaluation is Python's, which libcst's own scope analysis does not keep: right-hand sides before
targets, iterables before loop variables, the first iterable of a comprehension in the enclosing scope.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any, cast

import libcst as cst

from kale_core.analysis import facts as f
from kale_core.analysis.names import bound_names, lenient
from kale_core.analysis.syntax import is_plain_part, string_value
from kale_core.ipython import SHELL_CALL

_QUIET_FIELDS = {
    "lpar", "rpar", "lbracket", "rbracket", "comma", "semicolon", "equal", "colon", "operator", "dot", "header",
    "footer", "leading_lines", "indent", "conversion",
}  # fmt: skip


class ExpressionCollector:
    """Walks expressions of one cell. `nodes[at]` is the syntax node that a fact's `at` refers to."""

    def __init__(self, *, cell: int, future_annotations: bool = False) -> None:
        self.nodes: list[cst.CSTNode] = []
        self.future_annotations = future_annotations
        self._cell = cell
        self._guarded = 0
        self._hidden = 0

    def _at(self, node: cst.CSTNode) -> int:
        self.nodes.append(node)
        return len(self.nodes) - 1

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

    def _comparison(self, node: cst.Comparison) -> f.Expression:
        operators = [type(each.operator) for each in node.comparisons]
        if operators in ([cst.Is], [cst.IsNot]):
            return f.Mix(self._parts(node), f.Kind.IDENTITY)
        return self._fresh(node)

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
        return f.Part(base, None, self._keys(node), self._at(node), _is_slice(node))

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

    def _await(self, node: cst.Await) -> f.Expression:
        return f.Part(self.expression(node.expression), None)  # what comes of it, which is not the coroutine

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
                optional=optional_parameters(node.params),
            ),
            defaults,
        )

    def _comprehension(self, node: cst.BaseComp) -> f.Expression:
        first = self.expression(node.for_in.iter)
        body, local = self._generators(node.for_in, f.Load(f.FIRST))
        parts = [node.key, node.value] if isinstance(node, cst.DictComp) else [getattr(node, "elt")]  # noqa: B009
        element = f.Mix(tuple(self.expression(part) for part in parts))
        is_lazy = isinstance(node, cst.GeneratorExp)
        return f.Nested(frozenset({f.FIRST, *local}), element, first, tuple(body), is_lazy)

    def _generators(self, part: cst.CompFor, iterable: f.Expression) -> tuple[list[f.Statement], set[str]]:
        body = list(self._each(part.target, iterable))
        local = set(bound_names(body))
        body += [f.Do(self.expression(condition.test)) for condition in part.ifs]
        if part.inner_for_in:
            inner, names = self._generators(part.inner_for_in, self.expression(part.inner_for_in.iter))
            body += inner
            local |= names
        return body, local

    def _parameters(self, node: cst.Parameters) -> tuple[tuple[f.Expression, ...], tuple[str, ...], list[f.Expression]]:
        """Defaults, names (star ones included), annotations."""
        every = _every_parameter(node)
        defaults = tuple(self.expression(each.default) for each in every if each.default is not None)
        annotations = [value for each in every for value in self._annotation(each.annotation)]
        return defaults, tuple(each.name.value for each in every), annotations

    def _annotation(self, node: cst.Annotation | None) -> Iterator[f.Expression]:
        if node is not None:
            value = self.expression(node.annotation)
            yield lenient(value) if self.future_annotations else value

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
            yield f.Change(base, value, None, self._keys(target), self._at(target), _is_slice(target))

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


_EXPRESSIONS: dict[type, Callable[[ExpressionCollector, Any], f.Expression]] = {
    cst.Name: ExpressionCollector._name,
    cst.Attribute: ExpressionCollector._attribute,
    cst.Subscript: ExpressionCollector._subscript,
    cst.Call: ExpressionCollector._call,
    cst.NamedExpr: ExpressionCollector._named,
    cst.Lambda: ExpressionCollector._lambda,
    cst.Yield: ExpressionCollector._yield,
    cst.Await: ExpressionCollector._await,
    cst.ListComp: ExpressionCollector._comprehension,
    cst.SetComp: ExpressionCollector._comprehension,
    cst.DictComp: ExpressionCollector._comprehension,
    cst.GeneratorExp: ExpressionCollector._comprehension,
    cst.IfExp: ExpressionCollector._conditional,
    cst.Tuple: ExpressionCollector._sequence,
    cst.List: ExpressionCollector._sequence,
    cst.Set: ExpressionCollector._sequence,
    cst.Element: ExpressionCollector._element,
    cst.Dict: ExpressionCollector._mapping,
    cst.StarredElement: ExpressionCollector._star,
    cst.StarredDictElement: ExpressionCollector._star,
    cst.SimpleString: ExpressionCollector._text,
    cst.Integer: ExpressionCollector._constant,
    cst.Float: ExpressionCollector._constant,
    cst.Imaginary: ExpressionCollector._constant,
    cst.Ellipsis: ExpressionCollector._constant,
    cst.BinaryOperation: ExpressionCollector._operation,
    cst.Comparison: ExpressionCollector._comparison,
    cst.UnaryOperation: ExpressionCollector._fresh,
    cst.FormattedString: ExpressionCollector._formatted,
    cst.FormattedStringText: ExpressionCollector._formatted_text,
    cst.ConcatenatedString: ExpressionCollector._operation,
}


@cache
def _fields(kind: type[cst.CSTNode]) -> tuple[str, ...]:
    """The fields of a node type that may hold expressions."""
    names: Iterable[str] = kind.__dataclass_fields__
    return tuple(name for name in names if name not in _QUIET_FIELDS and not name.startswith(("whitespace", "_")))


def _every_parameter(node: cst.Parameters) -> list[cst.Param]:
    stars = [star for star in (node.star_arg, node.star_kwarg) if isinstance(star, cst.Param)]
    return [*node.posonly_params, *node.params, *node.kwonly_params, *stars]


def optional_parameters(node: cst.Parameters) -> tuple[str, ...]:
    return tuple(each.name.value for each in _every_parameter(node) if each.default is not None)


def _is_slice(node: cst.Subscript) -> bool:
    return any(isinstance(element.slice, cst.Slice) for element in node.slice)


def _pairs_with(value: f.Expression, targets: int) -> bool:
    """Whether a value is a display of that many elements, none of them starred."""
    if not isinstance(value, f.Mix) or value.kind is not f.Kind.CONTAINER or len(value.parts) != targets:
        return False
    return not any(isinstance(part, f.Part) and part.attribute is None and not part.keys for part in value.parts)
