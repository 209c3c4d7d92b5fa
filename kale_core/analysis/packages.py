"""Import -> distribution: what a step's pod has to install (spec section 6)."""

from __future__ import annotations

from collections.abc import Iterable, Set

from kale_core.analysis.facts import Import, StarImport
from kale_core.analysis.tables.distributions import DISTRIBUTIONS, STANDARD_LIBRARY


def distributions(imports: Iterable[Import | StarImport], *, local_modules: Set[str] = frozenset()) -> tuple[str, ...]:
    """The distributions that provide these imports, sorted, each once.

    The standard library, relative imports and modules of the repository need none.
    """
    found = {distribution(each, local_modules=local_modules) for each in imports}
    return tuple(sorted(name for name in found if name is not None))


def distribution(statement: Import | StarImport, *, local_modules: Set[str] = frozenset()) -> str | None:
    """The distribution of one import, by the longest dotted name that the table knows; or none."""
    root = statement.module.partition(".")[0]
    if not root or root in STANDARD_LIBRARY or root in local_modules:
        return None
    dotted = statement.module
    if isinstance(statement, Import) and statement.member:
        dotted = f"{dotted}.{statement.member}"
    while dotted:
        if dotted in DISTRIBUTIONS:
            return DISTRIBUTIONS[dotted]
        dotted = dotted.rpartition(".")[0]
    return root
