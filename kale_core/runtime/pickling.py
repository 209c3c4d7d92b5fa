"""Pickling of what cells define: code of shared cells by name, code of step cells by value.

Shipped inside every generated file (see `source.py`). pickle does what it can, since it is faster; dill does functions,
closures and the odd types. Classes are done here, because dill 0.4 loses the members of enums, the fields of
dataclasses and the methods of named tuples, makes two classes of one that comes in with two variables, and knows
nothing of cells that run again in each step.
"""
# mypy: disallow-untyped-defs=False, disallow-untyped-calls=False, disallow-subclassing-any=False
# mypy: disallow-any-generics=False, disable-error-code="arg-type,redundant-expr"

from kale_core.runtime.marshal import _backend, _load_part, _save_part


def _pickling(main):
    """Return a module like ``pickle`` that knows what the cells defined.

    Its `folder` is that of the variable to save or to load. Its `trail` is
    where dill is: objects, each found inside the one before.
    """
    import contextlib
    import functools
    import importlib
    import pickle
    import sys
    import types

    import dill

    dill.extend(False)  # the cells shall find pickle and joblib untouched
    module = types.ModuleType("kale_pickling")
    backend = functools.lru_cache(maxsize=None)(_backend)
    refusal = functools.lru_cache(maxsize=None)(_refusal)
    reduce_code, helpers = _code_of_cells(main)
    trail: list = []
    streams = {}  # by id; they stay alive here, so that it stays theirs
    for name in ("stdin", "stdout", "stderr"):
        for stream in (getattr(sys, f"__{name}__"), getattr(sys, name)):
            if stream is not None:
                streams[id(stream)] = name, stream

    def load_part(name):
        return _load_part(name, module)

    def restore(thing, state):
        thing.__setstate__(state[0])
        vars(thing).update(state[1])

    def reduce(thing, with_dill):
        """Reduce what pickle and dill get wrong; refuse what is no use."""
        cls = type(thing)
        if refusal(cls):
            raise TypeError(refusal(cls))
        if backend(cls) in ("keras", "tensorflow", "xgboost"):
            if not with_dill:
                raise pickle.PicklingError
            part = _save_part(thing, backend(cls), module)
            return (load_part, (part,)) if part else NotImplemented
        attributes = _left_out(thing)
        if attributes:
            make, arguments, state = thing.__reduce_ex__(2)[:3]
            return make, arguments, (state, attributes), None, None, restore
        if cls is functools.cached_property:  # has a lock before Python 3.12
            state = {**vars(thing)}
            state.pop("lock", None)
            return cls, (thing.func,), state
        if cls.__module__ == "dataclasses":  # MISSING and its like
            for name, value in vars(sys.modules["dataclasses"]).items():
                if value is thing:
                    return name
        return reduce_code(thing, with_dill)

    class Quick(pickle.Pickler):
        """Saves all but code of a step's cells and what pickle cannot."""

        plain = True  # nothing but what any pickler can save

        def reducer_override(self, thing):
            reduction = reduce(thing, False)
            self.plain = self.plain and not isinstance(reduction, tuple)
            return reduction

    class Pickler(dill.Pickler):
        def reducer_override(self, thing):
            if thing is vars(main):
                return vars, (main,)
            if isinstance(thing, types.CodeType):
                vars(module)["holds_code"] = True
            if id(thing) in streams:
                return getattr, (sys, streams[id(thing)][0])
            name = isinstance(thing, types.ModuleType) and thing.__name__
            if name and sys.modules.get(name) is thing:
                return importlib.import_module, (name,)
            return reduce(thing, True)

        def save(self, thing, *args, **options):
            """Save also functions whose ``__module__`` lies, as by wraps().

            dill takes that for the module of their globals, and would save
            all of these by value.
            """
            depth = len(trail)
            trail.append(thing)
            by_value = isinstance(thing, types.FunctionType)
            by_value = by_value and reduce_code(thing, True) is NotImplemented
            if not by_value:
                super().save(thing, *args, **options)
            else:
                claimed = thing.__module__
                home = thing.__globals__.get("__name__")
                thing.__module__ = home if home in sys.modules else claimed
                try:
                    super().save(thing, *args, **options)
                finally:
                    thing.__module__ = claimed
            del trail[depth:]  # if that failed, it says where

    class Unpickler(dill.Unpickler):
        def __init__(self, *args, **options):
            super().__init__(*args, ignore=True, **options)

        def find_class(self, module, name):
            if (module, name) == ("torch.storage", "_load_from_bytes"):
                return _load_tensor
            return super().find_class(module, name)

    def is_plain(value):
        """Tell whether pickle can save it and nothing in it is from a cell."""
        nowhere = types.SimpleNamespace(write=len)
        pickler = Quick(nowhere, 5, buffer_callback=lambda data: None)
        with contextlib.suppress(Exception):
            pickler.dump(value)
            return pickler.plain
        return False

    def dump(value, file):
        """Save with pickle, which is faster, or with dill."""
        start = file.tell()
        with contextlib.suppress(Exception):
            return Quick(file, 5).dump(value)
        file.seek(start)
        file.truncate()
        limit = sys.getrecursionlimit()
        sys.setrecursionlimit(max(limit, 10_000))  # as deep as with pickle
        try:
            Pickler(file, protocol=5).dump(value)
        finally:
            sys.setrecursionlimit(limit)

    def load(file):
        return Unpickler(file).load()

    for thing in (*helpers, load_part, restore):  # what pickles refer to
        thing.__module__, thing.__qualname__ = module.__name__, thing.__name__
        setattr(module, thing.__name__, thing)
    for thing in Pickler, Unpickler, is_plain, dump, load:
        setattr(module, thing.__name__, thing)
    vars(module).update(trail=trail, holds_code=False)
    sys.modules[module.__name__] = module
    return module


