"""Keras models and layers. Shipped where a notebook may need it (see `source.py`)."""
# mypy: disallow-untyped-defs=False, disallow-untyped-calls=False, disable-error-code=union-attr, ignore-missing-imports


def _save_keras(value, folder, pickling):
    """Save a model in Keras' format, and beside it what it has from cells.

    The format has classes and functions by their names, and of a lambda only
    its code, without the globals that it uses: so a lambda gets a name.
    """
    import json
    import sys
    import types
    import zipfile

    import keras

    if not isinstance(value, keras.layers.Layer):
        return False
    known = {**keras.saving.get_custom_objects()}
    for thing in vars(sys.modules["__main__"]).values():
        if isinstance(thing, (type, types.FunctionType)):
            known[thing.__name__] = thing
    for layer in value._flatten_layers():
        for role in ("function", "activation", "loss"):
            thing = getattr(layer, role, None)
            if getattr(thing, "__name__", None) == "<lambda>":
                thing.__name__ = f"{role}_of_{layer.name}"
                known[thing.__name__] = thing
    folder.mkdir(exist_ok=True)
    keras.saving.save_model(value, folder / "value.keras")
    with zipfile.ZipFile(folder / "value.keras") as archive:
        text = archive.read("config.json").decode()
    used = {name: known[name] for name in known if json.dumps(name) in text}
    with (folder / "objects.pkl").open("wb") as file:
        pickling.dump(used, file)
    return True


def _load_keras(folder, pickling):
    """Load a model; this step, too, can then save it with what it uses."""
    import keras

    with (folder / "objects.pkl").open("rb") as file:
        keras.saving.get_custom_objects().update(pickling.load(file))
    return keras.saving.load_model(folder / "value.keras", safe_mode=False)
