"""The text of the runtime, as the compiler puts it into a generated file.

KFP ships plain functions only, so the runtime is a set of functions that import what they need themselves. They live in
the ordinary modules beside this one, and are cut out of them here as text: nothing of the runtime is imported.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Final

#: What a step installs beside the packages of its own imports: if data crosses, ...
DATA_REQUIREMENTS: Final = ("dill",)
#: ... if a cell uses IPython (a report does), ...
IPYTHON_REQUIREMENTS: Final = ("ipython",)
#: ... and if it has a report.
REPORT_REQUIREMENTS: Final = ("nbconvert", "nbformat")

#: What a package may bring, by the root of its imports or by its project: the backends for the objects that its users
#: hold. Where one is missing dill saves the object, which is right too, but larger, or less forgiving about versions;
#: only what pickle cannot do at all (a DMatrix, a Keras model, a tf.data.Dataset) needs its backend.
OPTIONAL_BACKENDS: Final[Mapping[str, tuple[str, ...]]] = {
    "accelerate": ("numpy", "torch"),
    "catboost": ("numpy", "sklearn"),
    "category-encoders": ("numpy", "pandas", "sklearn"),
    "category_encoders": ("numpy", "pandas", "sklearn"),
    "cv2": ("numpy",),
    "dask": ("numpy", "pandas"),
    "datasets": ("numpy", "pandas"),
    "diffusers": ("numpy", "torch"),
    "fastai": ("numpy", "pandas", "torch"),
    "geopandas": ("numpy", "pandas"),
    "imbalanced-learn": ("numpy", "pandas", "sklearn"),
    "imblearn": ("numpy", "pandas", "sklearn"),
    "jax": ("numpy",),
    "keras": ("keras", "numpy"),
    "keras-tuner": ("keras", "numpy"),
    "keras_tuner": ("keras", "numpy"),
    "lightgbm": ("numpy", "pandas", "sklearn"),
    "lightning": ("numpy", "torch"),
    "numpy": ("numpy",),
    "pandas": ("numpy", "pandas"),
    "opencv-python": ("numpy",),
    "opencv-python-headless": ("numpy",),
    "polars": ("numpy", "pandas"),
    "pyarrow": ("numpy", "pandas"),
    "pytorch-lightning": ("numpy", "torch"),
    "pytorch_lightning": ("numpy", "torch"),
    "scikit-image": ("numpy",),
    "scikit-learn": ("numpy", "pandas", "sklearn"),
    "scipy": ("numpy",),
    "seaborn": ("numpy", "pandas"),
    "sentence-transformers": ("numpy", "torch"),
    "sentence_transformers": ("numpy", "torch"),
    "skimage": ("numpy",),
    "sklearn": ("numpy", "pandas", "sklearn"),
    "skorch": ("numpy", "sklearn", "torch"),
    "statsmodels": ("numpy", "pandas"),
    "tensorflow": ("keras", "numpy", "tensorflow"),
    "tensorflow-cpu": ("keras", "numpy", "tensorflow"),
    "tensorflow-datasets": ("numpy", "tensorflow"),
    "tensorflow_datasets": ("numpy", "tensorflow"),
    "tf-keras": ("keras", "numpy", "tensorflow"),
    "tf_keras": ("keras", "numpy", "tensorflow"),
    "timm": ("numpy", "torch"),
    "torch": ("numpy", "torch"),
    "torchaudio": ("numpy", "torch"),
    "torchvision": ("numpy", "torch"),
    "transformers": ("numpy", "torch"),
    "xarray": ("numpy", "pandas"),
    "xgboost": ("numpy", "pandas", "sklearn", "xgboost"),
    "yfinance": ("numpy", "pandas"),
}

#: The modules in reading order: the entry point, then what it calls.
_CORE: Final = ("runner", "shell", "errors", "report", "metrics", "parameters", "marshal")


@dataclass(frozen=True, slots=True)
class RuntimeFunction:
    """A function of the runtime: its name, and its source as it stands, without a line break at the end."""

    name: str
    source: str


def backends_for(packages: Iterable[str]) -> tuple[str, ...]:
    """Name the backends that a notebook with these packages needs, sorted. Those that bring none are ignored."""
    return tuple(sorted({backend for package in packages for backend in OPTIONAL_BACKENDS.get(package, ())}))


def runtime_functions(packages: Collection[str]) -> tuple[RuntimeFunction, ...]:
    """Return the functions of the runtime for a notebook with these packages, the entry point `_run_step` first."""
    backends = backends_for(packages)
    functions = [function for module in _CORE for function in _functions(f"{module}.py")]
    functions += [_with_only(backends, table) for table in _functions("backends/__init__.py")]
    functions += [function for backend in backends for function in _functions(f"backends/{backend}.py")]
    functions += _functions("pickling.py")
    return tuple(functions)


def _functions(path: str) -> list[RuntimeFunction]:
    text = resources.files(__package__).joinpath(path).read_text(encoding="utf-8")
    lines = text.splitlines()
    definitions = [node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)]
    return [RuntimeFunction(node.name, "\n".join(lines[node.lineno - 1 : node.end_lineno])) for node in definitions]


def _with_only(backends: Collection[str], table: RuntimeFunction) -> RuntimeFunction:
    """Drop the lines of the other backends from the table of them all."""
    kept = tuple(f'        "{backend}":' for backend in backends)
    lines = [line for line in table.source.split("\n") if line.startswith(kept) or not line.startswith('        "')]
    return RuntimeFunction(table.name, "\n".join(lines).replace("{\n    }", "{}"))
