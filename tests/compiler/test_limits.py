"""Limits in the forms that KFP takes."""

from __future__ import annotations

import pytest

from kale_core.compiler.limits import Limits, accelerators, limits_of


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        pytest.param((), Limits(), id="none"),
        pytest.param((("cpu", "500m"),), Limits(cpu="500m"), id="cpu"),
        pytest.param((("cpu", "2e0"), ("memory", "0.5Gi")), Limits(cpu="2", memory="512Mi"), id="converted"),
        pytest.param((("nvidia.com/gpu", "2"),), Limits(accelerator=("nvidia.com/gpu", 2)), id="accelerator"),
        pytest.param((("memory", "1k"),), Limits(memory="1000"), id="kubernetes-writes-k-where-kfp-writes-K"),
    ],
)
def test_limits(pairs: tuple[tuple[str, str], ...], expected: Limits) -> None:
    assert limits_of(pairs) == expected


@pytest.mark.parametrize(
    ("pairs", "message"),
    [
        pytest.param((("memory", "1m"),), "no form for the limit '1m' of memory", id="fraction-of-a-byte"),
        pytest.param(
            (("a.com/x", "1"), ("b.com/y", "1")), "one resource besides cpu and memory", id="two-accelerators"
        ),
    ],
)
def test_limits_that_kfp_cannot_set(pairs: tuple[tuple[str, str], ...], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        limits_of(pairs)


def test_accelerators() -> None:
    assert accelerators((("cpu", "1"), ("b.com/y", "1"), ("a.com/x", "1"), ("b.com/y", "2"))) == ("b.com/y", "a.com/x")
