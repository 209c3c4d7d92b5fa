"""Runs a notebook as a notebook, and its pipeline with `kfp.local`, and tells what each computed.

Both runs are processes of their own. Values are compared by content, with `joblib.hash`, which knows arrays, frames and
estimators; functions of the notebook are left out, as equal ones need not be equal in content. A
copy is hashed, because what objects share inside themselves differs before and after any transport.
"""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from kale_core.analysis.dataflow import Dataflow, analyse
from kale_core.compiler import Compiler
from kale_core.processor import NotebookProcessor


@dataclass(frozen=True)
class Results:
    """`metrics` by the name that KFP shows, `variables` by name as a digest of their content."""

    metrics: dict[str, float]
    variables: dict[str, str]


_REPORT = """
import json as _json, joblib as _joblib, pickle as _pickle

def _digest(value):
    if hasattr(value, "__code__"):
        return value.__name__
    if isinstance(value, dict):
        return [[repr(key), _digest(each)] for key, each in value.items()]
    if hasattr(value, "get_params"):
        return [type(value).__name__, {name: _digest(each) for name, each in sorted(vars(value).items())}]
    if isinstance(value, (list, tuple)):
        return [_digest(each) for each in value]
    if type(value).__name__ == "Tree":  # its nodes have padding bytes, which nobody sets
        nodes = value.__getstate__()["nodes"]
        return [_joblib.hash(nodes[field].copy()) for field in nodes.dtype.names]
    if type(value).__module__.split(".")[0] == "pandas" and hasattr(value, "index"):
        from pandas.util import hash_pandas_object
        index = [str(value.index.dtype), str(value.index.names), str(getattr(value.index, "freq", None))]
        columns = [str(getattr(value, "dtypes", None)), str(getattr(value, "columns", getattr(value, "name", None)))]
        return [index, columns, _joblib.hash(hash_pandas_object(value).to_numpy())]
    if hasattr(value, "__dict__") and type(value).__module__ == "__main__":
        return [type(value).__name__, {name: _digest(each) for name, each in sorted(vars(value).items())}]
    return _joblib.hash(_pickle.loads(_pickle.dumps(value)))

_data = {name: globals()[name] for name in NAMES if not hasattr(globals()[name], "__code__")}
_variables = {name: _json.dumps(_digest(value)) for name, value in _data.items()}
_metrics = {label: float(globals()[name]) for label, name in METRICS.items()}
with open(FILE, "w") as _file:
    _json.dump({"metrics": _metrics, "variables": _variables}, _file)
"""

# Packages are those of this environment: what a pod would install is not installed once more for each step.
_PIPELINE = """
import functools, importlib.util, json, pathlib, sys
from kfp import dsl, local

real = dsl.component
def component(packages_to_install=None, **settings):
    return real(**settings, packages_to_install=[], install_kfp_package=False)
dsl.component = component

spec = importlib.util.spec_from_file_location("generated", sys.argv[1])
generated = importlib.util.module_from_spec(spec)
sys.modules["generated"] = generated
spec.loader.exec_module(generated)
local.init(local.SubprocessRunner(use_venv=False), pipeline_root="out")
generated.auto_generated_pipeline()

metrics = {}
for file in pathlib.Path("out").glob("*/*/executor_output.json"):
    written = json.loads(file.read_text()).get("artifacts", {})
    for each in written.get("kale_metrics_artifact", {"artifacts": []})["artifacts"]:
        metrics.update(each["metadata"])

inputs = {}
for step, name, artifact in json.loads(sys.argv[2]):
    (path,) = pathlib.Path("out").glob(f"*/{step}-step/{artifact}")
    inputs[name] = str(path)
cell = sys.argv[3].replace("NAMES", repr(list(inputs))).replace("METRICS", "{}")
shared = [*generated._shared_cells()] if hasattr(generated, "_shared_cells") else []
generated._run_step("compare", shared=shared, cells=["\\n" + cell + "\\n"], inputs=inputs,
                    parameters=json.loads(sys.argv[5]), ipython=True)
found = json.loads(pathlib.Path(sys.argv[4]).read_text())
found["metrics"] = metrics
pathlib.Path(sys.argv[4]).write_text(json.dumps(found))
"""


def artifacts(flow: Dataflow) -> list[tuple[str, str, str]]:
    """The last step, in the one order, that hands on each variable: `(step with dashes, variable, artifact)`."""
    last = {name: step.step for step in flow.steps for name in step.outputs}
    return [(step.replace("_", "-"), name, f"{name}_output_artifact") for name, step in last.items()]


def run_as_notebook(notebook: Path, folder: Path, *, names: list[str]) -> Results:
    """Execute all cells of the notebook from top to bottom in a kernel."""
    import nbformat
    from nbclient import NotebookClient

    pipeline = NotebookProcessor(str(notebook)).run()
    document = nbformat.read(notebook, as_version=4)  # type: ignore[no-untyped-call]
    metrics = {metric.name: metric.variable for metric in pipeline.metrics}
    file = folder / "notebook.json"
    source = _REPORT.replace("NAMES", repr(names)).replace("METRICS", repr(metrics))
    source = source.replace("FILE", repr(str(file)))
    document.cells.append(nbformat.v4.new_code_cell(source))  # type: ignore[no-untyped-call]
    resources = {"metadata": {"path": str(folder)}}
    NotebookClient(document, timeout=300, kernel_name="python3", resources=resources).execute()
    return Results(**json.loads(file.read_text()))


def run_as_pipeline(notebook: Path, folder: Path, *, names: list[str] | None = None) -> Results:
    """Compile the notebook and run the generated file with `kfp.local`, each step in a process of its own.

    `names` are the variables to tell of; by default all that cross.
    """
    pipeline = NotebookProcessor(str(notebook)).run()
    flow = analyse(pipeline)
    generated = folder / "generated.kale.py"
    generated.write_text(Compiler(pipeline, flow).compile(), encoding="utf-8")
    told = [each for each in artifacts(flow) if names is None or each[1] in names]
    file = folder / "pipeline.json"
    report = _REPORT.replace("FILE", repr(str(file)))
    defaults = {each.name: ast.literal_eval(each.default) for each in pipeline.parameters}
    done = subprocess.run(
        [sys.executable, "-c", _PIPELINE, str(generated), json.dumps(told), report, str(file),
         json.dumps(defaults)],
        cwd=folder, capture_output=True, text=True, timeout=600, env={**os.environ, "MPLBACKEND": "agg"},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-3000:]
    return Results(**json.loads(file.read_text()))
