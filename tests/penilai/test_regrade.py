"""`penilai regrade`: who moves and why is said first, and written only when it is agreed to."""

import contextlib
import sqlite3
from dataclasses import replace

import pytest
from books import BELUM_PASTI, GAGAL, LULUS, TERBLOKIR, decision, report

from penilai import cli, engines, fingerprint, stage, store
from penilai.book import Student
from penilai.handin import HandIn
from penilai.store import Book

GEMA, LAIN = "modul_contoh", "pertemuan3"  # any two stages of the course
ANI, BUDI, CITRA = Student("501", "Ani"), Student("502", "Budi"), Student("503", "Citra [/]\x1b[2J")
STORY = ("Ani bergabung", "[red]Budi menunggu.[/red]")


class Graders:
    """Stands in for the engine: what today's checks would say, and which jobs were asked for."""

    def __init__(self):
        self.verdicts, self.jobs, self.ends_after = {}, [], None

    def run(self, jobs):
        for job in jobs:
            if len(self.jobs) == self.ends_after:
                raise KeyboardInterrupt
            self.jobs.append(job)
            found = self.verdicts[job.student_id]
            yield job, replace(report(*found, stage=job.stage, story=STORY), seed=job.seed)


@pytest.fixture
def graders(monkeypatch):
    made = Graders()
    monkeypatch.setattr(engines, "chosen", lambda *how: lambda: contextlib.nullcontext(made))
    return made


@pytest.fixture
def change_the_checks(monkeypatch):
    def change(to):
        monkeypatch.setattr(fingerprint, "checks", lambda chosen: f"{to} {chosen.name}")

    change("lama")
    return change


def hand_in(student, name=GEMA):
    return HandIn(student, name, {"server.py": student.id.encode()}, {"client.py": "Tidak ada."})


@pytest.fixture
def folder(tmp_path, change_the_checks):
    """Ani has one check, Budi none and one settled, Citra all; the checks have changed since."""
    known, graded = stage.find(), {ANI: (LULUS, GAGAL), BUDI: (GAGAL, BELUM_PASTI)}
    with Book.open(tmp_path / "kelas") as book:
        for number, (student, verdicts) in enumerate((graded | {CITRA: (LULUS, LULUS)}).items()):
            one = hand_in(student)
            key = store.key(one.files, known[GEMA], book.seed, store.ISOLATED)
            book.begin([one], [key])
            found = replace(report(*verdicts, stage=GEMA, story=STORY), seed=number)
            book.record(student, GEMA, key, found)
        book.decide("502", GEMA, decision(f"{GEMA}::c1"))
    change_the_checks("baru")
    return tmp_path / "kelas"


