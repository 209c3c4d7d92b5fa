"""Names for pipelines that have none, or none that they can have."""

from __future__ import annotations

from itertools import count
from pathlib import PurePosixPath

from kale_core.config_values import pipeline_name_from
from kale_core.rules.rule import Subject

_ROOM = 120


def free_name(subject: Subject, *, like: str = "") -> str:
    """A valid name made of `like`, or of the file's name, that no other notebook of the repository has."""
    name = pipeline_name_from(like) or pipeline_name_from(PurePosixPath(subject.path).stem) or "my-pipeline"
    taken = {neighbour.pipeline_name for neighbour in subject.repository.neighbours}
    if name not in taken:
        return name
    return next(other for number in count(2) if (other := f"{name[:_ROOM].rstrip('-')}-{number}") not in taken)
