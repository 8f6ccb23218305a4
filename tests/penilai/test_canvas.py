"""Canvas' gradebook: the assignment's column, and not a byte more."""

import csv
import io

import pytest
from books import BELUM_PASTI, GAGAL, LULUS, entry

from penilai.errors import UserError
from penilai.export import canvas

GIVEN = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Notes,Gema (991),Kuis (992),Lain (993),"
    "Current Score,Final Score\r\n"
    ",,,,,,Manual Posting,,,,\r\n"
    "    Points Possible,,,,,,50.00,10.00,100.00,(read only),(read only)\r\n"
    '"Wijaya, Ani",11,21001,ani,Kelas A,,,7.00,,70.00,35.00\r\n'
    '"Santoso, Budi",12,21002,budi,Kelas A,,EX,,N/A,,\r\n'
    "Citra,13,21003,citra,Kelas A,=1+1,20.00,,,,\r\n"
    '"Student, Test",99,,abc,Kelas A,,,,,,\r\n'
)


def rows(content, delimiter=","):
    text = content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def fill(*entries, given=GIVEN, column=""):
    return canvas.fill(entries, given.encode(), column)


def test_only_the_assignment_that_is_called_as_the_stage_is_filled():
    filled = fill(entry("21001", LULUS, GAGAL, LULUS, LULUS), entry("13", GAGAL, *[LULUS] * 3))
    before, after = rows(GIVEN.encode()), rows(filled.content)
    assert (after[3][6], after[5][6]) == ("37.50", "37.50")
    after[3][6], after[5][6] = before[3][6], before[5][6]
    assert after == before
    assert (filled.students, filled.problems) == (2, ())


def test_excused_and_not_assigned_stay():
    entries = [entry("21002", LULUS), entry("21002", LULUS, stage="lain", title="Lain")]
    assert fill(*entries).content == GIVEN.encode()


def test_a_student_is_found_by_login_and_by_name():
    filled = fill(entry("x", LULUS, name="Ani Wijaya"), entry("citra", LULUS))
    assert [row[6] for row in rows(filled.content)[3:]] == ["50.00", "EX", "50.00", ""]


def test_stages_have_an_assignment_each_or_share_the_one_that_is_named():
    both = [entry("11", LULUS), entry("11", GAGAL, stage="lain", title="Lain")]
    assert rows(fill(*both).content)[3][6:9] == ["50.00", "7.00", "0.00"]
    assert rows(fill(*both, column="kuis").content)[3][6:9] == ["", "5.00", ""]
    assert rows(fill(*both, column="Kuis (992)").content)[3][6:9] == ["", "5.00", ""]


@pytest.mark.parametrize("column", ["", "Ujian", "Final Score"])
def test_where_no_column_is_clear_the_user_is_asked(column):
    with pytest.raises(UserError, match=r"--kolom; yang ada: Gema, Kuis, Lain\."):
        fill(entry("11", LULUS, stage="ujian", title="UTS"), column=column)


def test_semicolons_and_decimal_commas_stay():
    given = "\ufeff" + (
        "Student;ID;SIS Login ID;Section;Gema (991)\n"
        "    Points Possible;;;;50,00\nWijaya, Ani;11;ani;A;\n"
    )
    filled = fill(entry("11", LULUS, GAGAL), given=given)
    assert filled.content.decode() == given.replace("ani;A;", "ani;A;25,00")


def test_first_and_last_names_may_stand_apart():
    given = "LastName,FirstName,ID,Section,Gema (1)\nPossible,,,,\nWijaya,Ani,5,A,\n"
    filled = fill(entry("x", LULUS, name="Ani Wijaya"), given=given)
    assert filled.content.endswith(b"Wijaya,Ani,5,A,10.00\n")


def test_unsure_marks_are_left_out_and_said():
    filled = fill(entry("11", BELUM_PASTI, name="Ani"))
    assert filled.content == GIVEN.encode() and "belum pasti" in filled.problems[0]


def test_another_file_gets_a_sentence():
    with pytest.raises(UserError, match="Student dan ID"):
        fill(entry("11", LULUS), given="Nama,Nilai\nAni,1\n")
