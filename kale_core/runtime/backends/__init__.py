"""Backends for the objects of well-known libraries: a pair of functions each, by the root of the module of the type.

A generated file has those that its notebook needs: `source.py` drops the others from the table below, a line each.
"""
# mypy: disallow-untyped-defs=False, disallow-untyped-calls=False

from kale_core.runtime.backends.keras import _load_keras, _save_keras
from kale_core.runtime.backends.numpy import _load_numpy, _save_numpy
from kale_core.runtime.backends.pandas import _load_pandas, _save_pandas
from kale_core.runtime.backends.sklearn import _load_sklearn, _save_sklearn
from kale_core.runtime.backends.tensorflow import _load_tensorflow, _save_tensorflow
from kale_core.runtime.backends.torch import _load_torch, _save_torch
from kale_core.runtime.backends.xgboost import _load_xgboost, _save_xgboost


def _backends():
    """Map libraries to the functions that save and load their objects."""
    return {
        "numpy": (_save_numpy, _load_numpy),
        "pandas": (_save_pandas, _load_pandas),
        "sklearn": (_save_sklearn, _load_sklearn),
        "torch": (_save_torch, _load_torch),
        "keras": (_save_keras, _load_keras),
        "tensorflow": (_save_tensorflow, _load_tensorflow),
        "xgboost": (_save_xgboost, _load_xgboost),
    }
