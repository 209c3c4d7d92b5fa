"""What KFP refuses, and what it would fail on later, is reported where it comes from."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from kale_core.analysis.dataflow import Dataflow
from kale_core.config import KEY
from kale_core.diagnostics import Diagnostic, Place, Span
from kale_core.kfp.package import Refusal, compile_package
from kale_core.kfp.verification import diagnostics
from kale_core.parameters import Parameter
from kale_core.pipeline import Pipeline
from kale_core.step import Step
from tests.compiler.pipelines import WINE, WINE_FLOWS, flow, flows, generate, parameter, pipeline, step

pytest.importorskip("kfp")

PLACE = Place(cell=2, span=Span(3, 1, 3, 5))


def at(place: Place, of: Parameter) -> Parameter:
    return replace(of, place=place)


def moved(of: Step, *, cell: int) -> Step:
    """The step with its first cell at another place in the notebook."""
    return replace(of, cells=(replace(of.cells[0], number=cell), *of.cells[1:]))


def verified(of: Pipeline, data: Dataflow | None = None, *, old: str = "", new: str = "") -> list[Diagnostic]:
    """What is found in a pipeline that no rule has checked, after a replacement in its generated file."""
    source = generate(of, data)
    assert old in source
    source = source.replace(old, new, 1)
    return list(diagnostics(compile_package(source), source=source, pipeline=of, path="nb.ipynb"))


def summary(found: list[Diagnostic]) -> list[tuple[Any, ...]]:
    return [(each.code, each.step, each.place) for each in found]


def test_nothing() -> None:
    assert verified(WINE, WINE_FLOWS) == []


def test_a_default_with_a_line_break_makes_a_package_that_nobody_can_read() -> None:
    bad = at(PLACE, parameter("title", repr("a\nb: c"), "str"))
    (found,) = verified(pipeline(step("one"), parameters=(parameter("n", "1"), bad)))
    assert (found.code, found.place) == ("KALE509", PLACE)
    assert found.message.startswith("KFP refuses the pipeline: ")
    assert "\n" not in found.message


@pytest.mark.parametrize(
    ("default", "kind"),
    [
        pytest.param("float('nan')", "float", id="not a number"),
        pytest.param("[None]", "list", id="none in a list"),
        pytest.param("{1: 2}", "dict", id="a key that is no text"),
    ],
)
def test_a_default_that_kfp_cannot_take(default: str, kind: str) -> None:
    source = generate(pipeline(step("one"), parameters=(parameter("x", "1", kind),))).replace("= 1,", f"= {default},")
    assert isinstance(compile_package(source), Refusal)


def test_a_default_that_kfp_changes() -> None:
    bad = at(PLACE, parameter("big", str(2**53 + 1)))
    (found,) = verified(pipeline(step("one"), parameters=(bad,)))
    assert (found.code, found.place) == ("KALE509", PLACE)
    assert found.message == "KFP keeps the default of parameter `big` as `9007199254740992.0`"


def test_a_name_that_kfp_refuses() -> None:
    bad = at(PLACE, parameter("_big", "1"))
    (found,) = verified(pipeline(step("one"), parameters=(bad,)), flows(flow("one", parameters=("_big",))))
    assert (found.code, found.place) == ("KALE509", PLACE)
    assert found.message.endswith("Must begin with a letter. Got name: _big")


def test_a_parameter_that_the_message_names() -> None:
    bad = at(PLACE, parameter("size", "1"))
    of = pipeline(step("one"), parameters=(bad,))
    data = flows(flow("one", parameters=("size",)))
    found = verified(of, data, old="size: int = 1,\n):\n    _run", new="size: str = 1,\n):\n    _run")
    assert summary(found) == [("KALE509", "one", PLACE)]
    assert found[0].message.startswith("KFP refuses step `one`: Incompatible argument passed to the input 'size'")


def test_a_setting_of_a_step() -> None:
    of = pipeline(step("one"), moved(step("two", prev="one", limits=(("memory", "4Gi"),)), cell=7))
    found = verified(of, old="set_memory_limit('4Gi')", new="set_memory_limit('4 GiB')")
    assert summary(found) == [("KALE509", "two", Place(7))]
    assert found[0].message.startswith("KFP refuses step `two`: Invalid memory string")


def test_a_setting_that_a_function_of_all_steps_makes() -> None:
    of = pipeline(moved(step("one"), cell=7))
    found = verified(of, old="task.set_display_name(display_name)", new="task.set_cpu_limit('x')")
    assert summary(found) == [("KALE509", "one", Place(7))]


def test_the_component_of_a_step() -> None:
    of = pipeline(moved(step("one", report=False), cell=7))
    found = verified(of, old="def one_step():", new="def one_step(data: set):")
    assert summary(found) == [("KALE509", "one", Place(7))]


def test_the_name_of_the_pipeline() -> None:
    of = pipeline(step("one"), config={"pipeline_name": "é"})
    source = generate(of)
    made = Refusal("ValueError", "Invalid pipeline name: 'é'")
    (found,) = diagnostics(made, source=source, pipeline=of, path="nb.ipynb")
    assert found.place == Place(key=(KEY, "pipeline_name"))


def test_a_syntax_error() -> None:
    found = verified(pipeline(step("one")), old="def one_step", new="def one step")
    assert summary(found) == [("KALE509", None, Place())]


def test_a_step_with_too_much_source() -> None:
    of = pipeline(moved(step("one", "x = '" + "é" * 65_000 + "'"), cell=7))
    (found,) = verified(of)
    assert (found.code, found.step, found.place) == ("KALE605", "one", Place(7))


def test_a_step_with_too_much_source_because_of_defaults() -> None:
    small = at(Place(9), parameter("small", repr("b" * 60_000), "str"))
    large = at(PLACE, parameter("large", repr("a" * 80_000), "str"))
    of = pipeline(step("one"), step("two"), parameters=(small, large))
    data = flows(flow("one", parameters=("small",)), flow("two", parameters=("small", "large")))
    assert summary(verified(of, data)) == [("KALE605", "two", PLACE)]
