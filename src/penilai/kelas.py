"""`penilai kelas`: grade what a whole class handed in, into a book; what is known is not run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from penilai import (
    classlive,
    classpage,
    collection,
    endings,
    engines,
    homes,
    intake,
    laporan,
    roster,
    score,
    stage,
    tasks,
)
from penilai.classroom import Job
from penilai.errors import UserError
from penilai.language import mark, tr
from penilai.store import Book
from penilai.tasks import Task, Work

SURE, UNSURE = 0, 3  # exit codes


@dataclass(frozen=True)
class Wanted:
    """What is to be graded, and how; see the options of the command.

    `portable`: also where programs cannot be shut in; `seed` None: that of the book;
    `unsure_again`: also what is known, if it is unsure.
    """

    collection: Path
    target: Path
    stages: Sequence[str] = ()
    roster: Path | None = None
    workers: int | None = None
    engine: str = ""
    portable: bool = False
    seed: int | None = None
    unsure_again: bool = False


def kelas(wanted: Wanted) -> int:
    """Grade what is new, show the class, write its page; returns the exit code.

    Raises UserError; what has been recorded by then stays.
    """
    _expect_apart(wanted.collection, wanted.target)
    stages = stage.chosen(wanted.stages, stage.find())
    opens = engines.chosen(wanted.engine, wanted.workers, wanted.portable)
    students = None if wanted.roster is None else roster.read(wanted.roster)
    found = intake.hand_ins(wanted.collection, stages, students, bool(wanted.stages))
    with endings.in_order(), Book.open(wanted.target) as book:
        if wanted.seed is not None:
            book.set_seed(wanted.seed)
        _tell_of_loose(wanted.collection)
        work = tasks.plan(book, found, stages, wanted.portable, wanted.unsure_again)
        _tell_of(work, len(found), wanted.target)
        if work.tasks:
            _grade(book, work.tasks, opens)
        return _show(book, wanted.target)


def _tell_of(work: Work, found: int, folder: Path) -> None:
    says = tr(mark("{found} dikumpulkan: {new} dinilai sekarang, {same} tidak berubah."))
    new = len(work.tasks)
    _tell(says.format(found=found, new=new, same=found - new))
    if work.older:
        says = mark(
            "{count} nilai memakai pemeriksaan yang lama dan tidak diubah. Siapa yang akan "
            "berubah: penilai regrade {folder}"
        )
        _tell(tr(says).format(count=work.older, folder=folder))


def _tell_of_loose(path: Path) -> None:
    """Some platforms give files without folders: whose they are is not guessed."""
    if loose := collection.loose(path):
        says = mark(
            "{count} berkas Python di luar folder siswa tidak dinilai: {names}. "
            "Pindahkan ke folder pemiliknya, lalu ulangi."
        )
        places = homes.told([(name,) for name in loose])
        _tell(tr(says).format(count=len(loose), names=places))


def _expect_apart(collection: Path, target: Path) -> None:
    """Raises UserError for results among the hand-ins: next time they would be somebody's."""
    if target.resolve().is_relative_to(collection.resolve()):
        says = mark(
            'Folder hasil "{target}" ada di dalam "{collection}", dan lain kali akan dikira milik '
            "seorang siswa: pilih folder di luar itu."
        )
        raise UserError(tr(says).format(target=target, collection=collection))


def _grade(book: Book, wanted: Sequence[Task], opens: engines.Opens) -> None:
    """Grade them and record each result at once."""
    by_name = {(t.handed_in.student.id, t.handed_in.stage): t for t in wanted}
    jobs: Iterator[Job] = (task.job(book.seed) for task in wanted)
    done = 0
    try:
        with closing(classlive.graded(opens, jobs, len(wanted))) as results:
            for job, report in results:
                task = by_name[job.student_id, job.stage]
                book.record(task.handed_in.student, job.stage, task.key, report)
                done += 1
    except BaseException:
        says = tr(mark("{done} dari {total} tersimpan; perintah yang sama meneruskannya."))
        _tell(says.format(done=done, total=len(wanted)))
        raise


def _show(book: Book, folder: Path) -> int:
    """Show the class in brief and write its page; returns the exit code."""
    entries = book.entries()
    laporan.of_class(entries, folder / classpage.NAME, folder, book.files)
    settled = [entry.settled for entry in entries if entry.settled is not None]
    return SURE if all(map(score.trustworthy, settled)) else UNSURE


def _tell(sentence: str) -> None:
    print(sentence, flush=True)
