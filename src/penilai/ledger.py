"""What is written into a book, as SQL: hand-ins, results, decisions."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from dataclasses import astuple, dataclass
from datetime import datetime

from penilai import score
from penilai.book import Decision, Student
from penilai.fingerprint import Key
from penilai.handin import HandIn
from penilai.outcome import StageReport, Verdict

OWN = "student = ? AND stage = ?"
KEYED = f"{OWN} AND content = ? AND checks = ? AND seed = ? AND isolation = ?"


@dataclass(frozen=True)
class Owner:
    """The student's id and the stage as they stand in the book."""

    student: str
    stage: str

    @staticmethod
    def of(student_id: str, stage: str) -> Owner:
        return Owner(text(student_id), text(stage))


def text(said: str) -> str:
    """What SQLite takes: names of files may hold bytes that are no text."""
    return said.encode("utf-8", "backslashreplace").decode()


def note_student(c: sqlite3.Connection, student: Student) -> None:
    """Somebody's name and address; what a later list does not know of them stays."""
    c.execute(
        "INSERT INTO students VALUES(?, ?, ?) ON CONFLICT DO UPDATE SET "
        "name = coalesce(nullif(excluded.name, ''), name), "
        "email = coalesce(nullif(excluded.email, ''), email)",
        [text(student.id), text(student.name), text(student.email)],
    )


def take(c: sqlite3.Connection, handed: HandIn, key: Key) -> None:
    """What somebody handed in, with the files, each content once."""
    note_student(c, handed.student)
    known = c.execute("SELECT 1 FROM contents WHERE content = ? LIMIT 1", [key.content])
    if known.fetchone() is None:
        for name, data in handed.files.items():
            digest = hashlib.sha256(data).hexdigest()
            c.execute("INSERT OR IGNORE INTO files VALUES(?, ?)", [digest, zlib.compress(data)])
            c.execute("INSERT INTO contents VALUES(?, ?, ?)", [key.content, text(name), digest])
    owner = Owner.of(handed.student.id, handed.stage)
    facts = (text(handed.note), json.dumps(handed.missing), text(handed.found_at))
    c.execute(
        "INSERT INTO hand_ins VALUES(?, ?, ?, ?, ?, ?, NULL) ON CONFLICT DO UPDATE SET "
        "content = excluded.content, note = excluded.note, missing = excluded.missing, "
        "found_at = excluded.found_at",
        [*astuple(owner), key.content, *facts],
    )
    point(c, owner, key)


def expect(c: sqlite3.Connection, owner: Owner, key: Key) -> None:
    """A row for a result of which nothing was handed in through `take`."""
    c.execute(
        "INSERT OR IGNORE INTO hand_ins VALUES(?, ?, ?, '', '{}', '', NULL)",
        [*astuple(owner), key.content],
    )


def keep(c: sqlite3.Connection, owner: Owner, key: Key, report: StageReport, note: str) -> None:
    """A result under its key; it does not yet count."""
    at = datetime.now().astimezone().isoformat(timespec="seconds")
    c.execute(
        "INSERT INTO results VALUES(NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE "
        "SET report = excluded.report, note = excluded.note, at = excluded.at",
        [*astuple(owner), *astuple(key), json.dumps(score.as_json(report)), text(note), at],
    )


def point(c: sqlite3.Connection, owner: Owner, key: Key) -> None:
    """Let the result of this key count; without one, the one that did goes on."""
    c.execute(
        f"UPDATE hand_ins SET result = coalesce((SELECT id FROM results WHERE {KEYED}), result) "
        f"WHERE {OWN}",
        [*astuple(owner), *astuple(key), *astuple(owner)],
    )


def decide(
    c: sqlite3.Connection, owner: Owner, decision: Decision, content: str, found: Verdict
) -> None:
    """A decision, about what was found of these files."""
    said = [text(word) for word in (decision.who, decision.when, decision.why)]
    c.execute(
        "INSERT INTO decisions VALUES(NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            *astuple(owner),
            text(decision.check),
            decision.verdict.value,
            *said,
            content,
            found.value,
        ],
    )
