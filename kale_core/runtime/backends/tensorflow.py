"""TensorFlow datasets and SavedModels. Shipped where a notebook may need it (see `source.py`)."""
# mypy: disallow-untyped-defs=False, disallow-untyped-calls=False, ignore-missing-imports


def _save_tensorflow(value, folder, pickling):
    """Save datasets and loaded SavedModels; dill does tensors and the rest."""
    import tensorflow

    if isinstance(value, tensorflow.data.Dataset):
        if value.cardinality() == tensorflow.data.INFINITE_CARDINALITY:
            raise ValueError("it has no end, as after repeat()")
        value.save(str(folder / "dataset"))
    elif type(value).__name__ == "_UserObject":
        tensorflow.saved_model.save(value, str(folder / "model"))
    else:
        return False
    return True


def _load_tensorflow(folder, pickling):
    import tensorflow

    if (folder / "dataset").exists():
        return tensorflow.data.Dataset.load(str(folder / "dataset"))
    return tensorflow.saved_model.load(str(folder / "model"))