def _code_of_cells(main):
    """Return how to take classes and functions apart, and what undoes it.

    What the shared cells define is saved by name, since they have run in each
    step before its inputs are loaded: an object is an instance of the very
    class that the loading step has. What a step's own cells define is saved by
    value, with the loading ``__main__`` as the globals of its functions.
    """
    import functools
    import pickle
    import sys
    import types
    import typing

    shared = types.SimpleNamespace(**vars(main))
    names = {id(thing): name for name, thing in vars(main).items()}
    make_class, fill_class, reduce_class = _cell_classes()
    cached = type(functools.lru_cache(len))
    new_type = typing.NewType if isinstance(typing.NewType, type) else ()
    kinds = type, types.FunctionType, cached, typing.TypeVar, new_type

    def follow(thing, path):
        for attribute in path.split("."):
            thing = getattr(thing, attribute, None)
        return thing

    def recall(path):
        """Return what the shared cells of this step call so."""
        thing = follow(shared, path)
        if thing is None:
            raise NameError(f"no cell shared by all steps defines {path}")
        return thing

    def reduce_code(thing, by_value):
        if not isinstance(thing, kinds):
            return NotImplemented
        path = getattr(thing, "__qualname__", "")
        globals_ = getattr(thing, "__globals__", None)
        if thing.__module__ != "__main__" and globals_ is not vars(main):
            home = sys.modules.get(thing.__module__)  # dill may not find it
            return path if follow(home, path) is thing else NotImplemented
        path = names.get(id(thing), path)
        if follow(shared, path) is thing:
            return recall, (path,)
        if not by_value:
            raise pickle.PicklingError
        if isinstance(thing, type):
            return reduce_class(thing)
        if isinstance(thing, typing.TypeVar):
            return typing.TypeVar, (thing.__name__, *thing.__constraints__)
        if isinstance(thing, new_type):
            arguments = thing.__name__, thing.__supertype__
            return typing.NewType, arguments, {"__module__": "__main__"}
        return NotImplemented

    return reduce_code, (recall, make_class, fill_class)


