"""Import -> distribution: what a step's pod has to install (spec section 6)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set

from kale_core.analysis.facts import Import, StarImport
from kale_core.analysis.tables.distributions import DISTRIBUTIONS, NAMESPACES, STANDARD_LIBRARY


def distributions(imports: Iterable[Import | StarImport], *, local_modules: Set[str] = frozenset()) -> tuple[str, ...]:
    """The distributions that provide these imports, sorted, each once.

    The standard library, relative imports and modules of the repository need none, and neither does an import for
    which there is another in case that it fails (`try: import cupy as np`, `except ImportError: import numpy as np`).
    """
    every = list(imports)
    certain = {each.name for each in every if isinstance(each, Import) and not each.guarded}
    found = {
        distribution(each, local_modules=local_modules)
        for each in every
        if not (isinstance(each, Import) and each.guarded and each.name in certain)
    }
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
    return _in_namespace(statement) if root in NAMESPACES else root


def _in_namespace(statement: Import | StarImport) -> str:
    """`google.cloud.pubsub_v1` -> `google-cloud-pubsub`: nobody may own the name of the namespace alone."""
    member = statement.member if isinstance(statement, Import) else None
    parts = [part for part in (*statement.module.split("."), member) if part and not part[0].isupper()]
    return "-".join(re.sub(r"_v\d\w*$", "", part).replace("_", "-") for part in parts[:3])
