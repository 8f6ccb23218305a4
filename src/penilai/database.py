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

from penilai import disk, locking, schema
from penilai.errors import UserError
from penilai.language import mark, tr
from penilai.schema import Kind

FILE, LOCK = "buku.sqlite3", "buku.lock"
PATIENCE = 5.0  # seconds that we wait for another who writes or tidies up
LITTLE = 2**20  # bytes; with less than this left, an error of the disk is a full one
DAMAGED = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR)  # no such table


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
        if not _is_book(connection, file) and not new:
            raise UserError(_no_book(folder))
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
            found = _is_book(connection, file)
        except sqlite3.OperationalError:  # SQLite itself wants to write beside it, and may not
            copy = open_.enter_context(_copied(file))
            connection = open_.enter_context(contextlib.closing(_connect(copy, "rw")))
            found = _is_book(connection, file)
        if not found:
            raise UserError(_no_book(folder))
        yield connection


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """All that is written in it, or nothing."""
    try:
        connection.execute("BEGIN IMMEDIATE")
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


def _is_book(connection: sqlite3.Connection, file: Path) -> bool:
    """False for an empty one; raises UserError for a file that is not for us."""
    found = schema.kind(connection)
    if found is Kind.NEWER:
        says = mark('"{file}" dibuat oleh penilai yang lebih baru: perbarui penilai di sini.')
        raise UserError(tr(says).format(file=file))
    if found is Kind.FOREIGN:
        raise UserError(_not_ours(file))
    return found is Kind.BOOK


def _prepare(connection: sqlite3.Connection, folder: Path) -> None:
    if schema.value(connection, "PRAGMA journal_mode = WAL") != "wal":
        says = mark(
            'Buku nilai tidak bisa disimpan di "{folder}", mungkin karena itu folder jaringan: '
            "pilih folder di disk komputer ini."
        )
        raise UserError(tr(says).format(folder=folder))
    connection.execute("PRAGMA synchronous = FULL")  # a power cut takes nothing either
    with transaction(connection):
        schema.establish(connection)


@contextlib.contextmanager
def _copied(file: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="penilai-", ignore_cleanup_errors=True) as folder:
        for ending in ("", "-wal"):
            with contextlib.suppress(FileNotFoundError):
                shutil.copyfile(f"{file}{ending}", Path(folder) / f"{FILE}{ending}")
        yield Path(folder) / FILE


def _sentence(error: sqlite3.Error, file: Path) -> str:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code in DAMAGED or file.is_dir():
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
