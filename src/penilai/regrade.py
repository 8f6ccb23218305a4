"""`penilai regrade`: what today's checks would change, and only if it is agreed to, that."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from penilai import classlive, endings, engines, fingerprint, movement, movementview, stage
from penilai import report as screens
from penilai.classroom import Job
from penilai.language import current, mark, tr
from penilai.movement import Movement
from penilai.problems import called
from penilai.starter import quoted
from penilai.store import NOT_ISOLATED, Book, Kept, Key

SURE, UNSURE = 0, 3  # exit codes


@dataclass
class Plan:
    """The key that each result would have today, by student and stage.

    Of those in `new` there is no such result yet; those in `left_out` cannot be graded again.
    """

    keys: dict[tuple[str, str], Key] = field(default_factory=dict)
    new: list[Kept] = field(default_factory=list)
    left_out: list[Kept] = field(default_factory=list)

    @property
    def chosen(self) -> list[tuple[str, str, Key]]:
        """As `Book.adopt` takes them."""
        return [(*own, key) for own, key in self.keys.items()]


def regrade(folder: Path, agreed: bool) -> int:
    """Grade what the book holds with today's checks and say who moves; write if `agreed`.

    What is found is kept, so nothing runs a second time. Returns the exit code; raises UserError.
    """
    with endings.in_order(), Book.open(folder, new=False) as book:
        plan = planned(book)
        if plan.new:
            _grade(book, plan)
        before, after = book.entries(), book.preview(plan.chosen)
        _tell(plan, movement.between(before, after))
        if agreed:
            book.adopt(plan.chosen)
    _tell_what_next(folder, plan, agreed)
    return UNSURE if movement.unsure(after if agreed else before) else SURE


def planned(book: Book) -> Plan:
    """All that has a result of other checks than today's."""
    plan, known = Plan(), stage.find()
    for kept in book.kept():
        own = (kept.entry.student.id, kept.entry.stage)
        if kept.key is None or kept.key.content != kept.content or own[1] not in known:
            plan.left_out.append(kept)
            continue
        key = replace(kept.key, checks=fingerprint.checks(known[own[1]]))
        if key != kept.key:
            plan.keys[own] = key
            if book.result(*own, key) is None:
                plan.new.append(kept)
    return plan


def _grade(book: Book, plan: Plan) -> None:
    """Find the results that are not known yet, and keep each at once."""
    portable = all(plan.keys[_own(kept)].isolation == NOT_ISOLATED for kept in plan.new)
    opens = engines.chosen("", None, portable)
    total = len(plan.new)
    print(tr(mark("Diperiksa lagi, dengan pemeriksaan yang baru: {total}")).format(total=total))
    with closing(classlive.graded(opens, _jobs(book, plan), total)) as results:
        for job, report in results:
            own = (job.student_id, job.stage)
            book.keep(*own, plan.keys[own], report)


def _jobs(book: Book, plan: Plan) -> Iterator[Job]:
    """With the seeds of before, so that only the checks differ; stage by stage."""
    for kept in sorted(plan.new, key=lambda kept: kept.entry.stage):
        own, report = _own(kept), kept.entry.report
        assert report is not None
        yield Job(
            *own,
            book.files(*own),
            report.seed,
            book.missing(*own),
            current(),
            plan.keys[own].checks,
            plan.keys[own].isolation == NOT_ISOLATED,
        )


def _own(kept: Kept) -> tuple[str, str]:
    return kept.entry.student.id, kept.entry.stage


def _tell(plan: Plan, moved: list[Movement]) -> None:
    console = screens.screen()
    for kept in plan.left_out:
        says = tr(mark("! {student}, {stage} tidak diperiksa lagi. {why}"))
        who = called(kept.entry.student)
        console.print(says.format(student=who, stage=kept.entry.stage, why=_why_not(kept)))
    if not plan.keys:
        return
    movementview.show(console, moved)
    points = sum(one.before != one.after for one in moved)
    says = tr(mark("Nilai yang berubah: {points}. Hanya hasilnya: {results}. Tetap sama: {same}."))
    counts = {"points": points, "results": len(moved) - points, "same": len(plan.keys) - len(moved)}
    console.print(says.format(**counts))


def _why_not(kept: Kept) -> str:
    if kept.key is not None and kept.key.content == kept.content:
        return tr(mark("Tahap itu tidak ada lagi di sini."))
    return kept.entry.note


def _tell_what_next(folder: Path, plan: Plan, agreed: bool) -> None:
    named = quoted(str(folder))
    if not plan.keys:
        print(tr(mark("Pemeriksaannya masih sama dengan yang dipakai di buku nilai.")))
    elif agreed:
        says = mark(
            "Ditulis di buku nilai; hasil dan keputusan yang lama tetap dicatat. "
            "Laporan yang baru: penilai laporan {folder}"
        )
        print(tr(says).format(folder=named))
    else:
        says = tr(mark("Belum ditulis. Kalau setuju: penilai regrade {folder} --setuju"))
        print(says.format(folder=named))
