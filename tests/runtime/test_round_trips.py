"""Values go through a file from one process to another and are the same: in type, content, flags and attributes.

`describing.py` says in both processes what each value is. Each table is one pair of processes.
"""
# ruff: noqa: E501 (cells in one line)

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.runtime.conftest import Steps

#: What to make, by the name of the variable; and the backend that must save it.
Table = dict[str, tuple[str, str]]

NUMPY: Table = {
    "empty": ("np.zeros((0, 3), 'f4')", "numpy"),
    "nothing_at_all": ("np.array([])", "numpy"),
    "scalar_array": ("np.array(3.5)", "numpy"),
    "scalar": ("np.float32(0.5)", "dill"),
    "true": ("np.True_", "dill"),
    "slice_": ("np.arange(6).reshape(2, 3)[:, ::2]", "numpy"),
    "backwards": ("np.arange(6)[::-1]", "numpy"),
    "fortran": ("np.asfortranarray(np.arange(6).reshape(2, 3))", "numpy"),
    "transposed": ("np.arange(24).reshape(2, 3, 4).transpose(1, 2, 0)", "numpy"),
    "broadcast": ("np.broadcast_to(np.arange(3), (2, 3)).copy()", "numpy"),
    "frozen": ("(lambda a: a.setflags(write=False) or a)(np.arange(3))", "dill"),
    "big_endian": ("np.array([1, 2], '>i4')", "numpy"),
    "complex_": ("np.array([1j, np.nan])", "numpy"),
    "long_": ("np.array([1], np.longdouble)", "numpy"),
    "dates": ("np.array(['NaT', '2020-01-01'], 'M8[ns]')", "numpy"),
    "spans": ("np.array([1, 'NaT'], 'm8[25s]')", "numpy"),
    "no_date": ("np.datetime64('NaT', 's')", "dill"),
    "texts": ("np.array(['', 'é', 'ab'])", "numpy"),
    "bytes_": (r"np.array([b'a\0b\0', b''], 'S4')", "numpy"),
    "objects": ("np.array([{}, None, 'x', [1]], object)", "dill"),
    "one_object": ("np.array({'a': 1}, object)", "dill"),
    "strings": ("np.array(['a', None], np.dtypes.StringDType(na_object=None))", "dill"),
    "rows": ("np.array([(1, 'a')], [('x', '>i4'), ('y', 'U3')])", "dill"),
    "rows_aligned": ("np.zeros(2, np.dtype([('a', 'i1'), ('b', 'f8')], align=True))", "dill"),
    "rows_out_of_order": ("np.zeros(2, np.dtype({'names': ['a', 'b'], 'formats': ['i1', 'i4'], 'offsets': [4, 0], 'itemsize': 16}))", "dill"),
    "rows_with_titles": ("np.zeros(2, [(('Title', 'a'), 'i1')])", "dill"),
    "rows_of_objects": ("np.array([(1, {})], [('a', int), ('b', object)])", "dill"),
    "rows_of_arrays": ("np.zeros(2, [('a', 'i4', (2, 3))])", "dill"),
    "records": ("np.rec.array([(1, 'a')], names='x,y')", "dill"),
    "record_dtype": ("np.zeros(2, np.dtype((np.record, [('a', 'i1')])))", "dill"),
    "dtype_metadata": ("np.array([1], np.dtype('i4', metadata={'unit': 'm'}))", "dill"),
    "masked": ("np.ma.masked_array([1, 2], [True, False], fill_value=7)", "dill"),
    "masked_for_good": ("np.ma.masked_array([1.0, 2.0], [True, False], hard_mask=True)", "dill"),
    "masked_rows": ("np.ma.masked_array([(1, 2.0)], [(True, False)], dtype=[('a', int), ('b', float)])", "dill"),
    "matrix": ("np.matrix([[1, 2]])", "dill"),
    "of_shared_class": ("Signal([1.0, 2.0], rate=44)", "dill"),
    "of_own_class": ("np.arange(3).view(Own)", "dill"),
    "dtype": ("np.dtype('f4')", "dill"),
    "generator": ("np.random.default_rng(3)", "dill"),
    "nested": ("{'a': [np.arange(3), {'b': np.array(1.5)}], 'c': (Signal([1.0], rate=5),)}", "dill"),
    "twice": ("[ones := np.ones(2), ones, {'again': ones}]", "dill"),
}  # fmt: skip
NUMPY_SHARED = """\
import numpy as np
class Signal(np.ndarray):
    def __new__(cls, data, rate):
        self = np.asarray(data).view(cls)
        self.rate = rate
        return self
    def __array_finalize__(self, other):
        self.rate = getattr(other, 'rate', None)
"""
NUMPY_OWN = "class Own(np.ndarray):\n    def __array_finalize__(self, other):\n        self.note = {'k': [1]}"

