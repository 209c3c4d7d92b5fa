"""Random notebooks: steps that bind, change, forget and hand around lists, functions and objects in every form.

Not all of them run; those that fail as notebooks are of no interest.
"""

from __future__ import annotations

from random import Random

Cells = list[tuple[str, str]]

_DATA = ("x", "y", "z")
_FUNCTIONS = ("f", "g")

_IMPORTS = """\
import contextlib
@contextlib.contextmanager
def within(value):
    yield list(value)"""

_FIRST = """\
x = [1, 2, 3]
y = [4]
z = []
def f(a):
    return list(a)
def g(a):
    return a + x
class K:
    def m(self, a):
        return a
o = K()"""


_RICH = """\
o.data = [5]
d = {0: [6], 1: [7, 8]}
def same(a):
    return a
def each(a):
    yield from a
def remember(a):
    def h(b):
        a.append(len(b))
        return list(a)
    return h"""

_OTHER_FIRST = _FIRST.replace("x = [1, 2, 3]\ny = [4]\nz = []", "x = [21, 22]\ny = [23, 24, 25, 26]\nz = [27, 28, 29]")


def with_other_data(cells: Cells) -> Cells:
    """The same notebook, beginning with other lists."""
    return [(tags, source.replace(_FIRST, _OTHER_FIRST)) for tags, source in cells]


