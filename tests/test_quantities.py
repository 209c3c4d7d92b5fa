from __future__ import annotations

from fractions import Fraction

import pytest

from kale_core.quantities import count_for_kfp, cpu_for_kfp, memory_for_kfp, parse_quantity


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", Fraction(1)),
        ("+1.5", Fraction(3, 2)),
        ("5.", Fraction(5)),
        (".5", Fraction(1, 2)),
        ("500m", Fraction(1, 2)),
        ("100n", Fraction(1, 10**7)),
        ("1k", Fraction(1000)),
        ("1E", Fraction(10**18)),
        ("1Ei", Fraction(2**60)),
        ("1e3", Fraction(1000)),
        ("1E-3", Fraction(1, 1000)),
        ("-1", Fraction(-1)),
        ("0", Fraction(0)),
        ("1K", None),
        ("8GB", None),
        ("1 Gi", None),
        ("1e3Mi", None),
        ("1e9999", None),
        ("", None),
        (".", None),
        ("Gi", None),
        ("٣", None),
        ("1" * 50, None),
    ],
)
def test_parse_quantity(text: str, value: Fraction | None) -> None:
    assert parse_quantity(text) == value


@pytest.mark.parametrize(
    ("text", "cpu", "memory", "count"),
    [
        ("2", "2", "2", "2"),
        ("500m", "500m", None, None),
        ("0.5", "0.5", None, None),
        ("5.", "5", "5", "5"),
        ("1e-1", "100m", None, None),
        ("100000u", "100m", None, None),
        ("1k", "1000", "1000", "1000"),
        ("8Gi", None, "8Gi", None),
        ("1.5Gi", "1610612736", "1536Mi", "1610612736"),
        ("128974848000m", "128974848000m", "123Mi", "128974848"),
        ("1n", None, None, None),
        ("0", None, None, None),
        ("-1", None, None, None),
        ("x", None, None, None),
    ],
)
def test_forms_that_kfp_takes(text: str, cpu: str | None, memory: str | None, count: str | None) -> None:
    assert (cpu_for_kfp(text), memory_for_kfp(text), count_for_kfp(text)) == (cpu, memory, count)


@pytest.mark.parametrize("text", ["8Gi", "1.5Gi", "1e3", "128974848000m", "1536Mi", "3E", "7"])
def test_a_memory_form_is_the_same_quantity(text: str) -> None:
    form = memory_for_kfp(text)
    assert form is not None
    assert parse_quantity(form) == parse_quantity(text)
