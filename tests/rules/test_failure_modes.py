"""What goes wrong with Kale 2.3, row by row: each failure is caught by a rule, or simply works.

The numbers are those of the collected failure modes: 1 to 20 tags and structure, 21 to 35 settings and metadata, 73 to
80 parameters and metrics. A row without a case: 30, a faulty option of Kale's own command, which nothing here calls.
"""

from __future__ import annotations

from typing import Any

import pytest

from kale_core.pipeline import Pipeline
from kale_core.processor import process
from kale_core.rules.rule import Repository
from kale_core.step import StepSettings
from tests.notebooks import DEMO, RawCell, cell, notebook
from tests.rules.checking import codes

A = cell("step:a", "x = 1")


def meta(**values: Any) -> dict[str, Any]:
    return {**DEMO, **values}


CAUGHT = [
    ("1", [cell("step:add-strings")], {}, "KALE102"),
    ("2 upper case", [cell("step:Load")], {}, "KALE102"),
    ("2 digit", [cell("step:1a")], {}, "KALE102"),
    ("2 space", [cell(["step:a "])], {}, "KALE102"),
    ("3", [cell("step:_prep")], {}, "KALE102"),
    ("4 papermill", [A, cell("parameters", "y = 1")], {}, "KALE101"),
    ("4 jupyter-book", [cell("step:a, remove-cell")], {}, "KALE101"),
    ("5", [cell("block:load_data")], {}, "KALE104"),
    ("6", [A, cell("step:b, prev:kid4_step")], {}, "KALE201"),
    ("7", [cell("step:a, prev:b"), cell("step:b")], {}, "KALE204"),
    ("8", [cell("step:a, prev:a")], {}, "KALE202"),
    ("9", [cell("step:a"), cell("step:b, prev:a"), cell("step:a, prev:b")], {}, "KALE203"),
    ("10", [A, cell("step:b"), cell("step:b, prev:a, image:python:3.12")], {}, "KALE108"),
    ("12", [cell("", "import os"), A], {}, "KALE117"),
    ("14 skip", [cell("step:a, skip")], {}, "KALE105"),
    ("14 imports", [cell("imports, step:a")], {}, "KALE105"),
    ("15", [cell("step:a, step:b")], {}, "KALE105"),
    ("16", [cell("step:")], {}, "KALE205"),
    ("17", [cell("imports", "import os")], {}, "KALE205"),
    *((f"18 {tag}", [cell("imports"), cell(tag), A], {}, "KALE107") for tag in (
        "prev:a", "image:python:3.12", "limit:cpu:1", "label:a:b", "annotation:a:b", "cache:enabled", "report:disabled",
        "secret:s:k:V",
    )),
    ("19", [A, cell("pipeline-metrics", "print(x)"), cell("step:b")], {}, "KALE706"),
    ("22", [cell("step:a, limit:nvidia.com/gpu:abc")], {}, "KALE110"),
    ("25 label", [cell(['step:a', 'label:team:a"b'])], {}, "KALE113"),
    ("26 empty", [A], {"pipeline_name": ""}, "KALE121"),
    ("26 characters", [A], {"pipeline_name": "My_Pipe"}, "KALE121"),
    ("26 missing", [A], {}, "KALE120"),
    ("27", [A], {"pipeline_name": "a" * 125}, "KALE121"),
    ("28", [A], meta(experiment_name=" "), "KALE124"),
    ("29", [A], meta(docker_image="x", autosnapshot=True), "KALE123"),
    ("29 unknown", [A], meta(foo=1), "KALE122"),
    ("32 mount point", [A], meta(volumes=[
        {"name": "a", "mount_point": "/d", "type": "pvc"}, {"name": "b", "mount_point": "/d", "type": "pvc"},
    ]), "KALE125"),
    ("32 type", [A], meta(volumes=[{"name": "a", "mount_point": "/d", "type": "new_pvc"}]), "KALE125"),
    ("33", [A], meta(volumes=[{"name": "my.data", "mount_point": "/d", "type": "pvc"}]), "KALE125"),
    ("34", [cell("imports", "import os\nos.environ['AWS_SECRET_ACCESS_KEY'] = 'wJalrXUtnFEMI'"), A], {}, "KALE604"),
    ("35 syntax", [cell("step:a, image:not an image")], {}, "KALE111"),
    ("35 floating", [cell("step:a, image:python:latest")], {}, "KALE112"),
    ("73 expression", [cell("pipeline-parameters", "a = 60 * 60"), A], {}, "KALE701"),
    ("73 f-string", [cell("pipeline-parameters", "a = f'x'"), A], {}, "KALE701"),
    ("73 None", [cell("pipeline-parameters", "a = None"), A], {}, "KALE701"),
    ("73 tuple", [cell("pipeline-parameters", "a, b = 1, 2"), A], {}, "KALE701"),
    ("73 import", [cell("pipeline-parameters", "import os"), A], {}, "KALE701"),
    ("74 line break", [cell("pipeline-parameters", "a = 'x\\ny'"), A], {}, "KALE701"),
    ("79", [A, cell("pipeline-metrics", "print(accuracy)")], {}, "KALE705"),
]  # fmt: skip


