"""The grammars of Kubernetes names, each as a question: what is wrong with this text?

Every function gives the fault as the end of a sentence ("must ..."), or `None` if the text is valid.
"""

from __future__ import annotations

import re

_LABEL = r"[a-z0-9]([-a-z0-9]*[a-z0-9])?"
_SUBDOMAIN = re.compile(rf"{_LABEL}(\.{_LABEL})*")
_NAME_PART = re.compile(r"[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_SECRET_KEY = re.compile(r"[-._A-Za-z0-9]+")


def subdomain_fault(text: str) -> str | None:
    """For names of most objects, such as Secrets."""
    if not text:
        return "must not be empty"
    if len(text) > 253:
        return "must not be longer than 253 characters"
    if not _SUBDOMAIN.fullmatch(text):
        return "must consist of lower case letters, digits, `-` and `.`, and begin and end with a letter or digit"
    return None


def key_fault(text: str) -> str | None:
    """For keys of labels and annotations, and for resources: a name with an optional `domain/` in front."""
    prefix, slash, name = text.rpartition("/")
    if slash and (fault := subdomain_fault(prefix)):
        return f"must have a domain name before the `/`: it {fault}"
    return _part_fault(name)


def label_value_fault(text: str) -> str | None:
    """For values of labels; an empty one is valid."""
    return _part_fault(text) if text else None


def variable_fault(text: str) -> str | None:
    """For environment variables."""
    if not _VARIABLE.fullmatch(text):
        return "must consist of letters, digits and `_`, and not begin with a digit"
    return None


def secret_key_fault(text: str) -> str | None:
    """For keys inside a Secret."""
    if len(text) > 253:
        return "must not be longer than 253 characters"
    if not _SECRET_KEY.fullmatch(text):
        return "must consist of letters, digits, `-`, `_` and `.`"
    return None


def _part_fault(text: str) -> str | None:
    if not text:
        return "must not be empty"
    if len(text) > 63:
        return "must not be longer than 63 characters"
    if not _NAME_PART.fullmatch(text):
        return "must consist of letters, digits, `-`, `_` and `.`, and begin and end with a letter or digit"
    return None
