"""The pipeline as text at the top of a generated file."""

from __future__ import annotations

import textwrap

from kale_core.compiler.drawing import WIDTH, draw
from tests.compiler.pipelines import WINE, WINE_FLOWS, flow, flows, pipeline, step


def test_edges_data_parameters_and_metrics() -> None:
    expected = """
        load
        check
            <- load: rows
        train
            <- load: df
            <- check
            parameters: depth, labels
        evaluate
            <- train: model
            <- load: df
            metrics: accuracy of the model
    """
    assert draw(WINE, WINE_FLOWS) == textwrap.indent(textwrap.dedent(expected).strip("\n"), "    ")


def test_one_more_edge_is_one_more_line() -> None:
    steps = [step("a"), step("b", prev="a")]
    data = flows(flow("a"), flow("b"), flow("c"))
    before = draw(pipeline(*steps, step("c", prev="a")), data).split("\n")
    after = draw(pipeline(*steps, step("c", prev="a b")), data).split("\n")
    assert [line for line in after if line not in before] == ["        <- b"]
    assert len(after) == len(before) + 1


def test_long_lists_are_folded_and_names_never_are() -> None:
    variables = [f"variable_{number}" for number in range(30)] + ["x" * 150]
    data = flows(flow("a", outputs=" ".join(variables)), flow("b", " ".join(f"{name}<a" for name in variables)))
    lines = draw(pipeline(step("a"), step("b", prev="a")), data).split("\n")
    assert [line for line in lines if len(line) > WIDTH] == [" " * 12 + "x" * 150]
    listed = " ".join(line.strip() for line in lines[2:]).removeprefix("<- a: ").split(", ")
    assert listed == variables


def test_a_chain_of_twenty_steps() -> None:
    steps = [step(f"s{number}", prev=f"s{number - 1}" if number else "") for number in range(20)]
    lines = draw(pipeline(*steps), flows(*(flow(each.name) for each in steps))).split("\n")
    assert lines[0] == "    s0"
    assert lines[1:] == [line for n in range(1, 20) for line in (f"    s{n}", f"        <- s{n - 1}")]
