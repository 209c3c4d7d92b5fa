"""Artifact names and types: Kale's wherever KFP can have them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kale_core.compiler.artifacts import artifact_names, artifact_type


@pytest.mark.parametrize(
    ("variable", "parameters", "input_name"),
    [
        pytest.param("df", [], "df_input_artifact", id="kept"),
        pytest.param("X_train2", ["df"], "X_train2_input_artifact", id="kept-with-parameters"),
        pytest.param("self", [], "self_input_artifact", id="not-reserved-with-the-suffix"),
        pytest.param("_cache", [], "var_cache_input_artifact", id="leading-underscore"),
        pytest.param("größe", [], "gr_u00f6u00df_e_input_artifact", id="umlauts"),
        pytest.param("ж", [], "var_u0436_input_artifact", id="not-latin"),
        pytest.param("df", ["df_input_artifact"], "df_2_input_artifact", id="parameter-with-the-name"),
        pytest.param("df", ["df_output_artifact"], "df_2_input_artifact", id="parameter-with-the-output-name"),
    ],
)
def test_input_names(variable: str, parameters: list[str], input_name: str) -> None:
    assert artifact_names([variable], parameters=parameters).input(variable) == input_name


def test_encoded_names_give_way_to_variables_of_that_name() -> None:
    names = artifact_names(["_cache", "__cache", "var_cache"], parameters=["var_cache_2_output_artifact"])
    assert names.output("var_cache") == "var_cache_output_artifact"
    assert sorted([names.output("_cache"), names.output("__cache")]) == [
        "var_cache_3_output_artifact",
        "var_cache_4_output_artifact",
    ]


def test_report_and_metrics_give_way_to_parameters() -> None:
    names = artifact_names([], parameters=["load_html_report", "kale_metrics_artifact"])
    assert names.report("load") == "load_html_report_2"
    assert names.report("train") == "train_html_report"
    assert names.metrics == "kale_metrics_artifact_2"


@given(st.sets(st.from_regex(r"[^\W\d]\w{0,6}", fullmatch=True).filter(str.isidentifier), max_size=8), st.randoms())
def test_all_names_differ_and_suit_kfp(variables: set[str], random: object) -> None:
    shuffled = list(variables)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    parameters = [f"{name}_input_artifact" for name in shuffled[::2]]
    names = artifact_names(shuffled, parameters=parameters)
    given_out = [name for variable in variables for name in (names.input(variable), names.output(variable))]
    assert len({*given_out, *parameters}) == len(given_out) + len(set(parameters))
    assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name) for name in given_out)
    assert artifact_names(sorted(variables), parameters=parameters).stems == names.stems


@pytest.mark.parametrize(
    ("variable", "expected"),
    [("model", "Model"), ("best_model_2", "Model"), ("remodel", "Model"), ("Model", "Dataset"), ("df", "Dataset")],
)
def test_types(variable: str, expected: str) -> None:
    assert artifact_type(variable) == expected