PANDAS: Table = {
    "empty": ("pd.DataFrame()", "pandas"),
    "columns_only": ("pd.DataFrame(columns=['a', 'b'])", "pandas"),
    "index_only": ("pd.DataFrame(index=pd.Index([1, 2], name='n'))", "pandas"),
    "plain": ("pd.DataFrame({'a': [1, 2], 'b': ['x', None], 'c': [1.5, np.nan]}, index=[5, 3])", "pandas"),
    "objects": ("pd.DataFrame({'o': [1, 'a', [2], {'k': 1}], 3: [True, None, 1.5, 's']}, dtype=object)", "pandas"),
    "small": ("pd.DataFrame({'a': np.array([1], 'i1'), 'b': np.array([1], 'f4')})", "pandas"),
    "category": ("pd.DataFrame({'c': pd.Categorical(['b', 'a', None], ['b', 'a', 'z'], ordered=True)})", "pandas"),
    "zone": ("pd.DataFrame({'t': pd.date_range('2020-01-01', periods=3, freq='D', tz='Europe/Berlin'), 'u': pd.to_datetime(['2020-01-01', None, 'NaT'], utc=True)})", "pandas"),
    "spans": ("pd.Series(pd.to_timedelta(['1 day', None]))", "pandas"),
    "index_of_times": ("pd.DataFrame({'v': range(3)}, index=pd.date_range('2020', periods=3, freq='ME', tz='UTC', name='t'))", "pandas"),
    "multi": ("pd.DataFrame({'v': range(4)}, index=pd.MultiIndex.from_product([['a', 'b'], [1, 2]], names=['x', None]))", "pandas"),
    "multi_with_gaps": ("pd.DataFrame({'v': range(4)}, index=pd.MultiIndex.from_product([['a', 'b'], [1, 2]])).iloc[1:2]", "pandas"),
    "multi_columns": ("pd.DataFrame([[1, 2]], columns=pd.MultiIndex.from_tuples([('a', 1), ('b', 2)], names=['p', 'q']))", "pandas"),
    "duplicated": ("pd.DataFrame([[1, 2]], columns=['a', 'a'], index=['i'])", "pandas"),
    "no_duplicates": ("pd.DataFrame({'a': [1]}).set_flags(allows_duplicate_labels=False)", "pandas"),
    "nullable": ("pd.DataFrame({'i': pd.array([1, None], 'Int64'), 's': pd.array(['x', None], 'string'), 'b': pd.array([True, None], 'boolean'), 'f': pd.array([0.5, None], 'Float32')})", "pandas"),
    "sparse": ("pd.DataFrame({'s': pd.arrays.SparseArray([0, 0, 1]), 't': pd.arrays.SparseArray([1.5, np.nan, 2], fill_value=2)})", "pandas"),
    "period": ("pd.DataFrame({'v': [1, 2]}, index=pd.period_range('2020', periods=2, freq='M', name='m'))", "pandas"),
    "interval": ("pd.DataFrame({'v': [1, 2]}, index=pd.interval_range(0, 2, closed='left'))", "pandas"),
    "category_index": ("pd.Series([1, 2], index=pd.CategoricalIndex(['a', 'b'], ordered=True, name='k'))", "pandas"),
    "attrs": ("noted(pd.DataFrame({'a': [1]}), {'unit': {'k': [1]}})", "pandas"),
    "own_attribute": ("titled(pd.DataFrame({'a': [1]}), 'train')", "dill"),
    "own_attribute_of_a_series": ("titled(pd.Series(['a'], name='n').copy(), 'train')", "dill"),
    "accessor_used": ("(lambda s: s.str.upper() is None or s)(pd.Series(['a']))", "pandas"),
    "series": ("pd.Series([1.5, None], name=('n', 1), index=['x', 'x'])", "pandas"),
    "odd_name": ("pd.Series([1], name=frozenset([1]))", "pandas"),
    "name_of_a_class": ("pd.Series([1], name=Frame)", "dill"),
    "with_code": ("pd.Series([len, np.sum, Frame])", "dill"),
    "of_shared_class": ("united(Frame({'a': [1]}), 'm')", "dill"),
    "of_own_class": ("united(OwnFrame({'a': [1]}), 'm')", "dill"),
    "index": ("pd.Index([1, 2], name='n')", "pandas"),
    "range_": ("pd.RangeIndex(0, 10, 3, name='r')", "pandas"),
    "array": ("pd.array([1, None])", "pandas"),
    "stamp": ("pd.Timestamp('2020-01-01', tz='Europe/Berlin')", "pandas"),
    "not_a_time": ("pd.NaT", "pandas"),
    "not_available": ("pd.NA", "pandas"),
    "offset": ("pd.offsets.BusinessDay(2)", "pandas"),
    "nested": ("{'train': pd.DataFrame({'x': [1]}), 'more': [pd.Series([1.5], name='q'), titled(pd.DataFrame(), 'deep')]}", "dill"),
    "sparse_matrix": ("scipy.sparse.csr_matrix(np.eye(3))", "dill"),
    "sparse_array": ("scipy.sparse.coo_array(np.eye(3, dtype='f4'))", "dill"),
    "sparse_frame": ("pd.DataFrame.sparse.from_spmatrix(scipy.sparse.eye(3))", "pandas"),
}  # fmt: skip
PANDAS_SHARED = """\
import numpy as np, pandas as pd, scipy.sparse
class Frame(pd.DataFrame):
    _metadata = ['unit']
    @property
    def _constructor(self): return Frame
def noted(frame, attrs):
    frame.attrs = attrs
    return frame
def titled(frame, title):
    frame.title = title
    return frame
def united(frame, unit):
    frame.unit = unit
    return frame
"""
PANDAS_OWN = "class OwnFrame(Frame):\n    @property\n    def _constructor(self): return OwnFrame"