def _cell_classes():
    """Return how to make a class, to fill it, and to take one apart.

    A class has a key that goes with it from step to step, so that it is one
    class even if it comes in with several variables.
    """
    import types
    import uuid

    classes = {}
    keys = {}  # the id of a class -> its key

    def make_class(key, metaclass, name, bases, body):
        def fill(namespace):
            for attribute, value in body.items():
                namespace[attribute] = value

        if key not in classes:
            keywords = {"metaclass": metaclass}
            classes[key] = types.new_class(name, bases, keywords, fill)
            keys[id(classes[key])] = key
        return classes[key]

    def fill_class(cls, attributes):
        for attribute, value in attributes.items():
            setattr(cls, attribute, value)

    def reduce_class(cls):
        """Reduce to a bare class and its attributes, which may hold it."""
        if type(cls).__name__ == "_TypedDictMeta":  # dill can
            return NotImplemented
        given = {"__qualname__": cls.__qualname__, **vars(cls)}
        for name, value in vars(cls).items():
            if isinstance(value, types.MemberDescriptorType):
                del given[name]
        for name in ("__dict__", "__weakref__", "_abc_impl"):
            given.pop(name, None)
        members = getattr(cls, "__members__", {})
        if members:  # an enum makes most of its attributes from these
            inherited = vars(cls.__base__).values()
            given = {
                name: value
                for name, value in given.items()
                if not name.startswith("_") or name[:2] == "__"
                if name not in ("__new__", "__new_member__")
                if not any(value is other for other in inherited)
            }
            given.update((name, members[name].value) for name in members)
        early = {"__module__", "__qualname__", "__slots__", "__orig_bases__"}
        early = set(given) if members else early.intersection(given)
        body = {name: given.pop(name) for name in list(given) if name in early}
        key = keys.setdefault(id(cls), uuid.uuid4().hex)
        classes[key] = cls
        creation = key, type(cls), cls.__name__, cls.__bases__, body
        return make_class, creation, given, None, None, fill_class

    return make_class, fill_class, reduce_class


def _refusal(cls):
    """Say why objects that dill would save are of no use in another pod.

    Locks are refused wherever they are: a class that is meant to travel leaves
    its lock out, and a logger is saved by name.
    """
    reasons = {
        "it works in one process only": """
            _thread.lock _thread.RLock threading.Thread
            multiprocessing.process.BaseProcess subprocess.Popen
            multiprocessing.connection._ConnectionBase
            _contextvars.Context""",
        "it is open in one pod only": """
            _io.FileIO _io.BufferedReader _io.BufferedWriter
            _io.BufferedRandom _io.TextIOWrapper shelve.Shelf""",
        "it is gone with its pod": """
            tempfile.TemporaryDirectory
            multiprocessing.shared_memory.SharedMemory
            multiprocessing.shared_memory.ShareableList""",
    }
    bases = {f"{base.__module__}.{base.__name__}" for base in cls.__mro__}
    for reason, kinds in reasons.items():
        if not bases.isdisjoint(kinds.split()):
            return reason
    return None


def _left_out(thing):
    """List attributes that numpy and pandas leave out when they pickle."""
    import sys

    cls = type(thing)
    numpy, pandas = map(sys.modules.get, ("numpy", "pandas"))
    if numpy and isinstance(thing, numpy.ndarray):
        if getattr(thing, "hardmask", False) is True:
            return {"_hardmask": True}
        own = cls.__reduce__ is numpy.ndarray.__reduce__
        own = own and cls.__module__.split(".")[0] != "numpy"
        return own and getattr(thing, "__dict__", None)
    if pandas and isinstance(thing, (pandas.DataFrame, pandas.Series)):
        names = [name for name in vars(thing) if name[0] != "_"]
        names = [name for name in names if not hasattr(cls, name)]
        found = {n: vars(thing)[n] for n in names if n not in cls._metadata}
        # What a library leaves there for itself must not stop the frame.
        return {n: value for n, value in found.items() if _can_be_saved(value)}
    return None


def _can_be_saved(value):
    """Tell whether a value can be pickled, by trying."""
    import contextlib

    import dill

    with contextlib.suppress(Exception):
        dill.dumps(value)
        return True
    return False


def _load_tensor(data):
    """Load a tensor that may come from a GPU, where there may be none."""
    import io

    import torch

    device = None if torch.cuda.is_available() else "cpu"
    return torch.load(io.BytesIO(data), device, weights_only=False)
