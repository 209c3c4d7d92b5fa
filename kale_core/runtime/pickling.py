"""Pickling of what cells define: code of shared cells by name, code of step cells by value.

Shipped inside every generated file (see `source.py`). dill does functions, closures and the odd types. Classes are
done here, because dill 0.4 loses the members of enums, the fields of dataclasses and the methods of named tuples,
makes two classes of one that comes in with two variables, and knows nothing of cells that run again in each step.
"""
# mypy: disallow-untyped-defs=False, disallow-untyped-calls=False, disallow-subclassing-any=False


def _pickling(main):
    """Return a module like ``pickle`` that knows what the cells defined.

    What the shared cells define is saved by name, since they have run in each
    step before its inputs are loaded: an object is an instance of the very
    class that the loading step has. What a step's own cells define is saved by
    value, with the loading ``__main__`` as the globals of its functions.
    """
    import contextlib
    import functools
    import importlib
    import pickle
    import sys
    import types
    import typing

    import dill

    dill.extend(False)  # the cells shall find pickle and joblib untouched
    shared = types.SimpleNamespace(**vars(main))
    names = {id(thing): name for name, thing in vars(main).items()}
    make_class, fill_class, reduce_class = _cell_classes()
    module = types.ModuleType("kale_pickling")
    cached = type(functools.lru_cache(len))
    kinds = type, types.FunctionType, cached, typing.TypeVar

    def follow(thing, path):
        for attribute in path.split("."):
            thing = getattr(thing, attribute, None)
        return thing

    def from_cell(thing):
        if not isinstance(thing, kinds):
            return False
        globals_ = getattr(thing, "__globals__", None)
        return thing.__module__ == "__main__" or globals_ is vars(main)

    def recall(path):
        """Return what the shared cells of this step call so."""
        thing = follow(shared, path)
        if thing is None:
            raise NameError(f"no cell shared by all steps defines {path}")
        return thing

    class Plain(pickle.Pickler):
        """Refuses what a cell defined."""

        def reducer_override(self, thing):
            if thing is main or from_cell(thing):
                raise pickle.PicklingError
            return NotImplemented

    class Pickler(dill.Pickler):
        def reducer_override(self, thing):
            if thing is main:
                return importlib.import_module, ("__main__",)
            if thing is vars(main):
                return vars, (main,)
            if isinstance(thing, types.CodeType):
                vars(module)["holds_code"] = True
            if from_cell(thing):
                own_path = getattr(thing, "__qualname__", "")
                path = names.get(id(thing), own_path)
                if follow(shared, path) is thing:
                    return recall, (path,)
                if isinstance(thing, type):
                    return reduce_class(thing)
                if isinstance(thing, typing.TypeVar):
                    limits = thing.__constraints__
                    return typing.TypeVar, (thing.__name__, *limits)
            return _reduce_odd(thing)

        def save(self, thing, *args, **options):
            """Save also functions whose ``__module__`` lies, as by wraps().

            dill takes that for the module of their globals, and would save
            all of these by value.
            """
            if not isinstance(thing, types.FunctionType):
                return super().save(thing, *args, **options)
            claimed = thing.__module__
            home = thing.__globals__.get("__name__")
            found = follow(sys.modules.get(claimed), thing.__qualname__)
            if found is not thing or claimed == "__main__":
                thing.__module__ = home if home in sys.modules else claimed
            try:
                return super().save(thing, *args, **options)
            finally:
                thing.__module__ = claimed

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
        with contextlib.suppress(Exception):
            Plain(nowhere, 5, buffer_callback=lambda data: None).dump(value)
            return True
        return False

    def dump(value, file):
        """Save with pickle, which is faster, or with dill."""
        pickler = pickle.Pickler if is_plain(value) else Pickler
        pickler(file, protocol=5).dump(value)

    def load(file):
        return Unpickler(file).load()

    for thing in recall, make_class, fill_class:  # what pickles refer to
        thing.__module__, thing.__qualname__ = module.__name__, thing.__name__
    vars(module).update(
        recall=recall,
        make_class=make_class,
        fill_class=fill_class,
        holds_code=False,
        Pickler=Pickler,
        Unpickler=Unpickler,
        is_plain=is_plain,
        dump=dump,
        load=load,
    )
    sys.modules[module.__name__] = module
    return module


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


def _reduce_odd(thing):
    """Reduce what pickle or dill get wrong; refuse what cannot travel."""
    import dataclasses
    import functools
    import io
    import threading

    cls = type(thing)
    locks = type(threading.Lock()), type(threading.RLock())
    files = io.FileIO, io.BufferedReader, io.BufferedWriter, io.TextIOWrapper
    if isinstance(thing, locks + files):
        raise TypeError(f"cannot pickle {cls.__name__} objects")
    if cls is functools.cached_property:  # has a lock before Python 3.12
        state = {**vars(thing)}
        state.pop("lock", None)
        return cls, (thing.func,), state
    if cls.__module__ == "dataclasses":  # MISSING and its like must stay it
        for name, value in vars(dataclasses).items():
            if value is thing:
                return name
    return NotImplemented


def _load_tensor(data):
    """Load a tensor that may come from a GPU, where there may be none."""
    import io

    import torch

    device = None if torch.cuda.is_available() else "cpu"
    return torch.load(io.BytesIO(data), device, weights_only=False)