SKLEARN: Table = {
    "plain": ("LinearRegression().fit(X, y)", "sklearn"),
    "not_fitted": ("LinearRegression(positive=True)", "sklearn"),
    "forest": ("RandomForestClassifier(3, random_state=np.random.RandomState(1)).fit(X, y > 1)", "sklearn"),
    "with_attribute": ("noted(LinearRegression().fit(X, y), {'by': ['me']})", "sklearn"),
    "with_frame": ("make_pipeline(StandardScaler().set_output(transform='pandas'), LinearRegression()).fit(pd.DataFrame(X, columns=['a']), y)", "sklearn"),
    "search": ("GridSearchCV(LinearRegression(), {'fit_intercept': [True, False]}, cv=2).fit(X, y)", "sklearn"),
    "custom": ("make_pipeline(Twice(), LinearRegression()).fit(X, y)", "dill"),
    "of_shared_class": ("Twice()", "dill"),
    "of_own_class": ("noted(Thrice().fit(X), 5)", "dill"),
    "with_function": ("FunctionTransformer(double)", "dill"),
    "with_library_function": ("FunctionTransformer(np.log1p)", "sklearn"),
    "bunch": ("Bunch(data=X, frame=pd.DataFrame(X), target_names=['a'])", "sklearn"),
    "estimators": ("[LinearRegression().fit(X, y), Twice(), {'best': Ridge(0.5)}]", "dill"),
}  # fmt: skip
SKLEARN_SHARED = """\
import numpy as np, pandas as pd
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LinearRegression, Ridge
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, StandardScaler
from sklearn.utils import Bunch
X, y = np.arange(4.0).reshape(-1, 1), np.arange(4.0)
class Twice(TransformerMixin, BaseEstimator):
    def fit(self, X, y=None):
        self.fitted_ = True
        return self
    def transform(self, X): return 2 * X
def double(x): return 2 * x
def noted(estimator, note):
    estimator.note_ = note
    return estimator
"""
SKLEARN_OWN = "class Thrice(Twice):\n    def transform(self, X): return 3 * X"

