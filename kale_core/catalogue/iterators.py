"""Generators, iterators and views."""

from __future__ import annotations

from kale_core.catalogue.entry import Verdict, rows

_RUNNING = "is a computation under way"
_LIST = "pass `list(...)` of it, or call the function again in the step that needs it"
_POSITION = "is saved with its position"
_OLDER = "is saved with its position, by Python 3.13 and older"

ENTRIES = (
    *rows(
        """
        generator                               types.GeneratorType
        types.GeneratorType
        """,
        Verdict.REFUSED,
        "a generator",
        _RUNNING,
        _LIST,
    ),
    *rows(
        """
        async generator                         types.AsyncGeneratorType
        types.AsyncGeneratorType
        """,
        Verdict.REFUSED,
        "an asynchronous generator",
        _RUNNING,
        "pass a list of what it yields",
    ),
    *rows(
        """
        coroutine                               types.CoroutineType
        types.CoroutineType
        asyncio.sleep                           types.CoroutineType
        asyncio.wait_for                        types.CoroutineType
        """,
        Verdict.REFUSED,
        "a coroutine",
        _RUNNING,
        "`await` it, and pass the result",
    ),
    *rows(
        """
        builtins.iter                           iterator
        builtins.map
        builtins.filter
        builtins.zip
        builtins.enumerate
        builtins.reversed                       iterator
        """,
        Verdict.CROSSES,
        "an iterator",
        _POSITION,
    ),
    *rows(
        """
        itertools.accumulate
        itertools.chain
        itertools.chain.from_iterable           itertools.chain
        itertools.combinations
        itertools.combinations_with_replacement
        itertools.compress
        itertools.count
        itertools.cycle
        itertools.dropwhile
        itertools.filterfalse
        itertools.groupby
        itertools.islice
        itertools.permutations
        itertools.product
        itertools.repeat
        itertools.starmap
        itertools.takewhile
        itertools.zip_longest
        """,
        Verdict.CROSSES,
        "an iterator of itertools",
        _OLDER,
    ),
    *rows(
        """
        itertools.tee                           builtins.tuple
        """,
        Verdict.CROSSES,
        "a pair of iterators",
        _OLDER,
    ),
    *rows(
        """
        itertools.pairwise
        """,
        Verdict.REFUSED,
        "an iterator of itertools",
        "cannot be saved with its position",
        _LIST,
    ),
    *rows(
        """
        builtins.dict.keys
        builtins.dict.values
        builtins.dict.items
        """,
        Verdict.CROSSES,
        "a view of a dictionary",
        "is saved with the dictionary",
    ),
    *rows(
        """
        types.MappingProxyType
        """,
        Verdict.CROSSES,
        "a read-only view of a dictionary",
        "is saved with the dictionary",
    ),
    *rows(
        """
        builtins.memoryview
        """,
        Verdict.REFUSED,
        "a view of memory",
        "is memory of one process",
        "pass `bytes(...)` of it",
    ),
    *rows(
        """
        builtins.range
        builtins.slice
        """,
        Verdict.CROSSES,
        "a range",
        "is saved whole",
    ),
)
