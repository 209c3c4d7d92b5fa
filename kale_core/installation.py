"""What steps install beyond what their imports say, and from where: values that settings give."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_NAME = r"(?P<project>[A-Za-z0-9._-]*)\s*(?:\[[^\]]*\])?"


@dataclass(frozen=True)
class Installation:
    """Which requirements stand for which imports and projects.

    `requirements` are by import name, such as `cv2` or `google.cloud.storage`. `pins` are by normalised project: what
    follows its name and extras in each requirement that it has, such as `==1.26.4`. `index_urls` and `trusted_hosts`
    are those of pip; none means its own.
    """

    requirements: Mapping[str, str] = field(default_factory=dict)
    pins: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    index_urls: tuple[str, ...] = ()
    trusted_hosts: tuple[str, ...] = ()

    def of_import(self, dotted: str) -> str | None:
        """The requirement for an import, by the longest beginning of its name that has one."""
        while dotted and dotted not in self.requirements:
            dotted = dotted.rpartition(".")[0]
        return self.requirements.get(dotted)

    def pinned(self, distribution: str) -> tuple[str, ...]:
        """What to install for a distribution, which may have extras: usually one requirement."""
        name = project(distribution)
        chosen = [each for each in self.requirements.values() if project(each) == name]
        wanted = distribution if distribution in chosen or not chosen else chosen[0]
        bare = re.fullmatch(_NAME, wanted)
        return tuple(f"{wanted}{pin}" for pin in self.pins[name]) if bare and name in self.pins else (wanted,)


PLAIN = Installation()


def project(requirement: str) -> str:
    """The normalised project name in a requirement."""
    name = re.match(_NAME, requirement)
    return re.sub(r"[-_.]+", "-", name["project"] if name else "").lower()
