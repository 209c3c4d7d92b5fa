"""pandas objects. Shipped where a notebook may need it (see `source.py`)."""
# mypy: disallow-untyped-defs=False, disallow-untyped-calls=False, disable-error-code=import-untyped


def _save_pandas(value, folder, pickling):
    """Save with pandas' own pickling, which newer versions can read."""
    import pandas

    if not pickling.is_plain(value):
        return False
    pandas.to_pickle(value, folder / "value.pkl")
    return True


def _load_pandas(folder, pickling):
    import pandas

    return pandas.read_pickle(folder / "value.pkl")
