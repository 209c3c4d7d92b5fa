"""The values that keys of the pipeline's metadata may have.

Each reader gives the valid value or raises `Invalid`; what is wrong beside a valid value it reports. Empty
texts count as "not given", as the Kale panel writes them for fields that nobody filled in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from kale_core.config_problems import ConfigFault, ConfigProblem, Invalid, Key, Reader, Report, read
from kale_core.diagnostics import Fix
from kale_core.edits import RemoveMetadata, RenameMetadata, Scalar, SetMetadata
from kale_core.image_reference import image_fault, parse_image
from kale_core.kfp_text import is_control
from kale_core.output_path import folder_fault
from kale_core.quoting import quoted
from kale_core.suggestions import nearest
from kale_core.tags import SETTING_KINDS, Tag, parse_tag

_PIPELINE_NAME = re.compile(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?")
_LONGEST_PIPELINE_NAME = 124
_LONGEST_EXPERIMENT_NAME = 128
_FLAGS = {"true": True, "True": True, "false": False, "False": False}
_DIGITS = re.compile(r"[1-9][0-9]{0,8}")
_LINE_BREAKS = "\t\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029"
_JSON_TYPES = {
    dict: "an object",
    list: "a list",
    str: "a text",
    bool: "true or false",
    int: "a number",
    float: "a number",
}


def wrong(
    key: Key, message: str, help: str, *, fault: ConfigFault = ConfigFault.VALUE, fix: Fix | None = None
) -> ConfigProblem:
    """A problem whose message begins with the key's name."""
    return ConfigProblem(fault, key, f"`{shown(key)}` {message}", help, fix)


def unknown_key(key: Key, what: str, known: Iterable[str], beside: Iterable[str]) -> ConfigProblem:
    """A key that is none of `known`; the one that was probably meant is written instead unless it is `beside`."""
    match = nearest(str(key[-1]), known)
    if match is None:
        help_text, fix = "remove the key", Fix.unsafe(f"remove {quoted(shown(key))}", RemoveMetadata(key))
        return ConfigProblem(ConfigFault.UNKNOWN_KEY, key, f"{quoted(shown(key))} {what}", help_text, fix)
    message = f"rename {quoted(shown(key))} to `{match}`"
    rename = None if match in beside else Fix.unsafe(message, RenameMetadata(key, match))
    return ConfigProblem(
        ConfigFault.UNKNOWN_KEY, key, f"{quoted(shown(key))} {what}", f"did you mean `{match}`?", rename
    )


def wrong_type(
    value: Any, key: Key, wanted: str, *, fault: ConfigFault = ConfigFault.VALUE, fix: Fix | None = None
) -> ConfigProblem:
    """The problem that `value` is not `wanted`."""
    message = f"must be {wanted}, not {_JSON_TYPES.get(type(value), 'null')}"
    return wrong(key, message, f"write {wanted}", fault=fault, fix=fix)


def a_text(value: Any, key: Key, report: Report) -> str | None:
    """A text without characters that KFP's YAML cannot hold; `None` also for an empty one."""
    if not isinstance(value, str):
        raise Invalid(wrong_type(value, key, "a text"))
    for character in value:
        if character not in _LINE_BREAKS and is_control(character):
            raise Invalid(wrong(key, f"holds the character {quoted(character)}, which KFP refuses", "remove it"))
    return value or None


def a_line(value: Any, key: Key, report: Report) -> str | None:
    """A text of one line."""
    text = a_text(value, key, report)
    if text is not None and len(text.splitlines()) > 1:
        raise Invalid(wrong(key, "must be a single line", "remove the line breaks"))
    return text


def a_flag(value: Any, key: Key, report: Report) -> bool:
    if isinstance(value, bool):
        return value
    raise Invalid(wrong_type(value, key, "true or false", fix=_as(value, key, _FLAGS)))


def a_positive_number(value: Any, key: Key, report: Report) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**31:
        return value
    number = {value: int(value)} if isinstance(value, str) and _DIGITS.fullmatch(value) else {}
    message, help_text = f"must be a positive whole number, not {as_json(value)}", "write a positive whole number"
    raise Invalid(wrong(key, message, help_text, fix=_as(value, key, number)))


def _as(value: Any, key: Key, meanings: Mapping[str, Scalar]) -> Fix | None:
    """What a text that stands for a value of another type means, in place of it."""
    if not isinstance(value, str) or value not in meanings:
        return None
    meant = meanings[value]
    return Fix.safe(f"replace {as_json(value)} by {as_json(meant)}", SetMetadata(key, meant))


def a_mapping(value: Any, key: Key, report: Report) -> dict[str, Any]:
    if isinstance(value, dict):
        return value
    raise Invalid(wrong_type(value, key, "an object"))


def a_pipeline_name(value: Any, key: Key, report: Report) -> str:
    if not isinstance(value, str):
        raise Invalid(wrong_type(value, key, "a text", fault=ConfigFault.NAME))
    if len(value) > _LONGEST_PIPELINE_NAME:
        message = f"has {len(value)} characters; the most is {_LONGEST_PIPELINE_NAME}"
        raise Invalid(wrong(key, message, "shorten the name", fault=ConfigFault.NAME))
    if _PIPELINE_NAME.fullmatch(value):
        return value
    better = pipeline_name_from(value)
    raise Invalid(
        wrong(
            key,
            f"is {quoted(value)}, but must consist of lower case letters, digits and `-`, and not begin or end with `-`"
            if value
            else "is empty",
            f"write `{better}`" if better else "write a name such as `my-pipeline`",
            fault=ConfigFault.NAME,
        )
    )