XGBOOST: Table = {
    "full": ("xgb.DMatrix(X, y, weight=y + 1, base_margin=y / 2, feature_names=['a', 'b'], feature_types=['q', 'i'], feature_weights=[1, 2])", "xgboost"),
    "bare": ("xgb.DMatrix(X)", "xgboost"),
    "empty": ("xgb.DMatrix(np.zeros((0, 2)))", "xgboost"),
    "missing": ("xgb.DMatrix(np.array([[1, np.nan], [-9, 3]]), missing=-9)", "xgboost"),
    "groups": ("xgb.DMatrix(X, y, qid=[0] * 4 + [1] * 6)", "xgboost"),
    "bounds": ("xgb.DMatrix(X, label_lower_bound=y, label_upper_bound=y + 1)", "xgboost"),
    "categories": ("xgb.DMatrix(pd.DataFrame({'c': pd.Categorical(['a', 'b']), 'x': [1.0, 2.0]}), enable_categorical=True)", "xgboost"),
    "targets": ("xgb.DMatrix(X, np.stack([y, y], 1))", "xgboost"),
    "noted_matrix": ("noted(xgb.DMatrix(X, y), {'k': 1})", "xgboost"),
    "nested": ("{'pair': (train := xgb.DMatrix(X, y), xgb.DMatrix(X[:3])), 'again': [train]}", "dill"),
    "booster": ("noted(trained(), ['n'])", "dill"),
    "model": ("xgb.XGBClassifier(n_estimators=3, max_depth=2).fit(X, y)", "dill"),
    "models": ("[xgb.XGBRegressor(n_estimators=2).fit(X, y), xgb.XGBRanker()]", "dill"),
}  # fmt: skip
XGBOOST_SHARED = """\
import numpy as np, pandas as pd, xgboost as xgb
X, y = np.arange(20.0).reshape(-1, 2), np.arange(10) % 2
def noted(thing, note):
    thing.note = note
    return thing
def trained():
    matrix = xgb.DMatrix(X, y, feature_names=['a', 'b'], feature_types=['q', 'float'])
    booster = xgb.train({'eta': 0.5, 'objective': 'binary:logistic'}, matrix, 3)
    booster.set_attr(best_score='0.5')
    return booster
"""

