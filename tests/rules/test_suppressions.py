"""Comments that suppress findings: what they cover, and what is said of those that cover nothing."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kale_core.processor import process
from kale_core.rules.registry import RULES
from kale_core.rules.rule import Subject
from kale_core.rules.suppressions.unused_suppression import remaining
from tests.notebooks import RawCell, cell, markdown, notebook
from tests.rules.checking import HERE, check, rows
from tests.rules.test_fixes import fixed

LOAD = cell("step:load", "data = [1]")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("print(data)", ["KALE302 2:1:7"], id="none"),
        pytest.param("print(data)  # kale: ignore[KALE302] why", [], id="a code"),
        pytest.param("print(data)  # kale: ignore[missing-dependency]", [], id="a name"),
        pytest.param("print(data)  # kale: ignore[KALE3]", [], id="a family"),
        pytest.param("print(data)  # KALE: Ignore[kale302]", [], id="in other case"),
        pytest.param("print(data)  #kale:ignore[ KALE302 ,]", [], id="other white space"),
        pytest.param("print(data)  # kale: ignore [KALE302]", [], id="a space before the bracket"),
        pytest.param("print(data)  # noqa: F821 # kale: ignore[KALE302] # type: ignore", [], id="among others"),
        pytest.param("print(data)  # kale: ignore[KALE301] # kale: ignore[KALE302]", ["KALE010 2:1:14"], id="two"),
        pytest.param("print(\n    data,  # kale: ignore[KALE302]\n)", [], id="in brackets"),
        pytest.param(
            "print(\n    data,\n)  # kale: ignore[KALE302]", ["KALE302 2:2:5", "KALE010 2:3:4"], id="too late"
        ),
        pytest.param("# kale: ignore[KALE302]\nprint(data)", ["KALE010 2:1:1", "KALE302 2:2:7"], id="too early"),
        pytest.param("print(1 + \\\n data[0] + \\\n 2)  # kale: ignore[KALE302]", [], id="continued lines"),
        pytest.param('print(f"""\n{data}\n""")  # kale: ignore[KALE302]', [], id="a long string"),
        pytest.param("x = '# kale: ignore[KALE302]'; data", ["KALE302 2:1:32"], id="in a string"),
        pytest.param("# kale: ignore-cell[KALE302] why\nprint(data)", [], id="the cell"),
        pytest.param(
            "print(data)\n\nx = 1\n# kale: ignore-cell[KALE302, KALE8]", ["KALE011 2:4:30"], id="anywhere in it"
        ),
        pytest.param("%%time\nprint(data)  # kale: ignore[KALE302]", [], id="a cell magic"),
        pytest.param("%time print(data)  # kale: ignore[KALE302]", [], id="a magic with code"),
        pytest.param("  print(data)  # kale: ignore[KALE302]", [], id="an indented cell"),
        pytest.param("data  # kale: ignore[KALE302]\n!pip install x", ["KALE607 2:2:1"], id="IPython below"),
        pytest.param("!pip install x  # kale: ignore[KALE607]", [], id="a shell command"),
        pytest.param("!pip install \\\n  x  # kale: ignore[KALE607]", [], id="a long shell command"),
        pytest.param("%%bash\n# kale: ignore-cell[KALE607]\npip install x", [], id="in the body of a cell magic"),
        pytest.param("def f(:  # kale: ignore[KALE303]", [], id="not Python"),
        pytest.param("print(data)  # kale: ignored[KALE302]", ["KALE302 2:1:7"], id="prose"),
        pytest.param("print(data)  # kale is to ignore[KALE302]", ["KALE302 2:1:7"], id="more prose"),
        pytest.param("print(data)  # kale: use it", ["KALE302 2:1:7"], id="a comment for people"),
    ],
)
def test_what_a_comment_covers(source: str, expected: list[str]) -> None:
    assert rows(notebook([LOAD, cell("step:show", source)])) == expected


@pytest.mark.parametrize(
    ("tags", "source", "expected"),
    [
        pytest.param("step:a, hide-input", "x = 1", ["KALE101 1 hide-input"], id="none"),
        pytest.param("step:a, hide-input", "# kale: ignore-cell[KALE101]\nx = 1", [], id="the cell"),
        pytest.param("step:a, hide-input", "x = 1  # kale: ignore[KALE101]", [], id="the line that is shown"),
        pytest.param(
            "step:a, hide-input",
            "x = 1\ny = 1  # kale: ignore[KALE1]",
            ["KALE101 1 hide-input", "KALE010 1:2:8"],
            id="other",
        ),
    ],
)
def test_findings_on_tags(tags: str, source: str, expected: list[str]) -> None:
    assert rows(notebook([cell(tags, source)])) == expected


def test_each_cell_is_on_its_own() -> None:
    cells = [LOAD, cell("step:show", "print(data)"), cell("", "# kale: ignore-cell[KALE302]")]
    assert rows(notebook(cells)) == ["KALE302 2:1:7", "KALE010 3:1:1"]
    assert rows(notebook([LOAD, markdown("# kale: ignore[KALE302"), cell("skip", "# kale: ignore")])) == [
        "KALE012 3:1:1"
    ]


def test_the_metadata_has_no_line() -> None:
    built = notebook([cell("step:a", "# kale: ignore-cell[KALE122]")], metadata={"pipeline_name": "demo", "nam": "x"})
    assert rows(built) == ["KALE122 kubeflow_notebook/nam", "KALE010 1:1:1"]


def test_a_notebook_of_others_has_no_suppressions() -> None:
    assert rows(notebook([cell("", "x = 1  # kale: ignore")], metadata=None)) == []


@pytest.mark.parametrize(
    ("comment", "code", "words"),
    [
        pytest.param("# kale: ignore[KALE302]", "KALE010", "`KALE302` suppresses nothing on this line", id="unused"),
        pytest.param(
            "# kale: ignore-cell[KALE302, KALE6]",
            "KALE010",
            "`KALE302` and `KALE6` suppress nothing in this cell",
            id="two",
        ),
        pytest.param("# kale: ignore[KALE3022]", "KALE011", "there is no rule `KALE3022`", id="unknown"),
        pytest.param("# kale: ignore[E501]", "KALE011", "there is no rule `E501`", id="of another tool"),
        pytest.param("# kale: ignore", "KALE012", "it names no rule in square brackets", id="no brackets"),
        pytest.param("# kale: ignore because", "KALE012", "it names no rule in square brackets", id="a reason only"),
        pytest.param(
            "# kale: ignore KALE302", "KALE012", "it names no rule in square brackets", id="no brackets at all"
        ),
        pytest.param("# kale: ignore-cell(KALE302)", "KALE012", "it names no rule in square", id="other brackets"),
        pytest.param("# kale: ignore[]", "KALE012", "its square brackets are empty", id="empty"),
        pytest.param("# kale: ignore-cell[ , ]", "KALE012", "its square brackets are empty", id="a comma"),
        pytest.param("# kale: ignore[KALE302", "KALE012", "its square brackets are not closed", id="open"),
        pytest.param("# kale: ignore-file[KALE302]", "KALE012", "there is no `ignore-file`", id="no such scope"),
        pytest.param("# kale ignore[KALE302]", "KALE012", "there is no colon behind `kale`", id="no colon"),
        pytest.param("# kale-hooks: ignore[KALE302]", "KALE012", "it is `kale`, not `kale-hooks`", id="another name"),
    ],
)
def test_what_is_said(comment: str, code: str, words: str) -> None:
    (found,) = check(notebook([cell("step:a", f"x = 1  {comment}")]))
    assert (found.code, found.step) == (code, "a")
    assert words in found.message
    assert found.place.span is not None
    assert found.place.span.column >= 8


SAFE_REMOVAL = ["safe: remove the comment"]


@pytest.mark.parametrize(
    ("source", "after", "words"),
    [
        pytest.param("x = 1  # kale: ignore[KALE302] see #12", "x = 1", SAFE_REMOVAL, id="the comment"),
        pytest.param("x = 1 # kale: ignore[KALE302]\ny = 2", "x = 1\ny = 2", SAFE_REMOVAL, id="not the last line"),
        pytest.param("# kale: ignore-cell[KALE302]\nx = 1", "x = 1", SAFE_REMOVAL, id="its line"),
        pytest.param("x = 1\n  # kale: ignore-cell[KALE302] a", "x = 1", SAFE_REMOVAL, id="the last line"),
        pytest.param("# kale: ignore-cell[KALE302] a", "", SAFE_REMOVAL, id="the only line"),
        pytest.param(
            "x = 1  # a  # kale: ignore[KALE302] b  # c", "x = 1  # a  # c", SAFE_REMOVAL, id="between others"
        ),
        pytest.param("# kale: ignore[KALE302] b  # c\nx = 1", "  # c\nx = 1", SAFE_REMOVAL, id="before another"),
        pytest.param(
            "x = 1  # kale: ignore[KALE302] # kale: ignore[KALE6]", "x = 1", SAFE_REMOVAL * 2, id="two comments"
        ),
        pytest.param("%time x = 1  # kale: ignore[KALE302]", "%time x = 1", SAFE_REMOVAL, id="behind a magic"),
        pytest.param("!ls  # kale: ignore[KALE302]", None, [], id="a command may see it"),
        pytest.param("%%writefile x\n# kale: ignore-cell[KALE302]", None, [], id="a file holds it"),
        pytest.param(
            "!pip install x\n# kale: ignore-cell[KALE6, KALE302, KALE8] why",
            "!pip install x\n# kale: ignore-cell[KALE6] why",
            ["safe: remove `KALE302` from the comment", "safe: remove `KALE8` from the comment"],
            id="what is unused or unknown",
        ),
        pytest.param(
            "x = 1  # kale: ignore[KALE3022]",
            "x = 1",
            ["unsafe: replace `KALE3022` by `KALE302`", "safe: remove the comment"],
            id="misspelt, and then unused",
        ),
        pytest.param("x = 1  # kale: ignore[E501]", "x = 1", SAFE_REMOVAL, id="of another tool"),
        pytest.param("!ls  # kale: ignore[KALE3022]", None, [], id="misspelt in a command"),
        pytest.param("x = 1  # kale: ignore", None, [], id="nothing is known of what it means"),
    ],
)
def test_fixes(source: str, after: str | None, words: list[str]) -> None:
    result, said = fixed(notebook([cell("step:a", source)]))
    assert result.cells[0].source == (source if after is None else after)
    assert said == words
    assert fixed(result) == (result, [])


def remaining_codes(cells: Sequence[RawCell], *selected: str) -> list[str]:
    """What is left if only the rules run whose codes begin like one of these."""
    rules = [rule for rule in RULES.values() if rule.code.startswith(selected)]
    subject = Subject("nb.ipynb", processed=process(notebook(cells)), repository=HERE)
    found = (each for rule in rules for each in rule.diagnose(subject))
    return [each.code for each in remaining(subject, found, rules=rules)]


@pytest.mark.parametrize(
    ("comment", "selected", "expected"),
    [
        pytest.param("KALE302", ["KALE01", "KALE3"], ["KALE010"], id="applied"),
        pytest.param("KALE302", ["KALE01", "KALE1"], [], id="not applied"),
        pytest.param("KALE302", ["KALE3"], [], id="no judgement is asked for"),
        pytest.param("KALE3", ["KALE01", "KALE302"], [], id="only some of a family applied"),
        pytest.param("KALE302, KALE101", ["KALE01", "KALE3"], ["KALE010"], id="one of two applied"),
        pytest.param("KALE010", ["KALE01"], ["KALE010"], id="nothing suppresses this rule"),
    ],
)
def test_only_rules_that_were_applied_are_judged(comment: str, selected: list[str], expected: list[str]) -> None:
    assert remaining_codes([cell("step:a", f"x = 1  # kale: ignore[{comment}]")], *selected) == expected


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(cell("step:b", "x = ("), id="syntax error"),
        pytest.param(cell("step:b, prev:b", "x = 1"), id="cycle"),
        pytest.param(cell("step:B", "x = 1"), id="invalid tag"),
    ],
)
def test_nothing_is_judged_while_the_pipeline_is_in_doubt(other: RawCell) -> None:
    cells = [cell("step:a", "x = 1  # kale: ignore[KALE301]"), other]
    assert remaining_codes(cells, "KALE01", "KALE301") == []
    assert remaining_codes(cells[:1], "KALE01", "KALE301") == ["KALE010"]


parts = st.sampled_from(
    [
        "# kale: ignore",
        "-cell",
        "[",
        "KALE302",
        "KALE3",
        "KALE9",
        ",",
        "]",
        " why",
        "\n",
        "x = 1 ",
        "'",
        "!ls ",
        "%%bash\n",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(parts, max_size=12).map("".join))
def test_any_comment(source: str) -> None:
    built = notebook([cell("step:a", source), cell("step:b, prev:a", source)])
    result, _ = fixed(built)
    assert not [each for each in check(result) if each.fix and each.code.startswith("KALE01")]
