"""The values that settings may have: each reader gives one back as what `Settings` holds, or says what it must be."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from typing import Any

from kale_core.diagnostics import Severity
from kale_core.output_path import folder_fault
from kale_core.quoting import quoted
from kale_core.rules.registry import RULES
from kale_hooks.globs import is_pattern
from kale_hooks.selection import unknown

_DOTTED = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")
_VERSION = r"(?:===?|~=|!=|<=?|>=?)\s*[A-Za-z0-9._*+!-]+"
_REQUIREMENT = re.compile(
    rf"""[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?\s*(?:\[[A-Za-z0-9._,\s-]*\]\s*)?
         (?:{_VERSION}(?:\s*,\s*{_VERSION})*|@\s*[a-z+]+://[A-Za-z0-9._~:/@%+=,\#&-]+)?\s*
         (?:;[\w\s.<>=!~"()]+)?""",
    re.VERBOSE | re.ASCII,
)
# KFP writes both into a shell command as they are.
_INDEX_URL = re.compile(r"https?://[A-Za-z0-9._~:/%+=,-]+")
_HOST = re.compile(r"[A-Za-z0-9._-]+(?::[0-9]+)?")


class WrongValue(Exception):
    """What is wrong with a value, as what follows its key."""


def rules(value: object) -> tuple[str, ...]:
    """Codes, beginnings of codes and names of rules."""
    selectors = _texts(value, 'a list of rules, such as ["KALE302", "KALE6", "unknown-tag"]')
    problem = unknown(RULES, selectors)
    if problem:
        raise WrongValue(f"cannot be {_shown(value)}: {problem}")
    return selectors


def rules_by_pattern(value: object) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Rules for the files that a pattern fits."""
    table = _table(value, 'a table of patterns and rules, such as {"drafts/*.ipynb" = ["KALE3"]}')
    patterns(list(table))
    return tuple((pattern, _rules_for(pattern, each)) for pattern, each in table.items())


def patterns(value: object) -> tuple[str, ...]:
    """Patterns of paths."""
    wanted = 'a list of patterns, such as ["drafts", "notebooks/old-*.ipynb"]'
    found = _texts(value, wanted)
    for text in found:
        if not is_pattern(text):
            raise WrongValue(f"has {quoted(text)}, which is not a pattern of paths; it must be {wanted}")
    return found


def tags(value: object) -> tuple[str, ...]:
    """Patterns of tags."""
    return _texts(value, 'a list of tags or patterns of tags, such as ["parameters", "hide-*"]')


def folder(value: object) -> str:
    """A folder of the repository."""
    wanted = 'a folder of the repository, such as "pipelines"'
    text = _text(value, wanted)
    fault = folder_fault(text)
    if fault:
        raise WrongValue(f"is {quoted(text)}, which {fault}; it must be {wanted}")
    return text


def file(value: object) -> str:
    """A file of the repository."""
    return _text(value, 'a file of the repository, such as "requirements.txt"')


def modules(value: object) -> frozenset[str]:
    """Names of modules or packages, without dots: what is local is so as a whole."""
    wanted = 'a list of import names without dots, such as ["helpers"]'
    return frozenset(_matching(value, re.compile(r"[^\W\d]\w*"), wanted))


def requirements(value: object) -> dict[str, str]:
    """Requirements by import name."""
    wanted = 'a table of import names and requirements, such as {cv2 = "opencv-python-headless==4.10.0.84"}'
    table = _table(value, wanted)
    for name, requirement in table.items():
        if not _DOTTED.fullmatch(name):
            raise WrongValue(f"has {quoted(name)}, which is not an import name; it must be {wanted}")
        if isinstance(requirement, dict):
            raise WrongValue(f"has a table {quoted(name)}; a name with dots needs quotes")
        if not isinstance(requirement, str) or not _REQUIREMENT.fullmatch(requirement):
            raise WrongValue(f"has {_shown(requirement)} for {quoted(name)}; it must be {wanted}")
    return table


def index_urls(value: object) -> tuple[str, ...]:
    """Addresses of package indexes, without passwords: they get into generated files."""
    if isinstance(value, list) and any(isinstance(each, str) and "@" in each for each in value):
        raise WrongValue("must not hold user names or passwords, which would get into the generated files")
    return _matching(value, _INDEX_URL, 'a list of addresses, such as ["https://pypi.example.org/simple"]')


def hosts(value: object) -> tuple[str, ...]:
    """Hosts, with or without a port."""
    return _matching(value, _HOST, 'a list of hosts, such as ["pypi.example.org"]')


def severity(value: object) -> Severity:
    """The least severity that fails a command."""
    return Severity(one_of([Severity.WARNING, Severity.ERROR])(value))


def one_of(allowed: Iterable[str]) -> Callable[[object], str]:
    """A reader of one of a few words."""
    words = list(allowed)

    def read(value: object) -> str:
        if value not in words:
            listed = ", ".join(f'"{word}"' for word in words)
            raise WrongValue(f"must be one of {listed}, not {_shown(value)}")
        return str(value)

    return read


def _matching(value: object, form: re.Pattern[str], wanted: str) -> tuple[str, ...]:
    found = _texts(value, wanted)
    for text in found:
        if not form.fullmatch(text):
            raise WrongValue(f"has {quoted(text)}; it must be {wanted}")
    return found


def _texts(value: object, wanted: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(each, str) and each.strip() for each in value):
        raise WrongValue(f"must be {wanted}, not {_shown(value)}")
    return tuple(value)


def _text(value: object, wanted: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise WrongValue(f"must be {wanted}, not {_shown(value)}")
    return value


def _table(value: object, wanted: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise WrongValue(f"must be {wanted}, not {_shown(value)}")
    return value


def _rules_for(pattern: str, value: object) -> tuple[str, ...]:
    try:
        return rules(value)
    except WrongValue as error:
        raise WrongValue(f"for {quoted(pattern)} {error}") from error


def _shown(value: object) -> str:
    return quoted(json.dumps(value, ensure_ascii=False, default=str))
