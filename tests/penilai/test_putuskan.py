"""`penilai putuskan`: what is unsure is listed, a decision is kept with who, when and why."""

import json
import sqlite3

import pytest
from books import BELUM_PASTI, GAGAL, LULUS, report

from penilai import cli, store
from penilai.book import Student
from penilai.handin import HandIn
from penilai.store import Book, Key

KEY = Key("isi", "cek", "tetap:7", store.ISOLATED)
CLASS = [
    (Student("501", "Ani", "ani@kampus.id"), "gema", (LULUS, BELUM_PASTI)),
    (Student("501", "Ani"), "lain", (LULUS, BELUM_PASTI)),
    (Student("502", "Budi [/]\x1b[2J"), "gema", (GAGAL, LULUS)),
    (Student("503", "Budi"), "gema", (GAGAL, LULUS)),
    (Student("504", "budi"), "gema", (GAGAL, LULUS)),
]


@pytest.fixture
def folder(tmp_path):
    story = ("Ani bergabung", "Budi bergabung", "Ani mengirim", "[red]Budi menunggu.[/red]")
    with Book.open(tmp_path / "kelas a") as book:
        book.begin([HandIn(s, stage, {}, {}) for s, stage, _ in CLASS], [KEY] * len(CLASS))
        for student, stage, verdicts in CLASS:
            book.record(student, stage, KEY, report(*verdicts, stage=stage, story=story))
    return tmp_path / "kelas a"


@pytest.fixture
def putuskan(folder, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")

    def run(*words):
        code = cli.main(["putuskan", str(folder), *words])
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


def test_what_is_unsure_is_listed_with_the_command_to_type(putuskan, folder):
    code, said = putuskan()
    assert code == 3 and "Ani (501) · gema::c1" in said and "4. [red]Budi menunggu.[/red]" in said
    assert "Ani bergabung" not in said, "the end of the story is enough"
    assert f"penilai putuskan '{folder}' 501 lain::c1\n" in said
    assert "Belum pasti: 2. Keputusan: 0." in said


def test_the_command_is_on_one_line_however_long(putuskan, monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    _, said = putuskan()
    assert any(line.endswith(" lain::c1") and "penilai" in line for line in said.splitlines())


def test_a_decision_is_kept_with_who_when_and_why(putuskan, folder):
    words = ["501", "gema::c1", "lulus", "--alasan", "Sudah saya lihat.", "--oleh", "bu Rina"]
    code, said = putuskan(*words)
    assert code == 3, "one is still unsure"
    assert "gema::c1 untuk Ani (501): belum pasti → lulus. Nilainya 20 dari 20." in said
    entry = store.entries(folder)[0]
    [decision] = entry.decisions
    assert (decision.who, decision.why) == ("bu Rina", "Sudah saya lihat.")
    assert decision.when[:2] == "20" and entry.settled == report(
        LULUS, LULUS, story=entry.report.checks[0].story
    )


def test_the_code_says_when_nothing_is_unsure_any_more(putuskan):
    putuskan("501", "gema::c1", "gagal", "--alasan", "x")
    code, said = putuskan("501", "lain::c1", "lulus", "--alasan", "[bold] \x1b[2Jkarena")
    assert code == 0 and "masih belum pasti" not in said
    code, said = putuskan()
    assert code == 0 and "[bold] ␛[2Jkarena" in said and "\x1b[2J" not in said
    assert "Belum pasti: 0. Keputusan: 2." in said


def test_what_is_not_unsure_can_be_decided_too_and_again(putuskan, folder):
    putuskan("502", "c0", "lulus", "--alasan", "Keliru.")
    putuskan("502", "c0", "gagal", "--alasan", "Ternyata tidak.")
    assert store.entries(folder)[2].settled.checks[0].verdict is GAGAL
    _, said = putuskan()
    assert "Keliru" in said and "tidak berlaku lagi" in said.replace("\n", " ")


@pytest.mark.parametrize("who", ["ani", "ANI@kampus.id", "501"])
def test_a_student_is_known_by_name_and_address_too(putuskan, who):
    assert "Ani (501)" in putuskan(who, "gema::c1", "gagal", "--alasan", "x")[1]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["501", "c1", "lulus", "--alasan", "x"], "Sebutkan lengkap: gema::c1, lain::c1"),
        (["501", "c9", "lulus", "--alasan", "x"], "Yang ada: gema::c0, gema::c1, lain::c0"),
        (["599", "c1", "lulus", "--alasan", "x"], 'Tidak ada siswa "599"'),
        (["", "c1", "lulus", "--alasan", "x"], 'Tidak ada siswa ""'),
        (["Budi", "c0", "lulus", "--alasan", "x"], "salah satu: 503, 504"),
        (["501", "gema::c1", "lulus"], "--alasan"),
        (["501", "gema::c1", "lulus", "--alasan", " "], "--alasan"),
        (["501", "gema::c0", "lulus", "--alasan", "x"], "sudah lulus"),
        (["501", "gema::c1"], "sebutkan SISWA"),
        (["501", "gema::c1", "mungkin"], "bukan pilihan"),
    ],
)
def test_bad_input_gets_one_sentence_and_changes_nothing(putuskan, folder, words, says):
    before = store.entries(folder)
    code, said = putuskan(*words)
    assert code == 2 and says in said and said.count("\n") == 1, said
    assert store.entries(folder) == before


def test_a_folder_without_a_book_gets_a_sentence_and_no_book(tmp_path, capsys):
    for words in ([], ["501", "c1", "lulus", "--alasan", "x"]):
        assert cli.main(["putuskan", str(tmp_path), *words]) == 2
        assert "belum ada buku nilai" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_result_that_is_not_ours_is_one_sentence(folder, putuskan):
    with sqlite3.connect(folder / "buku.sqlite3") as other:
        other.execute("UPDATE results SET report = ?", [json.dumps({"stage": 1})])
    other.close()
    code, said = putuskan()
    assert code == 2 and "bukan buku nilai" in said and said.count("\n") == 1
