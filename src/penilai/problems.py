"""What an instructor is told of marks that did not go into the file of the grade book."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from penilai.book import Student
from penilai.cells import clean
from penilai.language import mark, tr
from penilai.marks import Marks


def absent(students: Iterable[Student]) -> Iterator[str]:
    """For those whom no row of the file means."""
    for student in students:
        yield tr(mark("{who} tidak ada di berkas itu.")).format(who=called(student))


def ambiguous(students: Iterable[Student]) -> Iterator[str]:
    """For those who cannot be told apart."""
    for student in students:
        says = tr(mark("{who} tidak diisi: lebih dari satu baris atau siswa cocok."))
        yield says.format(who=called(student))


def unsettled(everyone: Iterable[Marks]) -> Iterator[str]:
    """For those whose marks are not final: a mark in the grade book would be a promise."""
    for own in everyone:
        if own.unsure:
            says = tr(mark("{who} tidak diisi: {checks} belum pasti; putuskan dahulu."))
            checks = ", ".join(clean(check.id) for check in own.unsure)
            yield says.format(who=called(own.student), checks=checks)


def called(student: Student) -> str:
    """The student by name and id, on one line; by one of them where they are the same."""
    both = student.name and student.id and student.name != student.id
    return clean(f"{student.name} ({student.id})" if both else student.name or student.id)
