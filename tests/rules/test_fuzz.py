"""Any tags, any metadata, any code in special cells: diagnostics, never an exception."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kale_core.diagnostics import Diagnostic
from kale_core.notebook import Notebook
from tests.notebooks import RawCell, cell, markdown, notebook
from tests.rules.checking import check

SLOW = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])

names = st.sampled_from(["a", "b", "c", "A", "a-b", "_x", "1", "", " a", "é", "a" * 300])
kinds = st.sampled_from("step prev block notebook limit image cache report label annotation secret steps Prev".split())
values = st.one_of(
    names, st.text(max_size=20), st.sampled_from(["cpu:1", "memory:8Gi", "nvidia.com/gpu:x", "x:y:z", "on"])
)
tags = st.one_of(
    st.builds("{}:{}".format, kinds, values),
    st.sampled_from(
        ["imports", "functions", "pipeline-parameters", "pipeline-metrics", "skip", "import", "parameters"]
    ),
    st.text(max_size=30),
)
sources = st.one_of(
    st.sampled_from(["", "x = 1", "print(x)", "# c", "print('m', x)", "x: int = -1", "import os", "%cd /", "x ="]),
    st.lists(st.sampled_from([*"a=1-()[]'\"\n :,*{}\\éf?%", "print", "None", "'''"]), max_size=15).map("".join),
    st.text(max_size=40),
)
json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=10)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)),
    max_leaves=8,
)
keys = st.sampled_from(
    """pipeline_name experiment_name pipeline_description base_image enable_caching volumes steps_defaults
    storage_class_name volume_access_mode timeout kfp_host security_context output_path marshal_path abs_working_dir
    katib_run katib_metadata experiment snapshot_volumes docker_image autosnapshot nam""".split()
)
volumes = st.lists(
    st.dictionaries(
        st.sampled_from(["name", "mount_point", "type", "size", "snapshot", "annotations", "expose_as_env_var", "x"]),
        st.one_of(json_values, st.sampled_from(["a", "/d", "pvc"])),
    ),
    max_size=3,
)
metadata = st.one_of(
    json_values,
    st.dictionaries(keys, st.one_of(json_values, volumes, st.lists(tags, max_size=3)), max_size=6),
)
special = st.sampled_from(["pipeline-parameters", "pipeline-metrics"])


def check_well_formed(built: Notebook) -> list[Diagnostic]:
    found = check(built)
    for each in found:
        assert each.message and each.message.isprintable() and not each.message.endswith(".")
        assert each.help and each.help.isprintable()
        assert each.place.cell is None or 1 <= each.place.cell <= len(built.cells)
        assert 1 <= built.physical_span(each.place).line <= built.text.count("\n") + 1
    return found


@SLOW
@given(st.lists(st.lists(tags, max_size=4).map(cell), max_size=6), st.booleans())
def test_any_tags(cells: list[RawCell], with_metadata: bool) -> None:
    built = notebook(cells, metadata={"pipeline_name": "demo"} if with_metadata else None)
    assert check_well_formed(built) == check_well_formed(built)


@SLOW
@given(metadata)
def test_any_metadata(values: Any) -> None:
    check_well_formed(notebook([cell("step:a"), cell("step:b, prev:a")], metadata=values))


@SLOW
@given(special, sources)
def test_any_code_in_special_cells(tag: str, source: str) -> None:
    check_well_formed(notebook([cell("step:a", "x = 1"), cell(tag, source), markdown(), cell("", source)]))


@SLOW
@given(st.lists(st.tuples(names, st.lists(names, max_size=4)), max_size=8))
def test_any_graph(steps: list[tuple[str, list[str]]]) -> None:
    cells = [cell([f"step:{name}", *(f"prev:{each}" for each in prev)]) for name, prev in steps]
    check_well_formed(notebook(cells))


@given(st.one_of(json_values, st.lists(json_values, max_size=3)))
def test_any_tag_list(value: Any) -> None:
    raw = cell()
    raw["metadata"]["tags"] = value
    check_well_formed(notebook([cell("step:a"), raw]))
