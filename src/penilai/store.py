"""The book of a class: who handed in what, what came of it, what was decided; nothing is lost.

A result is kept under its key, and what was handed in points to the one that counts: so a result
of other checks can be looked at before it does.
"""

from __future__ import annotations

import contextlib
import random
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

from penilai import database, ledger, recall
from penilai.book import Decision, Entry, Student
from penilai.errors import UserError
from penilai.fingerprint import ISOLATED, NOT_ISOLATED, Key, key
from penilai.handin import HandIn
from penilai.language import mark, tr
from penilai.ledger import Owner
from penilai.outcome import StageReport
from penilai.recall import Kept

__all__ = ["ISOLATED", "NOT_ISOLATED", "Book", "Kept", "Key", "entries", "key"]


class Book:
    """A context manager. One process writes, with any of its threads; a fork must not use it."""

    def __init__(
        self, opened: contextlib.AbstractContextManager[sqlite3.Connection], file: Path
    ) -> None:
        self._stack = contextlib.ExitStack()
        self._connection = self._stack.enter_context(opened)
        self._file = file
        self._alone = threading.RLock()

    @classmethod
    def open(cls, folder: Path, *, new: bool = True) -> Book:
        """The book of this folder, to write into; made with its folder if `new` and not there.

        Raises UserError: held by another process, read-only, full, not ours, of a newer version.
        """
        book = cls(database.writing(folder, new=new), folder / database.FILE)
        try:
            if book._fact("seed") is None:
                book.set_seed(random.randrange(10**6))
        except BaseException:
            book.close()
            raise
        return book

    @classmethod
    def reading(cls, folder: Path) -> Book:
        """The book of this folder, to read: waits for no writer, writes nothing. Raises UserError.

        What is written meanwhile is seen.
        """
        return cls(database.reading(folder), folder / database.FILE)

    def close(self) -> None:
        """Give it back; what was recorded stays."""
        with self._alone, database.told(self._file):
            self._stack.close()

    def __enter__(self) -> Book:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def seed(self) -> int:
        """The seed of its runs: chosen when the book was made, or set."""
        return int(self._fact("seed") or 0)

    def set_seed(self, seed: int) -> None:
        """From now on runs have this seed."""
        with self._writing() as c:
            c.execute("INSERT OR REPLACE INTO facts VALUES('seed', ?)", [str(seed)])

    def begin(self, hand_ins: Iterable[HandIn], keys: Iterable[Key]) -> None:
        """Take note of who handed in what, and keep the files; `keys` in the same order.

        A result of that key that is known already counts again. Who is in the book and not
        among these stays as they are.
        """
        with self._writing() as c:
            for handed, its_key in zip(hand_ins, keys, strict=True):
                ledger.take(c, handed, its_key)

    def outdated(self, student_id: str, stage: str, key: Key) -> bool:
        """Is a result of this key still to be found?"""
        with self._reading() as c:
            return not recall.counts(c, Owner.of(student_id, stage), key)

    def record(
        self, student: Student, stage: str, key: Key, report: StageReport, note: str = ""
    ) -> None:
        """Keep a result, which counts from now on."""
        owner = Owner.of(student.id, stage)
        with self._writing() as c:
            ledger.note_student(c, student)
            ledger.expect(c, owner, key)
            ledger.keep(c, owner, key, report, note)
            ledger.point(c, owner, key)

    def keep(
        self, student_id: str, stage: str, key: Key, report: StageReport, note: str = ""
    ) -> None:
        """Keep a result that does not count, until `adopt`."""
        with self._writing() as c:
            ledger.keep(c, Owner.of(student_id, stage), key, report, note)

    def result(self, student_id: str, stage: str, key: Key) -> StageReport | None:
        """The result of this key, whether it counts or not."""
        with self._reading() as c:
            return recall.result(c, Owner.of(student_id, stage), key)

    def adopt(self, chosen: Iterable[tuple[str, str, Key]]) -> None:
        """Let the kept results of these students, stages and keys count: all of them, or none."""
        with self._writing() as c:
            for student_id, stage, its_key in chosen:
                ledger.point(c, Owner.of(student_id, stage), its_key)

    def preview(self, chosen: Iterable[tuple[str, str, Key]]) -> list[Entry]:
        """The entries as they would be after `adopt`; nothing is changed."""
        with self._reading() as c:
            c.execute("BEGIN IMMEDIATE")
            try:
                for student_id, stage, its_key in chosen:
                    ledger.point(c, Owner.of(student_id, stage), its_key)
                return [kept.entry for kept in recall.kept(c)]
            finally:
                c.execute("ROLLBACK")

    def decide(self, student_id: str, stage: str, decision: Decision) -> None:
        """Keep a decision about what was found of its check; raises UserError without a result.

        It counts as long as the same is found of the same files, and is never taken out.
        """
        owner = Owner.of(student_id, stage)
        with self._writing() as c:
            for kept in recall.kept(c):
                its, report = kept.entry, kept.entry.report
                if Owner(its.student.id, its.stage) == owner and report and kept.key:
                    for check in report.checks:
                        if check.id == decision.check:
                            about = kept.key.content, check.verdict
                            return ledger.decide(c, owner, decision, *about)
        says = tr(mark('Belum ada hasil "{check}" untuk {student}.'))
        raise UserError(says.format(check=decision.check, student=student_id))

    def files(self, student_id: str, stage: str) -> dict[str, bytes]:
        """What was handed in last, by name."""
        with self._reading() as c:
            return recall.files(c, Owner.of(student_id, stage))

    def missing(self, student_id: str, stage: str) -> dict[str, str]:
        """Which programs were not among it, with the sentence that intake had for each."""
        with self._reading() as c:
            return recall.missing(c, Owner.of(student_id, stage))

    def kept(self) -> list[Kept]:
        """All entries with what the book knows besides."""
        with self._reading() as c:
            return list(recall.kept(c))

    def entries(self) -> list[Entry]:
        """All entries, students and stages in the order in which they came."""
        return [kept.entry for kept in self.kept()]

    @contextlib.contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._alone, database.told(self._file):
            yield self._connection

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._reading() as c, database.transaction(c):
            yield c

    def _fact(self, name: str) -> str | None:
        with self._reading() as c:
            found = c.execute("SELECT value FROM facts WHERE name = ?", [name]).fetchone()
        return found[0] if found else None


def entries(folder: Path) -> list[Entry]:
    """The entries of the book in this folder; raises UserError."""
    with Book.reading(folder) as book:
        return book.entries()
