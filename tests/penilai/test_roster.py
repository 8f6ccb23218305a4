"""The list of a class, as people and spreadsheets write it."""

import pytest

from penilai import roster
from penilai.book import Student
from penilai.errors import UserError

ANI = Student("210001", "Ani Wijaya", "ani@kampus.ac.id")
BUDI = Student("210002", "Budi", "budi@kampus.ac.id")
ROWS = "210001,Ani Wijaya,ani@kampus.ac.id\r\n210002,Budi,budi@kampus.ac.id\r\n"


@pytest.mark.parametrize(
    "headings",
    [
        "NIM,Nama,Email",
        "id,name,e-mail",
        "ID number,Full name,Email address",
        "No. Induk,Nama Lengkap,Alamat e-mail",
        "Nomor Induk Mahasiswa,NAMA MAHASISWA,Surel",
        "Student ID,Student,E-Mail",
    ],
)
def test_headings_in_two_languages(headings):
    assert roster.students(f"{headings}\r\n{ROWS}".encode()) == [ANI, BUDI]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_as_spreadsheets_save_it(encoding, delimiter):
    text = "NIM,Nama,Email\n7,Zoë,z@x.id\n".replace(",", delimiter)
    assert roster.students(text.encode(encoding)) == [Student("7", "Zoë", "z@x.id")]


def test_excels_habits():
    text = 'sep=;\r\nKelas A;;;\r\nNo;NIM;Nama;\r\n1;"=""0012""";"Wijaya, Ani";\r\n'
    text += "2;'0013; Budi ;\r\n;;;\r\n"
    assert roster.students(text.encode()) == [
        Student("0012", "Wijaya, Ani"),
        Student("0013", "Budi"),
    ]


def test_first_and_last_names_are_one_name():
    text = "First name,Last name,ID number\nAni,Wijaya,1\nBudi,,2\n"
    assert roster.students(text.encode()) == [Student("1", "Ani Wijaya"), Student("2", "Budi")]


def test_what_acts_on_a_terminal_is_no_part_of_a_name():
    assert roster.students("NIM,Nama\n1,A\x1b[2J\u202eni\n".encode()) == [Student("1", "A [2J ni")]


def test_the_same_row_twice_is_once():
    assert roster.students(f"NIM,Nama,Email\n{ROWS}{ROWS}".encode()) == [ANI, BUDI]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"NIM,Nama,Email\n{ROWS}210001,Citra,c@x.id\n", '"210001" ada di baris 2 dan 4'),
        (f"NIM,Nama,Email\n{ROWS}3,Citra,ANI@kampus.ac.id\n", "ada di baris 2 dan 4"),
        ("Nama,Email\nAni,a@x.id\n", "kolom pengenal"),
        ("NIM,Nama\n,Ani\n", "Baris 2"),
        ("NIM,Nama\n2.1E+15,Ani\n", "Excel membulatkan"),
        ('NIM;Nama\n"2,10001E+15";Ani\n', "Excel membulatkan"),
        ("NIM,Nama\n", "kosong"),
        ("", "bukan CSV"),
        ("PK\x03\x04", "Excel"),
    ],
)
def test_what_is_to_be_mended_is_said(text, words):
    with pytest.raises(UserError, match=words):
        roster.students(text.encode())


def test_the_file_is_named(tmp_path):
    with pytest.raises(UserError, match=r"peserta\.csv"):
        roster.read(tmp_path / "peserta.csv")
    (tmp_path / "peserta.csv").write_text("Nama\nAni\n")
    with pytest.raises(UserError, match=r"peserta\.csv"):
        roster.read(tmp_path / "peserta.csv")
    (tmp_path / "peserta.csv").write_text(f"NIM,Nama,Email\n{ROWS}")
    assert roster.read(tmp_path / "peserta.csv") == [ANI, BUDI]
