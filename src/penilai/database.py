"""The file of a book: one who writes, any number who read; what goes wrong is one sentence."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import sqlite3
import tempfile
import urllib.parse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from penilai import disk, locking
from penilai.errors import UserError
from penilai.language import mark, tr

FILE, LOCK = "buku.sqlite3", "buku.lock"
PATIENCE = 5.0  # seconds that we wait for another who writes or tidies up
OURS = 0x50454E49  # application_id: "PENI"
VERSION = 1
LITTLE = 2**20  # bytes; with less than this left, an error of the disk is a full one
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


@contextlib.contextmanager
def writing(folder: Path, *, new: bool) -> Iterator[sqlite3.Connection]:
    """The book of this folder for the only one who writes; `new`: made if it is not there."""
    file = folder / FILE
    if new:
        with disk.told(folder):
            folder.mkdir(parents=True, exist_ok=True)
    elif not file.exists():
        raise UserError(_no_book(folder))
    with (
        locking.alone(folder / LOCK, _in_use(folder)),
        told(file),
        contextlib.closing(_connect(file, "rwc" if new else "rw")) as connection,
    ):
        _expect_ours(connection, file)
        _prepare(connection, folder)
        yield connection


@contextlib.contextmanager
def reading(folder: Path) -> Iterator[sqlite3.Connection]:
    """The book of this folder, to look at; nobody waits for us, and nothing is written."""
    file = folder / FILE
    if not file.is_file():
        raise UserError(_no_book(folder))
    with told(file), contextlib.ExitStack() as open_:
        connection = open_.enter_context(contextlib.closing(_connect(file, "rw")))
        connection.execute("PRAGMA query_only = 1")
        try:
            _expect_ours(connection, file)
        except sqlite3.OperationalError:  # SQLite itself wants to write beside it, and may not
            copy = open_.enter_context(_copied(file))
            connection = open_.enter_context(contextlib.closing(_connect(copy, "rw")))
            _expect_ours(connection, file)
        yield connection


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """All that is written in it, or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            with contextlib.suppress(sqlite3.Error):
                connection.execute("ROLLBACK")


@contextlib.contextmanager
def told(file: Path) -> Iterator[None]:
    """Turn what SQLite says about this file into one sentence: a UserError."""
    try:
        yield
    except sqlite3.ProgrammingError:
        raise  # ours
    except sqlite3.Error as error:
        raise UserError(_sentence(error, file)) from error


def _connect(file: Path, mode: str) -> sqlite3.Connection:
    path = urllib.parse.quote(os.fsencode(file.resolve().as_posix()))
    uri = f"file://{path if path.startswith('/') else '/' + path}?mode={mode}"  # /C:/kelas
    return sqlite3.connect(
        uri, uri=True, timeout=PATIENCE, isolation_level=None, check_same_thread=False
    )


def _expect_ours(connection: sqlite3.Connection, file: Path) -> None:
    """Raise UserError for a file that is not ours to write into; one without anything is."""
    application = _value(connection, "PRAGMA application_id")
    if application != OURS:
        if application or _value(connection, "SELECT count(*) FROM sqlite_master"):
            raise UserError(_not_ours(file))
    elif _value(connection, "PRAGMA user_version") > VERSION:
        says = tr(mark('"{file}" dibuat oleh penilai yang lebih baru: perbarui penilai di sini.'))
        raise UserError(says.format(file=file))


def _prepare(connection: sqlite3.Connection, folder: Path) -> None:
    if _value(connection, "PRAGMA journal_mode = WAL") != "wal":
        says = mark(
            'Buku nilai tidak bisa disimpan di "{folder}", mungkin karena itu folder jaringan: '
            "pilih folder di disk komputer ini."
        )
        raise UserError(tr(says).format(folder=folder))
    connection.execute("PRAGMA synchronous = FULL")  # a power cut takes nothing either
    with transaction(connection):
        if not _value(connection, "PRAGMA application_id"):
            for statement in SCHEMA:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {VERSION}")
            connection.execute(f"PRAGMA application_id = {OURS}")


def _value(connection: sqlite3.Connection, query: str) -> Any:
    return connection.execute(query).fetchone()[0]


@contextlib.contextmanager
def _copied(file: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="penilai-", ignore_cleanup_errors=True) as folder:
        for ending in ("", "-wal"):
            with contextlib.suppress(FileNotFoundError):
                shutil.copyfile(f"{file}{ending}", Path(folder) / f"{FILE}{ending}")
        yield Path(folder) / FILE


def _sentence(error: sqlite3.Error, file: Path) -> str:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT) or file.is_dir():
        return _not_ours(file)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL):
        return _in_use(file.parent)
    number = 0
    if code == sqlite3.SQLITE_FULL or _little_left(file.parent):
        number = errno.ENOSPC
    elif code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        number = errno.EROFS
    return disk.sentence(OSError(number, str(error)), file)


def _little_left(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < LITTLE
    except OSError:
        return False


def _no_book(folder: Path) -> str:
    says = mark(
        'Di "{folder}" belum ada buku nilai: penilai kelas KUMPULAN --keluaran {folder} membuatnya.'
    )
    return tr(says).format(folder=folder)


def _in_use(folder: Path) -> str:
    says = mark(
        'Buku nilai di "{folder}" sedang dipakai program lain: tunggu sampai selesai, lalu ulangi.'
    )
    return tr(says).format(folder=folder)


def _not_ours(file: Path) -> str:
    says = mark(
        '"{file}" bukan buku nilai dari penilai, atau rusak. Pindahkan dari sini, atau pilih '
        "folder lain."
    )
    return tr(says).format(file=file)
