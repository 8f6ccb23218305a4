"""`penilai putuskan`: what is unsure in a class, and an instructor's decision on a check."""

from __future__ import annotations

import getpass
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from penilai import decisionview, marks, matching, movement, movementview, report, score
from penilai.book import Decision, Entry
from penilai.errors import UserError
from penilai.language import mark, tr
from penilai.outcome import CheckResult, Verdict
from penilai.problems import called
from penilai.store import Book


@dataclass(frozen=True)
class Wish:
    """What is to be decided: whose (id, name or e-mail), which check, how, why and by whom."""

    student: str
    check: str
    verdict: str
    why: str
    who: str


def overview(folder: Path) -> int:
    """Show what is unsure, and what was decided; the exit code is 3 while something is unsure."""
    with Book.reading(folder) as book:
        kept = book.kept()
    unsure = movement.unsure([one.entry for one in kept])
    decisionview.show(report.screen(), folder, unsure, kept)
    return 3 if unsure else 0


def putuskan(folder: Path, wish: Wish) -> int:
    """Keep a decision and say what it changes; returns the exit code. Raises UserError."""
    if not wish.why.strip():
        raise UserError(
            tr(mark("Tulis alasannya: --alasan TEKS. Itu dicatat bersama keputusannya."))
        )
    with Book.open(folder, new=False) as book:
        entry, check = wanted(book.entries(), wish)
        verdict = Verdict(wish.verdict)
        if check.verdict is verdict:
            says = tr(mark("{check} sudah {verdict}: tidak ada yang perlu diputuskan."))
            raise UserError(says.format(check=check.id, verdict=wish.verdict))
        when = datetime.now().astimezone().isoformat(timespec="seconds")
        who = wish.who or _user()
        book.decide(entry.student.id, entry.stage, Decision(check.id, verdict, who, when, wish.why))
        after = book.entries()
    _tell(entry, check, wish, after)
    return 3 if movement.unsure(after) else 0


def wanted(entries: list[Entry], wish: Wish) -> tuple[Entry, CheckResult]:
    """The entry and the check that are meant; raises UserError, nobody is guessed."""
    own = _of_student(entries, wish.student)
    found = [
        (entry, check)
        for entry in own
        for check in (entry.settled.checks if entry.settled else ())
        if wish.check in (check.id, check.id.rpartition("::")[2])
    ]
    if len(found) == 1:
        return found[0]
    ids = [check.id for _, check in found]
    if ids:
        says = tr(mark('"{check}" ada di beberapa tahap. Sebutkan lengkap: {known}.'))
    else:
        says = tr(mark('Tidak ada pemeriksaan "{check}" untuk {student}. Yang ada: {known}.'))
        ids = [check.id for entry in own for check in (entry.report.checks if entry.report else ())]
    raise UserError(says.format(check=wish.check, student=wish.student, known=", ".join(ids)))


def _of_student(entries: list[Entry], wanted: str) -> list[Entry]:
    """The entries of the student with this id, else of the only one with this name or e-mail."""
    ids = [student.id for student in matching.meant((e.student for e in entries), wanted)]
    if len(ids) > 1:
        says = tr(mark('Ada beberapa siswa bernama "{name}". Sebutkan salah satu: {ids}.'))
        raise UserError(says.format(name=wanted, ids=", ".join(ids)))
    if not ids:
        says = tr(mark('Tidak ada siswa "{name}" di buku nilai ini.'))
        raise UserError(says.format(name=wanted))
    return [entry for entry in entries if entry.student.id == ids[0]]


def _tell(entry: Entry, check: CheckResult, wish: Wish, after: list[Entry]) -> None:
    [now] = [e for e in after if (e.student.id, e.stage) == (entry.student.id, entry.stage)]
    says = tr(mark("{check} untuk {student}: {before} → {verdict}. Nilainya {earned} dari {all}."))
    assert now.settled is not None
    print(
        says.format(
            check=check.id,
            student=called(entry.student),
            before=movementview.word(check),
            verdict=wish.verdict,
            earned=marks.earned(now),
            all=score.possible(now.settled),
        )
    )
    if unsure := movement.unsure(after):
        print(tr(mark("Yang masih belum pasti: {count}.")).format(count=len(unsure)))


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no name is known of whoever runs us
        return "?"
