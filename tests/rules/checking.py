"""Running rules on small notebooks."""

from __future__ import annotations

from kale_core.diagnostics import Diagnostic
from kale_core.notebook import Notebook, Unreadable, parse_notebook
from kale_core.processor import process
from kale_core.rules.registry import RULES
from kale_core.rules.rule import Repository, Subject
from kale_core.rules.suppressions import unused_suppression

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
    rules = tuple(RULES.values())
    found = (diagnostic for rule in rules for diagnostic in rule.diagnose(subject))
    return sorted(unused_suppression.remaining(subject, found, rules=rules), key=Diagnostic.sort_key)


def rows(notebook: Notebook | bytes) -> list[str]:
    """Each diagnostic as `KALE101 <cell> <tag>`, `KALE701 <cell>:<line>:<column>` or `KALE122 <key>/<key>`."""
    return [_row(diagnostic) for diagnostic in check(notebook)]


def _row(diagnostic: Diagnostic) -> str:
    place = diagnostic.place
    if place.span is not None:
        return f"{diagnostic.code} {place.cell}:{place.span.line}:{place.span.column}"
    where = ("/".join(map(str, place.key)), str(place.cell or ""), place.tag or "")
    return " ".join([diagnostic.code, *filter(None, where)])


def codes(
    notebook: Notebook | bytes, *, repository: Repository = HERE, allowed_tags: tuple[str, ...] = ()
) -> list[str]:
    """The codes of the diagnostics, in reading order."""
    return [diagnostic.code for diagnostic in check(notebook, repository=repository, allowed_tags=allowed_tags)]
