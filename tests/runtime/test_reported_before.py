"""What the runtime refuses is reported before anything runs; what it refuses unreported has a reason."""

from __future__ import annotations

import pytest

from tests.notebooks import DEMO, cell, notebook
from tests.rules.checking import check
from tests.runtime.test_refusals import DEAD, KINDS, SHARED

#: Of these, nothing in the code says what they hold.
UNREPORTED = {
    "lazy-map": "`map` crosses; what it iterates over does not",
    "method-of-a-file": "a method that is not called is no kind of the catalogue",
}
EVERY = {**KINDS, **DEAD}


@pytest.mark.parametrize("kind", EVERY)
def test_a_kind_that_is_refused_is_reported(kind: str) -> None:
    cells = [cell("imports", SHARED), cell("step:a", f"v = {EVERY[kind][0]}"), cell("step:b, prev:a", "print(v)")]
    found = [each for each in check(notebook(cells, metadata=DEMO)) if each.code.startswith("KALE4")]
    if kind in UNREPORTED:
        assert found == []
    else:
        assert [each.place.cell for each in found] == [2]
        assert found[0].message.startswith("step `a` hands `v` on to step `b`, but it is ")
        assert found[0].help
