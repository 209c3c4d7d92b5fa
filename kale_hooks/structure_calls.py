"""What the calls and decorators of a generated file set, in words."""

from __future__ import annotations

import ast

_WORDS = {
    "set_caching_options": "caching",
    "set_cpu_limit": "limit `cpu`",
    "set_memory_limit": "limit `memory`",
    "set_accelerator_type": "accelerator",
    "set_accelerator_limit": "number of accelerators",
    "set_timeout": "timeout in seconds",
    "set_security_context": "security context",
    "set_display_name": "display name",
}

# Those of which a pod may have several, each with a name: the first thing that they are given.
_NAMED = {
    "set_env_variable": "environment variable",
    "mount_pvc": "volume",
    "add_pod_label": "label",
    "add_pod_annotation": "annotation",
    "use_secret_as_env": "secret",
}


def setting(call: ast.Call) -> tuple[str, str]:
    """What a call on a task sets, and to what: ``("limit `cpu`", "2")``."""
    method = call.func.attr if isinstance(call.func, ast.Attribute) else ast.unparse(call.func)
    task_is_argument = not isinstance(call.func, ast.Attribute) or argument_of(call) == _first_name(call)
    given = call.args[1:] if task_is_argument else call.args
    values = [literal(each) for each in (*given, *(keyword.value for keyword in call.keywords))]
    if method in _NAMED and values:
        return f"{_NAMED[method]} `{values[0]}`", ", ".join(values[1:])
    return _WORDS.get(method, f"`{method}`"), ", ".join(values)


def argument_of(call: ast.Call) -> str:
    """The task that a call is about: `task.method()` or `module.function(task)`; empty if it is neither."""
    first = _first_name(call)
    on = call.func.value if isinstance(call.func, ast.Attribute) else None
    if isinstance(on, ast.Name) and on.id.lstrip("_") != "kubernetes":
        return on.id
    return first


def named(node: ast.FunctionDef, keyword: str) -> ast.expr | None:
    """What a decorator of a function is given under that name."""
    for decorator in node.decorator_list:
        for each in decorator.keywords if isinstance(decorator, ast.Call) else ():
            if each.arg == keyword:
                return each.value
    return None


def literal(node: ast.expr | None) -> str:
    """A text as it is, anything else as its source; nothing for nothing."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return ast.unparse(node) if node else ""


def strings(node: ast.expr | None) -> tuple[str, ...]:
    """The texts in a list."""
    items = node.elts if isinstance(node, ast.List) else []
    return tuple(each.value for each in items if isinstance(each, ast.Constant) and isinstance(each.value, str))


def _first_name(call: ast.Call) -> str:
    return call.args[0].id if call.args and isinstance(call.args[0], ast.Name) else ""
