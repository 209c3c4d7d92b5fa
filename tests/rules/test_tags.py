"""Rules 101 to 119. A case is cells in, all findings out: code, cell, tag and a part of the message."""

from __future__ import annotations

import pytest

from tests.notebooks import RawCell, cell, markdown, notebook
from tests.rules.checking import check, codes, rows

STEP = "step:a"


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param(["steps:a"], ["KALE101 1 steps:a"], id="101-misspelt"),
        pytest.param(["step:a, hide-input"], ["KALE101 1 hide-input"], id="101-other-tool"),
        pytest.param(["step:a", "parameters"], ["KALE101 2 parameters"], id="101-papermill"),
        pytest.param(["step:a-b"], ["KALE102 1 step:a-b"], id="102"),
        pytest.param(["step:A", "step:b, prev:A", "step:A"], ["KALE102 1 step:A"], id="102-once-for-a-name"),
        pytest.param(["step:A", "step:1"], ["KALE102 1 step:A", "KALE102 2 step:1"], id="102-two-names"),
        pytest.param(["step:a", "step:b", "step:, prev:a"], ["KALE103 3 prev:a"], id="103-prev"),
        pytest.param(["step:a", "step:, limit:cpu:1"], ["KALE103 2 limit:cpu:1"], id="103-setting"),
        pytest.param(["step:a", "step:, prev:a"], ["KALE103 2 prev:a"], id="103-itself"),
        pytest.param(["step:a", "step:"], [], id="103-empty-name-alone"),
        pytest.param(["block:a", "block:"], ["KALE104 1 block:a", "KALE104 2 block:"], id="104"),
        pytest.param(["block:A"], ["KALE104 1 block:A"], id="104-invalid-name-too"),
        pytest.param(["step:a, skip"], ["KALE105 1 skip"], id="105-skip"),
        pytest.param(["step:a", "step:b, imports"], ["KALE105 2 imports"], id="105-imports"),
        pytest.param(["step:a, step:b", "step:c, prev:b"], ["KALE105 1 step:b"], id="105-two-steps"),
        pytest.param(["step:a", "imports, functions"], ["KALE105 2 functions"], id="105-two-special"),
        pytest.param(["step:a, block:a"], ["KALE104 1 block:a"], id="105-same-step-twice"),
        pytest.param(["step:a", "imports, step:"], [], id="105-empty-name-is-no-role"),
        pytest.param(["step:a", "skip, prev:a, image:python:3"], ["KALE106 2 prev:a"], id="106"),
        pytest.param(["step:a", "skip, step:, prev:a"], ["KALE106 2 prev:a"], id="106-beside-empty-name"),
        pytest.param(["step:a", "prev:b, limit:cpu:1"], ["KALE107 2 prev:b", "KALE201 2 prev:b"], id="107-prev"),
        pytest.param(["step:a", "image:python:3"], ["KALE107 2 image:python:3"], id="107-setting"),
        pytest.param(["prev:a", "step:a"], ["KALE107 1 prev:a"], id="107-above-all"),
        pytest.param(["imports", "step:, prev:a", "step:a"], ["KALE107 2 prev:a"], id="107-joins-imports"),
        pytest.param(["step:a", "step:b", "step:b, prev:a"], ["KALE108 3 prev:a"], id="108-prev"),
        pytest.param(["step:a", "step:a, limit:cpu:1"], ["KALE108 2 limit:cpu:1"], id="108-setting"),
        pytest.param(["step:a, limit:cpu:1", "step:a, limit:cpu:1"], [], id="108-repeated"),
        pytest.param(["step:a, limit:cpu:1, limit:cpu:2"], ["KALE109 1 limit:cpu:2"], id="109"),
        pytest.param(["step:a, limit:memory:1Gi, limit:memory:1024Mi"], [], id="109-same-quantity"),
        pytest.param(
            ["step:a, cache:enabled", "step:a, cache:disabled"],
            ["KALE108 2 cache:disabled", "KALE109 2 cache:disabled"],
            id="109-across-cells",
        ),
        pytest.param(["step:a, label:x:1", "step:b, label:x:2"], [], id="109-two-steps"),
        pytest.param(["step:a, secret:s:k:V, secret:t:k:V"], ["KALE109 1 secret:t:k:V"], id="109-one-variable"),
        pytest.param(["step:a, limit:gpu:1"], ["KALE110 1 limit:gpu:1"], id="110"),
        pytest.param(
            ["step:a, limit:nvidia.com/gpu:1, limit:amd.com/gpu:1"],
            ["KALE110 1 limit:amd.com/gpu:1"],
            id="110-two-kinds",
        ),
        pytest.param(["step:a, image:A"], ["KALE111 1 image:A"], id="111"),
        pytest.param(["step:a, image:python"], ["KALE112 1 image:python"], id="112-untagged"),
        pytest.param(["step:a, image:python:latest"], ["KALE112 1 image:python:latest"], id="112-latest"),
        pytest.param(["step:a, label:x:a b"], ["KALE113 1 label:x:a b"], id="113"),
        pytest.param(["step:a, secret:x"], ["KALE114 1 secret:x"], id="114"),
        pytest.param(["step:a, cache:on"], ["KALE115 1 cache:on"], id="115"),
        pytest.param(["step:a, step:a"], ["KALE116 1 step:a"], id="116"),
        pytest.param(["step:a, image:A, image:A"], ["KALE111 1 image:A", "KALE116 1 image:A"], id="116-invalid-once"),
        pytest.param(["", "step:a"], ["KALE117 1"], id="117"),
        pytest.param(["skip", "", "step:a"], ["KALE117 2"], id="117-below-skip"),
        pytest.param(["step:a, label:x:y, annotation:u:http://h:1, secret:s:k:V, report:disabled"], [], id="all-well"),
        pytest.param(
            ["imports", "functions", "pipeline-parameters", "step:a", "", "step:b, prev:a", "pipeline-metrics"],
            [],
            id="a-good-notebook",
        ),
    ],
)
def test_tags(cells: list[str], expected: list[str]) -> None:
    assert rows(notebook([cell(tags) for tags in cells])) == expected


