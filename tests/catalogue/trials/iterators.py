"""Trials of generators, iterators and views."""

from __future__ import annotations

from tests.catalogue.trial import SAME, Like, Trial, Untried

# The last Python that can save iterators of itertools; from 3.12 on, it warns of that.
_LAST = (3, 13)

TRIALS: dict[str, Trial | Like | Untried] = {
    "generator": Trial("(n for n in [1])"),
    "types.GeneratorType": Like("generator"),
    "async generator": Trial("async def f():\n    yield 1\nf()"),
    "types.AsyncGeneratorType": Like("async generator"),
    "coroutine": Trial("async def f(): ...\nf()"),
    "types.CoroutineType": Like("coroutine"),
    "asyncio.sleep": Trial("asyncio.sleep(0)"),
    "asyncio.wait_for": Trial("asyncio.wait_for(asyncio.sleep(0), 1)"),
    "builtins.iter": Trial("i = iter([1, 2])\nnext(i)\ni", "[*it] == [2]"),
    "builtins.map": Trial("map(str, [1])", "[*it] == ['1']"),
    "builtins.filter": Trial("filter(None, [0, 1])", "[*it] == [1]"),
    "builtins.zip": Trial("zip([1], 'a')", "[*it] == [(1, 'a')]"),
    "builtins.enumerate": Trial("enumerate('a')", "[*it] == [(0, 'a')]"),
    "builtins.reversed": Trial("reversed([1, 2])", "[*it] == [2, 1]"),
    "itertools.accumulate": Trial("itertools.accumulate([1, 2])", "[*it] == [1, 3]", until=_LAST),
    "itertools.chain": Trial("itertools.chain('a', 'b')", "[*it] == ['a', 'b']", until=_LAST),
    "itertools.chain.from_iterable": Trial(
        "itertools.chain.from_iterable(['a', 'b'])", "[*it] == ['a', 'b']", until=_LAST
    ),
    "itertools.combinations": Trial("itertools.combinations('ab', 2)", "[*it] == [('a', 'b')]", until=_LAST),
    "itertools.combinations_with_replacement": Trial(
        "itertools.combinations_with_replacement('a', 2)", "[*it] == [('a', 'a')]", until=_LAST
    ),
    "itertools.compress": Trial("itertools.compress('ab', [0, 1])", "[*it] == ['b']", until=_LAST),
    "itertools.count": Trial("itertools.count(5)", "next(it) == 5", until=_LAST),
    "itertools.cycle": Trial("itertools.cycle('a')", "next(it) == next(it) == 'a'", until=_LAST),
    "itertools.dropwhile": Trial("itertools.dropwhile(lambda n: n < 2, [1, 2])", "[*it] == [2]", until=_LAST),
    "itertools.filterfalse": Trial("itertools.filterfalse(None, [0, 1])", "[*it] == [0]", until=_LAST),
    "itertools.groupby": Trial(
        "itertools.groupby('aab')", "[(key, [*group]) for key, group in it][1] == ('b', ['b'])", until=_LAST
    ),
    "itertools.islice": Trial("itertools.islice('abc', 2)", "[*it] == ['a', 'b']", until=_LAST),
    "itertools.permutations": Trial("itertools.permutations('a')", "[*it] == [('a',)]", until=_LAST),
    "itertools.product": Trial("itertools.product('a', 'b')", "[*it] == [('a', 'b')]", until=_LAST),
    "itertools.repeat": Trial("itertools.repeat(1, 2)", "[*it] == [1, 1]", until=_LAST),
    "itertools.starmap": Trial("itertools.starmap(pow, [(2, 3)])", "[*it] == [8]", until=_LAST),
    "itertools.takewhile": Trial("itertools.takewhile(lambda n: n < 2, [1, 2])", "[*it] == [1]", until=_LAST),
    "itertools.zip_longest": Trial(
        "itertools.zip_longest('a', 'bc')", "[*it] == [('a', 'b'), (None, 'c')]", until=_LAST
    ),
    "itertools.tee": Trial("itertools.tee([1, 2])", "[[*one] for one in it] == [[1, 2], [1, 2]]", until=_LAST),
    "itertools.pairwise": Trial("itertools.pairwise('abc')", "[*it] == [('a', 'b'), ('b', 'c')]", until=_LAST),
    "builtins.dict.keys": Trial("{'a': 1}.keys()", "[*it] == ['a']"),
    "builtins.dict.values": Trial("{'a': 1}.values()", "[*it] == [1]"),
    "builtins.dict.items": Trial("{'a': 1}.items()", "[*it] == [('a', 1)]"),
    "types.MappingProxyType": Trial("types.MappingProxyType({'a': 1})", "it['a'] == 1"),
    "builtins.memoryview": Trial("memoryview(b'ab')", "bytes(it) == b'ab'"),
    "builtins.range": Trial("range(3)", SAME),
    "builtins.slice": Trial("slice(1, 3)", SAME),
}
