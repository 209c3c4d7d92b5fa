"""What a generated file runs in the pod, as tested modules and, for the compiler, as text."""

from kale_core.runtime.source import (
    DATA_REQUIREMENTS,
    IPYTHON_REQUIREMENTS,
    OPTIONAL_BACKENDS,
    REPORT_REQUIREMENTS,
    RuntimeFunction,
    backends_for,
    runtime_functions,
)

__all__ = [
    "DATA_REQUIREMENTS",
    "IPYTHON_REQUIREMENTS",
    "OPTIONAL_BACKENDS",
    "REPORT_REQUIREMENTS",
    "RuntimeFunction",
    "backends_for",
    "runtime_functions",
]
