"""Each kind of object crosses from step to step in a pipeline, and is what it is in the notebook."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.execution.running import run_as_notebook, run_as_pipeline
from tests.notebooks import RawCell, cell, write_notebook

CHAIN: list[RawCell] = [
    cell(
        "imports",
        "import numpy as np\nimport pandas as pd\nfrom dataclasses import dataclass, field\n"
        "from sklearn.base import BaseEstimator, TransformerMixin\nfrom sklearn.linear_model import LinearRegression\n"
        "from sklearn.pipeline import make_pipeline\nfrom sklearn.preprocessing import FunctionTransformer",
    ),
    cell(
        "functions",
        "class Scale(TransformerMixin, BaseEstimator):\n"
        "    def fit(self, X, y=None):\n        self.mean_ = X.mean(axis=0)\n        return self\n"
        "    def transform(self, X):\n        return X - self.mean_\n\n"
        "@dataclass\nclass Row:\n    day: pd.Timestamp\n    values: list = field(default_factory=list)\n\n"
        "def numbers(n):\n    yield from range(n)",
    ),
    cell(
        "step:load",
        "days = pd.date_range('2020-01-01', periods=6, tz='Europe/Berlin', name='day')\n"
        "frame = pd.DataFrame({'x': np.arange(6.0), 'kind': pd.Categorical(list('abcabc'))}, index=days)\n"
        "frame['maybe'] = pd.array([1, None, 3, 4, 5, 6], 'Int64')\nframe.attrs['unit'] = 'm'\n"
        "by_kind = frame.groupby(['kind', frame.index.month], observed=True)['x'].mean()\n"
        "squares = [i * i for i in numbers(5)]\n"
        "offset = 2\ndef base(x):\n    return x + offset",
    ),
    cell(
        "step:prepare, prev:load",
        "class Window:\n    def __init__(self, width, rows):\n        self.width, self.rows = width, rows\n"
        "    def total(self):\n        return self.width * sum(map(base, squares))\n\n"
        "window = Window(3, [Row(frame.index[0], squares), Row(frame.index[1])])\n"
        "def twice(x):\n    return 2 * base(x)\n\nscale = lambda x: twice(x) * offset\n"
        "def make_adder(k):\n    def add(x):\n        return scale(x) + k\n    return add\n\n"
        "adder = make_adder(len(squares))\n"
        "parts = {'head': frame.head(2), 'columns': [frame['x'], by_kind]}",
    ),
    cell(
        "step:fit, prev:prepare",
        "X, y = frame[['x']].to_numpy(), np.arange(6.0) * 3\n"
        "model = make_pipeline(Scale(), LinearRegression()).fit(X, y)\n"
        "grown = FunctionTransformer(lambda a: a * adder(1))\n"
        "models = {'plain': LinearRegression().fit(X, y), 'all': [model, Scale().fit(X)]}",
    ),
    cell(
        "step:apply, prev:fit",
        "predicted = model.predict(X) + grown.transform(X)[:, 0]\nmean = models['all'][1].mean_\nwindow.width += 1",
    ),
    cell(
        "step:tell, prev:apply",
        "scaled = isinstance(model[0], Scale) and isinstance(models['all'][1], Scale)\n"
        "scaled = scaled and isinstance(window.rows[0], Row)\n"
        "kept = frame.attrs == {'unit': 'm'} and parts['head'].equals(frame.head(2))\n"
        "sums = adder(1) + window.total() + by_kind.sum()\n"
        "error = abs(predicted - 2 * y).max()",
    ),
    cell("pipeline-metrics", "print(scaled)\nprint(kept)\nprint(sums)\nprint(error)"),
]

TORCH: list[RawCell] = [
    cell("imports", "import torch\nfrom torch import nn"),
    cell(
        "functions",
        "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
        "        self.hidden, self.out = nn.Linear(2, 4), nn.Linear(4, 1)\n"
        "        self.register_buffer('scale', torch.tensor(0.5))\n\n"
        "    def forward(self, x):\n        return self.scale * self.out(torch.relu(self.hidden(x)))",
    ),
    cell(
        "step:build",
        "torch.manual_seed(0)\nx, y = torch.rand(8, 2), torch.rand(8, 1)\nnet = Net()\n"
        "optimizer = torch.optim.Adam(net.parameters(), lr=0.1)\n"
        "bundle = {'net': net, 'optimizer': optimizer, 'first': x[:4], 'x': x}",
    ),
    cell(
        "step:train, prev:build",
        "for _ in range(5):\n    loss = nn.functional.mse_loss(bundle['net'](bundle['x']), y)\n"
        "    bundle['optimizer'].zero_grad()\n    loss.backward()\n    bundle['optimizer'].step()\n"
        "bundle['net'].eval()\nbundle['first'].zero_()",
    ),
    cell(
        "step:judge, prev:train",
        "trained = bundle['net']\nknown = isinstance(trained, Net) and not trained.training\n"
        "together = bundle['x'][:4].sum().item()\nerror = nn.functional.mse_loss(trained(bundle['x']), y).item()",
    ),
    cell("pipeline-metrics", "print(known)\nprint(together)\nprint(error)"),
]

XGBOOST: list[RawCell] = [
    cell("imports", "import numpy as np\nimport xgboost as xgb"),
    cell(
        "step:build",
        "X, y = np.arange(40.0).reshape(-1, 2), np.arange(20) % 2\n"
        "matrices = {'train': xgb.DMatrix(X, y, weight=y + 1, feature_names=['a', 'b']), 'all': [xgb.DMatrix(X)]}",
    ),
    cell(
        "step:train, prev:build",
        "booster = xgb.train({'max_depth': 2, 'objective': 'binary:logistic'}, matrices['train'], 3)\n"
        "booster.set_attr(note='mine')\nclassifier = xgb.XGBClassifier(n_estimators=3).fit(X, y)",
    ),
    cell(
        "step:judge, prev:train",
        "noted = booster.attr('note') == 'mine' and matrices['train'].get_weight().sum() == 30\n"
        "score = float(booster.predict(matrices['train']).sum())\nright = classifier.score(X, y)",
    ),
    cell("pipeline-metrics", "print(noted)\nprint(score)\nprint(right)"),
]


def test_five_steps_hand_on_what_the_notebook_has(tmp_path: Path) -> None:
    file = write_notebook(tmp_path / "chain.ipynb", CHAIN)
    names = "X by_kind frame grown model models offset parts predicted squares window y".split()
    expected = run_as_notebook(file, tmp_path, names=names)
    assert run_as_pipeline(file, tmp_path, names=names) == expected
    assert (expected.metrics["scaled"], expected.metrics["kept"]) == (1, 1)


@pytest.mark.parametrize(("library", "cells"), [("torch", TORCH), ("xgboost", XGBOOST)])
def test_objects_of_a_library_cross(tmp_path: Path, library: str, cells: list[RawCell]) -> None:
    pytest.importorskip(library)
    file = write_notebook(tmp_path / "library.ipynb", cells)
    expected = run_as_notebook(file, tmp_path, names=[])
    assert run_as_pipeline(file, tmp_path, names=[]) == expected
    assert next(iter(expected.metrics.values())) == 1


def test_the_log_of_a_step_that_cannot_hand_on(tmp_path: Path) -> None:
    cells = [
        cell("step:load", "import threading\nstate = {'rows': [1], 'lock': threading.Lock()}"),
        cell("step:use, prev:load", "print(state['rows'])"),
    ]
    says = (
        r"step 'load' cannot hand on `state` \(builtins.dict\): state\['lock'\] is a lock: it works in one process only"
    )
    with pytest.raises(AssertionError, match=says):
        run_as_pipeline(write_notebook(tmp_path / "lock.ipynb", cells), tmp_path)
