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
    assert [steps.backend(name) for name in ("net", "deep", "x", "optimizer", "bundle")] == ["torch"] * 5


def test_pytorch_tensors_that_cannot_cross(steps: Steps) -> None:
    pytest.importorskip("torch")
    source = "import torch, threading\nnet = torch.nn.Linear(1, 1)\nnet.lock = threading.Lock()"
    assert "`net` (torch.nn.modules.linear.Linear): net.lock is a lock" in steps.run(source, gives="net").failure


def test_pytorch_that_is_compiled(steps: Steps) -> None:
    """A compiled module, and what `torch.compile` makes dill stumble over afterwards."""
    pytest.importorskip("torch")
    shared = ("import warnings\nwarnings.simplefilter('ignore')\nimport torch",)
    first = """\
net = torch.nn.Linear(2, 1)
x = torch.ones(3, 2)
script, traced = torch.jit.script(net), torch.jit.trace(net, x)
compiled = torch.compile(net)
optimizer = torch.optim.Adam(net.parameters())
"""
    names = "net x script traced compiled optimizer"
    steps.ok(first, shared=shared, gives=names)
    then = """\
print(torch.equal(script(x), net(x)), torch.equal(traced(x), net(x)), type(compiled).__name__)
print(type(optimizer) is torch.optim.Adam, optimizer.step() is None)
"""
    assert steps.ok(then, shared=shared, takes="net x script traced compiled optimizer").lines == [
        "True True OptimizedModule",
        "True True",
    ]


KERAS = """\
import os
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import numpy as np, keras
class Twice(keras.layers.Layer):
    def call(self, x): return 2 * x
def half(x): return x / 2
x = np.ones((2, 3))
"""


def test_keras(steps: Steps) -> None:
    """Three steps, since the one in between has only what came in, and must hand it on all the same."""
    pytest.importorskip("keras")
    first = """\
class Thrice(Twice):
    def call(self, x): return 3 * x
class Net(keras.Model):
    def __init__(self, **kwargs):  # Keras asks for this
        super().__init__(**kwargs)
        self.d = keras.layers.Dense(1)
    def call(self, x): return self.d(x)
class Trainer:
    def __init__(self, model): self.model = model
def distance(a, b): return keras.ops.mean(keras.ops.square(a - b)) + k
k = 1.5
def made(*layers, loss="mse"):
    model = keras.Sequential([keras.layers.Input((3,)), *layers, keras.layers.Dense(1)])
    model.compile("adam", loss)
    model.fit(x, x[:, :1], verbose=0)
    return model
model = made(Twice(), keras.layers.Dense(2, activation=half))
own = made(Thrice(), keras.layers.Lambda(lambda x: keras.ops.square(x) + k), loss=distance)
net = Net()
net(x)
trainer = Trainer(made(loss=lambda a, b: keras.ops.mean(a - b) * k))
models = {"all": [model, own], "layer": Thrice()}
history = model.fit(x, x[:, :1], verbose=0)
def looks():
    several = model, own, net, trainer.model, models["all"][1], history.model
    return [each.predict(x, verbose=0).round(4).tolist() for each in several]
def losses():
    return [round(float(each.evaluate(x, x[:, :1], verbose=0)), 4) for each in (own, trainer.model)]
expected = looks() + losses(), int(model.optimizer.iterations)
"""
    names = "model own net trainer models history"
    rest = "expected looks losses k Net"
    done = steps.run(first, shared=(KERAS,), gives=f"{names} {rest}")
    assert done.status == 0, done.stderr
    done = steps.run("", shared=(KERAS,), takes=names, gives=names)
    assert done.status == 0, done.stderr
    then = """\
print((looks() + losses(), int(model.optimizer.iterations)) == expected, type(model.layers[0]) is Twice, type(net) is Net)
print(model.layers[1].activation is half, isinstance(own.layers[0], Twice), type(models["layer"]).__name__)
print(history.epoch, [*history.history], models["all"][1] is own)
"""
    outcome = steps.run(then, shared=(KERAS,), takes=f"{names} {rest}")
    assert outcome.status == 0, outcome.stderr
    assert outcome.lines == ["True True True", "True True Thrice", "[0] ['loss'] False"]
    backends = {name: steps.backend(name) for name in names.split()}
    assert backends == dict.fromkeys(("model", "own", "net"), "keras") | dict.fromkeys(
        ("trainer", "models", "history"), "dill"
    )


