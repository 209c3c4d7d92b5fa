"""Backends of libraries that need not be installed here."""
# ruff: noqa: E501 (cells in one line)

from __future__ import annotations

import pytest

from tests.runtime.conftest import Steps


def test_xgboost(steps: Steps) -> None:
    pytest.importorskip("xgboost")
    first = """\
import numpy as np, xgboost as xgb
X, y = np.arange(20.0).reshape(-1, 2), np.arange(10) % 2
matrix = xgb.DMatrix(X, y, feature_names=["a", "b"])
booster = xgb.train({"eta": 0.5, "objective": "binary:logistic"}, matrix, 3)
booster.set_attr(note="mine")
model = xgb.XGBClassifier(n_estimators=3, max_depth=2).fit(X, y)
config, raw = booster.save_config(), booster.save_raw()
"""
    steps.ok(first, gives="X y matrix booster model config raw")
    then = """\
import numpy as np
print(matrix.num_row(), matrix.feature_names, matrix.get_label().tolist() == y.tolist())
print(booster.attr("note"), booster.save_config() == config, booster.save_raw() == raw, booster.predict(matrix).shape)
print(type(model).__name__, model.get_params()["max_depth"], model.predict(X).shape, model.classes_)
"""
    assert steps.ok(then, takes="X y matrix booster model config raw").lines == [
        "10 ['a', 'b'] True",
        "mine True True (10,)",
        "XGBClassifier 2 (10,) [0 1]",
    ]
    assert steps.backend("matrix") == "xgboost"


def test_pytorch(steps: Steps) -> None:
    pytest.importorskip("torch")
    shared = (
        "import torch\nclass Net(torch.nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.a = torch.nn.Linear(2, 1)\n    def forward(self, x):\n        return self.a(x)",
    )
    first = """\
torch.manual_seed(0)
class Deep(Net):
    def forward(self, x): return super().forward(x) * k
net, deep, x = Net(), Deep(), torch.ones(3, 2)
view = x[0]
views = [x, view]
half = x.to(torch.bfloat16)
optimizer = torch.optim.Adam(net.parameters())
bundle = {"net": net, "optimizer": optimizer, "state": net.state_dict(), "epoch": 3}
k = 2.0
expected = [net(x).tolist(), deep(x).tolist()]
parameter = torch.nn.Parameter(torch.zeros(1))
@torch.no_grad()
def predict(net, x): return net(x)
"""
    names = "net deep x views half optimizer bundle expected parameter predict k Deep"
    steps.ok(first, shared=shared, gives=names)
    then = """\
print(type(net) is Net, isinstance(deep, Net), type(deep) is Deep, [net(x).tolist(), deep(x).tolist()] == expected)
print(half.dtype, bundle["optimizer"].param_groups[0]["params"][0] is bundle["net"].a.weight, bundle["epoch"])
print(type(parameter).__name__, predict(net, x).requires_grad, net(x).requires_grad, type(optimizer).__name__)
"""
    assert steps.ok(then, shared=shared, takes=names).lines == [
        "True True True True",
        "torch.bfloat16 True 3",
        "Parameter False True Adam",
    ]
    assert [steps.backend(name) for name in ("net", "deep", "x", "optimizer", "bundle")] == ["torch"] * 4 + ["dill"]


def test_pytorch_tensors_that_cannot_cross(steps: Steps) -> None:
    pytest.importorskip("torch")
    source = "import torch, threading\nnet = torch.nn.Linear(1, 1)\nnet.lock = threading.Lock()"
    assert "`net` (torch.nn.modules.linear.Linear): net.lock is a lock" in steps.run(source, gives="net").failure


KERAS = """\
import os
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import numpy as np, keras
class Twice(keras.layers.Layer):
    def call(self, x): return 2 * x
"""


def test_keras(steps: Steps) -> None:
    pytest.importorskip("keras")
    first = """\
class Thrice(Twice):
    def call(self, x): return 3 * x
class Net(keras.Model):
    def __init__(self, **kwargs):  # Keras asks for this
        super().__init__(**kwargs)
        self.d = keras.layers.Dense(1)
    def call(self, x): return self.d(x)
x = np.ones((2, 3))
model = keras.Sequential([keras.layers.Input((3,)), Twice(), keras.layers.Dense(1)])
model.compile("adam", "mse")
model.fit(x, x[:, :1], verbose=0)
own = keras.Sequential([keras.layers.Input((3,)), Thrice(), keras.layers.Lambda(lambda x: x + 1)])
net = Net()
net(x)
expected = [model.predict(x, verbose=0), own.predict(x, verbose=0), net.predict(x, verbose=0)]
iterations = int(model.optimizer.iterations)
"""
    names = "x model own net expected iterations Net"
    done = steps.run(first, shared=(KERAS,), gives=names)
    assert done.status == 0, done.stderr
    then = """\
found = [model.predict(x, verbose=0), own.predict(x, verbose=0), net.predict(x, verbose=0)]
print([bool(np.allclose(a, b)) for a, b in zip(found, expected)], type(model.layers[0]) is Twice, type(net) is Net)
print(type(model).__name__, int(model.optimizer.iterations) == iterations, isinstance(own.layers[0], Twice))
"""
    outcome = steps.run(then, shared=(KERAS,), takes=names)
    assert outcome.status == 0, outcome.stderr
    assert outcome.lines == ["[True, True, True] True True", "Sequential True True"]
    assert steps.backend("model") == "keras"


def test_tensorflow(steps: Steps) -> None:
    pytest.importorskip("tensorflow")
    shared = ("import os\nos.environ['TF_CPP_MIN_LOG_LEVEL'] = '3'\nimport tensorflow as tf",)
    first = """\
tensor = tf.constant([[1.0, 2.0]])
words = tf.constant(["a", "b"])
variable = tf.Variable([1, 2], name="v")
dataset = tf.data.Dataset.range(5).map(lambda x: x * 2)
class Module(tf.Module):
    def __init__(self): self.w = tf.Variable(2.0)
    def double(self, x): return self.w * x
module = Module()
both = {"tensor": tensor, "variable": variable}
"""
    names = "tensor words variable dataset module both"
    done = steps.run(first, shared=shared, gives=names)
    assert done.status == 0, done.stderr
    then = """\
print(tensor.numpy().tolist(), words.numpy().tolist(), variable.numpy().tolist(), isinstance(variable, tf.Variable))
print([int(x) for x in dataset.as_numpy_iterator()], float(module.double(3.0)), both["tensor"].shape)
"""
    outcome = steps.run(then, shared=shared, takes=names)
    assert outcome.status == 0, outcome.stderr
    assert outcome.lines == ["[[1.0, 2.0]] [b'a', b'b'] [1, 2] True", "[0, 2, 4, 6, 8] 6.0 (1, 2)"]
