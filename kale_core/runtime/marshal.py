"""Variables that cross from step to step. Shipped inside every generated file (see `source.py`).

An artifact is a folder: the files of one backend, and `kale.json`, which names that backend.
"""
# ruff: noqa: RUF100
# mypy: disallow-untyped-defs=False, disallow-untyped-calls=False

from kale_core.runtime.backends import _backends


def _save(step, main, name, path, pickling):
    """Save a variable by the backend for its type, or with dill.

    The modules of its classes tell which library it is from; none is imported
    for it. A backend returns False for an object that it leaves to dill. A
    variable that no path taken has bound is unbound in later steps, too.
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
    backends = _backends()
    roots = [cls.__module__.split(".")[0] for cls in type(value).__mro__]
    backend = next((root for root in roots if root in backends), None)
    pickling.holds_code = False
    try:
        if folder.is_dir():
            shutil.rmtree(folder)
        elif folder.exists():
            folder.unlink()
        folder.mkdir(parents=True)
        if not (backend and backends[backend][0](value, folder, pickling)):
            backend = "dill"
            with (folder / "value.pkl").open("wb") as file:
                pickling.dump(value, file)
    except Exception as error:  # noqa: BLE001
        part, culprit = _blame(name, value, pickling)
        problem = f"step '{step}' cannot hand on `{name}` ({kind})"
        reason = f"{part} is a {type(culprit).__qualname__}: {error}"
        remedy = "create it in the step that uses it"
        raise RuntimeError(f"{problem}: {reason}; {remedy}") from None
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
        reason = f"{type(error).__name__}: {error}"
        raise RuntimeError(f"{problem}: {reason}") from None
    vars(main)[name] = value


def _blame(path, value, pickling, depth=0):
    """Find the part of a value that cannot be saved, such as state['lock']."""
    import contextlib
    import types

    def fails(part):
        with contextlib.suppress(Exception):
            pickling.dump(part, types.SimpleNamespace(write=len))
            return False
        return True

    if isinstance(value, dict):
        parts = [(f"{path}[{key!r}]", part) for key, part in value.items()]
    elif isinstance(value, (list, tuple)):
        parts = [(f"{path}[{i}]", part) for i, part in enumerate(value)]
    else:
        fields = getattr(value, "__dict__", {})
        parts = [(f"{path}.{key}", part) for key, part in fields.items()]
    for inner, part in parts if depth < 8 else ():
        if fails(part):
            return _blame(inner, part, pickling, depth + 1)
    return path, value