def test_tags_of_other_tools_may_be_allowed() -> None:
    built = notebook([cell("step:a, hide-input, remove-cell")])
    assert codes(built, allowed_tags=("hide-*",)) == ["KALE101"]
    assert codes(built, allowed_tags=("hide-*", "remove-cell")) == []


def test_markdown_may_have_any_tags() -> None:
    assert codes(notebook([markdown(tags=["x", 1, "step:A"]), cell(STEP)])) == []


@pytest.mark.parametrize("tags", [["step:a", 1], {"step": "a"}, "step:a", None])
def test_a_tag_list_that_is_none(tags: object) -> None:
    raw: RawCell = cell("imports")
    raw["metadata"]["tags"] = tags
    assert "KALE118 2" in rows(notebook([cell(STEP), raw]))


def test_comments_above_the_first_tagged_cell_are_no_code() -> None:
    assert codes(notebook([cell("", "# Load the data\n\n"), cell(STEP)])) == []


def test_all_tags_with_an_invalid_name_are_related() -> None:
    (finding,) = check(notebook([cell("step:A"), cell("step:b, prev:A"), cell("step:A")]))
    assert [(related.place.cell, related.place.tag) for related in finding.related] == [(2, "prev:A"), (3, "step:A")]
    assert finding.help.startswith("write `step:a`")


@pytest.mark.parametrize(
    ("cells", "message", "help_text"),
    [
        (["step:a-b"], "the name in `step:a-b` has the character `-`", "write `step:a_b`"),
        (["block:a"], "`block:a` is a tag of Kale 0.x", "write `step:a`"),
        (["step:a", "block:"], "`block:` is a tag of Kale 0.x", "remove the tag"),
        (["step:a, skip"], "this one is tagged `step:a` and `skip`", "keep one of these tags"),
        (["step:a", "step:, prev:a"], "this cell belongs to the step `a` itself", "remove it"),
        (["step:a", "step:b", "step:, prev:a"], "Kale 2.3 drops `prev:a` here", "tagged `step:b`"),
        (["step:a", "step:b", "step:b, prev:a"], "only the first cell of a step counts", "move it to cell 2"),
        (["step:a", "skip, prev:a, cache:enabled"], "`prev:a` and `cache:enabled` have no effect", "remove them"),
        (["step:a, step:a, step:a"], "has the tag `step:a` 3 times", "keep one"),
    ],
)
def test_words(cells: list[str], message: str, help_text: str) -> None:
    finding = check(notebook([cell(tags) for tags in cells]))[-1]
    assert message in finding.message
    assert help_text in finding.help