class NotebookMaker:
    """Makes the cells of one notebook.

    `aliases`: two names may get the same object; `continued`: a step may go on below others; `rich`: objects hold
    others, in attributes, dictionaries, defaults and closures.
    """

    def __init__(self, random: Random, *, aliases: bool = False, continued: bool = False, rich: bool = False) -> None:
        self.random = random
        self.aliases = aliases
        self.continued = continued
        self.rich = rich

    def cells(self, *, chain: bool) -> Cells:
        """Two to five steps, in a chain or in any graph."""
        random = self.random
        cells = [("imports", _IMPORTS)]
        if random.random() < 0.4:
            cells.append(("functions", f"def {self._function()}(a):\n{self._function_body()}"))
        for number in range(random.randint(2, 5)):
            tags = [f"step:s{number}"]
            if number:
                parents = [number - 1] if chain else random.sample(range(number), random.randint(1, min(2, number)))
                tags += [f"prev:s{parent}" for parent in sorted(parents)]
            source = self._block(0)
            first = f"{_FIRST}\n{_RICH}" if self.rich else _FIRST
            cells.append((", ".join(tags), f"{first}\n{source}" if number == 0 else source))
            if self.continued and random.random() < 0.4:
                more = f"{self._block(0)}\nprint({self._name()})"
                cells.append((f"step:s{random.randint(0, number)}", more))
        return cells

    def _name(self) -> str:
        return self.random.choice(_DATA)

    def _function(self) -> str:
        return self.random.choice(_FUNCTIONS)

    def _number(self) -> int:
        return self.random.randint(0, 9)

    def _block(self, depth: int) -> str:
        return "\n".join(self._statement(depth) for _ in range(self.random.randint(1, 2 if depth else 4)))

    def _indented(self, depth: int) -> str:
        return "\n".join(f"    {line}" for line in self._block(depth + 1).split("\n"))

    def _new(self) -> str:
        """A list of its own, or any value where two names may share one."""
        value = self._expression()
        return value if self.aliases and self.random.random() < 0.3 else f"list({value})"

    def _expression(self, depth: int = 0) -> str:
        name = self._name()
        inner = lambda: self._expression(depth + 1)  # noqa: E731
        simple = [
            lambda: name,
            lambda: name,
            lambda: f"[{self._number()}, {self._number()}]",
            lambda: f"list({name})",
            lambda: f"[*{name}, {self._number()}]",
        ]
        nested = [
            lambda: f"{inner()} + {inner()}",
            lambda: f"[i + 1 for i in {inner()}]",
            lambda: f"{self._function()}({inner()})",
            lambda: f"(lambda q: q + {name})({inner()})",
            lambda: f"sorted({inner()})",
            lambda: f"({inner()} if len({name}) > 2 else {inner()})",
            lambda: f"(w := {inner()}) + w",
            lambda: f"[*map({self._function()}, [{inner()}])][0]",
            lambda: f"{inner()}[:3]",
        ]
        return self.random.choice(simple + nested if depth < 2 else simple)()

    def _statement(self, depth: int) -> str:
        name, other, number = self._name(), self._name(), self._number()
        value, block = self._expression, lambda: self._indented(depth)
        simple = [
            lambda: f"{name} = {self._new()}",
            lambda: f"{name} = {self._new()}",
            lambda: f"{name} += {value()}",
            lambda: f"{name}.append({number})",
            lambda: f"{name}[0:1] = {value()}",
            lambda: f"print({value()})",
            lambda: f"{name}, {other} = {self._new()}, {self._new()}",
            lambda: f"{self._function()}({value()})",
            lambda: f"del {name}[0:1]",
        ]
        compound = [
            lambda: f"def {self._function()}(a):\n{self._function_body()}",
            lambda: f"if len({name}) > {number % 5}:\n{block()}\nelse:\n{block()}",
            lambda: f"if len({name}) > {number % 5}:\n{block()}",
            lambda: f"for i in {value()}:\n{block()}\n    break",
            lambda: f"try:\n{block()}\nexcept IndexError as e:\n{block()}",
            lambda: f"{self._function()} = lambda a, b=list({name}): a + b + {other}",
            lambda: f"with within({value()}) as {name}:\n{block()}",
            lambda: f"with contextlib.suppress(IndexError):\n{block()}\n    [][{name}[0] - 1]\n{block()}",
            lambda: f"match {value()}:\n    case [p, *{name}]:\n        print(p)\n    case _:\n        pass",
            lambda: f"class K:\n    v = {value()}\n    def m(self, a):\n        return a + {name}\no = K()",
            lambda: f"print(o.m({value()}))",
            lambda: f"del {name}",
            lambda: f"for l in ({name}, {other}):\n    l.append({number})",
            lambda: f"while True:\n{block()}\n    break",
        ]
        if self.rich and self.random.random() < 0.5:
            return self._rich_statement(depth)
        return self.random.choice(simple + compound if depth < 2 else simple)()

    def _rich_statement(self, depth: int) -> str:
        name, other, number = self._name(), self._name(), self._number()
        value, block = self._expression, lambda: self._indented(depth)
        simple = [
            lambda: f"o.data = {self._new()}",
            lambda: f"o.data.append({number})",
            lambda: f"{name} = o.data",
            lambda: f"d[{number % 3}] = list({value()})",
            lambda: f"d.setdefault({number % 3}, list({name})).append({number})",
            lambda: f"{name} = list(d.get({number % 3}, {other}))",
            lambda: f"for l in d.values():\n    l.append({number})",
            lambda: f"{name}.extend({value()})",
            lambda: f"{name}.reverse()",
            lambda: f"{name}, *{other} = {value()} + [{number}]",
            lambda: f"{name} = {other} = {self._new()}",
            lambda: f"d = {{0: list({name}), 1: list({value()})}}",
            lambda: f"d = dict(d)\nd[{number % 3}] = [{number}]",
            lambda: "print(d, o.data)",
            lambda: f"print([*each({name})])",
            lambda: f"{self._function()} = remember({name})",
            lambda: f"print({name} is {other}, len(d))",
            lambda: f"{self._function()} = (lambda h: lambda a: h(a) + {name})({self._function()})",
        ]
        compound = [
            lambda: f"def {self._function()}(a, b={name}):\n    b.append(len(a))\n    return list(a)",
            lambda: f"@same\ndef {self._function()}(a):\n{self._function_body()}",
            lambda: (
                f"def make():\n    {name} = {value()}\n    def h(a):\n        nonlocal {name}\n"
                f"        {name} = {name} + a\n        return list({name})\n    return h\n{self._function()} = make()"
            ),
            lambda: f"try:\n{block()}\nfinally:\n{block()}",
            lambda: f"for i in {value()}:\n{block()}\n    break\nelse:\n{block()}",
            lambda: f"class K(K):\n    def __init__(self):\n        self.data = {name}\no = K()",
            lambda: f"def each(a):\n    for i in a:\n        yield i\n    {name}.append({number})",
        ]
        return self.random.choice(simple + compound if depth < 2 else simple)()

    def _function_body(self) -> str:
        name, other = self._name(), self._name()
        return self.random.choice(
            [
                f"    return a + {name}",
                f"    a.append(1)\n    return {name}[:2] + a",
                f"    global {name}\n    {name} = {name} + [7]\n    return list(a)",
                f"    {name}.append(3)\n    return list({other})",
                f"    def h():\n        return {name}\n    return h() + a",
                f"    if len(a) > 6:\n        return a[:2]\n    return {self._function()}(a + [1])",
                f"    {name} = list(a)\n    {name}.append(5)\n    return {name} + {other}",
                f"    return sorted({name}) + [len(a)]",
            ]
        )
