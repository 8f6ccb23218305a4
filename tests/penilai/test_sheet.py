"""A file that somebody gave: what is filled is filled, all else stays byte for byte."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from penilai import cells, matching, sheet
from penilai.book import Student
from penilai.errors import UserError
from penilai.matching import Line

SIGNS = tuple("=+-@\uff1d\uff0b\uff0d\uff20")  # and full-width, as a keyboard in Asia has them
PATIENT = settings(deadline=None, max_examples=60)  # a busy machine is no bug
LETTERS = st.characters(codec="utf-8", exclude_characters="\ufeff\x00")
TEXTS = st.text(LETTERS, max_size=12)
TABLES = st.integers(2, 5).flatmap(
    lambda width: st.lists(st.lists(TEXTS, min_size=width, max_size=width), min_size=1, max_size=4)
)


def written(rows, delimiter=",", end="\r\n"):
    made = io.StringIO(newline="")
    csv.writer(made, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(rows)
    return made.getvalue()


@PATIENT
@given(TABLES, st.sampled_from(sheet.DELIMITERS), st.sampled_from(["\n", "\r\n"]))
def test_a_file_that_is_not_filled_is_the_same(rows, delimiter, end):
    content = written(rows, delimiter, end).encode()
    read = sheet.read(content)
    assert read.filled({}) == content
    assert [row.values for row in read.rows] == rows


@PATIENT
@given(TABLES, TEXTS)
def test_only_the_cell_that_is_filled_is_another(rows, text):
    content = written(rows).encode()
    filled = sheet.read(sheet.read(content).filled({(0, 1): text}))
    rows[0][1] = text
    assert [row.values for row in filled.rows] == rows


@PATIENT
@given(st.text(LETTERS, min_size=1))
def test_any_text_is_a_file_that_stays_the_same_or_a_sentence(text):
    content = text.encode()
    try:
        assert sheet.read(content).filled({}) == content
    except UserError as error:
        assert str(error)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_encoding_stays(encoding):
    content = "Identität;Größe\r\nAni;\r\n".encode(encoding)
    read = sheet.read(content)
    assert (read.delimiter, read.rows[0].values) == (";", ["Identität", "Größe"])
    assert read.filled({}) == content
    assert read.filled({(1, 1): "é"}).decode(encoding) == "Identität;Größe\r\nAni;é\r\n"


def test_a_letter_that_the_file_has_not_is_written_as_html_does():
    assert (
        sheet.read("ä,b\n1,2\n".encode("cp1252")).filled({(1, 1): "✗"}) == b"\xe4,b\n1,&#10007;\n"
    )


def test_a_row_that_leaves_out_its_last_cells_gets_them():
    assert sheet.read(b"a,b,c\n1\n").filled({(1, 2): "x"}) == b"a,b,c\n1,,x\n"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "judul"),
        (b"a\n1\n", "judul"),
        (b"PK\x03\x04rest", "Excel"),
        (b'a,b\n"1,2\n', "baris 2"),
    ],
)
def test_what_is_no_csv_gets_a_sentence(content, says):
    with pytest.raises(UserError, match=says):
        sheet.read(content)


# Cells that others open ------------------------------------------------------------------


@PATIENT
@given(st.text(), st.sampled_from(["", " ", "\t", "\n"]), st.sampled_from(SIGNS))
def test_no_cell_is_a_formula(text, before, sign):
    [row] = csv.reader(io.StringIO(cells.table([[f"{before}{sign}{text}", text]])[1:], newline=""))
    for cell in row:
        assert not cell.lstrip().startswith(SIGNS), cell


@pytest.mark.parametrize("name", ["Nurul Hidayah", "ศิริพร", "محمد", "می‌خواهم", "李小龍", "O'Neill"])
def test_names_of_all_scripts_stay(name):
    assert cells.safe(name) == name


def test_what_acts_on_a_reader_is_shown():
    assert cells.clean("a\x1b[2Jb\u202ec\ud800") == "a␛[2Jb\\u202ec\\ud800"


# Whose row is whose ----------------------------------------------------------------------


def found(lines, *students):
    made = {n: Line(matching.keys(keys), name) for n, (keys, name) in enumerate(lines)}
    return matching.match(made, students)


def test_a_student_is_found_by_id_by_email_and_by_name():
    lines = [(["21001"], ""), (["ANI@kampus.id"], ""), ([], "budi  SANTOSO")]
    match = found(
        lines, Student("21001"), Student("x", email="ani@kampus.id"), Student("y", "Budi Santoso")
    )
    assert match.rows == {"21001": 0, "x": 1, "y": 2}


def test_nobody_is_guessed():
    lines = [([], "Siti"), ([], "Siti"), (["7"], "Budi"), (["8"], "")]
    siti, budi, other = Student("1", "Siti"), Student("2", "Budi"), Student("7", "Budi")
    match = found(lines, siti, budi, other, Student("3", email="8"), Student("8"))
    assert match.rows == {"7": 2}, "a name counts only where no id takes the row"
    assert match.ambiguous == (siti, Student("3", email="8"), Student("8"))
    assert match.absent == (budi,)


def test_two_rows_for_one_student_are_none():
    ani = Student("7", "Ani", "ani@kampus.id")
    assert found([(["7"], ""), (["ani@kampus.id"], "")], ani).ambiguous == (ani,)
