"""The grammars of setting tags: limits, images, switches, labels and annotations, secrets.

Each parser gets the whole text of a tag and what stands after its kind.
"""

from __future__ import annotations

from collections.abc import Callable

from kale_core.image_reference import image_fault, parse_image
from kale_core.kfp_text import is_surrogate
from kale_core.kubernetes_names import key_fault, label_value_fault, secret_key_fault, subdomain_fault, variable_fault
from kale_core.quantities import count_for_kfp, cpu_for_kfp, memory_for_kfp, parse_quantity
from kale_core.quoting import quoted
from kale_core.suggestions import nearest
from kale_core.tag_language import FORMS, InvalidTag, ParsedTag, Tag, TagFault, TagKind

Parser = Callable[[str, str], ParsedTag]


def limit(text: str, rest: str) -> ParsedTag:
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


def image(text: str, image: str) -> ParsedTag:
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


def switch(kind: TagKind) -> Parser:
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


def pair(kind: TagKind) -> Parser:
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


def secret(text: str, rest: str) -> ParsedTag:
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
