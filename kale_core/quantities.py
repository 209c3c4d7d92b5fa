"""Kubernetes quantities (`500m`, `8Gi`, `1e3`), and the forms of them that KFP takes.

KFP 2 refuses many that Kubernetes accepts: for a CPU it takes a decimal number or whole millicores, for
memory a whole number with a suffix that is neither `k` nor an exponent.
"""

from __future__ import annotations

import re
from fractions import Fraction

_QUANTITY = re.compile(
    r"(?P<number>[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+))(?P<suffix>[KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?"
)
_BINARY = {f"{letter}i": Fraction(1024) ** power for power, letter in enumerate("KMGTPE", start=1)}
_DECIMAL = {
    suffix: Fraction(10) ** (3 * power) for power, suffix in enumerate(("n", "u", "m", "", *"kMGTPE"), start=-3)
}
_LONGEST = 40  # characters; Kubernetes holds quantities in 64 bits


def parse_quantity(text: str) -> Fraction | None:
    """The value of a quantity, or `None` if Kubernetes would refuse it."""
    match = _QUANTITY.fullmatch(text)
    if match is None or len(text) > _LONGEST:
        return None
    number = Fraction(match["number"].rstrip("."))
    suffix = match["suffix"] or ""
    factor = _BINARY.get(suffix) or _DECIMAL.get(suffix)
    if factor is not None:
        return number * factor
    return number * _power_of_ten(int(suffix[1:])) if len(suffix) <= 4 else None


def _power_of_ten(exponent: int) -> Fraction:
    return Fraction(10**exponent) if exponent >= 0 else Fraction(1, 10**-exponent)


def cpu_for_kfp(text: str) -> str | None:
    """A positive CPU quantity as cores or millicores, as KFP takes it; `None` if there is no such form."""
    value = parse_quantity(text)
    if value is None or value <= 0 or value >= 2**31:
        return None
    millicores = value * 1000
    if millicores.denominator != 1:
        return None
    if re.fullmatch(r"[0-9]+m?|[0-9]*\.[0-9]+", text):
        return text
    return str(value) if value.denominator == 1 else f"{millicores}m"


def memory_for_kfp(text: str) -> str | None:
    """A positive memory quantity as a whole number with a suffix that KFP takes; `None` if there is no such form."""
    value = parse_quantity(text)
    if value is None or value <= 0 or value >= 2**63 or value.denominator != 1:
        return None
    if re.fullmatch(r"[0-9]+([KMGTPE]i|[MGTPE])?", text):
        return text
    for suffix, factor in reversed(_BINARY.items()):
        if value % factor == 0:
            return f"{value // factor}{suffix}"
    return str(value)


def count_for_kfp(text: str) -> str | None:
    """A positive whole number of devices, or `None`."""
    value = parse_quantity(text)
    return str(value) if value is not None and 0 < value < 2**31 and value.denominator == 1 else None
