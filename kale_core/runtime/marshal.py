"""Variables that cross from step to step. Shipped inside every generated file (see `source.py`).

An artifact is a folder: the files of one backend, and `kale.json`, which names that backend. Objects inside of others
that pickle cannot save have folders in it, as their backends make them.
"""
# ruff: noqa: RUF100
# mypy: disallow-untyped-defs=False, disallow-untyped-calls=False, disable-error-code=var-annotated

from kale_core.runtime.backends import _backends


def _save(step, main, name, path, pickling):
    """Save a variable by the backend for its type, or with dill.

    A variable that no path taken has bound is unbound in later steps, too.
    """
    import json
    import pathlib
    import shutil
    import sys

    folder = pathlib.Path(path)
    if name not in vars(main):
        print(f"step '{step}' ends without a value for `{name}`")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "kale.json").write_text(json.dumps({"backend": None}))
        return
    value = vars(main)[name]
    kind = f"{type(value).__module__}.{type(value).__qualname__}"
    backend = _backend(type(value)) or _backend_for_contents(value)
    vars(pickling).update(folder=folder, holds_code=False)
    try:
        if folder.is_dir():
            shutil.rmtree(folder)
        elif folder.exists():
            folder.unlink()
        folder.mkdir(parents=True)
        if not (backend and _backends()[backend][0](value, folder, pickling)):
            backend = "dill"
            with (folder / "value.pkl").open("wb") as file:
                pickling.dump(value, file)
    except Exception as error:  # noqa: BLE001
        problem = f"step '{step}' cannot hand on `{name}` ({kind})"
        reason = _why_not(name, pickling.trail or [value], error)
        raise RuntimeError(f"{problem}: {reason}") from None
    python = sys.version_info[:2] if pickling.holds_code else None
    about = {"backend": backend, "type": kind, "code_of_python": python}
    (folder / "kale.json").write_text(json.dumps(about))


def _load(step, main, name, path, pickling):
    """Load a variable that an earlier step has saved."""
    import json
    import pathlib
    import sys

    folder = pathlib.Path(path)
    kind = "unknown type"
    pickling.folder = folder
    try:
        about = json.loads((folder / "kale.json").read_text())
        if about["backend"] is None:
            return
        kind = about["type"]
        if about["code_of_python"] not in (None, [*sys.version_info[:2]]):
            problem = "it holds code of another Python, {}.{}"
            raise RuntimeError(problem.format(*about["code_of_python"]))
        if about["backend"] == "dill":
            with (folder / "value.pkl").open("rb") as file:
                value = pickling.load(file)
        else:
            value = _backends()[about["backend"]][1](folder, pickling)
    except Exception as error:  # noqa: BLE001
        problem = f"step '{step}' cannot load `{name}` ({kind})"
        reason = f"{type(error).__name__}: {_first_paragraph(error)}"
        if isinstance(error, ModuleNotFoundError):
            reason += "; import it in a cell tagged `imports`"
        raise RuntimeError(f"{problem}: {reason}") from None
    vars(main)[name] = value


def _backend(cls):
    """Name the backend for a type, by the modules of its bases.

    They tell which library it is from, so none has to be imported to know.
    """
    roots = [str(base.__module__).split(".")[0] for base in cls.__mro__]
    return next((root for root in roots if root in _backends()), None)


def _backend_for_contents(value):
    """Leave a dict or a list of tensors, or of modules, to PyTorch, too.

    It keeps what they share, which pickle does not.
    """
    if not isinstance(value, (dict, list, tuple)):
        return None
    parts = value.values() if isinstance(value, dict) else value
    kinds = {type(part) for part in parts}
    return "torch" if "torch" in map(_backend, kinds) else None


def _save_part(thing, backend, pickling):
    """Save an object inside another by its backend, in a folder of its own.

    Return the name of the folder, or None if the backend leaves it to dill.
    """
    name = f"{backend}-{len([*pickling.folder.iterdir()])}"
    saved = _backends()[backend][0](thing, pickling.folder / name, pickling)
    return name if saved else None


def _load_part(name, pickling):
    """Load an object that is inside another."""
    load = _backends()[name.split("-")[0]][1]
    return load(pickling.folder / name, pickling)


def _why_not(name, trail, error):
    """Say which part of a variable cannot be saved, why, and what to do.

    `trail` has the objects that dill was saving, each inside the one before.
    """
    import contextlib

    path, owner, culprit = [name], trail[0], trail[-1]
    reason = _first_paragraph(error)
    if isinstance(error, OSError):
        return reason
    with contextlib.suppress(Exception):  # a class may do what it likes
        for part in trail[1:]:
            labels = [label for label, it in _parts(owner) if it is part]
            if labels:
                path.append(labels[0])
                owner = part
    if len(path) > 12:
        path[6:-5] = [" ... "]
    verb = "is" if owner is culprit else "holds"
    kind = type(culprit).__qualname__
    article = "an" if kind[0] in "aeiouAEIO" else "a"
    remedies = {
        "coroutine": "await it first",
        "generator": "make a list of it",
        "Match": "hand on its groups",
        "memoryview": "make bytes of it",
    }
    remedy = remedies.get(kind, "create it in the step that uses it")
    what = f"{''.join(path)} {verb} {article} {kind}"
    return f"{what}: {reason}; {remedy}"


def _parts(owner):
    """List what is in an object, with how to get there, such as ['lock']."""
    import types

    if isinstance(owner, dict):
        return [(f"[{key!r:.40}]", part) for key, part in owner.items()]
    if isinstance(owner, (list, tuple)):
        return [(f"[{i}]", part) for i, part in enumerate(owner)]
    if isinstance(owner, types.FunctionType):
        names = owner.__code__.co_freevars
        cells = [cell.cell_contents for cell in owner.__closure__ or ()]
        labels = [f" (its variable `{name}`)" for name in names]
        return [(labels[i], part) for i, part in enumerate(cells)]
    fields = {}
    for base in reversed(type(owner).__mro__):
        fields.update(vars(base))
    fields.update(getattr(owner, "__dict__", {}))
    for name, field in fields.items():
        if isinstance(field, types.MemberDescriptorType):  # as of __slots__
            fields[name] = getattr(owner, name, None)
    return [(f".{name}", field) for name, field in fields.items()]


def _first_paragraph(error):
    """Shorten the message of an error that explains at length."""
    text = str(error).strip() or type(error).__name__
    return " ".join(text.split("\n\n")[0].split())
