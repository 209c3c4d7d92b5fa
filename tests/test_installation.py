from __future__ import annotations

import pytest

from kale_core.analysis.dataflow import analyse
from kale_core.compiler import Compiler
from kale_core.installation import Installation
from kale_core.processor import process
from tests.notebooks import cell, notebook

GIVEN = Installation(
    {"cv2": "opencv-python-headless==4.10", "google.cloud": "google-all>=1", "PIL": "Pillow", "mine": "mine==1"},
    {"pillow": ("==10.4",), "dask": ("==1; x", "==2"), "dill": ("==0.3.8",), "mine": ("==3",)},
)


@pytest.mark.parametrize(
    ("source", "packages"),
    [
        pytest.param("import cv2", ["opencv-python-headless==4.10"], id="a setting"),
        pytest.param("import cv2.aruco as a", ["opencv-python-headless==4.10"], id="a module in it"),
        pytest.param("from google.cloud import storage", ["google-all>=1"], id="dotted"),
        pytest.param("import google.auth", ["google-auth"], id="beside it"),
        pytest.param("import PIL", ["Pillow==10.4"], id="a setting without version takes the pin"),
        pytest.param("import mine", ["mine==1"], id="a setting with version wins over the pin"),
        pytest.param("import dask.dataframe", ["dask[dataframe]==1; x", "dask[dataframe]==2"], id="extras"),
        pytest.param("import numpy", ["numpy"], id="neither"),
        pytest.param("import json", [], id="standard library"),
        pytest.param("import helpers", [], id="local"),
    ],
)
def test_packages_of_imports(source: str, packages: list[str]) -> None:
    pipeline = process(notebook([cell("step:a", source)])).pipeline
    flow = analyse(pipeline, local_modules={"helpers"}, installation=GIVEN).of("a")
    assert list(flow.packages) == packages


def test_a_module_of_the_standard_library_may_have_a_package() -> None:
    pipeline = process(notebook([cell("step:a", "import distutils")])).pipeline
    given = Installation({"distutils": "setuptools<80"})
    assert analyse(pipeline, installation=given).of("a").packages == ("setuptools<80",)


CELLS = [cell("step:load, report:disabled", "data = [1]"), cell("step:show, prev:load, report:disabled", "print(data)")]


def compiled(given: Installation) -> str:
    pipeline = process(notebook(CELLS)).pipeline
    return Compiler(pipeline, analyse(pipeline, installation=given)).compile()


def test_what_the_runner_needs_is_pinned_too() -> None:
    assert compiled(GIVEN).count("'dill==0.3.8',") == 2
    assert compiled(Installation({"dill": "dill==0.3.9"}, GIVEN.pins)).count("'dill==0.3.9',") == 2
    assert compiled(Installation()).count("'dill',") == 2


def test_a_backend_is_there_for_the_library_whatever_provides_it() -> None:
    cells = [cell("step:a", "import xgboost\nm = xgboost.DMatrix([])"), cell("step:b, prev:a", "print(m)")]
    pipeline = process(notebook(cells)).pipeline
    given = Installation({"xgboost": "xgboost-cpu==2.1"})
    assert "def _save_xgboost" in Compiler(pipeline, analyse(pipeline, installation=given)).compile()


def test_indexes() -> None:
    assert "pip_index_urls" not in compiled(Installation())
    text = compiled(Installation(index_urls=("https://a.example/simple", "https://b.example/simple")))
    assert (
        text.count("    pip_index_urls=[\n        'https://a.example/simple',\n        'https://b.example/simple',\n")
        == 2
    )
    assert text.count("    pip_trusted_hosts=[],\n") == 2, "KFP would else trust the indexes without a certificate"
    hosts = compiled(Installation(index_urls=("http://a.example/simple",), trusted_hosts=("a.example",)))
    assert hosts.count("    pip_trusted_hosts=[\n        'a.example',\n    ],\n") == 2
