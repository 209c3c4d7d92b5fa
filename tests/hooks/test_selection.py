from __future__ import annotations

from collections.abc import Sequence

import pytest

from kale_core.diagnostics import Severity
from kale_core.rules.rule import Rule
from kale_hooks.selection import UnknownSelector, select

RULES = {
    code: Rule(code, name, Severity.ERROR, lambda subject: iter(()))
    for code, name in [
        ("KALE001", "unreadable-file"),
        ("KALE010", "stripped-tags"),
        ("KALE101", "unknown-tag"),
        ("KALE301", "undefined-name"),
        ("KALE302", "missing-dependency"),
    ]
}


def selected(*selectors: str, ignored: Sequence[str] = (), families: tuple[str, ...] = ("KALE",)) -> list[str]:
    rules = select(RULES, families=families, selectors=selectors or ("KALE",), ignored=ignored)
    return [rule.code for rule in rules]


@pytest.mark.parametrize(
    ("selectors", "ignored", "families", "expected"),
    [
        pytest.param([], [], ("KALE",), list(RULES), id="all"),
        pytest.param(["KALE301"], [], ("KALE",), ["KALE001", "KALE301"], id="a code"),
        pytest.param(["KALE3", "KALE1"], [], ("KALE",), ["KALE001", "KALE101", "KALE301", "KALE302"], id="prefixes"),
        pytest.param(["kale30"], [], ("KALE",), ["KALE001", "KALE301", "KALE302"], id="lower case"),
        pytest.param(["missing-dependency"], [], ("KALE",), ["KALE001", "KALE302"], id="a name"),
        pytest.param([], ["KALE3", "unknown-tag"], ("KALE",), ["KALE001", "KALE010"], id="ignored"),
        pytest.param(["KALE3"], ["KALE301"], ("KALE",), ["KALE001", "KALE302"], id="selected but for one"),
        pytest.param([], [], ("KALE3", "KALE4"), ["KALE001", "KALE301", "KALE302"], id="families"),
        pytest.param([], ["KALE001"], ("KALE3",), ["KALE301", "KALE302"], id="unreadable files are ignored if asked"),
    ],
)
def test_select(
    selectors: Sequence[str], ignored: Sequence[str], families: tuple[str, ...], expected: list[str]
) -> None:
    assert selected(*selectors, ignored=ignored, families=families) == expected


@pytest.mark.parametrize(
    ("selector", "hint"),
    [
        pytest.param("KALE9", "kale-hooks rules", id="no such family"),
        pytest.param("KALE3022", "did you mean KALE302?", id="a digit too many"),
        pytest.param("missing-dependancy", "did you mean missing-dependency?", id="a misspelt name"),
        pytest.param("KAL", "kale-hooks rules", id="no code"),
        pytest.param("", "kale-hooks rules", id="nothing"),
    ],
)
def test_unknown_selectors(selector: str, hint: str) -> None:
    with pytest.raises(UnknownSelector) as caught:
        selected(selector)
    assert repr(selector) in str(caught.value)
    assert hint in str(caught.value)
    with pytest.raises(UnknownSelector):
        selected(ignored=[selector])
