"""The words of the tag language, and tags as data (spec section 3)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum

from kale_core.quantities import parse_quantity


class TagKind(StrEnum):
    """The words of the language: whole tags, or what stands before the first `:`."""

    IMPORTS = "imports"
    FUNCTIONS = "functions"
    PARAMETERS = "pipeline-parameters"
    METRICS = "pipeline-metrics"
    SKIP = "skip"
    STEP = "step"
    PREV = "prev"
    LIMIT = "limit"
    IMAGE = "image"
    CACHE = "cache"
    REPORT = "report"
    LABEL = "label"
    ANNOTATION = "annotation"
    SECRET = "secret"
    NOTEBOOK = "notebook"
    BLOCK = "block"


SPECIAL_KINDS = frozenset(
    {TagKind.IMPORTS, TagKind.FUNCTIONS, TagKind.PARAMETERS, TagKind.METRICS, TagKind.SKIP},
)
SETTING_KINDS = frozenset(
    {
        TagKind.LIMIT,
        TagKind.IMAGE,
        TagKind.CACHE,
        TagKind.REPORT,
        TagKind.LABEL,
        TagKind.ANNOTATION,
        TagKind.SECRET,
    }
)
FORMS = {
    **{kind: f"`{kind}`" for kind in SPECIAL_KINDS},
    TagKind.STEP: "`step:<name>`",
    TagKind.PREV: "`prev:<name>`",
    TagKind.LIMIT: "`limit:<resource>:<quantity>`",
    TagKind.IMAGE: "`image:<image>`",
    TagKind.CACHE: "`cache:enabled` or `cache:disabled`",
    TagKind.REPORT: "`report:enabled` or `report:disabled`",
    TagKind.LABEL: "`label:<key>:<value>`",
    TagKind.ANNOTATION: "`annotation:<key>:<value>`",
    TagKind.SECRET: "`secret:<secret>:<key>:<ENV>`",
    TagKind.NOTEBOOK: "`notebook:<name>`",
    TagKind.BLOCK: "`step:<name>`",
}


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag of the language.

    `values` are its parts after the kind: one for `step`, `prev`, `notebook`, `block`, `image`, `cache` and
    `report`, two for `limit`, `label` and `annotation`, three for `secret`. The name of a `step:` or
    `block:` tag may be empty: that is the same as no such tag.
    """

    text: str
    kind: TagKind
    values: tuple[str, ...] = ()

    @property
    def setting(self) -> tuple[str, str]:
        """What a setting tag sets: a step can have one value of each."""
        if self.kind in (TagKind.LIMIT, TagKind.LABEL, TagKind.ANNOTATION):
            return (self.kind, self.values[0])
        return (self.kind, self.values[2] if self.kind is TagKind.SECRET else "")

    def agrees_with(self, other: Tag) -> bool:
        """Whether two tags of one `setting` ask for the same."""
        if self.kind is TagKind.LIMIT:
            return parse_quantity(self.values[1]) == parse_quantity(other.values[1])
        return self.values == other.values


class TagFault(Enum):
    """Why a text is no valid tag; each is reported by one rule."""

    UNKNOWN = "unknown"
    NAME = "name"
    LIMIT = "limit"
    IMAGE = "image"
    LABEL = "label"
    SECRET = "secret"
    SWITCH = "switch"


@dataclass(frozen=True, slots=True)
class InvalidTag:
    """A text that is no valid tag, and why.

    `kind` is what it was probably meant to be and `values` what it then holds, so that later stages can go on as if
    it were right. `suggestion` is a whole tag to write instead.
    """

    text: str
    fault: TagFault
    message: str
    help: str
    kind: TagKind | None = None
    values: tuple[str, ...] = ()
    suggestion: str | None = None


ParsedTag = Tag | InvalidTag
