"""How a generated file differs from what it should be, for people."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff

from kale_hooks.generate import Output
from kale_hooks.output.visible import escape, expand
from kale_hooks.structure import summary


def differences(output: Output) -> str:
    """First in terms of the pipeline, then as a unified diff from the file to what its notebook compiles to."""
    old = (output.current or b"").decode("utf-8", "backslashreplace").replace("\r\n", "\n")
    lines = [f"  {escape(line)}" for line in summary(old, output.text)]
    return "\n".join([*lines, *_diff(old, output)])


def _diff(old: str, output: Output) -> Iterator[str]:
    path = escape(output.file.path)
    compiled = f"{path} (compiled from {escape(output.notebook.path)})"
    for line in unified_diff(old.split("\n"), output.text.split("\n"), path, compiled, lineterm=""):
        yield expand(line)[0]
