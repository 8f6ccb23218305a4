"""What stands in the file of a book: its tables, and whose file it is."""

from __future__ import annotations

import sqlite3
from enum import Enum
from typing import Any

OURS = 0x50454E49  # application_id: "PENI"
VERSION = 1
SCHEMA = (
    "CREATE TABLE facts(name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    "CREATE TABLE students(id TEXT PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL)",
    # what was handed in: each file once, however many handed it in
    "CREATE TABLE files(hash TEXT PRIMARY KEY, data BLOB NOT NULL)",
    """CREATE TABLE contents(content TEXT, name TEXT, hash TEXT NOT NULL REFERENCES files,
        PRIMARY KEY(content, name))""",
    """CREATE TABLE hand_ins(student TEXT REFERENCES students, stage TEXT, content TEXT NOT NULL,
        note TEXT NOT NULL, missing TEXT NOT NULL, found_at TEXT NOT NULL,
        result INTEGER REFERENCES results, PRIMARY KEY(student, stage))""",
    # all that was found out, also of what is no longer so: `hand_ins` names the one that counts
    """CREATE TABLE results(id INTEGER PRIMARY KEY, student TEXT, stage TEXT, content TEXT,
        checks TEXT, seed TEXT, isolation TEXT, report TEXT NOT NULL, note TEXT NOT NULL,
        at TEXT NOT NULL, UNIQUE(student, stage, content, checks, seed, isolation))""",
    # nothing is ever taken out; `content` and `found` are what was decided about
    """CREATE TABLE decisions(id INTEGER PRIMARY KEY, student TEXT, stage TEXT, "check" TEXT,
        verdict TEXT, who TEXT, at TEXT, why TEXT, content TEXT, found TEXT)""",
)


class Kind(Enum):
    """Whose file it is."""

    BOOK = "book"
    NEWER = "newer"  # a book of a version that is to come
    EMPTY = "empty"  # as a birth leaves it that was cut short
    FOREIGN = "foreign"


def kind(connection: sqlite3.Connection) -> Kind:
    """What this file is; raises sqlite3.Error where it is no database."""
    if value(connection, "PRAGMA application_id") == OURS:
        return Kind.NEWER if value(connection, "PRAGMA user_version") > VERSION else Kind.BOOK
    return Kind.FOREIGN if value(connection, "SELECT count(*) FROM sqlite_master") else Kind.EMPTY


def establish(connection: sqlite3.Connection) -> None:
    """Make an empty file a book; one that is a book is written too, to see that it can be."""
    if kind(connection) is Kind.EMPTY:
        for statement in SCHEMA:
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {OURS}")
    connection.execute(f"PRAGMA user_version = {VERSION}")


def value(connection: sqlite3.Connection, query: str) -> Any:
    """The one value that a query gives."""
    return connection.execute(query).fetchone()[0]
