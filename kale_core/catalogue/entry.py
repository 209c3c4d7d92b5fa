"""What is known of a kind of object that a variable may hold."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """Whether an object can go from one step to another."""

    CROSSES = "crosses"
    """It can be saved, and is as good after loading."""
    REFUSED = "cannot be saved"
    """Saving or loading it fails."""
    DEAD = "saved, but dead or wrong in another pod"
    """Saving and loading succeed, but what is loaded is of no use: an open file, a thread, a temporary folder."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row.

    `name`: what a notebook calls or reads to get the object, by the names that imports give (`sqlite3.connect`,
    `builtins.open`, `os.environ`); a method stands under the type that has it (`sqlite3.Connection.cursor`).
    `gives`: the type of the object, under which its own methods stand.
    `noun`: the object in a word or two, with an article.
    `reason`: fits into "variable `conn` holds a SQLite connection, which {reason}".
    `advice`: fits after "help:". Of an object that crosses it is empty.
    """

    name: str
    gives: str
    verdict: Verdict
    reason: str
    noun: str
    advice: str


def rows(names: str, verdict: Verdict, noun: str, reason: str, advice: str = "") -> tuple[Entry, ...]:
    """Entries for the names by which one kind of object is reached.

    Each line holds a name and, two spaces or more behind it, the type that it gives; a class alone gives itself.
    """
    pairs = (line.strip().partition("  ") for line in names.strip().splitlines())
    return tuple(Entry(name, gives.strip() or name, verdict, reason, noun, advice) for name, _, gives in pairs)
