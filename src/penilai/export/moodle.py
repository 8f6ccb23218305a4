"""Moodle: the offline grading worksheet that it gave, filled in; or a file for the gradebook.

The worksheet (Moodle's mod/assign/gradingtable.php writes it, feedback/offline/importgradeslib.php
beside it reads it) has its header words in the language of whoever downloaded it, and Moodle finds
the columns by these words, so all but marks and feedback stays byte for byte. We find the columns
by place and shape. The order is: identifier (a word and, with a blank or without, a number), full
name, fields of the user such as ID number and e-mail, status, [group], [marker], grade, maximum,
[workflow state], can it be changed, [submitted], [online text], marked, [feedback]. Feedback is
HTML there.

Without a worksheet: a CSV for Grades > Import (grade/import/csv), where the columns are chosen by
hand. Moodle takes points up to 100 there, an empty cell for no mark, and refuses the whole file for
one unknown user.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from penilai import feedback, marks, matching, sheet
from penilai.book import Entry
from penilai.cells import table
from penilai.errors import UserError
from penilai.export import Facts, Filled
from penilai.language import mark, tr
from penilai.marks import Marks
from penilai.matching import Line
from penilai.problems import absent, ambiguous, unsettled
from penilai.sheet import Row, Sheet

SUFFIX = ".csv"
IDENTIFIER = re.compile(r"[^0-9]+([0-9]+)")  # "Participant 12", "Peserta 12", "Teilnehmer/in12"
NUMBER = re.compile(r"[0-9]+([.,][0-9]+)?")
NONE = ("", "-", "–")
TIME = re.compile(r"(?=.*\d{4})(?=.*\d{1,2} ?[:.h] ?\d{2})[^<]{1,60}")


@dataclass(frozen=True)
class Columns:
    """Where in the worksheet the marks and the feedback stand; `feedback` only if it is on."""

    grade: int
    feedback: int | None


def write(entries: Sequence[Entry], _: Facts) -> str:
    """The file for the gradebook: for each stage a column with points and one with feedback."""
    stages, names = list(marks.rubric(entries)), marks.titles(entries)
    header = ["ID number", "Email address"]
    for stage in stages:
        header += [names[stage], f"{names[stage]} (feedback)"]
    everyone = [marks.by_student(entries, [stage]) for stage in stages]
    return table([header, *map(_imported, zip(*everyone, strict=True))])


def _imported(own: tuple[Marks, ...]) -> list[str]:
    """The row of one student, of whom these are the marks stage by stage."""
    row = [own[0].student.id, own[0].student.email]
    for stage in own:
        row += ["", ""] if stage.unsure else [str(stage.earned), feedback.as_html(stage)]
    return row


def fill(entries: Sequence[Entry], given: bytes, _: str) -> Filled:
    """Fill the worksheet `given`; raises UserError where it is none. Unsure marks are left out."""
    worksheet = sheet.read(given)
    rows = {n: row for n, row in enumerate(worksheet.rows) if n and not row.empty}
    columns = _columns(worksheet, list(rows.values()))
    everyone = marks.by_student(entries)
    lines = {n: _line(row, columns.grade) for n, row in rows.items()}
    matched = matching.match(lines, [own.student for own in everyone])
    final = [own for own in everyone if own.student.id in matched.rows and not own.unsure]
    cells: dict[tuple[int, int], str] = {}
    for own in final:
        n = matched.rows[own.student.id]
        cells |= {(n, c): text for c, text in _cells(rows[n], columns, own).items()}
    problems = [*absent(matched.absent), *ambiguous(matched.ambiguous), *unsettled(everyone)]
    if columns.feedback is None:
        problems.append(
            tr(mark("Lembar ini tidak punya kolom umpan balik: hanya nilai yang diisi."))
        )
    return Filled(worksheet.filled(cells), len(final), tuple(problems))


def _columns(worksheet: Sheet, rows: list[Row]) -> Columns:
    """Where what stands, by place and shape; raises UserError."""
    width = len(worksheet.rows[0].raw)
    if not rows or not all(IDENTIFIER.fullmatch(_at(row, 0)) for row in rows):
        says = mark(
            "Ini bukan lembar penilaian Moodle: kolom pertamanya harus berisi pengenal "
            'seperti "Peserta 123456". Unduh dari tugas: Lihat semua kiriman, lalu '
            "Unduh lembar penilaian."
        )
        raise UserError(tr(says))
    found = [c for c in range(1, width - 1) if _is_grade(rows, c)]
    written = [c for c in found if not _at(rows[0], c + 1).isdigit()]  # Moodle's own has decimals
    found = written or found
    if len(found) != 1:
        says = mark(
            "Di lembar ini tidak ada satu kolom nilai yang jelas, dengan nilai maksimum di "
            "sebelahnya. Tugas yang memakai skala tidak bisa diisi dengan angka."
        )
        raise UserError(tr(says))
    times = [c for c in range(found[0] + 2, width) if all(_is_time(_at(row, c)) for row in rows)]
    after = times[-1] + 1 if times else width
    return Columns(found[0], after if after < width else None)


def _is_grade(rows: list[Row], column: int) -> bool:
    """Marks, or none yet, and beside them the same maximum for everybody."""
    [maximum, *others] = {_at(row, column + 1) for row in rows}
    if others or not NUMBER.fullmatch(maximum) or not _number(maximum):
        return False
    cells = [_at(row, column) for row in rows]
    given = [cell for cell in cells if cell not in NONE]
    return all(NUMBER.fullmatch(cell) and _number(cell) <= _number(maximum) for cell in given)


def _is_time(cell: str) -> bool:
    return cell in NONE[1:] or bool(TIME.fullmatch(cell))


def _at(row: Row, column: int) -> str:
    values = row.values
    return values[column].strip() if column < len(values) else ""


def _number(text: str) -> Fraction:
    return Fraction(text.replace(",", "."))


def _line(row: Row, grade: int) -> Line:
    """Any cell before the marks may be somebody's ID number or e-mail."""
    identifier = IDENTIFIER.fullmatch(_at(row, 0))
    numbers = [identifier[1]] if identifier else []
    texts = [_at(row, column) for column in range(grade)]
    return Line(matching.keys([*numbers, texts[0], *texts[2:]]), _at(row, 1))


def _cells(row: Row, columns: Columns, own: Marks) -> dict[int, str]:
    cells = {columns.grade: own.of(_at(row, columns.grade + 1))}
    if columns.feedback is not None:
        before = _at(row, columns.feedback)
        cells[columns.feedback] = feedback.as_html(own, before)
    return cells
