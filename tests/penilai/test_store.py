"""The book of a class: what was recorded stays, what is unchanged is known."""

import sqlite3
import threading
from dataclasses import replace

import pytest
from books import BELUM_PASTI, GAGAL, LULUS, decision, report

from penilai import store
from penilai.book import Decision, Student
from penilai.errors import UserError
from penilai.handin import HandIn
from penilai.store import Book, Key

ANI, BUDI = Student("501", "Ani", "ani@kampus.id"), Student("502")
FILES = {"server.py": b"print(1)\n", "templates/chat.html": b"\xff\0"}
KEY = Key("isi", "cek", "tetap:7", store.ISOLATED)
NEWER = replace(KEY, checks="cek baru")


def hand_in(student=ANI, stage="gema", files=FILES, **more):
    return HandIn(student, stage, files, {}, **more)


@pytest.fixture
def book(tmp_path):
    with Book.open(tmp_path / "kelas #1 ä") as made:
        made.begin([hand_in()], [KEY])
        yield made


def test_what_was_handed_in_is_kept_byte_for_byte(book):
    assert book.files("501", "gema") == FILES and book.files("501", "lain") == {}
    [entry] = book.entries()
    assert entry.student == ANI and entry.report is None and "Belum dinilai" in entry.note


def test_a_result_counts_and_is_not_wanted_again(book):
    assert book.outdated("501", "gema", KEY)
    book.record(ANI, "gema", KEY, report(LULUS, GAGAL), "")
    assert not book.outdated("501", "gema", KEY)
    for field in ("content", "checks", "seed", "isolation"):
        assert book.outdated("501", "gema", replace(KEY, **{field: "lain"}))
    [entry] = book.entries()
    assert entry.report == report(LULUS, GAGAL) and entry.note == ""


def test_recording_twice_is_one_result(book):
    for verdict in (GAGAL, LULUS):
        book.record(ANI, "gema", KEY, report(verdict))
    [entry] = book.entries()
    assert entry.report == report(LULUS)


def test_a_new_submission_keeps_the_old_marks_until_it_is_graded(book):
    book.record(ANI, "gema", KEY, report(LULUS))
    other = replace(KEY, content="isi baru")
    book.begin([hand_in(files={"server.py": b"baru"})], [other])
    assert book.files("501", "gema") == {"server.py": b"baru"} and book.outdated(
        "501", "gema", other
    )
    [entry] = book.entries()
    assert entry.report == report(LULUS) and "kumpulan yang sebelumnya" in entry.note
    book.begin([hand_in()], [KEY])  # the old one again: it was graded before
    [entry] = book.entries()
    assert not book.outdated("501", "gema", KEY) and entry.note == ""


def test_those_who_are_not_in_a_collection_stay(book):
    book.record(ANI, "gema", KEY, report(LULUS))
    book.begin([hand_in(BUDI), hand_in(Student("501"), "lain")], [KEY, KEY])
    found = [(entry.student, entry.stage) for entry in book.entries()]
    assert found == [(ANI, "gema"), (ANI, "lain"), (BUDI, "gema")], "what was known of Ani stays"


def test_notes_of_intake_and_of_grading_are_both_told(book):
    book.begin([hand_in(note="Satu tautan ditolak.")], [KEY])
    book.record(ANI, "gema", KEY, report(LULUS), "Tanpa isolasi.")
    assert book.entries()[0].note == "Satu tautan ditolak. Tanpa isolasi."


def test_names_that_are_no_text_are_taken(book):
    files = {"a\udcff.py": b"1", "b\0.py": b"2"}
    book.begin([hand_in(Student("a\udcff", "\udc80"), files=files)], [replace(KEY, content="x")])
    assert book.files("a\udcff", "gema") == {"a\\udcff.py": b"1", "b\0.py": b"2"}
    story = ("\udcff\0\x1b",)
    book.record(Student("a\udcff"), "gema", KEY, report(GAGAL, story=story))
    assert book.entries()[1].report.checks[0].story == story


