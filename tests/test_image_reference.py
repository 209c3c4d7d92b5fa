from __future__ import annotations

import pytest

from kale_core.image_reference import image_fault, parse_image, python_of

DIGEST = f"sha256:{'a' * 64}"


@pytest.mark.parametrize(
    ("text", "floating"),
    [
        ("python", True),
        ("python:latest", True),
        ("python:3.12", False),
        ("localhost:5000/python", True),
        (f"python@{DIGEST}", False),
        (f"ghcr.io/team/image:latest@{DIGEST}", False),
        ("gcr.io/arrikto/jupyter-kale:4a5d7e63-9f74f267", False),
        ("Registry.Example.com/team/image_name:1", False),
    ],
)
def test_references(text: str, floating: bool) -> None:
    reference = parse_image(text)
    assert reference is not None
    assert reference.is_floating is floating


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "is empty"),
        ("a b", "holds a space"),
        ("python:3.12\n", "holds a space"),
        ("http://x/y", "holds a URL scheme"),
        ("Python", "has upper case letters in its name"),
        (":3.12", "is not of the form"),
        ("python:", "is not of the form"),
        ("python@sha256:12", "is not of the form"),
        ("a//b", "is not of the form"),
        ("-a", "is not of the form"),
        ("a" * 256, "is not of the form"),
        ("$IMAGE", "has upper case letters"),
    ],
)
def test_not_references(text: str, fault: str) -> None:
    assert parse_image(text) is None
    assert fault in image_fault(text)


@pytest.mark.parametrize(
    ("image", "version"),
    [
        ("python:3.9", (3, 9)),
        ("docker.io/library/python:3.12.1-slim", (3, 12)),
        (f"python:3.10@{DIGEST}", (3, 10)),
        ("registry.access.redhat.com/ubi9/python-311:latest", (3, 11)),
        ("pytorch/pytorch:2.1-py3.10", (3, 10)),
        ("team/image:py310-cuda", (3, 10)),
        ("quay.io/jupyter/scipy-notebook:python-3.11", (3, 11)),
        ("python:3", None),
        ("python:latest", None),
        ("tensorflow/tensorflow:2.4", None),
        ("team/image:3.9", None),
        ("not an image", None),
    ],
)
def test_python_of_an_image(image: str, version: tuple[int, int] | None) -> None:
    assert python_of(image) == version