@pytest.mark.parametrize(("row", "cells", "metadata", "code"), CAUGHT, ids=[row for row, *_ in CAUGHT])
def test_caught(row: str, cells: list[RawCell], metadata: dict[str, Any], code: str) -> None:
    about_name = row.startswith("26")
    assert code in codes(notebook(cells, metadata=metadata if metadata or about_name else DEMO))


def good(*cells: RawCell, **metadata: Any) -> Pipeline:
    """The pipeline of a notebook that no rule complains about."""
    built = notebook(cells, metadata=meta(**metadata))
    assert codes(built) == []
    return process(built).pipeline


def settings(*tags: str, **metadata: Any) -> StepSettings:
    return good(cell(["step:a", *tags]), **metadata).step("a").settings


def test_11_edges_without_data_are_edges() -> None:
    pipeline = good(cell("step:a"), cell("step:b"), cell("step:c, prev:a, prev:b"), cell("step:d, prev:a"))
    assert [[parent.name for parent in pipeline.parents(step)] for step in pipeline.steps] == [
        [],
        [],
        ["a", "b"],
        ["a"],
    ]


def test_13_untagged_cells_join_the_step_above_across_skip() -> None:
    assert [each.number for each in good(cell("step:a"), cell("skip"), cell("", "y = 3")).step("a").cells] == [1, 3]


def test_20_a_cleaner_removed_the_tags() -> None:
    repository = Repository(generated=(".kale/demo.kale.py",), notebook="nb.ipynb")
    assert codes(notebook([cell("", "x = 1")]), repository=repository) == ["KALE005"]


def test_21_limits_of_every_resource_reach_the_step() -> None:
    limits = settings("limit:memory:8Gi", "limit:cpu:500m").limits
    assert limits == (("memory", "8Gi"), ("cpu", "500m"))


@pytest.mark.parametrize("resource", ["example.com/gpu2", "nvidia.com/mig-1g.5gb"])
def test_23_digits_in_a_limit(resource: str) -> None:
    assert settings(f"limit:{resource}:1").limits == ((resource, "1"),)


def test_24_colons_in_an_annotation_stay() -> None:
    assert settings("annotation:url:http://h:80/x").annotations == (("url", "http://h:80/x"),)


def test_25_quotes_are_text_like_any_other() -> None:
    text = 'it\'s "quoted" \\ and\nlong'
    assert settings(f"annotation:note:{text}").annotations == (("note", text),)
    assert good(A, pipeline_description=text).config.pipeline_description == text


def test_28_an_experiment_may_be_called_as_kfp_allows() -> None:
    assert good(A, experiment_name="Default").config.experiment_name == "Default"


@pytest.mark.parametrize(
    ("default", "expected"),
    [
        ("image:python:3.11", StepSettings(image="python:3.11")),
        ("cache:disabled", StepSettings(cache=False)),
        ("report:disabled", StepSettings(report=False)),
        ("limit:cpu:1", StepSettings(limits=(("cpu", "1"),))),
    ],
)
def test_31_all_settings_may_be_defaults(default: str, expected: StepSettings) -> None:
    assert settings(steps_defaults=[default]) == expected


@pytest.mark.parametrize(
    ("row", "source", "expected"),
    [
        ("73 sign", "a = -1", [("a", "int", "-1")]),
        ("73 annotation", "a: int = 1", [("a", "int", "1")]),
        ("73 list", "a = [1]", [("a", "list", "[1]")]),
        ("74 quotes", "a = \"it's\"", [("a", "str", '"it\'s"')]),
        ("74 backslash", "a = 'C:\\\\new'", [("a", "str", "'C:\\\\new'")]),
        ("75", "LR = 1\nlr = 2", [("LR", "int", "1"), ("lr", "int", "2")]),
        ("76", "a_step = 1\na_html_report = 2", [("a_step", "int", "1"), ("a_html_report", "int", "2")]),
        ("77", "a = 1", [("a", "int", "1")]),
    ],
)  # fmt: skip
def test_parameters_that_work(row: str, source: str, expected: list[tuple[str, str, str]]) -> None:
    names = ", ".join(name for name, _, _ in expected)
    pipeline = good(cell("pipeline-parameters", source), cell("step:a", f"print({names})"))
    assert [(each.name, each.type, each.default) for each in pipeline.parameters] == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [('print("accuracy:", Accuracy_)', ("accuracy", "Accuracy_")), ("print(Accuracy_)", ("Accuracy_", "Accuracy_"))],
)
def test_78_labels_and_names_of_metrics(source: str, expected: tuple[str, str]) -> None:
    (metric,) = good(cell("step:a", "Accuracy_ = 1"), cell("pipeline-metrics", source)).metrics
    assert (metric.name, metric.variable) == expected


def test_80_a_metric_belongs_to_its_step_only() -> None:
    from kale_core.analysis.dataflow import analyse

    pipeline = good(
        cell("step:a", "accuracy = 1"),
        cell("step:b, prev:a", "print(accuracy)"),
        cell("pipeline-metrics", "print(accuracy)"),
    )
    assert analyse(pipeline).metric_steps == (("accuracy", "a"),)
