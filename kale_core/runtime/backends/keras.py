"""Keras models. Shipped where a notebook may need it (see `source.py`)."""
# mypy: disallow-untyped-defs=False, disallow-untyped-calls=False, ignore-missing-imports


def _save_keras(value, folder, pickling):
    """Save a model in Keras' format, with the classes of cells beside it."""
    import sys

    import keras

    if not isinstance(value, keras.Model):
        return False
    classes = {
        name: thing
        for name, thing in vars(sys.modules["__main__"]).items()
        if isinstance(thing, type) and thing.__module__ == "__main__"
    }
    with (folder / "classes.pkl").open("wb") as file:
        pickling.dump(classes, file)
    value.save(folder / "value.keras")
    return True


def _load_keras(folder, pickling):
    import keras

    with (folder / "classes.pkl").open("rb") as file:
        classes = pickling.load(file)
    return keras.models.load_model(
        folder / "value.keras",
        custom_objects=classes,
        safe_mode=False,
    )