@pytest.fixture
def regrade(folder, graders, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    graders.verdicts = {"501": (LULUS, LULUS), "502": (GAGAL, GAGAL), "503": (LULUS, LULUS)}

    def run(*words):
        code = cli.main(["regrade", str(folder), *words])
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


def points(folder):
    return [score_of(entry) for entry in store.entries(folder)]


def score_of(entry):
    return sum(check.points for check in entry.settled.checks if check.verdict is LULUS)


def test_who_moves_by_how_much_and_why_is_said_and_nothing_written(regrade, folder):
    before = store.entries(folder)
    code, said = regrade()
    assert code == 0
    assert "Ani (501) · modul_contoh: 10 → 20 (+10)" in said
    assert "modul_contoh::c1: gagal → lulus (+10)" in said
    assert "[red]Budi menunggu.[/red]" in said
    assert "Budi (502) · modul_contoh: 10 → 0 (-10)" in said and "Citra" not in said
    assert "Nilai yang berubah: 2. Hanya hasilnya: 0. Tetap sama: 1." in said
    assert f"penilai regrade {folder} --setuju" in said.replace("\n", "")
    assert store.entries(folder) == before


def test_agreeing_after_a_look_runs_nothing_again(regrade, folder, graders):
    regrade()
    graders.jobs.clear()
    code, said = regrade("--setuju")
    assert code == 0 and "Ditulis di buku nilai" in said and "10 → 20" in said
    assert graders.jobs == [] and points(folder) == [20, 0, 20]
    code, said = regrade()
    assert "masih sama" in said and graders.jobs == []


def test_agreeing_at_once_runs_and_writes(regrade, folder, graders):
    regrade("--setuju")
    assert len(graders.jobs) == 3 and points(folder) == [20, 0, 20]


def test_checks_that_changed_once_more_are_run(regrade, folder, graders, change_the_checks):
    regrade()
    change_the_checks("terbaru")
    graders.verdicts["501"] = (GAGAL, GAGAL)
    regrade("--setuju")
    assert len(graders.jobs) == 6 and points(folder) == [0, 0, 20]
    graders.jobs.clear()
    change_the_checks("baru")
    regrade("--setuju")
    assert graders.jobs == [] and points(folder) == [20, 0, 20], "these were known"


def test_the_same_files_and_the_same_seeds(regrade, graders):
    regrade()
    for number, (job, id) in enumerate(zip(graders.jobs, ["501", "502", "503"], strict=True)):
        assert (job.student_id, job.stage, job.seed) == (id, GEMA, number)
        assert job.files == {"server.py": id.encode()} and job.missing
        assert job.checks == f"baru {GEMA}" and not job.portable


def test_what_was_found_before_an_interrupt_is_kept(regrade, folder, graders):
    graders.ends_after = 2
    assert regrade("--setuju")[0] == 130
    assert points(folder) == [10, 10, 20], "all of it, or nothing"
    graders.ends_after = None
    regrade("--setuju")
    assert len(graders.jobs) == 3 and points(folder) == [20, 0, 20]


# Decisions --------------------------------------------------------------------------------


def test_a_decision_on_what_is_still_unsure_stays(regrade, folder, graders):
    graders.verdicts["502"] = (GAGAL, BELUM_PASTI)
    code, said = regrade("--setuju")
    assert code == 0 and "Budi (502)" not in said
    assert points(folder)[1] == 10


@pytest.mark.parametrize("verdict", [LULUS, GAGAL, TERBLOKIR])
def test_a_decision_on_what_is_sure_now_is_told_and_kept_as_history(
    regrade, folder, graders, verdict
):
    graders.verdicts["502"] = (GAGAL, verdict)
    _, said = regrade("--setuju")
    told = " ".join(said.split())
    assert 'Keputusan bu Rina atas modul_contoh::c1 (lulus: "Sudah saya lihat.")' in told
    with Book.reading(folder) as book:
        kept = book.kept()[1]
    assert kept.entry.decisions == () and kept.history == (decision(f"{GEMA}::c1"),)
    assert points(folder)[1] == (10 if verdict is LULUS else 0)


def test_what_becomes_unsure_gives_the_code_for_the_instructor(regrade, graders):
    graders.verdicts["503"] = (LULUS, BELUM_PASTI)
    assert regrade()[0] == 0, "the book is as it was"
    code, said = regrade("--setuju")
    assert code == 3 and "lulus → belum pasti (-10)" in said
    assert "Citra [/]␛[2J (503)" in said and "\x1b[2J" not in said


# What cannot be graded again --------------------------------------------------------------


def test_what_is_not_graded_yet_or_gone_is_said_and_left(regrade, folder, graders):
    known = stage.find()
    with Book.open(folder) as book:
        late, gone = hand_in(ANI, LAIN), hand_in(BUDI, "tahap_dulu")
        key = store.key(late.files, known[LAIN], book.seed, store.ISOLATED)
        newer = replace(hand_in(CITRA), files={"server.py": b"baru"})
        book.begin([late, gone, newer], [key, key, replace(key, content="lain")])
        book.record(BUDI, "tahap_dulu", key, report(LULUS, stage="tahap_dulu"))
    _, said = regrade("--setuju")
    told = " ".join(said.split())
    assert f"! Ani (501), {LAIN} tidak diperiksa lagi. Belum dinilai" in told
    assert "! Budi (502), tahap_dulu tidak diperiksa lagi. Tahap itu tidak ada lagi" in told
    assert "Citra [/]␛[2J (503), modul_contoh tidak diperiksa lagi. Nilai ini dari" in told
    assert [job.student_id for job in graders.jobs] == ["501", "502"]


def test_programs_that_were_graded_without_isolation_may_be_so_again(
    regrade, folder, graders, monkeypatch
):
    with contextlib.closing(sqlite3.connect(folder / "buku.sqlite3")) as other, other:
        other.execute("UPDATE results SET isolation = 'tanpa isolasi' WHERE student = '502'")
    asked = []
    ours = engines.chosen
    monkeypatch.setattr(engines, "chosen", lambda *how: asked.append(how) or ours(*how))
    regrade()
    assert [job.portable for job in graders.jobs] == [False, True, False]
    assert asked == [("", None, False)], "some have to be shut in"


def test_without_a_book_there_is_nothing_to_do(tmp_path, capsys):
    assert cli.main(["regrade", str(tmp_path / "tidak-ada")]) == 2
    said = capsys.readouterr().err
    assert "belum ada buku nilai" in said and said.count("\n") == 1
    assert not (tmp_path / "tidak-ada").exists()


# For once with graders that grade ---------------------------------------------------------


def test_a_class_that_was_graded_is_graded_again(tmp_path, capsys, monkeypatch):
    chosen = stage.find()[GEMA]
    handed_in = tmp_path / "kumpulan" / "ani" / GEMA
    handed_in.mkdir(parents=True)
    for name in chosen.programs:
        (handed_in / name).write_bytes((chosen.folder / name).read_bytes())
    target = str(tmp_path / "hasil")
    open_to_all = ["--tanpa-isolasi"]  # also where programs cannot be shut in
    words = [str(tmp_path / "kumpulan"), "--keluaran", target, "--tahap", GEMA, *open_to_all]
    assert cli.main(["kelas", *words]) == 0
    before = points(tmp_path / "hasil")
    assert cli.main(["regrade", target]) == 0
    assert "masih sama" in capsys.readouterr().out
    monkeypatch.setattr(fingerprint, "checks", lambda chosen: "baru")
    assert cli.main(["regrade", target, "--setuju"]) == 0
    said = capsys.readouterr().out
    assert "Nilai yang berubah: 0. Hanya hasilnya: 0. Tetap sama: 1." in said
    assert points(tmp_path / "hasil") == before == [100]
