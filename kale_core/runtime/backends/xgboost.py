"""XGBoost matrices. Shipped where a notebook may need it (see `source.py`)."""
# mypy: disallow-untyped-defs=False, disallow-untyped-calls=False, ignore-missing-imports


def _save_xgboost(value, folder, pickling):
    """Save a DMatrix, which pickle cannot; it saves boosters exactly."""
    import xgboost

    if type(value) is not xgboost.DMatrix:
        return False
    folder.mkdir(exist_ok=True)
    value.save_binary(str(folder / "value.dmatrix"))
    attributes = {**vars(value)}
    del attributes["handle"]
    with (folder / "attributes.pkl").open("wb") as file:
        pickling.dump(attributes, file)
    return True


def _load_xgboost(folder, pickling):
    import xgboost

    matrix = xgboost.DMatrix(str(folder / "value.dmatrix"))
    with (folder / "attributes.pkl").open("rb") as file:
        vars(matrix).update(pickling.load(file))
    return matrix
