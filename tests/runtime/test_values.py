"""Parameters and metrics."""

from __future__ import annotations

import pytest

from kale_core.runtime.parameters import _typed
from tests.runtime.conftest import Steps


@pytest.mark.parametrize(
    ("value", "default", "typed"),
    [
        pytest.param([1.0, 2.0], [3, 4], [1, 2], id="ints"),
        pytest.param([1, 2.0], [0.5, 4.0], [1.0, 2.0], id="floats"),
        pytest.param([1.0, 2.0, 3.0], [3], [1, 2, 3], id="longer"),
        pytest.param([1.0, 2.0], [1, 0.5], [1, 2.0], id="mixed-by-place"),
        pytest.param([1.0, 2.0, 3.0], [1, 0.5], [1, 2.0, 3.0], id="mixed-and-longer"),
        pytest.param([2.5], [1], [2.5], id="never-rounded"),
        pytest.param([1.0], [], [1.0], id="nothing-known"),
        pytest.param({"a": 1.0, "b": 2.0}, {"a": 1, "b": 2.0}, {"a": 1, "b": 2.0}, id="by-key"),
        pytest.param({"z": 1.0}, {"a": 1}, {"z": 1}, id="other-keys"),
        pytest.param({"a": [1.0, {"b": 2.0}]}, {"a": [1, {"b": 2}]}, {"a": [1, {"b": 2}]}, id="nested"),
        pytest.param([[1.0], [2.0, 3.0]], [[1]], [[1], [2, 3]], id="nested-longer"),
        pytest.param([True, "1", 1.0, None], [1], [True, "1", 1, None], id="bools-and-strings"),
        pytest.param([1.0], [True], [1.0], id="default-bool"),
        pytest.param(3.0, 1, 3, id="scalar-int"),
        pytest.param(3, 1.0, 3.0, id="scalar-float"),
        pytest.param(float("inf"), 1, float("inf"), id="infinite"),
        pytest.param("3", 1, "3", id="string"),
    ],
)
def test_typed(value: object, default: object, typed: object) -> None:
    assert repr(_typed(value, default)) == repr(typed)  # type: ignore[no-untyped-call]


@pytest.mark.parametrize(
    ("source", "logged"),
    [
        pytest.param("m = 3", "METRIC acc float 3.0", id="int"),
        pytest.param("m = True", "METRIC acc float 1.0", id="bool"),
        pytest.param("import numpy\nm = numpy.float32(0.5)", "METRIC acc float 0.5", id="numpy"),
        pytest.param("import numpy\nm = numpy.array(0.5)", "METRIC acc float 0.5", id="numpy-0d"),
        pytest.param("from decimal import Decimal\nm = Decimal('0.5')", "METRIC acc float 0.5", id="decimal"),
        pytest.param(
            "m = float('nan')", "step 'demo', metric 'acc' is nan, which KFP cannot store: left out", id="nan"
        ),
    ],
)
def test_metrics(steps: Steps, source: str, logged: str) -> None:
    assert steps.ok(source, metrics={"acc": "m"}).lines == [logged]


@pytest.mark.parametrize(
    ("source", "failure"),
    [
        ("m = '1'", "RuntimeError: step 'demo', metric 'acc': `m` is no number but <class 'str'>: '1'"),
        ("m = [1, 2]", "RuntimeError: step 'demo', metric 'acc': `m` is no number but <class 'list'>: [1, 2]"),
        ("m = 1\ndel m", "RuntimeError: step 'demo', metric 'acc': `m` has no value"),
    ],
)
def test_metrics_that_are_none(steps: Steps, source: str, failure: str) -> None:
    assert steps.run(source, metrics={"acc": "m"}).failure == failure
