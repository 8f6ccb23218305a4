"""The list of a class: who is in it, from a CSV with an id, a name and an e-mail for each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from penilai import disk, matching, sheet
from penilai.book import Student
from penilai.errors import UserError
from penilai.language import mark, tr
from penilai.sheet import Row

MOST_BYTES = 16 << 20
# headings as people, Moodle, Canvas and Indonesian campuses write them, without blanks and signs
ID = frozenset(
    "id nim nrp npm nis nisn noinduk nomorinduk nomorindukmahasiswa nomorinduksiswa nomormahasiswa "
    "nomorid nomoridentitas nomorpeserta idpeserta idmahasiswa idsiswa idnumber studentid "
    "studentnumber sisid sisuserid participantid".split()
)
NAME = frozenset(
    "nama namalengkap namamahasiswa namasiswa namapeserta mahasiswa siswa peserta name fullname "
    "studentname student".split()
)
FIRST = frozenset("namadepan firstname givenname".split())
LAST = frozenset("namabelakang namakeluarga namaakhir lastname surname familyname".split())
EMAIL = frozenset(
    "email emailaddress alamatemail surel alamatsurel posel mail emailmahasiswa emailsiswa "
    "sisemail".split()
)
TOP = 10  # rows in which the headings are: a title may stand above them
FORMULA = re.compile(r'="?([^"]*)"?')  # how a table keeps the zeros of a number: ="0012"
ROUNDED = re.compile(r"\d[.,]\d+E\+\d+", re.I)  # what Excel makes of 16 digits
Columns = dict[str, int]


def read(path: Path) -> list[Student]:
    """The students in the order of the file; raises UserError, which says what to mend."""
    with disk.told_of_reading(path), path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    try:
        if len(content) > MOST_BYTES:
            raise UserError(tr(mark("Berkas ini terlalu besar untuk sebuah daftar peserta.")))
        return students(content)
    except UserError as error:
        raise UserError(f"{path}: {error}") from error


def students(content: bytes) -> list[Student]:
    """The students in a CSV; raises UserError."""
    rows = sheet.read(content).rows
    top, columns = _headings(rows)
    found: list[Student] = []
    lines: dict[str, int] = {}
    for line, row in enumerate(rows[top + 1 :], top + 2):
        if row.empty:
            continue
        student = _student(row, columns, line)
        for text in matching.keys((student.id, student.email)):
            if lines.setdefault(text, line) != line:
                _twice(text, student, found, (lines[text], line))
        if student not in found:
            found.append(student)
    if not found:
        raise UserError(tr(mark("Daftar peserta ini kosong.")))
    return found


def _headings(rows: Sequence[Row]) -> tuple[int, Columns]:
    """Which row has the headings, and where what stands; raises UserError."""
    for number, row in enumerate(rows[:TOP]):
        columns = _columns(row)
        if "id" in columns:
            return number, columns
    says = mark(
        "Daftar peserta ini tidak punya kolom pengenal. Baris judulnya harus berisi misalnya "
        "NIM, Nama dan Email."
    )
    raise UserError(tr(says))


def _columns(row: Row) -> Columns:
    kinds = {"id": ID, "name": NAME, "first": FIRST, "last": LAST, "email": EMAIL}
    found: Columns = {}
    for column, value in enumerate(row.values):
        heading = re.sub(r"[\W_]", "", matching.key(value))
        for kind, headings in kinds.items():
            if heading in headings:
                found.setdefault(kind, column)
    return found


def _student(row: Row, columns: Columns, line: int) -> Student:
    cells = {kind: _cell(row, column) for kind, column in columns.items()}
    id = cells["id"]
    if not id:
        raise UserError(tr(mark("Baris {line}: pengenalnya kosong.")).format(line=line))
    if ROUNDED.fullmatch(id):
        says = mark(
            "Baris {line}: Excel membulatkan pengenal menjadi {id}. Jadikan kolom itu teks, "
            "isi lagi, lalu simpan."
        )
        raise UserError(tr(says).format(line=line, id=id))
    parts = [cells.get("name", "")] if "name" in cells else []
    parts = parts or [cells.get("first", ""), cells.get("last", "")]
    return Student(id, " ".join(filter(None, parts)), cells.get("email", ""))


def _cell(row: Row, column: int) -> str:
    """The text of a cell, without what only keeps a table from counting with it."""
    text = row.values[column].strip() if column < len(row.values) else ""
    formula = FORMULA.fullmatch(text)
    text = formula[1] if formula else text.removeprefix("'")
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _twice(text: str, student: Student, found: Sequence[Student], lines: tuple[int, int]) -> None:
    """The same row again is harmless; two people of one id or address are not: UserError."""
    if student in found:
        return
    says = tr(mark('"{text}" ada di baris {first} dan {second}, dengan isi yang berbeda.'))
    raise UserError(says.format(text=text, first=lines[0], second=lines[1]))
