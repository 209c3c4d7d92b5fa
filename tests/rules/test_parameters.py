"""Rules 7xx."""

from __future__ import annotations

import pytest

from tests.notebooks import RawCell, cell, notebook
from tests.rules.checking import check, codes, rows

TRAIN = cell("step:train", "accuracy = 0.9")


def parameters(source: str) -> RawCell:
    return cell("pipeline-parameters", source)


def metrics(source: str) -> RawCell:
    return cell("pipeline-metrics", source)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param([parameters("a = -1\nb: list = ['x']"), cell("step:s", "print(a, b)")], [], id="parameters"),
        pytest.param(
            [parameters("a = 1 + 1"), cell("step:s", "print(a)")], ["KALE701 1:1:5"], id="701-no-undefined-name"
        ),
        pytest.param([parameters("a = 1\n%cd /"), cell("step:s", "print(a)")], ["KALE701 1:2:1"], id="701-ipython"),
        pytest.param([parameters("self = 1"), cell("step:s", "print(self)")], ["KALE702 1:1:1"], id="702"),
        pytest.param([TRAIN, metrics("print('accuracy:', accuracy)")], [], id="metrics"),
        pytest.param([TRAIN, metrics("print(accuracy * 100)")], ["KALE704 2:1:7"], id="704"),
        pytest.param([TRAIN, metrics("print(acuracy)")], ["KALE705 2:1:7"], id="705"),
        pytest.param([parameters("lr = 1"), TRAIN, metrics("print(lr)")], ["KALE705 3:1:7"], id="705-a-parameter"),
        pytest.param(
            [TRAIN, metrics("print(accuracy)"), cell("step:b, prev:train")], ["KALE706 2 pipeline-metrics"], id="706"
        ),
        pytest.param(
            [TRAIN, metrics("print(accuracy)"), cell("skip"), cell("step:b")],
            ["KALE706 2 pipeline-metrics"],
            id="706-skip",
        ),
        pytest.param([TRAIN, metrics("print(accuracy)"), cell("imports"), cell("step:b")], [], id="706-as-kale-has-it"),
    ],
)
def test_parameters_and_metrics(cells: list[RawCell], expected: list[str]) -> None:
    assert rows(notebook(cells)) == expected


def test_a_metric_of_a_step_that_cannot_be_read_may_exist() -> None:
    cells = [cell("step:train", "accuracy = = 1"), metrics("print(accuracy)")]
    assert codes(notebook(cells)) == ["KALE303"]


def test_an_untagged_cell_below_a_special_one_is_reported_once() -> None:
    cells = [TRAIN, metrics("print(accuracy)"), cell("", "x = 1\ny = 2\nz = 3")]
    (finding,) = check(notebook(cells))
    assert (finding.code, finding.place.cell) == ("KALE704", 3)
    assert "this untagged cell belongs to the `pipeline-metrics` cell above it" in finding.help
