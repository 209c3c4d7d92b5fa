"""Import -> distribution: what a step's pod has to install (spec section 6)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set

from kale_core.analysis.facts import Import, StarImport
from kale_core.analysis.tables.distributions import DISTRIBUTIONS, NAMESPACES, STANDARD_LIBRARY
from kale_core.installation import PLAIN, Installation


def distributions(
    imports: Iterable[Import | StarImport],
    *,
    local_modules: Set[str] = frozenset(),
    installation: Installation = PLAIN,
) -> tuple[str, ...]:
    """The requirements of these imports, sorted, each once.

    The standard library, relative imports and modules of the repository need none, and neither does an import for
    which there is another in case that it fails (`try: import cupy as np`, `except ImportError: import numpy as np`).
    """
    every = list(imports)
    certain = {each.name for each in every if isinstance(each, Import) and not each.guarded}
    found = {
        installation.of_import(_dotted(each)) or distribution(each, local_modules=local_modules)
        for each in every
        if not (isinstance(each, Import) and each.guarded and each.name in certain)
    }
    return tuple(sorted({pinned for name in found if name is not None for pinned in installation.pinned(name)}))


def distribution(statement: Import | StarImport, *, local_modules: Set[str] = frozenset()) -> str | None:
    """The distribution of one import, by the longest dotted name that the table knows; or none."""
    root = statement.module.partition(".")[0]
    if not root or root in STANDARD_LIBRARY or root in local_modules:
        return None
    dotted = _dotted(statement)
    while dotted:
        if dotted in DISTRIBUTIONS:
            return DISTRIBUTIONS[dotted]
        dotted = dotted.rpartition(".")[0]
    return _in_namespace(statement) if root in NAMESPACES else root


def _dotted(statement: Import | StarImport) -> str:
    """The name of what is imported; of `from a import b`, which may be a module, `a.b`."""
    member = statement.member if isinstance(statement, Import) else None
    return f"{statement.module}.{member}" if member else statement.module


def _in_namespace(statement: Import | StarImport) -> str:
    """`google.cloud.pubsub_v1` -> `google-cloud-pubsub`: nobody may own the name of the namespace alone."""
    member = statement.member if isinstance(statement, Import) else None
    parts = [part for part in (*statement.module.split("."), member) if part and not part[0].isupper()]
    return "-".join(re.sub(r"_v\d\w*$", "", part).replace("_", "-") for part in parts[:3])
