from __future__ import annotations

import pytest

from kale_core.tags import InvalidTag, Tag, TagFault, TagKind, parse_tag, valid_step_name

VALID = [
    ("imports", TagKind.IMPORTS, ()),
    ("functions", TagKind.FUNCTIONS, ()),
    ("pipeline-parameters", TagKind.PARAMETERS, ()),
    ("pipeline-metrics", TagKind.METRICS, ()),
    ("skip", TagKind.SKIP, ()),
    ("step:load_2", TagKind.STEP, ("load_2",)),
    ("step:", TagKind.STEP, ("",)),
    ("block:load", TagKind.BLOCK, ("load",)),
    ("block:", TagKind.BLOCK, ("",)),
    ("prev:load", TagKind.PREV, ("load",)),
    ("notebook:train", TagKind.NOTEBOOK, ("train",)),
    ("limit:memory:8Gi", TagKind.LIMIT, ("memory", "8Gi")),
    ("limit:cpu:500m", TagKind.LIMIT, ("cpu", "500m")),
    ("limit:nvidia.com/gpu:1", TagKind.LIMIT, ("nvidia.com/gpu", "1")),
    ("limit:nvidia.com/mig-1g.5gb:1", TagKind.LIMIT, ("nvidia.com/mig-1g.5gb", "1")),
    ("limit:example.com/gpu2:1", TagKind.LIMIT, ("example.com/gpu2", "1")),
    ("image:pytorch/pytorch:2.0-cuda12", TagKind.IMAGE, ("pytorch/pytorch:2.0-cuda12",)),
    ("image:localhost:5000/team/image:1", TagKind.IMAGE, ("localhost:5000/team/image:1",)),
    (f"image:python@sha256:{'0' * 64}", TagKind.IMAGE, (f"python@sha256:{'0' * 64}",)),
    ("cache:enabled", TagKind.CACHE, ("enabled",)),
    ("report:disabled", TagKind.REPORT, ("disabled",)),
    ("label:team:research", TagKind.LABEL, ("team", "research")),
    ("label:example.com/team:", TagKind.LABEL, ("example.com/team", "")),
    ("annotation:url:http://host:80/x", TagKind.ANNOTATION, ("url", "http://host:80/x")),
    ('annotation:note:it\'s "quoted"\n', TagKind.ANNOTATION, ("note", 'it\'s "quoted"\n')),
    ("secret:s3.creds:access-key:S3_KEY", TagKind.SECRET, ("s3.creds", "access-key", "S3_KEY")),
]


@pytest.mark.parametrize(("text", "kind", "values"), VALID, ids=[text for text, _, _ in VALID])
def test_valid_tags(text: str, kind: TagKind, values: tuple[str, ...]) -> None:
    assert parse_tag(text) == Tag(text, kind, values)


