"""XGBoost matrices. Shipped where a notebook may need it (see `source.py`)."""
# mypy: disallow-untyped-defs=False, disallow-untyped-calls=False, ignore-missing-imports


def _save_xgboost(value, folder, pickling):
    """Save a DMatrix, which pickle cannot; dill saves boosters exactly."""
    import xgboost

    if type(value) is not xgboost.DMatrix:
        return False
    value.save_binary(str(folder / "value.dmatrix"))
    return True


def _load_xgboost(folder, pickling):
    import xgboost

    return xgboost.DMatrix(str(folder / "value.dmatrix"))
