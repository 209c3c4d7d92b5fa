"""The tag language (spec section 3): the text of a tag -> what it says, or why it says nothing."""

from __future__ import annotations

import re
import unicodedata

from kale_core.quoting import quoted
from kale_core.setting_tags import Parser, image, limit, pair, secret, switch
from kale_core.suggestions import nearest
from kale_core.tag_language import (
    FORMS,
    SETTING_KINDS,
    SPECIAL_KINDS,
    InvalidTag,
    ParsedTag,
    Tag,
    TagFault,
    TagKind,
)

__all__ = [
    "SETTING_KINDS",
    "SPECIAL_KINDS",
    "STEP_NAME",
    "InvalidTag",
    "ParsedTag",
    "Tag",
    "TagFault",
    "TagKind",
    "parse_tag",
    "valid_step_name",
]

STEP_NAME = re.compile(r"[a-z][a-z0-9_]*")


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


def _named(kind: TagKind, *, may_be_empty: bool = False) -> Parser:
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


_PARSERS: dict[str, Parser] = {
    TagKind.STEP: _named(TagKind.STEP, may_be_empty=True),
    TagKind.BLOCK: _named(TagKind.BLOCK, may_be_empty=True),
    TagKind.PREV: _named(TagKind.PREV),
    TagKind.NOTEBOOK: _named(TagKind.NOTEBOOK),
    TagKind.LIMIT: limit,
    TagKind.IMAGE: image,
    TagKind.CACHE: switch(TagKind.CACHE),
    TagKind.REPORT: switch(TagKind.REPORT),
    TagKind.LABEL: pair(TagKind.LABEL),
    TagKind.ANNOTATION: pair(TagKind.ANNOTATION),
    TagKind.SECRET: secret,
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
    return InvalidTag(
        text,
        TagFault.UNKNOWN,
        f"{quoted(text)} is not a tag that Kale knows, and Kale refuses notebooks that have it",
        f"did you mean {form}?" if form else "remove it; tags of other tools cannot stand in a Kale notebook",
        kind,
        values,
        suggestion,
    )
