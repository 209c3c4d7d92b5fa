"""What a cell does to names, without its syntax.

libcst is walked once per cell (`collect.py`), into these values; everything after that, from providers to
packages, is computed from them. An *expression* says which names are read and what its value may be or hold; a
*statement* says what is bound, unbound, mutated, defined or imported, in the order in which Python does it.

`at` is the index of a syntax node in its cell (see `CellFacts.span`); -1 where nothing points at it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

NOWHERE = -1
# Names of values that the notebook does not name begin with what no Python name can begin with.
HIDDEN = "#"
FIRST = "#first"


# --- expressions -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Load:
    """A name is read. A `lenient` read of an unbound name is no failure (`!echo $x`, annotations)."""

    name: str
    at: int = NOWHERE
    lenient: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A string literal."""

    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """`base.name` or `base[keys]`: the value is a part of the base, and changing it changes the base."""

    base: Expression
    attribute: str | None
    keys: tuple[Expression, ...] = ()
    at: int = NOWHERE
    is_slice: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """`function(arguments)`; `keywords` holds the keyword names of the last arguments, `None` for `*` and `**`."""

    function: Expression
    arguments: tuple[Expression, ...]
    keywords: tuple[tuple[str | None, Expression], ...] = ()
    at: int = NOWHERE


class Kind(Enum):
    """What the value of an expression has to do with its parts."""

    FRESH = "nothing: a new object"
    TEXT = "it is new; if they are texts, it is these in a row"
    PATH = "it is new; if they are paths, it is the last below the first"
    CONTAINER = "it is new and contains them"
    EITHER = "it may be one of them"
    CHOICE = "it may be one of them, but for the first, which decides"
    IDENTITY = "it says whether they are one object"


@dataclass(frozen=True, slots=True)
class Mix:
    """Any expression over others."""

    parts: tuple[Expression, ...]
    kind: Kind = Kind.EITHER


@dataclass(frozen=True, slots=True)
class Named:
    """`name := value`."""

    name: str
    value: Expression
    at: int = NOWHERE


@dataclass(frozen=True, slots=True)
class Nested:
    """A comprehension: an element computed with `local` names of its own; `is_lazy` if it is a generator.

    `first` is the first iterable, read in the enclosing scope and known as `FIRST` to the `body`.
    """

    local: frozenset[str]
    element: Expression
    first: Expression | None = None
    body: tuple[Statement, ...] = ()
    is_lazy: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Function:
    """A function or lambda. `local` are its own names, parameters included; `shared` those declared global.
    `optional` are the parameters with defaults, in the order in which Python evaluates these.
    `cell` is the number of the cell that it stands in."""

    name: str
    parameters: tuple[str, ...]
    body: tuple[Statement, ...]
    local: frozenset[str]
    shared: frozenset[str] = frozenset()
    cell: int = 0
    at: int = NOWHERE
    optional: tuple[str, ...] = ()
    is_async: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Lambda:
    """A function as a value; `defaults` are evaluated where it stands."""

    function: Function
    defaults: tuple[Expression, ...] = ()


@dataclass(frozen=True, slots=True)
class Yield:
    """`yield value`: whoever iterates gets it."""

    value: Expression


Expression = Load | Text | Part | Call | Mix | Named | Nested | Lambda | Yield
NOTHING = Mix((), Kind.FRESH)


# --- statements --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Do:
    """An expression is evaluated."""

    value: Expression


@dataclass(frozen=True, slots=True)
class Bind:
    """A name is bound to a value."""

    name: str
    value: Expression
    at: int = NOWHERE


@dataclass(frozen=True, slots=True)
class Change:
    """`base.x = ...`, `base[k] = ...`, `del base[k]`: the object in `base` changes, and may come to hold `value`.

    A slice comes to hold its elements.
    """

    base: Expression
    value: Expression = NOTHING
    attribute: str | None = None
    keys: tuple[Expression, ...] = ()
    at: int = NOWHERE
    is_slice: bool = False


@dataclass(frozen=True, slots=True)
class Unbind:
    """`del name`, or the end of an `except ... as name` block."""

    name: str
    at: int = NOWHERE
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Import:
    """`import module [as name]` or `from module import member [as name]`.

    `text` repeats the one import; `guarded` ones stand in a `try` that expects them to fail.
    """

    name: str
    module: str
    member: str | None
    text: str
    at: int = NOWHERE
    guarded: bool = False


@dataclass(frozen=True, slots=True)
class StarImport:
    """`from module import *`."""

    module: str
    at: int = NOWHERE


@dataclass(frozen=True, slots=True, eq=False)
class Define:
    """`def` or `class`, after its decorators, defaults and bases (`before`) were evaluated.

    The first `decorators` of `before` are decorators.
    """

    name: str
    before: tuple[Expression, ...]
    function: Function | None = None
    body: tuple[Statement, ...] = ()
    decorators: int = 0
    at: int = NOWHERE


@dataclass(frozen=True, slots=True)
class Branch:
    """One of several blocks runs; an empty one where none may run."""

    blocks: tuple[tuple[Statement, ...], ...]


@dataclass(frozen=True, slots=True)
class Try:
    """`body` then `orelse`, or part of `body` and one of the `handlers`.

    `expects_unbound`: a handler is for `NameError`, so no read in the body fails.
    """

    body: tuple[Statement, ...]
    handlers: tuple[tuple[Statement, ...], ...]
    orelse: tuple[Statement, ...]
    final: tuple[Statement, ...]
    expects_unbound: bool = False


@dataclass(frozen=True, slots=True)
class With:
    """`body` runs as far as it gets if one of the `managers` suppresses exceptions, else to its end."""

    managers: tuple[Expression, ...]
    body: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Return:
    """The function returns a value; what follows in the block does not run."""

    value: Expression


@dataclass(frozen=True, slots=True)
class Stop:
    """`raise`, or in a loop `break` and `continue`: what follows in the block does not run."""

    in_loop: bool = False


@dataclass(frozen=True, slots=True)
class Loop:
    """A block that runs any number of times; at least once if it `always` does."""

    body: tuple[Statement, ...]
    always: bool = False


Statement = Do | Bind | Change | Unbind | Import | StarImport | Define | Branch | Loop | Try | With | Return | Stop
