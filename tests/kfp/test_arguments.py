"""Arguments as people type them."""

from __future__ import annotations

from typing import Any

import pytest

from kale_core.diagnostics import NOTEBOOK
from kale_core.kfp.arguments import InvalidArgument, read_arguments
from kale_core.parameters import Parameter

PARAMETERS = [
    Parameter("epochs", "int", "3", NOTEBOOK),
    Parameter("rate", "float", "0.1", NOTEBOOK),
    Parameter("title", "str", "''", NOTEBOOK),
    Parameter("shuffle", "bool", "True", NOTEBOOK),
    Parameter("sizes", "list", "[]", NOTEBOOK),
    Parameter("options", "dict", "{}", NOTEBOOK),
]


@pytest.mark.parametrize(
    ("given", "value"),
    [
        ("epochs=5", 5),
        ("epochs=-5", -5),
        ("epochs=9007199254740992", 2**53),
        ("rate=1", 1.0),
        ("rate=.5e-3", 0.0005),
        ("title=", ""),
        ("title=a=b, ü ", "a=b, ü "),
        ("title=5", "5"),
        ("shuffle=false", False),
        ("shuffle=True", True),
        ("sizes=[1, 2.5, []]", [1, 2.5, []]),
        ('options={"a": [true, null]}', {"a": [True, None]}),
    ],
)
def test_values_have_the_type_of_the_parameter(given: str, value: Any) -> None:
    found = read_arguments([given], PARAMETERS)
    assert found == {given.partition("=")[0]: value}
    assert [type(each) for each in found.values()] == [type(value)]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (["epochs"], "write `name=value` instead of `epochs`"),
        (["epoch=5"], "the pipeline has no parameter `epoch`; did you mean `epochs`?"),
        (["zzz=5"], "the pipeline has no parameter `zzz`; it has `epochs`, `rate`, `title`,"),
        (["=5"], "the pipeline has no parameter ``; it has"),
        (["epochs=1", "epochs=2"], "the parameter `epochs` is given twice"),
        (["epochs=1.0"], "the parameter `epochs` is a whole number, at most 2**53, not `1.0`"),
        (["epochs=1_000"], "is a whole number"),
        (["epochs=١"], "is a whole number"),
        (["epochs= 1"], "is a whole number"),
        (["epochs=9007199254740993"], "is a whole number"),
        ([f"epochs={'9' * 5000}"], "is a whole number"),
        (["rate=nan"], "the parameter `rate` is a number, not `nan`"),
        (["rate=1e999"], "is a number"),
        (["rate=0x10"], "is a number"),
        (["shuffle=1"], "the parameter `shuffle` is `true` or `false`, not `1`"),
        (["sizes=1,2"], "the parameter `sizes` is a list as JSON, such as `[1, 2]`, not `1,2`"),
        (["sizes={}"], "is a list as JSON"),
        (['sizes=["\\ud800"]'], "is a list as JSON"),
        (["sizes=[NaN]"], "is a list as JSON"),
        (["sizes=[1e999]"], "is a list as JSON"),
        ([f"sizes=[{2**60}]"], "is a list as JSON"),
        ([f"sizes={'[' * 100000}"], "is a list as JSON"),
        (["options=[]"], "the parameter `options` is an object as JSON"),
        (["title={{$.inputs}}"], "the value of `title` holds `{{$`, where KFP would put another text"),
        (["title=\udcff"], "the value of `title` is not valid UTF-8"),
        (["title\n=1"], r"the pipeline has no parameter `title\n`; did you mean `title`?"),
    ],
)
def test_what_a_parameter_cannot_take(given: list[str], message: str) -> None:
    with pytest.raises(InvalidArgument) as caught:
        read_arguments(given, PARAMETERS)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_pipeline_without_parameters() -> None:
    assert read_arguments([], []) == {}
    with pytest.raises(InvalidArgument, match="the pipeline has no parameters, and so none called `n`"):
        read_arguments(["n=1"], [])
