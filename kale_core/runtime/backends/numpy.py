"""NumPy arrays. Shipped where a notebook may need it (see `source.py`)."""
# mypy: disallow-untyped-defs=False, disallow-untyped-calls=False, ignore-missing-imports


def _save_numpy(value, folder, pickling):
    """Save an array as npy, if the format keeps its dtype and its flags."""
    import numpy

    if type(value) is not numpy.ndarray or not value.flags.writeable:
        return False
    if value.dtype.kind not in "biufcmMSU" or value.dtype.metadata:
        return False
    numpy.save(folder / "value.npy", value, allow_pickle=False)
    return True


def _load_numpy(folder, pickling):
    import numpy

    return numpy.load(folder / "value.npy", allow_pickle=False)
