"""`penilai laporan`: the page of a class, or the page of a student as a file of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from penilai import (
    classpage,
    classview,
    disk,
    examples,
    marks,
    matching,
    naming,
    pages,
    report,
    sources,
    studentpage,
    written,
)
from penilai.book import Entry, Student
from penilai.errors import UserError
from penilai.language import mark, tr
from penilai.store import Book

DRAWING = mark("Menggambar apa yang gagal …")
FOLDER = "siswa"  # of the pages of students


@dataclass(frozen=True)
class Wanted:
    """Of which class; of which `students` a file each: None for the class, all if none is named.

    `target` is the file to write, None to choose.
    """

    source: Path
    stages: Sequence[str] = ()
    students: Sequence[str] | None = None
    target: Path | None = None


def laporan(wanted: Wanted) -> int:
    """Write what is wanted and say where it is; returns the exit code. Raises UserError."""
    entries = sources.of_stages(sources.entries_of(wanted.source), wanted.stages)
    folder = wanted.source if wanted.source.is_dir() else Path()
    if wanted.students is None:
        path = wanted.target or folder / classpage.NAME
        if wanted.source.is_dir():
            of_class(entries, path, wanted.source, _files(wanted.source))
        else:
            of_class(entries, path)
        return 0
    students = _students(entries, wanted.students)
    if wanted.target is not None and len(students) != 1:
        raise UserError(tr(mark("--ke hanya untuk satu siswa: sebutkan siapa dengan --siswa.")))
    if wanted.students and wanted.source.is_dir():  # to grade everybody again takes too long
        with report.screen().status(tr(DRAWING)):
            students = [examples.of_student(own, _files(wanted.source)) for own in students]
    if wanted.target is not None:
        page = studentpage.page(students[0])
        written.put(wanted.target, page, pages.write)
    else:
        _put_all(folder / FOLDER, students)
    return 0


def of_class(
    entries: Sequence[Entry],
    path: Path,
    folder: Path = Path(),
    files: examples.Files | None = None,
) -> None:
    """Show a class in brief and write its page to `path`; raises UserError.

    With its `files`, and the `folder` in which examples are kept, the page has ladders.
    """
    console = report.screen()
    classview.show(entries, console)
    if files is not None:
        with console.status(tr(DRAWING)):
            entries = examples.illustrated(entries, folder, files)
    page = classpage.page(entries, classpage.now())
    written.put(path, page, pages.write)


def _files(folder: Path) -> examples.Files:
    """What students handed in, as the book of this folder keeps it."""

    def of(student_id: str, stage: str) -> dict[str, bytes]:
        with Book.reading(folder) as book:
            return book.files(student_id, stage)

    return of


def _students(entries: Sequence[Entry], wanted: Sequence[str]) -> list[list[Entry]]:
    """The entries of each student who is wanted, by id or by name; of everybody if none is."""
    everyone = {own.student.id: list(own.entries) for own in marks.by_student(entries)}
    if not wanted:
        return list(everyone.values())
    students = [own[0].student for own in everyone.values()]
    return [everyone[_id(students, name)] for name in wanted]


def _id(students: list[Student], wanted: str) -> str:
    named = [student.id for student in matching.meant(students, wanted)]
    if len(named) > 1:
        says = tr(mark('"{name}" ada {count} orang: sebutkan salah satu dari {ids}.'))
        raise UserError(says.format(name=wanted, count=len(named), ids=", ".join(named)))
    if not named:
        raise UserError(tr(mark('Tidak ada siswa "{name}" di kelas ini.')).format(name=wanted))
    return named[0]


def _put_all(folder: Path, students: list[list[Entry]]) -> None:
    """A file for each, in their folder."""
    with disk.told(folder):
        folder.mkdir(exist_ok=True)
    taken: list[str] = []
    for own in students:
        taken.append(naming.unused(naming.safe(own[0].student.id), taken, ".html"))
        with disk.told(folder / taken[-1]):
            pages.write(folder / taken[-1], studentpage.page(own))
    where = folder / taken[0] if len(taken) == 1 else folder
    print(tr(mark("Ditulis: {file}")).format(file=where))
