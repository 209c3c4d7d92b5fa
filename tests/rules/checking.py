"""Running rules on small notebooks."""

from __future__ import annotations

from kale_core.diagnostics import Diagnostic
from kale_core.notebook import Notebook, Unreadable, parse_notebook
from kale_core.processor import process
from kale_core.rules.registry import RULES
from kale_core.rules.rule import Repository, Subject

HERE = Repository(notebook="nb.ipynb")


def check(
    notebook: Notebook | bytes, *, repository: Repository = HERE, allowed_tags: tuple[str, ...] = ()
) -> list[Diagnostic]:
    """What all rules say of a notebook, in reading order."""
    read = parse_notebook(notebook, path="nb.ipynb") if isinstance(notebook, bytes) else notebook
    subject = Subject(
        "nb.ipynb",
        unreadable=read if isinstance(read, Unreadable) else None,
        processed=None if isinstance(read, Unreadable) else process(read),
        repository=repository,
        allowed_tags=allowed_tags,
    )
    found = [diagnostic for rule in RULES.values() for diagnostic in rule.diagnose(subject)]
    return sorted(found, key=Diagnostic.sort_key)


def codes(
    notebook: Notebook | bytes, *, repository: Repository = HERE, allowed_tags: tuple[str, ...] = ()
) -> list[str]:
    """The codes of the diagnostics, in reading order."""
    return [diagnostic.code for diagnostic in check(notebook, repository=repository, allowed_tags=allowed_tags)]
