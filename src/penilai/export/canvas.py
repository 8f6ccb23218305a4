"""Canvas: the gradebook CSV that it gave, filled in for Grades > Import.

lib/gradebook_exporter.rb and lib/gradebook_importer.rb of canvas-lms say what is in it. The words
of the header are English in every language: "Student" (or "LastName", "FirstName"), "ID", then
perhaps "SIS User ID", "SIS Login ID", "Integration ID" and "Root Account", then "Section"; behind
them columns of the instructor, then assignments as "Name (12345)". A row that names "Points
Possible" holds what each is worth, and "(read only)" where Canvas takes nothing; a row before it
may speak of muted assignments. "N/A" is an assignment that the student has not, "EX" one from which
they are excused: both stay. Feedback has no column there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from penilai import marks, matching, sheet
from penilai.book import Entry
from penilai.errors import UserError
from penilai.export import Filled
from penilai.language import mark, tr
from penilai.matching import Line
from penilai.problems import absent, ambiguous, unsettled
from penilai.sheet import Row, Sheet

SUFFIX = ".csv"
ASSIGNMENT = re.compile(r"(.*)\s\((\d+)\)", re.DOTALL)
NUMBER = re.compile(r"[0-9]+([.,][0-9]+)?")
KEPT = ("n/a", "ex")
POSSIBLE, READ_ONLY, SECTION = "Points Possible", "(read only)", "Section"


@dataclass(frozen=True)
class Gradebook:
    """The file, its columns by header, its assignments by column, and the rows of students."""

    sheet: Sheet
    header: list[str]
    assignments: dict[int, str]
    worth: dict[int, str]
    students: dict[int, Row]


def fill(entries: Sequence[Entry], given: bytes, column: str) -> Filled:
    """Fill the gradebook `given`; raises UserError where it is none. Unsure marks are left out.

    A stage goes into the assignment that is called as it is; all stages together into the one that
    `column` names, or into the only one that there is.
    """
    book = _read(given)
    lines = {n: _line(row, book.header) for n, row in book.students.items()}
    everyone = marks.by_student(entries)
    matched = matching.match(lines, [own.student for own in everyone])
    cells: dict[tuple[int, int], str] = {}
    for into, stages in _assignments(book, marks.titles(entries), column).items():
        for own in marks.by_student(entries, stages):
            n = matched.rows.get(own.student.id)
            if n is not None and not own.unsure and _takes(book, n, into):
                cells[n, into] = own.of(book.worth.get(into) or str(own.possible))
    problems = [*absent(matched.absent), *ambiguous(matched.ambiguous), *unsettled(everyone)]
    students = len({row for row, _ in cells})
    return Filled(book.sheet.filled(cells), students, tuple(problems))


def _read(given: bytes) -> Gradebook:
    found = sheet.read(given)
    header = [value.strip() for value in found.rows[0].values]
    if header[:2] != ["Student", "ID"] and header[:3] != ["LastName", "FirstName", "ID"]:
        says = mark(
            "Ini bukan buku nilai Canvas: kolom pertamanya harus Student dan ID. "
            "Unduh dari Grades: Export, Export Entire Gradebook."
        )
        raise UserError(tr(says))
    last = max((n for n, name in enumerate(header) if name == SECTION), default=1)
    possible = next((row for row in found.rows[1:] if POSSIBLE in row.values[0]), None)
    row = dict(enumerate(map(str.strip, possible.values))) if possible else {}
    assignments = {
        n: named[1]
        for n, name in enumerate(header)
        if n > last and (named := ASSIGNMENT.fullmatch(name)) and row.get(n) != READ_ONLY
    }
    worth = {n: text for n, text in row.items() if NUMBER.fullmatch(text) and n in assignments}
    rows = enumerate(found.rows)
    students = {n: row for n, row in rows if n and row is not possible and row.values[0].strip()}
    return Gradebook(found, header, assignments, worth, students)


def _assignments(book: Gradebook, stages: dict[str, str], column: str) -> dict[int, list[str]]:
    """The stages that each column is the sum of; raises UserError."""
    wanted = matching.key(column)
    if wanted:
        named = {n: t for n, t in book.assignments.items() if wanted in _names(book.header[n], t)}
        if len(named) == 1:
            return {next(iter(named)): list(stages)}
    else:
        found = {stage: _called(book, {stage, title}) for stage, title in stages.items()}
        if all(len(columns) == 1 for columns in found.values()):
            return {columns[0]: [stage] for stage, columns in found.items()}
        if len(book.assignments) == 1 and not any(found.values()):
            return {next(iter(book.assignments)): list(stages)}
    says = tr(mark("Kolom mana yang diisi? Sebutkan dengan --kolom; yang ada: {known}."))
    raise UserError(says.format(known=", ".join(book.assignments.values()) or "-"))


def _names(header: str, title: str) -> set[str]:
    return {matching.key(header), matching.key(title)}


def _called(book: Gradebook, names: set[str]) -> list[int]:
    """The columns with one of these names, whatever stands between its words."""
    wanted = {_letters(name) for name in names}
    return [n for n, title in book.assignments.items() if _letters(title) in wanted]


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, matching.key(text)))


def _line(row: Row, header: list[str]) -> Line:
    values = dict(zip(header, row.values, strict=False))
    ids = [values.get(name, "") for name in ("ID", "SIS User ID", "SIS Login ID", "Integration ID")]
    last, _, first = values.get("Student", "").partition(",")
    name = f"{first} {last}" if "Student" in values else f"{row.values[1]} {row.values[0]}"
    return Line(matching.keys(ids), name)


def _takes(book: Gradebook, n: int, column: int) -> bool:
    """Is it an assignment of this student, from which they are not excused?"""
    values = book.students[n].values
    return column >= len(values) or values[column].strip().casefold() not in KEPT
