"""Where the pipeline would give a step another version of a variable than the notebook.

Cells of a notebook share one namespace, so a read sees the last write above it, whatever the tags say. A step sees
what its nearest ancestor handed on. Where the two are not the same write, the pipeline computes something else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from kale_core.analysis.changes import Certainty
from kale_core.analysis.namespace import Read


class Clash(Enum):
    """How the two versions come apart."""

    SIBLING = "the last write above the read is in a step that is no ancestor"
    UNORDERED = "several ancestors write it, and no path of edges orders them"
    INTERLEAVED = "the provider writes it again below the read"
    ALIAS = "another step changed the object under another name"
    RESUMED = "the step had it before, and another step wrote it between the step's cells"


@dataclass(frozen=True, slots=True)
class Write:
    """What a step does to a name that others may read: at which moments, whether it binds it, and how certainly."""

    step: str
    moments: frozenset[int]
    binds: bool
    certainty: Certainty
    text: str | None = None

    def last_before(self, moment: int) -> int:
        """The last of its moments before that one; 0 if there is none."""
        return max((each for each in self.moments if each < moment), default=0)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A read for which the versions differ. `provider` is none where the step reads a parameter or a shared cell's."""

    clash: Clash
    read: Read
    reader: str
    provider: str | None
    writer: Write


def conflicts_of(
    reader: str,
    reads: Mapping[str, Read],
    *,
    writes: Mapping[str, tuple[Write, ...]],
    providers: Mapping[str, str | None],
    ancestors: Mapping[str, frozenset[str]],
) -> Iterator[Conflict]:
    """The conflicts of one step.

    `reads` are its first reads of names from outside, `writes` those of all steps by name, `providers` says whose
    version each name has, and `ancestors` those of each step.
    """
    for name, read in reads.items():
        if name not in providers:
            continue
        provider = providers[name]
        every = {each.step: each for each in writes.get(name, ()) if each.step != reader}
        above = [each for each in every.values() if each.last_before(read.moment) and _is_reported(each)]
        last = max(above, key=lambda each: each.last_before(read.moment), default=None)
        provided = every.get(provider) if provider is not None else None
        before_provider = ancestors[provider] if provider is not None else frozenset[str]()
        if last is not None and last is not provided and last.step not in before_provider:
            if not _same_import(last, provided):
                clash = Clash.UNORDERED if last.step in ancestors[reader] else Clash.SIBLING
                yield Conflict(clash, read, reader, provider, last)
        elif last is not None and provided is not None and _overtakes(last, provided, read.moment):
            yield Conflict(Clash.INTERLEAVED, read, reader, provider, last)
        elif provided is not None and provided.text is None:
            rival = _rival(provided, above, ancestors, reader)
            if max(provided.moments) > read.moment and _is_reported(provided):
                yield Conflict(Clash.INTERLEAVED, read, reader, provided.step, provided)
            elif rival is not None:
                yield Conflict(Clash.UNORDERED, read, reader, provided.step, rival)


def _overtakes(last: Write, provided: Write, moment: int) -> bool:
    """Whether a step that runs before the provider writes again below what the provider writes."""
    if last is provided or _same_import(last, provided):
        return False
    return 0 < provided.last_before(moment) < last.last_before(moment)


def _is_reported(write: Write) -> bool:
    """Being handed to an unknown call is enough to be saved again, and too little to speak of."""
    return write.certainty > Certainty.POSSIBLE


def _rival(provided: Write, above: list[Write], ancestors: Mapping[str, frozenset[str]], reader: str) -> Write | None:
    """Another ancestor's write that is neither before nor after the provider's; a rebinding makes it moot."""
    for each in above:
        unordered = each.step not in ancestors[provided.step] and provided.step not in ancestors[each.step]
        if each is not provided and each.step in ancestors[reader] and unordered and not _same_import(each, provided):
            return each
    return None


def _same_import(one: Write, other: Write | None) -> bool:
    return one.text is not None and (other is None or one.text == other.text)
