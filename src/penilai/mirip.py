"""`penilai mirip`: whose programs are alike, to be talked about."""

from __future__ import annotations

import contextlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from penilai import (
    alikepage,
    alikeview,
    database,
    intake,
    pages,
    report,
    resemblance,
    stage,
    written,
)
from penilai.book import Student
from penilai.errors import UserError
from penilai.language import mark, tr
from penilai.resemblance import Handed
from penilai.stage import Stage
from penilai.store import Book


@dataclass(frozen=True)
class Wanted:
    """What is to be compared: of a collection, or of the folder of a class that has been graded.

    `least` is how alike programs are that are told of, from 0 to 1; `target` None to choose.
    """

    source: Path
    stages: Sequence[str] = ()
    target: Path | None = None
    least: float = 0.6


def mirip(wanted: Wanted) -> int:
    """Show who is alike and write the page; returns the exit code. Raises UserError."""
    known = stage.find()
    chosen = stage.chosen(wanted.stages, known)
    with _handed(wanted.source, chosen) as handed:
        found = [
            resemblance.of_stage(chosen[name], known, handed[name], wanted.least)
            for name in chosen
            if name in handed
        ]
    if not any(each.students for each in found):
        says = tr(mark('Di "{source}" tidak ada program untuk dibandingkan.'))
        raise UserError(says.format(source=wanted.source))
    alikeview.show(found, wanted.least, report.screen())
    folder = wanted.source if _is_class(wanted.source) else Path()
    target = wanted.target or folder / alikepage.NAME
    page = alikepage.page(found, wanted.least)
    written.put(target, page, pages.write)
    return 0


@contextlib.contextmanager
def _handed(source: Path, stages: Mapping[str, Stage]) -> Iterator[Mapping[str, Handed]]:
    """What was handed in for each stage, as long as the context lasts."""
    if not _is_class(source):
        handed: dict[str, list[tuple[Student, Mapping[str, bytes]]]] = defaultdict(list)
        for one in intake.hand_ins(source, stages):
            handed[one.stage].append((one.student, one.files))
        yield handed
        return
    with Book.reading(source) as book:
        students: dict[str, list[Student]] = defaultdict(list)
        for entry in book.entries():
            students[entry.stage].append(entry.student)
        yield {name: _of_book(book, name, own) for name, own in students.items()}


def _of_book(book: Book, name: str, students: Sequence[Student]) -> Handed:
    """Read one by one, so that no class is in memory as a whole."""
    return ((student, book.files(student.id, name)) for student in students)


def _is_class(source: Path) -> bool:
    return (source / database.FILE).is_file()
