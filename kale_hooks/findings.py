"""What is wrong with generated files, as diagnostics of the rules 5xx."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from shlex import quote

from kale_core.diagnostics import Diagnostic
from kale_core.rules.generated import (
    edited_output,
    ignored_output,
    missing_output,
    orphaned_output,
    stale_output,
    unstaged_output,
    untracked_output,
    unwritable_output,
)
from kale_hooks.files import Target
from kale_hooks.generate import Output
from kale_hooks.git import CLEAN, FileState
from kale_hooks.orphans import Orphan

States = Mapping[Path, FileState]


def of_content(output: Output, before: States, *, written: bool) -> Diagnostic | None:
    """What is wrong with the text of a generated file, before it was `written`; nothing if it is as it should be."""
    if output.is_fresh:
        return None
    advice = git_add(output.file) if written else f"run `kale-compile {quote(output.notebook.path)}`"
    notebook = output.notebook.path
    if output.current is None:
        finding = missing_output.finding(notebook=notebook, output=output.file.path, advice=advice)
        return missing_output.RULE.diagnostic(finding, path=notebook)
    if _was_edited(output, before):
        finding = edited_output.finding(notebook=notebook, advice=advice)
        return edited_output.RULE.diagnostic(finding, path=output.file.path)
    finding = stale_output.finding(notebook=notebook, advice=advice)
    return stale_output.RULE.diagnostic(finding, path=output.file.path)


def of_place(file: Target, state: FileState) -> Diagnostic | None:
    """Why a commit would not take a generated file as it is."""
    if state.ignored:
        advice = f"then {git_add(file)}"
        finding = ignored_output.finding(output=quote(file.path), advice=advice)
        return ignored_output.RULE.diagnostic(finding, path=file.path)
    if state.untracked:
        return untracked_output.RULE.diagnostic(untracked_output.finding(advice=git_add(file)), path=file.path)
    if state.unstaged:
        return unstaged_output.RULE.diagnostic(unstaged_output.finding(advice=git_add(file)), path=file.path)
    return None


def of_refusal(output: Output, reason: str) -> Diagnostic:
    """A generated file that cannot be written, at its notebook."""
    finding = unwritable_output.finding(output=output.file.path, reason=reason)
    return unwritable_output.RULE.diagnostic(finding, path=output.notebook.path)


def of_orphan(orphan: Orphan, state: FileState) -> Diagnostic:
    """A generated file without a notebook."""
    remove = "rm" if state.untracked or state.ignored else "git rm"
    finding = orphaned_output.finding(
        notebook=orphan.notebook.path, reason=orphan.reason, advice=f"run `{remove} {quote(orphan.file.path)}`"
    )
    return orphaned_output.RULE.diagnostic(finding, path=orphan.file.path)


def git_add(file: Target) -> str:
    """What to do about a file that git should have, ready to paste."""
    return f"run `git add {quote(file.path)}`"


def _was_edited(output: Output, before: States) -> bool:
    """Whether the file changed since the last commit, and its notebooks did not."""
    file = before.get(output.file.file, CLEAN)
    notebooks = (before.get(each.file, CLEAN) for each in (output.notebook, *output.others))
    return (file.staged or file.unstaged) and not file.added and all(each == CLEAN for each in notebooks)
