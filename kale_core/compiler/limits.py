"""Resource limits of a step's pod as the KFP SDK takes them.

KFP sets `cpu` and `memory` by methods of their own; any other resource is the one accelerator of the task.
"""

from __future__ import annotations

from dataclasses import dataclass

from kale_core.quantities import count_for_kfp, cpu_for_kfp, memory_for_kfp
from kale_core.step import Pairs


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one step, as arguments of KFP's methods; `accelerator` is a resource name and a count."""

    cpu: str | None = None
    memory: str | None = None
    accelerator: tuple[str, int] | None = None


def limits_of(pairs: Pairs) -> Limits:
    """What to hand to KFP for resource names and Kubernetes quantities.

    `ValueError` if KFP cannot set them: a quantity without a KFP form, or more than one accelerator.
    """
    limits = {resource: _converted(resource, quantity) for resource, quantity in pairs}
    names = accelerators(pairs)
    if len(names) > 1:
        raise ValueError(f"KFP can limit one resource besides cpu and memory, not {', '.join(names)}")
    return Limits(
        cpu=limits.get("cpu"),
        memory=limits.get("memory"),
        accelerator=(names[0], int(limits[names[0]])) if names else None,
    )


def accelerators(pairs: Pairs) -> tuple[str, ...]:
    """The resources other than cpu and memory. KFP can set one."""
    return tuple(dict.fromkeys(resource for resource, _ in pairs if resource not in ("cpu", "memory")))


def _converted(resource: str, quantity: str) -> str:
    convert = {"cpu": cpu_for_kfp, "memory": memory_for_kfp}.get(resource, count_for_kfp)
    converted = convert(quantity)
    if converted is None:
        raise ValueError(f"KFP has no form for the limit {quantity!r} of {resource}")
    return converted