TORCH: Table = {
    "net": ("Net().eval()", "torch"),
    "double": ("Net().double()", "torch"),
    "of_own_class": ("Own()", "torch"),
    "layers": ("torch.nn.Sequential(torch.nn.Linear(2, 1), torch.nn.ReLU())", "torch"),
    "tensor": ("torch.arange(6).reshape(2, 3)", "torch"),
    "zero": ("torch.tensor(3.5)", "torch"),
    "empty": ("torch.empty(0, 3)", "torch"),
    "strided": ("torch.arange(6).reshape(2, 3).t()", "torch"),
    "half": ("torch.ones(2, dtype=torch.bfloat16)", "torch"),
    "tiny": ("torch.ones(2).to(torch.float8_e4m3fn)", "torch"),
    "conjugate": ("torch.tensor([1j]).conj()", "torch"),
    "sparse": ("torch.eye(3).to_sparse()", "torch"),
    "leaf": ("noted(torch.ones(2, requires_grad=True), {'k': 1})", "torch"),
    "parameter": ("torch.nn.Parameter(torch.zeros(1), requires_grad=False)", "torch"),
    "of_shared_class": ("noted(torch.ones(2).as_subclass(Marked), 'n')", "torch"),
    "views": ("{'all': (x := torch.zeros(4)), 'part': x[1:], 'net': None}", "torch"),
    "view_list": ("[x := torch.zeros(4), x[1:], x.detach()]", "torch"),
    "state": ("Net().state_dict()", "torch"),
    "checkpoint": ("checkpoint()", "torch"),
    "holder": ("Holder()", "dill"),
    "deep": ("{'a': {'b': [Net(), torch.ones(2)]}}", "dill"),
    "dtypes": ("[torch.float16, torch.device('cpu'), torch.Size([1])]", "torch"),
    "loss": ("torch.nn.CrossEntropyLoss(weight=torch.ones(2))", "torch"),
    "function": ("torch.nn.functional.softmax", "dill"),
    "dataset": ("torch.utils.data.TensorDataset(torch.ones(2), torch.zeros(2))", "torch"),
}  # fmt: skip
TORCH_SHARED = """\
import torch
torch.manual_seed(0)
class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.b = torch.nn.Linear(2, 2), torch.nn.Linear(2, 2)
        self.b.weight = self.a.weight
        self.a.bias.requires_grad_(False)
        self.register_buffer('kept', torch.ones(3))
        self.register_buffer('dropped', torch.ones(3), persistent=False)
        self.drop = torch.nn.Dropout(0.3).eval()
        self.extra = {'k': [1]}
    def forward(self, x): return self.drop(self.b(self.a(x)))
class Marked(torch.Tensor): pass
class Holder:
    def __init__(self):
        self.net = Net()
        self.optimizer = torch.optim.Adam(self.net.parameters())
def checkpoint():
    net = Net()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9)
    net(torch.ones(1, 2)).sum().backward()
    optimizer.step()
    net.zero_grad()
    schedule = torch.optim.lr_scheduler.StepLR(optimizer, 3)
    return {'net': net, 'optimizer': optimizer, 'schedule': schedule, 'epoch': 3}
def noted(thing, note):
    thing.note = note
    return thing
"""
TORCH_OWN = "class Own(Net):\n    def forward(self, x): return super().forward(x) * 2"

TABLES = {
    "numpy": (NUMPY, NUMPY_SHARED, NUMPY_OWN),
    "pandas": (PANDAS, PANDAS_SHARED, PANDAS_OWN),
    "sklearn": (SKLEARN, SKLEARN_SHARED, SKLEARN_OWN),
    "xgboost": (XGBOOST, XGBOOST_SHARED, ""),
    "torch": (TORCH, TORCH_SHARED, TORCH_OWN),
}


@pytest.mark.parametrize("library", TABLES)
def test_what_is_loaded_is_what_was_saved(steps: Steps, library: str) -> None:
    pytest.importorskip(library)
    table, shared, own = TABLES[library]
    shutil.copy(Path(__file__).with_name("describing.py"), steps.folder)
    making = "\n".join(f"{name} = {source}" for name, (source, _) in table.items())
    telling = "import describing\n" + "".join(f"print(describing.description({name}))\n" for name in table)
    before = steps.ok(own, making, telling, shared=(shared,), gives=" ".join(table)).lines
    after = steps.ok(telling, shared=(shared,), takes=" ".join(table)).lines
    for name, old, new in zip(table, before, after, strict=True):
        assert json.loads(new) == json.loads(old), name
    assert {name: steps.backend(name) for name in table} == {name: backend for name, (_, backend) in table.items()}


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("np.arange(26_214_400.0)", id="array"),
        pytest.param("pd.DataFrame(np.arange(26_214_400.0).reshape(-1, 8))", id="frame"),
        pytest.param("{'deep': [Holder(np.arange(26_214_400.0))]}", id="inside"),
    ],
)
def test_200_megabytes_cross_without_a_copy(steps: Steps, source: str) -> None:
    shared = """\
import atexit, resource, time, numpy as np, pandas as pd
class Holder:
    def __init__(self, held): self.held = held
def peak(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
def tell(start, before): print(round(time.monotonic() - start), round(peak() - before))
before = peak()
"""
    first = f"v = {source}\natexit.register(tell, time.monotonic(), peak())"
    saving = steps.ok(first, shared=(shared,), gives="v").lines[0]
    loading = steps.ok("tell(time.monotonic(), before)", shared=(shared,), takes="v").lines[0]
    shutil.rmtree(steps.folder / "data")  # pytest would keep it
    seconds, megabytes = map(int, saving.split())
    assert seconds < 20
    assert megabytes < 50
    assert int(loading.split()[1]) < 250
