"""What KFP calls the variables that cross from step to step (spec sections 8 and 12)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain, count

_KFP_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class ArtifactNames:
    """The names of all artifacts of a pipeline. A variable has the same stem in every step."""

    stems: Mapping[str, str]
    parameters: frozenset[str]

    def input(self, variable: str) -> str:
        return _input(self.stems[variable])

    def output(self, variable: str) -> str:
        return _output(self.stems[variable])

    def report(self, step: str) -> str:
        return unused(f"{step}_html_report", self.parameters)

    @property
    def metrics(self) -> str:
        return unused("kale_metrics_artifact", self.parameters)


def artifact_names(variables: Iterable[str], *, parameters: Iterable[str]) -> ArtifactNames:
    """Names that KFP accepts, all different from each other and from those of the parameters.

    A variable keeps its own name unless KFP refuses it or a parameter has it; then it has a readable one that no
    other variable has.
    """
    taken = frozenset(parameters)
    variables = sorted(set(variables))
    stems = {name: name for name in variables if _KFP_NAME.fullmatch(name) and not _collides(name, taken)}
    for name in variables:
        if name not in stems:
            used = set(stems.values())
            candidates = chain([_encoded(name)], (f"{_encoded(name)}_{number}" for number in count(2)))
            stems[name] = next(stem for stem in candidates if stem not in used and not _collides(stem, taken))
    return ArtifactNames(stems, taken)


def artifact_type(variable: str) -> str:
    """The KFP artifact class of a variable, chosen by its name as Kale 2.3 does."""
    return "Model" if "model" in variable else "Dataset"


def unused(name: str, taken: Iterable[str]) -> str:
    """`name`, or else the first of `name_2`, `name_3`, ... that is not taken."""
    taken = frozenset(taken)
    return next(each for each in chain([name], (f"{name}_{number}" for number in count(2))) if each not in taken)


def _input(stem: str) -> str:
    return f"{stem}_input_artifact"


def _output(stem: str) -> str:
    return f"{stem}_output_artifact"


def _collides(stem: str, parameters: frozenset[str]) -> bool:
    return _input(stem) in parameters or _output(stem) in parameters


def _encoded(variable: str) -> str:
    ascii_only = re.sub(r"[^A-Za-z0-9_]+", _code_points, variable).strip("_")
    return ascii_only if re.match(r"[A-Za-z]", variable) else f"var_{ascii_only}".rstrip("_")


def _code_points(match: re.Match[str]) -> str:
    return f"_{''.join(f'u{ord(character):04x}' for character in match[0])}_"
