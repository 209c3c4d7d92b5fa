"""scikit-learn estimators. Shipped where a notebook may need it (see `source.py`)."""
# mypy: disallow-untyped-defs=False, disallow-untyped-calls=False, ignore-missing-imports


def _save_sklearn(value, folder, pickling):
    """Save with joblib, unless classes or functions of cells are inside."""
    import joblib

    if not pickling.is_plain(value):
        return False
    joblib.dump(value, folder / "value.joblib")
    return True


def _load_sklearn(folder, pickling):
    import joblib

    return joblib.load(folder / "value.joblib")
