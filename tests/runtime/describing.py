"""Says what a value is, in all that a program could notice, so that two processes can compare what each of them has.

It runs beside the steps: it must not need anything of this repository.
"""

from __future__ import annotations

import json
from typing import Any


def description(value: Any) -> str:
    """A text that is equal for equal values: type, content, flags, attributes, and which parts are one object."""
    return json.dumps(_described(value, {}), default=repr)


def _described(value: Any, seen: dict[int, tuple[int, Any]]) -> Any:
    cls = type(value)
    if isinstance(value, (bool, int, float, complex, str, bytes, type(None))) and cls.__module__ == "builtins":
        return [cls.__name__, repr(value)]
    if id(value) in seen:
        return ["the same as", seen[id(value)][0]]
    seen[id(value)] = len(seen), value
    if callable(value) and hasattr(value, "__qualname__"):
        return [cls.__name__, value.__module__, value.__qualname__]
    fields = {"type": f"{cls.__module__}.{cls.__qualname__}"}
    for root in dict.fromkeys(str(base.__module__).partition(".")[0] for base in cls.__mro__):
        if root in _LIBRARIES:
            fields |= _LIBRARIES[root](value)
    fields |= _contents(value)
    return {name: _described(part, seen) for name, part in fields.items()} | {"type": fields["type"]}


def _contents(value: Any) -> dict[str, Any]:
    if isinstance(value, dict):
        return {f"[{key!r}]": part for key, part in value.items()} | _attributes(value)
    if isinstance(value, (list, tuple)):
        return {f"[{i}]": part for i, part in enumerate(value)} | _attributes(value)
    if isinstance(value, (set, frozenset)):
        return {"elements": sorted(map(repr, value))}
    return _attributes(value) or {"repr": repr(value).split(" at 0x")[0]}


def _attributes(value: Any) -> dict[str, Any]:
    kept = getattr(value, "__dict__", {})
    libraries = {str(base.__module__).partition(".")[0] for base in type(value).__mro__}
    if libraries & {"numpy", "pandas", "torch"}:  # what they keep for themselves
        kept = {name: part for name, part in kept.items() if name[0] != "_" and not hasattr(type(value), name)}
    return {f".{name}": part for name, part in kept.items() if name not in _HIDDEN}


def _numpy(value: Any) -> dict[str, Any]:
    import numpy

    if not isinstance(value, numpy.ndarray):
        return {"repr": repr(value), "dtype": repr(value.dtype)} if isinstance(value, numpy.generic) else {}
    fields: dict[str, Any] = {
        "dtype": f"{value.dtype!r} {value.dtype.metadata} {value.dtype.fields} {value.dtype.type}",
        "aligned": getattr(value.dtype, "isalignedstruct", None),
        "shape": value.shape,
        "columns first": value.flags.fnc,
        "writeable": value.flags.writeable,
        "values": value.tolist(),
    }
    if isinstance(value, numpy.ma.MaskedArray):
        fields |= {"mask": value.mask.tolist(), "fill": value.fill_value, "hard": value.hardmask}
        fields |= {"under the mask": value.data.tolist()}
    return fields


def _pandas(value: Any) -> dict[str, Any]:
    import pandas

    if isinstance(value, pandas.DataFrame):
        columns = [value.iloc[:, i].array for i in range(value.shape[1])]
        return {"columns": value.columns, "index": value.index, "data": columns, **_labels(value)}
    if isinstance(value, pandas.Series):
        return {"index": value.index, "data": value.array, "name": value.name, **_labels(value)}
    if isinstance(value, pandas.MultiIndex):
        return {"levels": [*value.levels], "codes": [each.tolist() for each in value.codes], "names": [*value.names]}
    fields: dict[str, Any] = {"repr": repr(value)}
    if isinstance(value, pandas.Index):
        fields |= {"name": value.name, "freq": repr(getattr(value, "freq", None)), "data": [*value]}
    if hasattr(value, "dtype"):
        fields["dtype"] = f"{value.dtype!r} {getattr(value.dtype, 'storage', '')}"
    if isinstance(value, pandas.api.extensions.ExtensionArray):
        fields["values"] = [*value]
    if isinstance(value, pandas.Categorical):
        fields |= {"categories": value.categories, "ordered": value.ordered}
    return fields


def _labels(value: Any) -> dict[str, Any]:
    own = {name: getattr(value, name) for name in value._metadata if name != "_name"}
    return {"attrs": value.attrs, "duplicates": value.flags.allows_duplicate_labels, **own}


def _scipy(value: Any) -> dict[str, Any]:
    return {"dense": value.toarray(), "format": value.format} if hasattr(value, "toarray") else {}


def _torch(value: Any) -> dict[str, Any]:
    import torch

    if isinstance(value, torch.nn.Module):
        return {
            "training": value.training,
            "parameters": dict(value.named_parameters(remove_duplicate=False)),
            "buffers": dict(value.named_buffers(remove_duplicate=False)),
            "saved": [*value.state_dict()],
            "modules": dict(value.named_children()),
        }
    if isinstance(value, torch.Tensor):
        dense = value.detach().to_dense() if value.layout is not torch.strided else value.detach()
        return {
            "dtype": str(value.dtype),
            "device": str(value.device),
            "gradient": value.requires_grad,
            "layout": f"{value.layout} {value.shape} {value.is_conj()}",
            "stride": value.stride() if value.layout is torch.strided else None,
            "memory": value.untyped_storage() if value.layout is torch.strided else None,
            "values": dense.float().tolist() if value.is_floating_point() else dense.tolist(),
        }
    return {"state": value.state_dict()} if hasattr(value, "state_dict") else {}


def _sklearn(value: Any) -> dict[str, Any]:
    return {"state": value.__getstate__()} if type(value).__name__ == "Tree" else {}


def _xgboost(value: Any) -> dict[str, Any]:
    import xgboost

    if isinstance(value, xgboost.DMatrix):
        numbers = ("label", "weight", "base_margin", "label_lower_bound", "label_upper_bound", "feature_weights")
        return {
            "data": value.get_data().toarray(),
            "shape": [value.num_row(), value.num_col(), value.num_nonmissing()],
            "features": [value.feature_names, value.feature_types],
            "numbers": {name: value.get_float_info(name) for name in numbers},
            "groups": value.get_uint_info("group_ptr"),
        }
    if isinstance(value, xgboost.Booster):
        features = [value.feature_names, value.feature_types]
        return {"raw": bytes(value.save_raw()), "config": value.save_config(), "features": features}
    return {}


#: What xgboost, scikit-learn's Bunch and a PyTorch optimizer with a schedule have for the process that they are in.
_HIDDEN = ("handle", "_deprecated_key_to_warnings", "step")
_LIBRARIES = {
    "numpy": _numpy,
    "pandas": _pandas,
    "scipy": _scipy,
    "sklearn": _sklearn,
    "torch": _torch,
    "xgboost": _xgboost,
}
