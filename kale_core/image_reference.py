"""Container image references: `[registry[:port]/]path[:tag][@digest]`, after the OCI distribution grammar."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

_PATH_PART = r"[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*"
_HOST_PART = r"(?:[A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9])"
_HOST = rf"(?:{_HOST_PART}(?:\.{_HOST_PART})*|\[[0-9a-fA-F:]+\])(?::[0-9]+)?"
_REFERENCE = re.compile(
    rf"(?P<name>(?:{_HOST}/)?{_PATH_PART}(?:/{_PATH_PART})*)"
    r"(?::(?P<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?"
    r"(?:@(?P<digest>sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}))?"
)


@dataclass(frozen=True, slots=True)
class ImageReference:
    """The parts of a reference; `tag` and `digest` without their `:` and `@`."""

    name: str
    tag: str | None = None
    digest: str | None = None

    @property
    def is_floating(self) -> bool:
        """Whether the same reference may be another image tomorrow by design: `latest`, or no tag at all."""
        return self.digest is None and self.tag in (None, "latest")


def parse_image(text: str) -> ImageReference | None:
    """The parts of an image reference, or `None` if no container engine would take it."""
    match = _REFERENCE.fullmatch(text) if len(text) <= 500 else None
    if match is None or len(match["name"]) > 255:
        return None
    return ImageReference(match["name"], match["tag"], match["digest"])


@cache
def python_of(image: str) -> tuple[int, int] | None:
    """The version of Python that an image names: `python:3.9-slim`, `ubi9/python-311`, `pytorch:2.1-py3.10`."""
    reference = parse_image(image)
    if reference is None:
        return None
    name, tag = reference.name.rpartition("/")[2], reference.tag or ""
    found = (
        (re.match(r"(\d+)\.(\d+)(?![\w])", tag) if name == "python" else None)
        or re.search(r"(?:^|[-_.])py(?:thon)?-?([23])\.?(\d{1,2})(?!\w)", tag)
        or re.search(r"python-?(3)\.?(\d{1,2})$", name)
    )
    return (int(found[1]), int(found[2])) if found else None


def image_fault(text: str) -> str:
    """What is wrong with a text that `parse_image` refuses, as the end of a sentence."""
    if not text:
        return "is empty"
    if any(character.isspace() for character in text):
        return "holds a space"
    if "://" in text:
        return "holds a URL scheme"
    name = text.partition("@")[0]
    if any(character.isupper() for character in name.rpartition("/")[2].partition(":")[0]):
        return "has upper case letters in its name"
    return "is not of the form `registry/name:tag` or `name@sha256:...`"