def test_the_seed_is_chosen_once_and_can_be_set(tmp_path):
    with Book.open(tmp_path) as book:
        seed = book.seed
    with Book.open(tmp_path) as book:
        assert book.seed == seed
        book.set_seed(42)
    with Book.reading(tmp_path) as book:
        assert book.seed == 42


def test_a_kept_result_counts_when_it_is_adopted(book):
    book.record(ANI, "gema", KEY, report(LULUS))
    book.keep("501", "gema", NEWER, report(GAGAL))
    assert book.result("501", "gema", NEWER) == report(GAGAL)
    assert book.entries()[0].report == report(LULUS) and book.outdated("501", "gema", NEWER)
    book.adopt([("501", "gema", NEWER)])
    assert book.entries()[0].report == report(GAGAL) and book.outdated("501", "gema", KEY)


# Decisions --------------------------------------------------------------------------------


@pytest.fixture
def settled(book):
    book.record(ANI, "gema", KEY, report(LULUS, BELUM_PASTI))
    book.decide("501", "gema", decision("gema::c1"))
    return book


def test_a_decision_counts_and_the_last_one_wins(settled):
    assert settled.entries()[0].settled == report(LULUS, LULUS)
    settled.decide("501", "gema", decision("gema::c1", GAGAL, "Salah lihat."))
    assert settled.entries()[0].settled == report(LULUS, GAGAL)
    assert [one.why for one in settled.kept()[0].history] == ["Sudah saya lihat.", "Salah lihat."]


@pytest.mark.parametrize(
    ("key", "verdict", "counts"),
    [
        (NEWER, BELUM_PASTI, True),
        (NEWER, GAGAL, False),
        (replace(KEY, seed="tetap:8"), BELUM_PASTI, True),
        (replace(KEY, content="isi baru"), BELUM_PASTI, False),
    ],
)
def test_a_decision_is_about_these_files_and_this_verdict(settled, key, verdict, counts):
    settled.record(ANI, "gema", key, report(LULUS, verdict))
    [kept] = settled.kept()
    assert kept.entry.decisions == ((decision("gema::c1"),) if counts else ())
    assert kept.history == (decision("gema::c1"),), "nothing is taken out"


@pytest.mark.parametrize("missing", [("502", "gema::c1"), ("501", "gema::c9")])
def test_nothing_is_decided_of_what_was_not_found(settled, missing):
    student, check = missing
    with pytest.raises(UserError, match=check):
        settled.decide(student, "gema", Decision(check, LULUS, "", "", ""))
    assert len(settled.kept()[0].history) == 1


# Reading ----------------------------------------------------------------------------------


def test_who_reads_waits_for_nobody_and_sees_what_is_recorded(book, tmp_path):
    folder = tmp_path / "kelas #1 ä"
    with Book.reading(folder) as reader:
        with book._writing() as c:
            c.execute("DELETE FROM hand_ins")
            assert len(reader.entries()) == 1, "not yet said"
            c.execute("ROLLBACK")
            c.execute("BEGIN")
        book.record(ANI, "gema", KEY, report(LULUS))
        assert reader.entries()[0].report == report(LULUS)
        with pytest.raises(UserError, match="terkunci"):
            reader.set_seed(1)
    assert store.entries(folder) == book.entries()


def test_many_threads_one_writer(book):
    def record(number):
        for stage_ in range(10):
            book.record(Student(str(number)), str(stage_), KEY, report(LULUS))

    threads = [threading.Thread(target=record, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(entry.report is not None for entry in book.entries()) == 80


def test_a_book_is_one_file_that_others_can_open(book, tmp_path):
    book.record(ANI, "gema", KEY, report(LULUS))
    other = sqlite3.connect(tmp_path / "kelas #1 ä" / "buku.sqlite3")
    [(earned,)] = other.execute("SELECT json_extract(report, '$.earned') FROM results")
    other.close()
    assert earned == 10
