"""Connections to databases, and what they give."""

from __future__ import annotations

from kale_core.catalogue.entry import Verdict, rows

ENTRIES = (
    *rows(
        """
        sqlite3.connect               sqlite3.Connection
        sqlite3.Connection
        """,
        Verdict.REFUSED,
        "a SQLite connection",
        "is tied to the process that opened it",
        "pass the path of the database, and open it in each step",
    ),
    *rows(
        """
        sqlite3.Connection.cursor     sqlite3.Cursor
        sqlite3.Connection.execute    sqlite3.Cursor
        sqlite3.Cursor.execute        sqlite3.Cursor
        """,
        Verdict.REFUSED,
        "a SQLite cursor",
        "belongs to an open connection",
        "fetch the rows and pass those, such as `cursor.fetchall()`",
    ),
)
