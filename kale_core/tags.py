"""The tag language (spec section 3): the text of a tag -> what it says, or why it says nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, StrEnum

from kale_core.image_reference import image_fault, parse_image
from kale_core.kfp_text import is_surrogate
from kale_core.kubernetes_names import key_fault, label_value_fault, secret_key_fault, subdomain_fault, variable_fault
from kale_core.quantities import count_for_kfp, cpu_for_kfp, memory_for_kfp, parse_quantity
from kale_core.quoting import quoted
from kale_core.suggestions import nearest

STEP_NAME = re.compile(r"[a-z][a-z0-9_]*")


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


def parse_tag(text: str) -> ParsedTag:
    """What a tag says."""
    word, colon, rest = text.partition(":")
    if not colon:
        return Tag(text, TagKind(word)) if word in SPECIAL_KINDS else _unknown(text)
    parse = _PARSERS.get(word)
    return parse(text, rest) if parse else _unknown(text)


def valid_step_name(name: str) -> str | None:
    """The step name that `name` was probably meant to be, or `None` if nothing of it is usable."""
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", ascii_name.lower())
    joined = "_".join(words)
    return f"step_{joined}" if joined[:1].isdigit() else joined or None


def _named(kind: TagKind, *, may_be_empty: bool = False) -> Callable[[str, str], ParsedTag]:
    def parse(text: str, name: str) -> ParsedTag:
        if STEP_NAME.fullmatch(name) or (may_be_empty and not name):
            return Tag(text, kind, (name,))
        better = valid_step_name(name)
        written = TagKind.STEP if kind is TagKind.BLOCK else kind
        suggestion = f"{written}:{better}" if better else None
        form = quoted(suggestion) if suggestion else FORMS[kind]
        return InvalidTag(
            text,
            TagFault.NAME,
            f"the name in {quoted(text)} {_name_fault(name)}",
            f"write {form}; a name has lower case letters, digits and `_`, and begins with a letter",
            kind,
            (name,),
            suggestion,
        )

    return parse


def _name_fault(name: str) -> str:
    if not name:
        return "is empty"
    if name != name.strip():
        return "begins or ends with a space"
    for character in name:
        if character.isupper():
            return f"has the upper case letter {quoted(character)}"
        if not re.fullmatch(r"[a-z0-9_]", character):
            return f"has the character {quoted(character)}, which step names must not have"
    return f"must not begin with {quoted(name[0])}"


def _limit(text: str, rest: str) -> ParsedTag:
    resource, _, quantity = rest.rpartition(":")
    fault = _limit_fault(resource, quantity)
    if fault is None:
        return Tag(text, TagKind.LIMIT, (resource, quantity))
    message, help_text = fault
    return InvalidTag(text, TagFault.LIMIT, message, help_text, TagKind.LIMIT, (resource, quantity))


def _limit_fault(resource: str, quantity: str) -> tuple[str, str] | None:
    """The message and the help for a limit that the pipeline cannot have."""
    example = "write for example `limit:memory:8Gi`, `limit:cpu:500m` or `limit:nvidia.com/gpu:1`"
    if not resource or not quantity:
        return "this limit does not name a resource and a quantity", example
    if resource not in ("cpu", "memory") and "/" not in resource:
        return f"a KFP pipeline cannot limit the resource {quoted(resource)}", (
            "write `cpu`, `memory`, or an accelerator with its domain, such as `nvidia.com/gpu`"
        )
    if fault := key_fault(resource):
        return f"the resource {quoted(resource)} {fault}", example
    if (value := parse_quantity(quantity)) is None:
        return f"{quoted(quantity)} is not a quantity that Kubernetes knows", example
    if value <= 0:
        return f"the limit of {quoted(resource)} must be above zero", "leave the tag out for no limit"
    if resource == "cpu" and cpu_for_kfp(quantity) is None:
        return (
            f"KFP has no CPU limit as fine or as large as {quoted(quantity)}",
            "write whole millicores, such as `500m`",
        )
    if resource == "memory" and memory_for_kfp(quantity) is None:
        return f"KFP has no memory limit of {quoted(quantity)}: it must be a whole number of bytes", (
            "write for example `512Mi` or `8Gi`"
        )
    if "/" in resource and count_for_kfp(quantity) is None:
        return f"the number of {quoted(resource)} must be a positive whole number, not {quoted(quantity)}", (
            f"write for example `limit:{resource}:1`"
        )
    return None


def _image(text: str, image: str) -> ParsedTag:
    if parse_image(image):
        return Tag(text, TagKind.IMAGE, (image,))
    stripped = image.strip()
    suggestion = f"image:{stripped}" if parse_image(stripped) else None
    return InvalidTag(
        text,
        TagFault.IMAGE,
        f"the image in {quoted(text)} {image_fault(image)}",
        f"write `{suggestion}`" if suggestion else "write an image reference such as `image:python:3.12`",
        TagKind.IMAGE,
        (image,),
        suggestion,
    )


def _switch(kind: TagKind) -> Callable[[str, str], ParsedTag]:
    def parse(text: str, value: str) -> ParsedTag:
        if value in ("enabled", "disabled"):
            return Tag(text, kind, (value,))
        meant = _SWITCH_WORDS.get(value.strip().lower()) or nearest(value.strip(), ("enabled", "disabled"))
        suggestion = f"{kind}:{meant}" if meant else None
        return InvalidTag(
            text,
            TagFault.SWITCH,
            f"{quoted(value)} is not a value of `{kind}:`" if value else f"`{kind}:` has no value",
            f"write `{suggestion}`" if suggestion else f"write {FORMS[kind]}",
            kind,
            (value,),
            suggestion,
        )

    return parse


_SWITCH_WORDS = dict.fromkeys(("true", "on", "yes", "1", "enable"), "enabled") | dict.fromkeys(
    ("false", "off", "no", "0", "disable"), "disabled"
)


def _pair(kind: TagKind) -> Callable[[str, str], ParsedTag]:
    def parse(text: str, rest: str) -> ParsedTag:
        key, colon, value = rest.partition(":")
        fault = _pair_fault(kind, key, value) if colon else "has no value"
        if fault is None:
            return Tag(text, kind, (key, value))
        help_text = f"write {FORMS[kind]}, for example `{kind}:team:research`"
        return InvalidTag(text, TagFault.LABEL, f"the {kind} {quoted(rest)} {fault}", help_text, kind, (key, value))

    return parse


def _pair_fault(kind: TagKind, key: str, value: str) -> str | None:
    if fault := key_fault(key):
        return f"has a key that {fault}"
    if kind is TagKind.LABEL and (fault := label_value_fault(value)):
        return f"has a value that {fault}"
    return "holds half of a surrogate pair" if any(map(is_surrogate, value)) else None


def _secret(text: str, rest: str) -> ParsedTag:
    parts = tuple(rest.split(":"))
    fault = _secret_fault(parts)
    if fault is None:
        return Tag(text, TagKind.SECRET, parts)
    help_text = "write `secret:<secret>:<key>:<ENV>`, for example `secret:s3-credentials:password:S3_PASSWORD`"
    return InvalidTag(text, TagFault.SECRET, fault, help_text, TagKind.SECRET, parts)


def _secret_fault(parts: tuple[str, ...]) -> str | None:
    if len(parts) != 3:
        return "a secret names three things: the Secret, its key, and the environment variable"
    secret, key, variable = parts
    if fault := subdomain_fault(secret):
        return f"the Secret's name {quoted(secret)} {fault}"
    if fault := secret_key_fault(key):
        return f"the Secret's key {quoted(key)} {fault}"
    if fault := variable_fault(variable):
        return f"the environment variable {quoted(variable)} {fault}"
    return None


_PARSERS: dict[str, Callable[[str, str], ParsedTag]] = {
    TagKind.STEP: _named(TagKind.STEP, may_be_empty=True),
    TagKind.BLOCK: _named(TagKind.BLOCK, may_be_empty=True),
    TagKind.PREV: _named(TagKind.PREV),
    TagKind.NOTEBOOK: _named(TagKind.NOTEBOOK),
    TagKind.LIMIT: _limit,
    TagKind.IMAGE: _image,
    TagKind.CACHE: _switch(TagKind.CACHE),
    TagKind.REPORT: _switch(TagKind.REPORT),
    TagKind.LABEL: _pair(TagKind.LABEL),
    TagKind.ANNOTATION: _pair(TagKind.ANNOTATION),
    TagKind.SECRET: _secret,
}

_OTHER_TOOLS = {"parameters": TagKind.PARAMETERS, "metrics": TagKind.METRICS}


def _unknown(text: str) -> InvalidTag:
    """A text outside the language; near misses keep the kind that they were meant to have."""
    word, colon, rest = text.partition(":")
    if not colon:
        return _unknown_word(text)
    match = nearest(word.strip(), _PARSERS, likeness=0.8)
    if match is None:
        return _not_a_tag(text)
    kind = TagKind(match)
    meant = parse_tag(f"{kind}:{rest.strip()}")
    suggestion = meant.text if isinstance(meant, Tag) else meant.suggestion
    form = quoted(suggestion) if suggestion else FORMS[kind]
    return _not_a_tag(text, form=form, kind=kind, values=meant.values, suggestion=suggestion)


def _unknown_word(text: str) -> InvalidTag:
    word = text.strip().lower()
    if word in _PARSERS:
        return _not_a_tag(text, form=FORMS[TagKind(word)])
    if alias := _OTHER_TOOLS.get(word):
        return _not_a_tag(text, form=FORMS[alias], suggestion=alias.value)
    if match := nearest(word, sorted(SPECIAL_KINDS), likeness=0.8):
        kind = TagKind(match)
        return _not_a_tag(text, form=FORMS[kind], kind=kind, suggestion=kind.value)
    return _not_a_tag(text)


def _not_a_tag(
    text: str,
    *,
    form: str | None = None,
    kind: TagKind | None = None,
    values: tuple[str, ...] = (),
    suggestion: str | None = None,
) -> InvalidTag:
    allow = "if another tool needs it, list it under `allowed-tags` in the settings"
    return InvalidTag(
        text,
        TagFault.UNKNOWN,
        f"{quoted(text)} is not a tag that Kale knows, and Kale refuses notebooks that have it",
        f"did you mean {form}? {allow}" if form else f"remove it; {allow}",
        kind,
        values,
        suggestion,
    )