def test_a_keras_model_that_cannot_be_saved(steps: Steps) -> None:
    pytest.importorskip("keras")
    source = """\
class Wide(keras.Model):
    def __init__(self, width):
        super().__init__()
        self.d = keras.layers.Dense(width)
    def call(self, x): return self.d(x)
v = {"nets": [Wide(2)]}
v["nets"][0](x)
"""
    failure = steps.run(source, shared=(KERAS,), gives="v").failure
    assert failure.startswith(
        "RuntimeError: step 'demo' cannot hand on `v` (builtins.dict): v['nets'][0] is a Wide: Object Wide was created"
    )
    assert "override `get_config()`" in failure


def test_tensorflow(steps: Steps) -> None:
    pytest.importorskip("tensorflow")
    shared = ("import os\nos.environ['TF_CPP_MIN_LOG_LEVEL'] = '3'\nimport tensorflow as tf",)
    first = """\
tensor = tf.constant([[1.0, 2.0]])
words = tf.constant(["a", "b"])
ragged = tf.ragged.constant([[1], [2, 3]])
sparse = tf.sparse.from_dense([[1, 0]])
half = tf.constant([1], tf.bfloat16)
variable = tf.Variable([1, 2], name="v", trainable=False)
dataset = tf.data.Dataset.range(5).map(lambda x: x * 2)
datasets = {"train": (dataset.batch(2), tf.data.Dataset.range(0)), "again": dataset}
class Module(tf.Module):
    def __init__(self): self.w = tf.Variable(2.0)
    @tf.function(input_signature=[tf.TensorSpec([])])
    def double(self, x): return self.w * x
module = Module()
tf.saved_model.save(module, "saved")
saved = tf.saved_model.load("saved")
both = {"tensor": tensor, "variable": variable}
"""
    names = "tensor words ragged sparse half variable dataset datasets module saved both"
    done = steps.run(first, shared=shared, gives=names)
    assert done.status == 0, done.stderr
    then = """\
print(tensor.numpy().tolist(), words.numpy().tolist(), variable.numpy().tolist(), isinstance(variable, tf.Variable))
print(ragged.to_list(), tf.sparse.to_dense(sparse).numpy().tolist(), half.dtype.name, variable.trainable)
print([int(x) for x in dataset.as_numpy_iterator()], float(module.double(3.0)), both["tensor"].shape)
print([[x.tolist() for x in each.as_numpy_iterator()] for each in datasets["train"]], float(saved.double(3.0)))
"""
    outcome = steps.run(then, shared=shared, takes=names)
    assert outcome.status == 0, outcome.stderr
    assert outcome.lines == [
        "[[1.0, 2.0]] [b'a', b'b'] [1, 2] True",
        "[[1], [2, 3]] [[1, 0]] bfloat16 False",
        "[0, 2, 4, 6, 8] 6.0 (1, 2)",
        "[[[0, 2], [4, 6], [8]], []] 6.0",
    ]
    assert [steps.backend(name) for name in ("dataset", "saved", "datasets")] == ["tensorflow", "tensorflow", "dill"]


def test_a_dataset_without_end(steps: Steps) -> None:
    pytest.importorskip("tensorflow")
    source = "import os\nos.environ['TF_CPP_MIN_LOG_LEVEL'] = '3'\nimport tensorflow as tf\nv = tf.data.Dataset.range(3).repeat()"
    assert "is a _RepeatDataset: it has no end, as after repeat();" in steps.run(source, gives="v").failure
