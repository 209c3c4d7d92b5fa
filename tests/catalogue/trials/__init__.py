"""How each entry of the catalogue is tried, by field, like the catalogue itself."""

from __future__ import annotations

from collections.abc import Mapping

from tests.catalogue.trial import Like, Trial, Untried
from tests.catalogue.trials import (
    arrays,
    clusters,
    concurrency,
    databases,
    deep_learning,
    files,
    frames,
    iterators,
    learning,
    network,
    pictures,
    python,
    services,
)

#: By field and entry.
TRIALS: Mapping[str, Mapping[str, Trial | Like | Untried]] = {
    "python": python.TRIALS,
    "files": files.TRIALS,
    "iterators": iterators.TRIALS,
    "concurrency": concurrency.TRIALS,
    "network": network.TRIALS,
    "databases": databases.TRIALS,
    "arrays": arrays.TRIALS,
    "frames": frames.TRIALS,
    "clusters": clusters.TRIALS,
    "learning": learning.TRIALS,
    "deep_learning": deep_learning.TRIALS,
    "pictures": pictures.TRIALS,
    "services": services.TRIALS,
}
