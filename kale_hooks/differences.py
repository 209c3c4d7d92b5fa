"""How a generated file differs from what it should be, for people."""

from __future__ import annotations

from collections.abc import Iterator, Set
from difflib import unified_diff

from kale_hooks.changes import changes
from kale_hooks.generate import Output
from kale_hooks.output.masking import masked
from kale_hooks.output.visible import escape, expand
from kale_hooks.rebuilt import secrets_in
from kale_hooks.structure import NoPipeline, structure_of


def differences(output: Output) -> str:
    """First in terms of the pipeline, then as a unified diff from the file to what its notebook compiles to.

    No line that holds a credential is shown.
    """
    old = (output.current or b"").decode("utf-8", "backslashreplace").replace("\r\n", "\n")
    after = structure_of(output.text)
    secrets = secrets_in(after)
    try:
        before = structure_of(old)
    except NoPipeline as error:
        lines = [f"the file as it is holds no pipeline to compare with: {error}"]
    else:
        secrets |= secrets_in(before)
        lines = changes(before, after, secrets=secrets) or ["the steps and what they do stay the same"]
    return "\n".join([*(f"  {escape(line)}" for line in lines), *_diff(old, output, secrets)])


def _diff(old: str, output: Output, secrets: Set[str]) -> Iterator[str]:
    path = escape(output.file.path)
    compiled = f"{path} (compiled from {escape(output.notebook.path)})"
    for line in unified_diff(old.split("\n"), output.text.split("\n"), path, compiled, lineterm=""):
        yield expand(line[0] + masked(line[1:], secrets))[0]