INVALID = [
    ("step:add-strings", TagFault.NAME, "has the character `-`", "step:add_strings"),
    ("step:Load", TagFault.NAME, "has the upper case letter `L`", "step:load"),
    ("step:1a", TagFault.NAME, "must not begin with `1`", "step:step_1a"),
    ("step:_prep", TagFault.NAME, "must not begin with `_`", "step:prep"),
    ("step:a ", TagFault.NAME, "begins or ends with a space", "step:a"),
    ("prev: a", TagFault.NAME, "begins or ends with a space", "prev:a"),
    ("step:été", TagFault.NAME, "has the character `é`", "step:ete"),
    ("step:数据", TagFault.NAME, "has the character `数`", None),
    ("prev:", TagFault.NAME, "is empty", None),
    ("notebook:", TagFault.NAME, "is empty", None),
    ("block:Load", TagFault.NAME, "has the upper case letter `L`", "step:load"),
    ("limit:nvidia.com/gpu:abc", TagFault.LIMIT, "`abc` is not a quantity", None),
    ("limit:nvidia.com/gpu:0", TagFault.LIMIT, "must be above zero", None),
    ("limit:nvidia.com/gpu:0.5", TagFault.LIMIT, "must be a positive whole number", None),
    ("limit:gpu:1", TagFault.LIMIT, "cannot limit the resource `gpu`", None),
    ("limit:ephemeral-storage:1Gi", TagFault.LIMIT, "cannot limit the resource", None),
    ("limit:memory:8GB", TagFault.LIMIT, "`8GB` is not a quantity", None),
    ("limit:memory:0.1", TagFault.LIMIT, "whole number of bytes", None),
    ("limit:cpu:1u", TagFault.LIMIT, "no CPU limit as fine or as large as `1u`", None),
    ("limit:cpu", TagFault.LIMIT, "does not name a resource and a quantity", None),
    ("limit:-x/gpu:1", TagFault.LIMIT, "must have a domain name", None),
    ("image:", TagFault.IMAGE, "is empty", None),
    ("image:not an image", TagFault.IMAGE, "holds a space", None),
    ("image: python:3.12", TagFault.IMAGE, "holds a space", "image:python:3.12"),
    ("image:PyTorch:2", TagFault.IMAGE, "has upper case letters", None),
    ("image:https://ghcr.io/a/b", TagFault.IMAGE, "holds a URL scheme", None),
    ('label:team:a"b', TagFault.LABEL, "has a value that must consist of", None),
    ("label:team", TagFault.LABEL, "has no value", None),
    ("label::x", TagFault.LABEL, "has a key that must not be empty", None),
    (f"label:team:{'x' * 64}", TagFault.LABEL, "must not be longer than 63", None),
    ("annotation:a/b/c:x", TagFault.LABEL, "has a key that must have a domain name", None),
    ("annotation:a:\ud800", TagFault.LABEL, "half of a surrogate pair", None),
    ("secret:a:b", TagFault.SECRET, "names three things", None),
    ("secret:A:b:C", TagFault.SECRET, "the Secret's name `A`", None),
    ("secret:a:b c:C", TagFault.SECRET, "the Secret's key `b c`", None),
    ("secret:a:b:1C", TagFault.SECRET, "the environment variable `1C`", None),
    ("cache:on", TagFault.SWITCH, "`on` is not a value of `cache:`", "cache:enabled"),
    ("cache:disable", TagFault.SWITCH, "is not a value", "cache:disabled"),
    ("report:Enabled", TagFault.SWITCH, "is not a value", "report:enabled"),
    ("report:", TagFault.SWITCH, "has no value", None),
    ("steps:train", TagFault.UNKNOWN, "is not a tag that Kale knows", "step:train"),
    ("Step:Train", TagFault.UNKNOWN, "is not a tag", "step:train"),
    ("import", TagFault.UNKNOWN, "is not a tag", "imports"),
    ("Skip ", TagFault.UNKNOWN, "is not a tag", "skip"),
    ("parameters", TagFault.UNKNOWN, "is not a tag", "pipeline-parameters"),
    ("hide-input", TagFault.UNKNOWN, "is not a tag", None),
    ("raises-exception", TagFault.UNKNOWN, "is not a tag", None),
    ("export", TagFault.UNKNOWN, "is not a tag", None),
    ("step", TagFault.UNKNOWN, "is not a tag", None),
    ("", TagFault.UNKNOWN, "is not a tag", None),
]


@pytest.mark.parametrize(("text", "fault", "message", "suggestion"), INVALID, ids=[ascii(row[0]) for row in INVALID])
def test_invalid_tags(text: str, fault: TagFault, message: str, suggestion: str | None) -> None:
    tag = parse_tag(text)
    assert isinstance(tag, InvalidTag)
    assert (tag.text, tag.fault, tag.suggestion) == (text, fault, suggestion)
    assert message in tag.message
    assert tag.help


@pytest.mark.parametrize("row", [row for row in INVALID if row[3]], ids=lambda row: ascii(row[0]))
def test_suggestions_are_valid_tags(row: tuple[str, TagFault, str, str]) -> None:
    assert isinstance(parse_tag(row[3]), Tag)


@pytest.mark.parametrize(
    ("text", "kind", "values"),
    [
        ("steps:train", TagKind.STEP, ("train",)),
        ("Step:Train", TagKind.STEP, ("Train",)),
        ("step:add-strings", TagKind.STEP, ("add-strings",)),
        ("import", TagKind.IMPORTS, ()),
        ("parameters", None, ()),
        ("hide-input", None, ()),
    ],
)
def test_what_an_invalid_tag_was_meant_to_be(text: str, kind: TagKind | None, values: tuple[str, ...]) -> None:
    tag = parse_tag(text)
    assert (tag.kind, tag.values) == (kind, values)


def test_messages_stay_on_one_line() -> None:
    tag = parse_tag("step:\x1b[31m\n" + "x" * 500)
    assert isinstance(tag, InvalidTag)
    assert tag.message.isprintable() and len(tag.message) < 200


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("limit:memory:1Gi", "limit:memory:1024Mi", True),
        ("limit:memory:1Gi", "limit:memory:1G", False),
        ("label:a:b", "label:a:c", False),
        ("secret:a:b:C", "secret:a:b:C", True),
        ("image:python:3.11", "image:python:3.12", False),
    ],
)
def test_two_tags_for_one_setting(one: str, other: str, agree: bool) -> None:
    first, second = parse_tag(one), parse_tag(other)
    assert isinstance(first, Tag) and isinstance(second, Tag)
    assert first.setting == second.setting
    assert first.agrees_with(second) is agree


@pytest.mark.parametrize(
    ("name", "better"), [("Load Data!", "load_data"), ("2nd", "step_2nd"), ("__x__", "x"), ("-", None)]
)
def test_valid_step_name(name: str, better: str | None) -> None:
    assert valid_step_name(name) == better