def pipeline_name_from(text: str) -> str | None:
    """The pipeline name that `text` was probably meant to be, or `None` if nothing of it is usable."""
    return "-".join(re.findall(r"[a-z0-9]+", text.lower()))[:_LONGEST_PIPELINE_NAME].strip("-") or None


def an_experiment_name(value: Any, key: Key, report: Report) -> str | None:
    name = a_line(value, key, report)
    if name is None:
        return None
    if not name.strip():
        raise Invalid(wrong(key, "is blank", "write a name, or remove the key for `Default`"))
    if len(name) > _LONGEST_EXPERIMENT_NAME:
        raise Invalid(
            wrong(key, f"has {len(name)} characters; the most is {_LONGEST_EXPERIMENT_NAME}", "shorten the name")
        )
    return name


def an_image(value: Any, key: Key, report: Report) -> str | None:
    image = a_text(value, key, report)
    if image is None or parse_image(image):
        return image
    raise Invalid(wrong(key, f"is {quoted(image)}, which {image_fault(image)}", "write an image such as `python:3.12`"))


def an_output_folder(value: Any, key: Key, report: Report) -> str | None:
    if not isinstance(value, str):
        raise Invalid(wrong_type(value, key, "a text", fault=ConfigFault.OUTPUT_PATH))
    fault = folder_fault(value)
    if fault is None:
        return value or None
    help_text = "write a folder relative to the notebook's, for example `../pipelines`"
    raise Invalid(wrong(key, f"is {quoted(value)}, which {fault}", help_text, fault=ConfigFault.OUTPUT_PATH))


def an_access_mode(value: Any, key: Key, report: Report) -> str:
    if value in ("", "rom", "rwo", "rwm"):
        return str(value)
    raise Invalid(wrong(key, f"must be `rom`, `rwo` or `rwm`, not {as_json(value)}", "write one of these"))


def step_defaults(value: Any, key: Key, report: Report) -> tuple[str, ...]:
    """The valid setting tags of a list; of two values for one setting, the first."""
    if not isinstance(value, list):
        raise Invalid(wrong_type(value, key, "a list of tags"))
    valid: dict[tuple[str, str], Tag] = {}
    for index, text in enumerate(value):
        tag: Tag | None = read(_step_default, text, (*key, index), report)
        if tag is None:
            continue
        first = valid.setdefault(tag.setting, tag)
        if not first.agrees_with(tag):
            message = f"{quoted(tag.text)} contradicts {quoted(first.text)}"
            report(_wrong_default((*key, index), message, "remove one of the two", text=tag.text))
    return tuple(tag.text for tag in valid.values())


def _step_default(text: Any, key: Key, report: Report) -> Tag:
    if not isinstance(text, str):
        raise Invalid(wrong_type(text, key, "a tag", fault=ConfigFault.STEP_DEFAULT))
    tag = parse_tag(text)
    if isinstance(tag, Tag) and tag.kind in SETTING_KINDS:
        return tag
    if isinstance(tag, Tag) or tag.kind is None or tag.kind not in SETTING_KINDS:
        message = f"{quoted(text)} is not a setting that steps can have"
        help_text = f"use tags of these kinds: {', '.join(f'`{kind}:`' for kind in sorted(SETTING_KINDS))}"
        raise Invalid(_wrong_default(key, message, help_text, text=text))
    help_text = tag.help.partition("?")[0]
    if tag.suggestion is None:
        raise Invalid(ConfigProblem(ConfigFault.STEP_DEFAULT, key, tag.message, help_text))
    fix = Fix.unsafe(f"replace {quoted(text)} by {quoted(tag.suggestion)}", SetMetadata(key, tag.suggestion))
    raise Invalid(ConfigProblem(ConfigFault.STEP_DEFAULT, key, tag.message, help_text, fix))


def _wrong_default(key: Key, message: str, help: str, *, text: str) -> ConfigProblem:
    fix = Fix.unsafe(f"remove {quoted(text)}", RemoveMetadata(key))
    return ConfigProblem(ConfigFault.STEP_DEFAULT, key, message, help, fix)


def without_effect(reader: Reader, reason: str, *, unless: Any = None) -> Reader:
    """A reader of a key that Kale accepts and no KFP v2 pipeline can honour: asking for something is reported."""

    def read_anyway(value: Any, key: Key, report: Report) -> Any:
        valid = reader(value, key, report)
        if valid and valid != unless:
            fix = Fix.unsafe(f"remove `{shown(key)}`", RemoveMetadata(key))
            report(wrong(key, f"has no effect: {reason}", "remove the key", fault=ConfigFault.NO_EFFECT, fix=fix))
        return valid

    return read_anyway


NO_CLAIMS_MADE = "the pipeline mounts volume claims that exist, and creates none"

storage_class = without_effect(a_text, NO_CLAIMS_MADE)
access_mode = without_effect(an_access_mode, "KFP mounts a claim as the claim itself says", unless="rwm")


def as_json(value: Any) -> str:
    """A JSON value as a message shows it."""
    import json

    return quoted(json.dumps(value))


def shown(key: Key) -> str:
    """`("kubeflow_notebook", "volumes", 0, "name")` -> `volumes[0].name`."""
    shown = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in key[1:])
    return quoted(shown.removeprefix(".")).strip("`")
