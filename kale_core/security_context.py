"""The `security_context` of the pipeline's metadata: the user that each step's container runs as."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kale_core.config_problems import Invalid, Key, Reader, Report, read
from kale_core.config_values import a_flag, as_json, unknown_key, wrong, wrong_type


@dataclass(frozen=True, slots=True)
class SecurityContext:
    """User and group of the containers, unless not `enabled`; the defaults are Kale's."""

    enabled: bool = True
    run_as_user: int = 65534
    run_as_group: int = 0
    run_as_non_root: bool = True


DEFAULT_SECURITY_CONTEXT = SecurityContext()


def security_context(value: Any, key: Key, report: Report) -> SecurityContext:
    """The security context in an object."""
    if not isinstance(value, dict):
        raise Invalid(wrong_type(value, key, "an object"))
    valid: dict[str, Any] = {}
    for name, item in value.items():
        at = (*key, name)
        if name not in _FIELDS:
            report(unknown_key(at, "is not a key of a security context", _FIELDS, value))
        elif item is not None and (flag_or_user := read(_FIELDS[name], item, at, report)) is not None:
            valid[name] = flag_or_user
    context = SecurityContext(**valid)
    if context.enabled and context.run_as_non_root and context.run_as_user == 0:
        message = "asks for the root user (0) and for a user that is not root, so no step can start"
        report(wrong(key, message, "set `run_as_user` to another user, or `run_as_non_root` to false"))
    return context


def _user(value: Any, key: Key, report: Report) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31:
        return value
    raise Invalid(wrong(key, f"must be a user or group number, not {as_json(value)}", "write a number such as 1000"))


_FIELDS: dict[str, Reader] = {
    "enabled": a_flag,
    "run_as_user": _user,
    "run_as_group": _user,
    "run_as_non_root": a_flag,
}
