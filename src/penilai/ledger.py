"""What stands in a book: the statements that write it, and the records that are read from it."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from datetime import datetime

from penilai import score
from penilai.book import Decision, Entry, Student
from penilai.fingerprint import Key
from penilai.handin import HandIn
from penilai.language import mark, tr
from penilai.outcome import StageReport, Verdict

_OWN = "student = ? AND stage = ?"
_KEYED = f"{_OWN} AND content = ? AND checks = ? AND seed = ? AND isolation = ?"


@dataclass(frozen=True)
class Kept:
    """An entry with what the book knows besides: the `key` of its result, None without one.

    `content` is of the files handed in last; the result is of others where its key says so.
    `history` are all decisions, those too that no longer count, the oldest first.
    """

    entry: Entry
    content: str
    key: Key | None
    history: tuple[Decision, ...]


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


# Writing -----------------------------------------------------------------------------------


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
        f"UPDATE hand_ins SET result = coalesce((SELECT id FROM results WHERE {_KEYED}), result) "
        f"WHERE {_OWN}",
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


# Reading -----------------------------------------------------------------------------------


def files(c: sqlite3.Connection, owner: Owner) -> dict[str, bytes]:
    """What was handed in last, by name."""
    found = c.execute(
        "SELECT name, data FROM hand_ins JOIN contents USING(content) JOIN files USING(hash) "
        f"WHERE {_OWN} ORDER BY name",
        astuple(owner),
    )
    return {name: zlib.decompress(data) for name, data in found}


def counts(c: sqlite3.Connection, owner: Owner, key: Key) -> bool:
    """Is there a result of this key, and does it count?"""
    found = c.execute(
        f"SELECT 1 FROM results WHERE {_KEYED} AND id IN (SELECT result FROM hand_ins)",
        [*astuple(owner), *astuple(key)],
    )
    return found.fetchone() is not None


def result(c: sqlite3.Connection, owner: Owner, key: Key) -> StageReport | None:
    """The result of this key, whether it counts or not."""
    query = f"SELECT report FROM results WHERE {_KEYED}"
    found = c.execute(query, [*astuple(owner), *astuple(key)]).fetchone()
    return score.from_json(json.loads(found[0])) if found else None


def kept(c: sqlite3.Connection) -> Iterator[Kept]:
    """All entries, students and stages in the order in which they came."""
    decided = _decisions(c)
    found = c.execute(
        "SELECT s.id, s.name, s.email, h.stage, h.content, h.note, r.report, r.note, "
        "r.content, r.checks, r.seed, r.isolation FROM hand_ins h "
        "JOIN students s ON s.id = h.student LEFT JOIN results r ON r.id = h.result "
        "ORDER BY s.rowid, h.rowid"
    )
    for id, name, email, stage, content, note, report, more, *of_key in found:
        history = decided.get(Owner(id, stage), [])
        own = Student(id, name, email), stage
        if report is None:
            says = tr(mark("Belum dinilai: jalankan penilai kelas sekali lagi."))
            entry = Entry(*own, None, _sentences(note, says))
            key = None
        else:
            key, read = Key(*of_key), score.from_json(json.loads(report))
            says = mark("Nilai ini dari kumpulan yang sebelumnya: jalankan penilai kelas lagi.")
            older = "" if key.content == content else tr(says)
            entry = Entry(*own, read, _sentences(note, more, older), _still(history, key, read))
        yield Kept(entry, content, key, tuple(decision for decision, _, _ in history))


_Decided = tuple[Decision, str, Verdict]  # with the content and the verdict that it was about


def _decisions(c: sqlite3.Connection) -> dict[Owner, list[_Decided]]:
    found: dict[Owner, list[_Decided]] = {}
    query = (
        'SELECT student, stage, content, found, "check", verdict, who, at, why '
        "FROM decisions ORDER BY id"
    )
    for student, stage, content, about, check, verdict, who, when, why in c.execute(query):
        decision = Decision(check, Verdict(verdict), who, when, why)
        found.setdefault(Owner(student, stage), []).append((decision, content, Verdict(about)))
    return found


def _still(history: list[_Decided], key: Key, report: StageReport) -> tuple[Decision, ...]:
    """The decisions that count: the last on each check, about these files and this verdict."""
    verdicts = {check.id: check.verdict for check in report.checks}
    last = {
        decision.check: decision
        for decision, content, about in history
        if content == key.content and verdicts.get(decision.check) is about
    }
    return tuple(last.values())


def _sentences(*said: str) -> str:
    return " ".join(dict.fromkeys(filter(None, said)))
