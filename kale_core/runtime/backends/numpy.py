"""NumPy arrays. Shipped where a notebook may need it (see `source.py`)."""
# mypy: disallow-untyped-defs=False, disallow-untyped-calls=False, ignore-missing-imports


def _save_numpy(value, folder, pickling):
    """Save an array whose dtype the npy format keeps."""
    import numpy

    if type(value) is not numpy.ndarray or value.dtype.hasobject:
        return False
    description = numpy.lib.format.dtype_to_descr(value.dtype)
    kept = numpy.lib.format.descr_to_dtype(description)
    if kept != value.dtype or value.dtype.metadata:
        return False
    numpy.save(folder / "value.npy", value, allow_pickle=False)
    return True


def _load_numpy(folder, pickling):
    import numpy

    return numpy.load(folder / "value.npy", allow_pickle=False)
