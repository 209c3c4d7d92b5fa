"""From setting tags to the settings of a step's pod (spec section 3)."""

from __future__ import annotations

from collections.abc import Iterable

from kale_core.step import Pairs, Secret, StepSettings
from kale_core.tags import SETTING_KINDS, Tag, TagKind, parse_tag


def settings_of(tags: Iterable[Tag], *, defaults: Iterable[str] = ()) -> StepSettings:
    """What the setting tags of a step ask for, over the notebook's `steps_defaults`.

    Of two tags for one setting the first counts. All pairs are in the order written, those of `defaults` first.
    """
    own: dict[tuple[str, str], Tag] = {}
    for tag in tags:
        own.setdefault(tag.setting, tag)
    merged = {
        tag.setting: tag for tag in map(parse_tag, defaults) if isinstance(tag, Tag) and tag.kind in SETTING_KINDS
    }
    merged |= own
    return _settings(tuple(merged.values()))


def _settings(tags: tuple[Tag, ...]) -> StepSettings:
    return StepSettings(
        image=_single(tags, TagKind.IMAGE),
        limits=_pairs(tags, TagKind.LIMIT),
        cache=_switch(tags, TagKind.CACHE),
        report=_switch(tags, TagKind.REPORT),
        labels=_pairs(tags, TagKind.LABEL),
        annotations=_pairs(tags, TagKind.ANNOTATION),
        secrets=tuple(Secret(*tag.values) for tag in tags if tag.kind is TagKind.SECRET),
    )


def _single(tags: tuple[Tag, ...], kind: TagKind) -> str | None:
    return next((tag.values[0] for tag in tags if tag.kind is kind), None)


def _switch(tags: tuple[Tag, ...], kind: TagKind) -> bool | None:
    value = _single(tags, kind)
    return None if value is None else value == "enabled"


def _pairs(tags: tuple[Tag, ...], kind: TagKind) -> Pairs:
    return tuple((tag.values[0], tag.values[1]) for tag in tags if tag.kind is kind)
