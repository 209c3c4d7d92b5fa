from __future__ import annotations

from collections.abc import Sequence

import pytest

from kale_core.diagnostics import Severity
from kale_core.rules.rule import Rule
from kale_hooks.selection import Choice, select, unknown

RULES = {
    code: Rule(code, name, Severity.ERROR, lambda subject: iter(()))
    for code, name in [
        ("KALE001", "unreadable-file"),
        ("KALE010", "unused-suppression"),
        ("KALE101", "unknown-tag"),
        ("KALE301", "undefined-name"),
        ("KALE302", "missing-dependency"),
        ("KALE501", "missing-output"),
    ]
}


def selected(*choices: Choice, families: tuple[str, ...] = ("KALE",)) -> list[str]:
    return [rule.code for rule in select(RULES, families=families, choices=choices)]


EVERY = list(RULES)


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        pytest.param([], EVERY, id="nothing chosen"),
        pytest.param([Choice()], EVERY, id="nothing chosen in a file"),
        pytest.param([Choice(("KALE301",))], ["KALE001", "KALE301", "KALE501"], id="a code"),
        pytest.param([Choice(("KALE3",))], ["KALE001", "KALE301", "KALE302", "KALE501"], id="a prefix"),
        pytest.param([Choice(("kale302",))], ["KALE001", "KALE302", "KALE501"], id="lower case"),
        pytest.param([Choice(("Missing-Dependency",))], ["KALE001", "KALE302", "KALE501"], id="a name"),
        pytest.param([Choice(("KALE",))], EVERY, id="the beginning of all"),
        pytest.param([Choice(ignore=("KALE3", "unknown-tag"))], ["KALE001", "KALE010", "KALE501"], id="ignored"),
        pytest.param([Choice(("KALE3",), ignore=("KALE301",))], ["KALE001", "KALE302", "KALE501"], id="but for one"),
        pytest.param(
            [Choice(extend_select=("KALE302",), ignore=("KALE3",))],
            ["KALE001", "KALE010", "KALE101", "KALE302", "KALE501"],
            id="the closest selector decides",
        ),
        pytest.param(
            [Choice(("KALE302",), ignore=("KALE302",))], ["KALE001", "KALE501"], id="of two equals that which ignores"
        ),
        pytest.param(
            [Choice(("KALE1",), extend_select=("KALE302",))],
            ["KALE001", "KALE101", "KALE302", "KALE501"],
            id="extended",
        ),
        pytest.param([Choice(ignore=("KALE001",))], EVERY[1:], id="unreadable files are ignored if asked"),
        pytest.param([Choice(ignore=("KALE0",))], EVERY[2:], id="with others"),
        pytest.param(
            [Choice(("KALE1",)), Choice(("KALE3",))], ["KALE001", "KALE301", "KALE302", "KALE501"], id="options"
        ),
        pytest.param(
            [Choice(ignore=("KALE302",)), Choice(("KALE3",))],
            ["KALE001", "KALE301", "KALE302", "KALE501"],
            id="an option that selects starts over",
        ),
        pytest.param(
            [Choice(ignore=("KALE302",)), Choice(ignore=("KALE0", "KALE1"))],
            ["KALE301", "KALE501"],
            id="an option that ignores adds to the file",
        ),
        pytest.param(
            [Choice(ignore=("KALE3",)), Choice(extend_select=("KALE302",))],
            ["KALE001", "KALE010", "KALE101", "KALE302", "KALE501"],
            id="an option brings one back",
        ),
        pytest.param(
            [Choice(extend_select=("KALE302",)), Choice(ignore=("KALE3",))],
            ["KALE001", "KALE010", "KALE101", "KALE501"],
            id="an option wins over a closer selector in the file",
        ),
    ],
)
def test_select(choices: Sequence[Choice], expected: list[str]) -> None:
    assert selected(*choices) == expected


def test_families() -> None:
    assert selected(families=("KALE3", "KALE4")) == ["KALE001", "KALE010", "KALE301", "KALE302", "KALE501"]
    assert selected(Choice(("KALE1",)), families=("KALE3",)) == ["KALE001", "KALE501"]


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
    problem = unknown(RULES, ["KALE301", selector])
    assert problem is not None
    assert repr(selector) in problem
    assert hint in problem


def test_known_selectors() -> None:
    assert unknown(RULES, ["KALE", "KALE3", "kale302", "unknown-tag"]) is None
