"""The catalogue says of each kind of object what a trial with the runtime shows."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from kale_core.catalogue import Verdict, entry, of_type
from kale_core.catalogue.table import ENTRIES, FIELDS
from scripts import catalogue_page
from tests.catalogue import record
from tests.catalogue.trial import Like, Trial, Untried
from tests.catalogue.trials import TRIALS
from tests.catalogue.trying import Outcome, try_field


@pytest.mark.parametrize("field", FIELDS)
def test_each_entry_has_a_trial_or_a_reason(field: str) -> None:
    rows = TRIALS[field]
    assert sorted(row.name for row in FIELDS[field]) == sorted(rows)
    for name, row in rows.items():
        if isinstance(row, Like):
            assert isinstance(rows[row.name], Trial), name
        elif isinstance(row, Trial):
            assert row.good or ENTRIES[name].verdict is Verdict.REFUSED, name


def test_names_are_unique() -> None:
    assert len(ENTRIES) == sum(len(rows) for rows in FIELDS.values())


def test_the_table_says_what_was_measured() -> None:
    measured = record.read()
    untried = {name for rows in TRIALS.values() for name, row in rows.items() if isinstance(row, Untried)}
    assert measured.keys() == ENTRIES.keys() - untried
    assert {name: row.outcome for name, row in measured.items()} == {name: _word(name) for name in measured}


@pytest.mark.parametrize("field", FIELDS)
def test_trials_with_the_libraries_that_are_here(field: str) -> None:
    outcomes = try_field(field, python=sys.executable)
    done = {
        name: outcome for name, outcome in outcomes.items() if outcome.kind != "missing" and _holds_here(field, name)
    }
    assert _differences(done) == {}
    assert len(done) >= _AT_LEAST.get(field, 0)


# What the development environment has makes so many trials possible, whatever else is installed.
_AT_LEAST = {"python": 120, "files": 60, "iterators": 15, "concurrency": 65, "network": 35, "arrays": 30}
_AT_LEAST |= {"databases": 8, "frames": 20, "learning": 20, "pictures": 10, "services": 10}


def _differences(outcomes: Mapping[str, Outcome]) -> dict[str, str]:
    return {
        name: f"{outcome.kind}: {outcome.said}" for name, outcome in outcomes.items() if outcome.kind != _word(name)
    }


def _word(name: str) -> str:
    return ENTRIES[name].verdict.name.lower()


def _holds_here(field: str, name: str) -> bool:
    row = TRIALS[field][name]
    return not isinstance(row, Trial) or sys.version_info[:2] <= row.until


def test_a_wrong_verdict_or_a_broken_trial_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    trials = {
        "builtins.open": Trial("'text'", "it == 'text'"),
        "re.match": Trial("re.match('a', 'b')"),
        "threading.Lock": Trial("import os\nos._exit(3)"),
        "builtins.list": Trial("[1]", "it == [2]"),
        "builtins.tuple": Trial("(1,)"),
        "builtins.int": Trial("5", needs="no_such_module"),
        "tempfile.mkdtemp": Trial("import os\ntempfile.mkdtemp()", "os.path.isdir(it)"),
    }
    monkeypatch.setitem(TRIALS, "demo", trials)  # type: ignore[arg-type]
    outcomes = try_field("demo", python=sys.executable)
    assert {name: outcome.kind for name, outcome in outcomes.items()} == {
        "builtins.open": "broken",  # it is no TextIOWrapper
        "re.match": "broken",
        "threading.Lock": "broken",
        "builtins.list": "broken",  # not even true before
        "builtins.tuple": "unjudged",
        "builtins.int": "missing",
        "tempfile.mkdtemp": "dead",
    }


def test_the_page_is_current() -> None:
    assert catalogue_page.FILE.read_text(encoding="utf-8") == catalogue_page.render(record.read())


@pytest.mark.parametrize("field", FIELDS)
def test_texts_fit_into_messages(field: str) -> None:
    for row in FIELDS[field]:
        for text in (row.noun, row.reason, row.advice):
            assert text[:1] in ("", "`") or text[0].islower(), row
            assert not text.endswith(".") and "|" not in text, row
        assert bool(row.advice) is (row.verdict is not Verdict.CROSSES), row


def test_lookups() -> None:
    connection = entry("sqlite3.connect")
    assert connection is not None
    assert connection.gives == "sqlite3.Connection"
    assert entry("sqlite3.Connection.cursor") is not None
    assert entry("sqlite3") is None
    assert of_type("sqlite3.Connection") is entry("sqlite3.Connection")
    assert of_type("distributed.Future") is entry("distributed.Client.submit")
    assert of_type("no.such") is None


@pytest.mark.parametrize("name", ["builtins.str", "builtins.dict", "pandas.DataFrame", "polars.LazyFrame"])
def test_the_type_of_something_bad_need_not_be_bad(name: str) -> None:
    """A temporary folder is a string; most strings are something else."""
    found = of_type(name)
    assert found is not None
    assert found.verdict is Verdict.CROSSES


def test_it_imports_nothing_but_itself() -> None:
    script = "import sys, enum, dataclasses; before = set(sys.modules); import kale_core.catalogue\n"
    script += "print(*sorted({name.partition('.')[0] for name in set(sys.modules) - before}))"
    done = subprocess.run([sys.executable, "-S", "-c", script], capture_output=True, text=True, check=True, cwd=_ROOT)
    assert done.stdout.split() == ["__future__", "kale_core"]


_ROOT = Path(__file__).resolve().parents[2]
