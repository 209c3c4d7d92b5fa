"""What each rule offers to do, and what is left of its findings then."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kale_core.diagnostics import Applicability, Diagnostic
from kale_core.fixes import apply
from kale_core.notebook import Notebook, parse_notebook
from kale_core.rules.rule import Neighbour, Repository
from tests.notebooks import RawCell, cell, notebook, notebook_bytes
from tests.rules.checking import HERE, check
from tests.rules.test_fuzz import json_values, keys, sources, tags, volumes

KALE = "kubeflow_notebook"


def fixed(
    before: Notebook, code: str | None = None, *, unsafe: bool = True, repository: Repository = HERE
) -> tuple[Notebook, list[str]]:
    """The notebook after one round of the fixes of a rule, or of rounds of all until there are none; what they say."""
    said: list[str] = []
    for _ in range(1 if code else 50):
        found = [each for each in check(before, repository=repository) if code in (None, each.code)]
        applied = apply(before.text, [each.fix for each in found if each.fix and (unsafe or _is_safe(each))])
        if not applied.fixes:
            return before, said
        said += dict.fromkeys(f"{fix.applicability}: {fix.message}" for fix in applied.fixes)
        after = parse_notebook(applied.text.encode(), path=before.path)
        assert isinstance(after, Notebook), after
        before = after
    assert code, "the fixes of one round are undone by another"
    return before, said


def _is_safe(diagnostic: Diagnostic) -> bool:
    return diagnostic.fix is not None and diagnostic.fix.applicability is Applicability.SAFE


def tags_of(of: Notebook) -> list[str]:
    return [", ".join(each.tags) for each in of.cells]


@pytest.mark.parametrize(
    ("code", "before", "after", "words"),
    [
        pytest.param(
            "KALE101", ["steps:load"], ["step:load"], ["unsafe: replace `steps:load` by `step:load`"], id="101"
        ),
        pytest.param("KALE101", ["step:a, hide-input"], None, [], id="101-of another tool"),
        pytest.param(
            "KALE102",
            ["step:Load", "step:train, prev:Load", "step:Load"],
            ["step:load", "step:train, prev:load", "step:load"],
            ["unsafe: call the step `load` in all its tags"],
            id="102",
        ),
        pytest.param("KALE102", ["step:Load", "step:load"], None, [], id="102-the name is taken"),
        pytest.param("KALE102", ["step:a-b", "step:a b"], None, [], id="102-two want the name"),
        pytest.param("KALE102", ["step:数"], None, [], id="102-no such name"),
        pytest.param(
            "KALE103",
            ["step:a", "step:b", "step:, prev:a, image:x:1"],
            ["step:a", "step:b, prev:a, image:x:1", ""],
            ["safe: move `prev:a` and `image:x:1` to cell 2"],
            id="103",
        ),
        pytest.param(
            "KALE103", ["step:a", "step:, prev:a"], ["step:a", ""], ["safe: remove `step:` and `prev:a`"], id="103-self"
        ),
        pytest.param("KALE103", ["step:a", "step:b", "step:a", "step:, prev:b"], None, [], id="103-would point down"),
        pytest.param("KALE104", ["block:a"], ["step:a"], ["safe: replace `block:a` by `step:a`"], id="104"),
        pytest.param("KALE104", ["step:a", "block:"], ["step:a", ""], ["safe: remove `block:`"], id="104-empty"),
        pytest.param(
            "KALE104",
            ["step:a", "step:b", "block:, prev:a"],
            ["step:a", "step:b", "step:, prev:a"],
            ["safe: replace `block:` by `step:`"],
            id="104-empty beside others",
        ),
        pytest.param(
            "KALE104",
            ["block:A-1", "block:b, prev:A-1", "block:A-1"],
            ["step:a_1", "step:b, prev:a_1", "step:a_1"],
            ["unsafe: call the step `a_1` in all its tags", "safe: replace `block:b` by `step:b`"],
            id="104-invalid name",
        ),
        pytest.param(
            "KALE106",
            ["step:a", "imports, prev:a, image:x:1"],
            ["step:a", "imports"],
            ["safe: remove `prev:a` and `image:x:1`"],
            id="106",
        ),
        pytest.param(
            "KALE108",
            ["step:a", "step:b", "step:b, prev:a", "step:b, image:x:1"],
            ["step:a", "step:b, prev:a, image:x:1", "step:b", "step:b"],
            ["safe: move `prev:a` to cell 2", "safe: move `image:x:1` to cell 2"],
            id="108",
        ),
        pytest.param("KALE108", ["step:a", "step:b", "step:a, prev:b"], None, [], id="108-would point down"),
        pytest.param("KALE108", ["step:a", "step:a, prev:a"], None, [], id="108-self"),
        pytest.param(
            "KALE111", ["step:a, image: x:1"], ["step:a, image:x:1"], ["safe: replace `image: x:1` by `image:x:1`"]
        ),
        pytest.param("KALE111", ["step:a, image:X Y"], None, [], id="111-no suggestion"),
        pytest.param(
            "KALE115",
            ["step:a, cache:off"],
            ["step:a, cache:disabled"],
            ["unsafe: replace `cache:off` by `cache:disabled`"],
            id="115",
        ),
        pytest.param("KALE116", ["step:a, x, step:a"], ["step:a, x"], ["safe: keep one `step:a`"], id="116"),
        pytest.param(
            "KALE201",
            ["step:load", "step:b, prev:Load"],
            ["step:load", "step:b, prev:load"],
            ["unsafe: replace `prev:Load` by `prev:load`"],
            id="201",
        ),
        pytest.param(
            "KALE201",
            ["step:load", "step:b, prev:Load, prev:load"],
            ["step:load", "step:b, prev:load"],
            ["unsafe: replace `prev:Load` by `prev:load`"],
            id="201-twice",
        ),
        pytest.param("KALE201", ["step:b, prev:zzz"], ["step:b"], ["unsafe: remove `prev:zzz`"], id="201-dangling"),
        pytest.param(
            "KALE201", ["imports", "step:b, prev:imports"], ["imports", "step:b"], ["safe: remove `prev:imports`"]
        ),
        pytest.param("KALE201", ["step:b, prev:Load", "step:load"], None, [], id="201-would point down"),
        pytest.param(
            "KALE201",
            ["step:a", "step:b", "step:c, prev:a:b"],
            ["step:a", "step:b", "step:c, prev:a, prev:b"],
            ["safe: replace `prev:a:b` by `prev:a` and `prev:b`"],
            id="201-several",
        ),
        pytest.param("KALE201", ["step:a", "step:c, prev:a:b", "step:b"], None, [], id="201-several would point down"),
        pytest.param("KALE202", ["step:a, prev:a"], ["step:a"], ["unsafe: remove `prev:a`"], id="202"),
    ],
)
def test_tags(code: str, before: list[str], after: list[str] | None, words: list[str]) -> None:
    built = notebook([cell(each) for each in before])
    assert any(each.code == code for each in check(built))
    result, said = fixed(built, code)
    assert (tags_of(result), said) == (before if after is None else after, words)


IMPORTS = "import pandas as pd\npd.options.x = 1\npd.set(2)"
FUNCTIONS = "import os\ndef f():\n    return os.sep"


@pytest.mark.parametrize(
    ("above", "after"),
    [
        pytest.param([IMPORTS], ["imports"], id="imports"),
        pytest.param([FUNCTIONS], ["functions"], id="functions"),
        pytest.param([IMPORTS, "# text", FUNCTIONS], ["imports", "", "functions"], id="one below the other"),
        pytest.param(["import os\nx = os.sep"], [""], id="data"),
        pytest.param([IMPORTS, "x = 1"], ["", ""], id="data below would join"),
        pytest.param(["x = 1", IMPORTS], ["", "imports"], id="data above"),
        pytest.param(["%matplotlib inline\nimport os"], [""], id="not Python"),
    ],
)
def test_code_above_all_tags(above: list[str], after: list[str]) -> None:
    built = notebook([*(cell("", source) for source in above), cell("step:a")])
    assert tags_of(fixed(built, "KALE117")[0]) == [*after, "step:a"]


@pytest.mark.parametrize(
    ("code", "before", "after", "words"),
    [
        pytest.param("KALE120", {}, {"pipeline_name": "nb"}, ["unsafe: call the pipeline `nb`"], id="120"),
        pytest.param("KALE120", None, {"pipeline_name": "nb"}, ["unsafe: call the pipeline `nb`"], id="120-all"),
        pytest.param("KALE120", {"pipeline_name": None}, {"pipeline_name": "nb"}, ["unsafe: call the pipeline `nb`"]),
        pytest.param(
            "KALE121", {"pipeline_name": "A_b"}, {"pipeline_name": "a-b"}, ["unsafe: call the pipeline `a-b`"]
        ),
        pytest.param("KALE121", {"pipeline_name": ""}, {"pipeline_name": "nb"}, ["unsafe: call the pipeline `nb`"]),
        pytest.param("KALE121", {"pipeline_name": 1}, {"pipeline_name": "nb"}, ["unsafe: call the pipeline `nb`"]),
        pytest.param(
            "KALE121", {"pipeline_name": "Taken"}, {"pipeline_name": "taken-3"}, ["unsafe: call the pipeline `taken-3`"]
        ),
        pytest.param(
            "KALE122", {"timeot": 1}, {"timeout": 1}, ["unsafe: rename `timeot` to `timeout`"], id="122-misspelt"
        ),
        pytest.param("KALE122", {"timeot": 1, "timeout": 2}, None, [], id="122-misspelt beside the right one"),
        pytest.param("KALE122", {"zzz": 1}, {}, ["unsafe: remove `zzz`"], id="122-unknown"),
        pytest.param(
            "KALE122",
            {"security_context": {"enable": True}},
            {"security_context": {"enabled": True}},
            ["unsafe: rename `security_context.enable` to `enabled`"],
            id="122-nested",
        ),
        pytest.param(
            "KALE123",
            {"docker_image": "a:1", "autosnapshot": True, "auto_snapshot": False, "marshal_volume": True},
            {"base_image": "a:1"},
            [
                "safe: remove `auto_snapshot`",
                "unsafe: remove `autosnapshot`",
                "unsafe: rename `docker_image` to `base_image`",
                "safe: remove `marshal_volume`",
            ],
            id="123",
        ),
        pytest.param("KALE123", {"docker_image": ""}, {}, ["safe: remove `docker_image`"], id="123-empty"),
        pytest.param(
            "KALE123",
            {"base_image": "a:1", "docker_image": "a:1"},
            {"base_image": "a:1"},
            ["safe: remove `docker_image`"],
            id="123-the same twice",
        ),
        pytest.param(
            "KALE123",
            {"base_image": "a:1", "docker_image": "b:1"},
            {"base_image": "a:1"},
            ["unsafe: remove `docker_image`"],
            id="123-another",
        ),
        pytest.param("KALE124", {"timeout": "60"}, {"timeout": 60}, ['safe: replace `"60"` by `60`'], id="124-number"),
        pytest.param(
            "KALE124",
            {"enable_caching": "False"},
            {"enable_caching": False},
            ['safe: replace `"False"` by `false`'],
            id="124-flag",
        ),
        pytest.param("KALE124", {"enable_caching": "no", "timeout": "1h"}, None, [], id="124-anything else"),
        pytest.param(
            "KALE125",
            {"volumes": [{"name": "a", "mount_point": "/a", "type": "clone"}]},
            {"volumes": [{"name": "a", "mount_point": "/a", "type": "pvc"}]},
            ["unsafe: mount the claim of that name, which must exist"],
            id="125",
        ),
        pytest.param(
            "KALE126",
            {"steps_defaults": ["cache:off"]},
            {"steps_defaults": ["cache:disabled"]},
            ["unsafe: replace `cache:off` by `cache:disabled`"],
            id="126-misspelt",
        ),
        pytest.param(
            "KALE126",
            {"steps_defaults": ["step:a"]},
            {"steps_defaults": []},
            ["unsafe: remove `step:a`"],
            id="126-other",
        ),
        pytest.param(
            "KALE126",
            {"steps_defaults": ["image:a:1", "image:b:1"]},
            {"steps_defaults": ["image:a:1"]},
            ["unsafe: remove `image:b:1`"],
            id="126-contradiction",
        ),
        pytest.param("KALE131", {"katib_run": True}, {}, ["unsafe: remove `katib_run`"], id="131"),
    ],
)
def test_metadata(code: str, before: Any, after: Any, words: list[str]) -> None:
    has_name = code in ("KALE120", "KALE121")
    name = {} if has_name else {"pipeline_name": "x"}
    neighbours = tuple(Neighbour(f"{taken}.ipynb", taken, None) for taken in ("taken", "taken-2"))
    built = notebook([cell("step:a")], metadata=before if has_name else {**name, **before})
    result, said = fixed(built, code, repository=Repository(neighbours=neighbours, notebook="nb.ipynb"))
    assert result.metadata[KALE] == {**name, **(before if after is None else after)}
    assert said == words


def test_missing_dependencies() -> None:
    cells = [
        cell("step:a", "x = 1\ny = 2"),
        cell("step:b", "z = x + y"),
        cell("step:c", "pass"),
        cell("step:c", "print(x, z)"),
    ]
    result, said = fixed(notebook(cells))
    assert tags_of(result) == ["step:a", "step:b, prev:a", "step:c, prev:a, prev:b", "step:c"]
    assert check(result) == []
    assert all(each.startswith("unsafe: add `prev:") for each in said)
    assert fixed(notebook(cells), unsafe=False)[1] == []


def test_a_missing_dependency_that_points_down_or_makes_a_circle_has_no_fix() -> None:
    down = [cell("step:a"), cell("step:b", "x = 1"), cell("step:a", "print(x)")]
    circle = [cell("step:a, prev:c", "x = 1"), cell("step:b", "y = x"), cell("step:c, prev:b", "print(x)")]
    for cells in (down, circle):
        found = [each for each in check(notebook(cells)) if each.code == "KALE302"]
        assert [each.fix for each in found] == [None] * len(found)


def test_dependencies_that_make_a_circle_only_together_are_not_offered_together() -> None:
    cells = [cell("step:a, prev:c", "x = 1"), cell("step:b", "y = x"), cell("step:c", "print(y)")]
    offered = [each.fix for each in check(notebook(cells)) if each.code == "KALE302"]
    assert [fix is not None for fix in offered] == [True, False]


@pytest.mark.parametrize(
    ("code", "cells", "expected"),
    [
        pytest.param(
            "KALE301",
            [("step:a", "length = 1\nprint(lenght, 2)")],
            ["length = 1\nprint(length, 2)"],
            id="a name that was misspelt",
        ),
        pytest.param("KALE301", [("step:a", "print(nothing_like_it)")], None, id="a name of nothing"),
        pytest.param(
            "KALE308",
            [("imports", "import os; from math import *  # all\nx = 1"), ("step:a", "print(sqrt(pi))")],
            ["import os; from math import pi, sqrt  # all\nx = 1", "print(sqrt(pi))"],
            id="a star import",
        ),
        pytest.param(
            "KALE308",
            [("imports", "from math import *\nfrom os.path import *"), ("step:a", "print(join)")],
            None,
            id="two star imports",
        ),
        pytest.param(
            "KALE308",
            [("imports", "from math import *"), ("step:a", "length = 1\nprint(lenght)")],
            None,
            id="a star import, but a name that was misspelt",
        ),
    ],
)
def test_code_that_is_corrected(code: str, cells: list[tuple[str, str]], expected: list[str] | None) -> None:
    built = notebook([cell(*each) for each in cells])
    assert code in [each.code for each in check(built)]
    result, _ = fixed(built)
    assert [each.source for each in result.cells] == (expected or [source for _, source in cells])
    assert fixed(built, unsafe=False)[0].cells == built.cells
    assert (code in [each.code for each in check(result)]) is (expected is None)


def test_a_write_of_a_sibling_is_waited_for() -> None:
    cells = [cell("step:a", "x = []"), cell("step:b, prev:a", "x.append(1)"), cell("step:c, prev:a", "print(x)")]
    assert "KALE304" in [each.code for each in check(notebook(cells))]
    result, _ = fixed(notebook(cells))
    assert tags_of(result) == ["step:a", "step:b, prev:a", "step:c, prev:a, prev:b"]
    assert check(result) == []


def test_all_at_once() -> None:
    """A notebook of Kale 0.x, with all of its habits."""
    cells = [
        cell("", "import math"),
        cell("block:Load-Data, block:Load-Data", "data = [1]"),
        cell("block:", "more = [2]"),
        cell("block:train, prev:Load-Data, cache:off", "total = math.fsum(data)"),
        cell("block:train, prev:Load-Data, image:python:3.12", "print(total, more)"),
        cell("block:show", "print(total)"),
        cell("pipeline-metrics, prev:train", "print(total)"),
    ]
    built = notebook(cells, metadata={"docker_image": "python:3.12", "autosnapshot": True, "experimnt_name": "x"})
    result, _ = fixed(built)
    assert check(result) == []
    assert tags_of(result) == [
        "imports",
        "step:load_data",
        "",
        "step:train, prev:load_data, cache:disabled, image:python:3.12",
        "step:train, prev:load_data",
        "step:show, prev:train",
        "pipeline-metrics",
    ]
    assert result.metadata[KALE] == {"base_image": "python:3.12", "experiment_name": "x", "pipeline_name": "nb"}
    assert [each.source for each in result.cells] == [each.source for each in built.cells]


any_metadata = st.dictionaries(keys, st.one_of(json_values, volumes, st.lists(tags, max_size=3)), max_size=4)
SLOW = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@SLOW
@given(
    st.lists(st.builds(cell, st.lists(tags, max_size=4), sources), max_size=6),
    st.one_of(st.none(), any_metadata),
    st.sampled_from([None, 1, 2, "\t"]),
    st.booleans(),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)
def test_any_notebook(
    cells: list[RawCell], metadata: Any, indent: Any, ascii_only: bool, newline: str, unsafe: bool
) -> None:
    """Fixes come to an end, and leave a notebook that is written as before, and differs in tags and metadata only.

    Those that are not safe may also correct a name in a cell.
    """
    written = json.loads(notebook_bytes(cells, metadata=metadata).decode("utf-8", "surrogatepass"))

    def dump(document: Any) -> str:
        return json.dumps(document, indent=indent, ensure_ascii=ascii_only).replace("\n", newline)

    try:
        built = parse_notebook(dump(written).encode(), path="nb.ipynb")
    except UnicodeEncodeError:
        return
    assert isinstance(built, Notebook)
    result, _ = fixed(built, unsafe=unsafe)
    after = json.loads(result.text)
    assert result.text == dump(after)
    for document in (written, after):
        document["metadata"].pop(KALE, None)
        for each in document["cells"]:
            each["metadata"].pop("tags", None)
            if unsafe:
                each.pop("source")
    assert after == written


step_tags = st.builds(
    "{}:{}".format, st.sampled_from(["step", "prev", "prev", "block"]), st.sampled_from([*"abAB", ""])
)
reads = st.builds("{} = {}".format, st.sampled_from("xy"), st.sampled_from(["x", "y", "x + y", "1"]))


@SLOW
@given(st.lists(st.builds(cell, st.lists(step_tags, max_size=3), reads), max_size=7))
def test_any_graph(cells: list[RawCell]) -> None:
    """No fix makes a circle, or a dependency on a step further down."""
    built = notebook(cells)
    result, _ = fixed(built)
    remaining = [each.code for each in check(result)]
    before = [each.code for each in check(built)]
    for code in ("KALE203", "KALE204"):
        assert remaining.count(code) <= before.count(code)
