"""What a book tells: its entries with what counts of them, files, single results."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator
from dataclasses import astuple, dataclass

from penilai import score
from penilai.book import Decision, Entry, Student
from penilai.fingerprint import Key
from penilai.language import mark, tr
from penilai.ledger import KEYED, OWN, Owner
from penilai.outcome import StageReport, Verdict


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


def files(c: sqlite3.Connection, owner: Owner) -> dict[str, bytes]:
    """What was handed in last, by name."""
    found = c.execute(
        "SELECT name, data FROM hand_ins JOIN contents USING(content) JOIN files USING(hash) "
        f"WHERE {OWN} ORDER BY name",
        astuple(owner),
    )
    try:
        return {name: zlib.decompress(data) for name, data in found}
    except zlib.error as error:
        raise sqlite3.DataError(str(error)) from error


def missing(c: sqlite3.Connection, owner: Owner) -> dict[str, str]:
    """Which programs were not among it, and why."""
    query = f"SELECT missing FROM hand_ins WHERE {OWN}"
    row = c.execute(query, astuple(owner)).fetchone()
    sentences: dict[str, str] = json.loads(row[0]) if row else {}
    return sentences


def counts(c: sqlite3.Connection, owner: Owner, key: Key) -> bool:
    """Is there a result of this key, and does it count?"""
    found = c.execute(
        f"SELECT 1 FROM results WHERE {KEYED} AND id = (SELECT result FROM hand_ins WHERE {OWN})",
        [*astuple(owner), *astuple(key), *astuple(owner)],
    )
    return found.fetchone() is not None


def result(c: sqlite3.Connection, owner: Owner, key: Key) -> StageReport | None:
    """The result of this key, whether it counts or not."""
    query = f"SELECT report FROM results WHERE {KEYED}"
    found = c.execute(query, [*astuple(owner), *astuple(key)]).fetchone()
    return _report(found[0]) if found else None


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
            key, read = Key(*of_key), _report(report)
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


def _report(stored: str) -> StageReport:
    try:
        return score.from_json(json.loads(stored))
    except (ValueError, KeyError, TypeError) as error:
        raise sqlite3.DataError(repr(error)) from error


def _sentences(*said: str) -> str:
    return " ".join(dict.fromkeys(filter(None, said)))
