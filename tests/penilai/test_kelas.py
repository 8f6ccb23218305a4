"""`penilai kelas`: everybody once, into the book, whatever happens in between."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from penilai import cli, kelas, score, stage, store
from penilai.outcome import Verdict

STAGE = stage.find()["modul_contoh"]
MUTANTS = Path(__file__).parents[1] / "mutants" / STAGE.name
FEW = ("--pekerja", "2")
CASES = (None, "name_not_on_screen", "client_syntax_error")
LINUX = sys.platform == "linux"


def hand_in(folder, number, case=None):
    """A student's folder with the model answer, or with this mutant."""
    place = folder / f"2210{number}" / STAGE.name
    place.mkdir(parents=True)
    for source in (STAGE.folder, *([MUTANTS / case] if case else ())):
        for path in source.glob("*.py"):
            shutil.copy(path, place)
    return place


def a_class(folder, count):
    for number in range(count):
        hand_in(folder, number, CASES[number % len(CASES)])
    return folder


def run(collection, target, *more):
    return cli.main(["kelas", str(collection), "--keluaran", str(target), *FEW, *more])


def marks(target):
    """Points by student; where nothing is known, None."""
    return {e.student.id: e.report and score.earned(e.report) for e in store.entries(target)}


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A class of three, and its book; to be looked at only."""
    folder = tmp_path_factory.mktemp("kelas")
    a_class(folder / "kumpulan", 3)
    code = run(folder / "kumpulan", folder / "hasil", "--seed", "7", "--bahasa", "id")
    assert code == kelas.SURE
    return folder


@pytest.fixture
def mine(graded, tmp_path):
    """A copy of both, to go on with."""
    shutil.copytree(graded, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.fixture
def no_grading(monkeypatch):
    """Whoever would grade fails."""

    def grade(*_):
        raise AssertionError("something was graded")

    monkeypatch.setattr(kelas, "_grade", grade)


def test_everybody_is_in_the_book_and_on_the_page(graded):
    assert marks(graded / "hasil") == {"22100": 100, "22101": 90, "22102": 87}
    page = (graded / "hasil" / "laporan.html").read_text(encoding="utf-8")
    assert "22102" in page


def test_the_seed_of_the_run_is_kept_and_each_has_one_derived_from_it(graded):
    with store.Book.reading(graded / "hasil") as book:
        assert book.seed == 7
        seeds = [entry.report.seed for entry in book.entries()]
    assert len(set(seeds)) == 3, "all would get the same words"


def test_a_second_run_runs_nothing(mine, no_grading, capsys):
    before = marks(mine / "hasil")
    assert run(mine / "kumpulan", mine / "hasil") == kelas.SURE
    assert marks(mine / "hasil") == before
    assert "3 dikumpulkan: 0 dinilai sekarang, 3 tidak berubah." in capsys.readouterr().out


def test_what_has_changed_and_what_is_new_is_graded_and_nothing_else(mine, monkeypatch, capsys):
    place = mine / "kumpulan" / "22101" / STAGE.name
    shutil.copy(STAGE.folder / "server.py", place)
    (mine / "kumpulan" / "22103").mkdir()
    done = []
    own = kelas._grade
    monkeypatch.setattr(kelas, "_grade", lambda b, tasks, o: done.extend(tasks) or own(b, tasks, o))
    assert run(mine / "kumpulan", mine / "hasil") == kelas.SURE
    assert sorted(task.handed_in.student.id for task in done) == ["22101", "22103"]
    assert marks(mine / "hasil") == {"22100": 100, "22101": 100, "22102": 87, "22103": 0}


def test_another_seed_or_isolation_is_another_result(mine, monkeypatch):
    wanted = []
    monkeypatch.setattr(kelas, "_grade", lambda _, tasks, opens: wanted.append(len(tasks)))
    for more in (["--seed", "8"], ["--seed", "7"], ["--seed", "7", "--tanpa-isolasi"]):
        run(mine / "kumpulan", mine / "hasil", *more)
    assert wanted == [3, 3], "the seed of before was graded with already"


def test_who_is_on_the_list_and_handed_in_nothing_gets_nothing_and_a_word(tmp_path):
    hand_in(tmp_path / "kumpulan", 0)
    roster = tmp_path / "peserta.csv"
    roster.write_text("NIM;Nama;Email\n22100;Ani;a@x.id\n22109;Budi;b@x.id\n", encoding="utf-8")
    assert run(tmp_path / "kumpulan", tmp_path / "hasil", "--peserta", str(roster)) == kelas.SURE
    ani, budi = store.entries(tmp_path / "hasil")
    assert (ani.student.name, score.earned(ani.report)) == ("Ani", 100)
    assert (budi.student.name, score.earned(budi.report)) == ("Budi", 0) and budi.note
    assert score.possible(budi.report) == 100


def test_what_is_unsure_is_said_and_is_the_exit_code(mine, no_grading, capsys):
    with store.Book.open(mine / "hasil") as book:
        kept = next(kept for kept in book.kept() if kept.entry.student.id == "22100")
        doubt = kelas.score.as_json(kept.entry.report)
        doubt["checks"][0] |= {"verdict": Verdict.BELUM_PASTI.value, "earned": 0}
        report = score.from_json(doubt | {"earned": doubt["earned"] - 10})
        book.record(kept.entry.student, STAGE.name, kept.key, report, "")
    assert run(mine / "kumpulan", mine / "hasil") == kelas.UNSURE
    assert "1 hasil belum pasti" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words, says",
    [
        (["kumpulan", "--keluaran", "kumpulan/hasil"], "dikira milik seorang siswa"),
        (["kumpulan", "--keluaran", "kumpulan"], "dikira milik seorang siswa"),
        (["tidak_ada", "--keluaran", "hasil2"], "tidak_ada"),
        (["kumpulan", "--keluaran", "hasil2", "--tahap", "x"], 'Tidak ada tahap "x"'),
        (["kumpulan", "--keluaran", "hasil2", "--mesin", "ray"], "dask://HOST:PORT"),
        (["kumpulan", "--keluaran", "hasil2", "--peserta", "tidak_ada.csv"], "tidak_ada.csv"),
        (["kumpulan", "--keluaran", "hasil2", "--pekerja", "0"], "1 atau lebih"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_nothing_is_made(
    words, says, mine, monkeypatch, capsys
):
    monkeypatch.chdir(mine)
    assert cli.main(["kelas", *words]) == cli.WRONG_USE
    complaint = capsys.readouterr().err
    assert says in complaint and complaint.count("\n") == 1
    assert not (mine / "hasil2").exists()


def test_a_book_that_another_process_holds_is_one_sentence(mine, no_grading, capsys):
    hold = (
        "import sys; from pathlib import Path; from penilai.store import Book\n"
        "with Book.open(Path(sys.argv[1])): print('ya', flush=True); sys.stdin.read()"
    )
    pipe = subprocess.PIPE
    words = [sys.executable, "-c", hold, str(mine / "hasil")]
    with subprocess.Popen(words, stdin=pipe, stdout=pipe, text=True) as other:
        assert other.stdout.readline() == "ya\n"
        assert run(mine / "kumpulan", mine / "hasil") == cli.WRONG_USE
        other.stdin.close()
    assert "sedang dipakai" in capsys.readouterr().err
    assert run(mine / "kumpulan", mine / "hasil") == kelas.SURE


# Ended in the middle ---------------------------------------------------------------------


def begin(collection, target, temporary, **options):
    """The command in a process, which marks all of its own by this folder."""
    words = ["-m", "penilai", "kelas", str(collection), "--keluaran", str(target), *FEW]
    environment = {**os.environ, "TMPDIR": str(temporary), "PENILAI_BAHASA": "id"}
    return subprocess.Popen(
        [sys.executable, *words],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )


def await_results(command, count):
    """Wait until it says that so many are done, or that it begins."""
    for line in command.stdout:
        if line.startswith(f"{count}/") or (not count and "dikumpulkan" in line):
            return


def rest(command):
    """What it still says, when it has ended."""
    with command:
        return command.stdout.read() + command.stderr.read()


def left_behind(temporary):
    """The processes and files that are left of a command, after they have had time to end."""
    ours = [p for p in psutil.process_iter() if told_of(p, str(temporary))]
    _, alive = psutil.wait_procs(ours, timeout=10)
    return alive, sorted(os.listdir(temporary))


def told_of(process, folder):
    try:
        return process.environ().get("TMPDIR") == folder
    except (psutil.Error, OSError):
        return False


@pytest.mark.skipif(not LINUX, reason="elsewhere graders are not told that we were killed")
def test_killed_at_any_moment_it_goes_on_and_nothing_is_lost_or_there_twice(tmp_path, request):
    soak = request.config.getoption("--soak")
    collection, target = a_class(tmp_path / "kumpulan", 6), tmp_path / "hasil"
    temporary = tmp_path / "sementara"
    temporary.mkdir()
    known = {}
    for count in (0, 1, 0, 1, 2, 0, 1, 0) if soak else (0, 2):
        command = begin(collection, target, temporary)
        await_results(command, count)
        try:
            command.wait(random.random() / 3)
        except subprocess.TimeoutExpired:
            command.kill()
        rest(command)
        if target.exists():
            now = {id: mark for id, mark in marks(target).items() if mark is not None}
            assert known.items() <= now.items(), "a result was lost, or is another one"
            known = now
    done = begin(collection, target, temporary)
    said = rest(done)
    assert done.returncode == kelas.SURE, said
    assert list(marks(target).values()) == [100, 90, 87] * 2
    with sqlite3.connect(target / "buku.sqlite3") as book:
        assert book.execute("SELECT count(*) FROM results").fetchone() == (6,), "graded twice"
    assert left_behind(temporary) == ([], [])


@pytest.mark.skipif(not LINUX, reason="signals of a terminal")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_told_to_end_it_says_what_is_kept_and_leaves_nothing(number, tmp_path, request):
    if number == signal.SIGTERM and not request.config.getoption("--soak"):
        pytest.skip("much like a Ctrl-C: with --soak")
    collection, target = a_class(tmp_path / "kumpulan", 4), tmp_path / "hasil"
    temporary = tmp_path / "sementara"
    temporary.mkdir()
    command = begin(collection, target, temporary, start_new_session=True)
    await_results(command, 1)
    os.killpg(command.pid, number)  # as a terminal does: the graders hear it, too
    said = rest(command)
    assert command.returncode in (130, 128 + number)
    assert "perintah yang sama meneruskannya" in said and "Traceback" not in said
    known = {id: mark for id, mark in marks(target).items() if mark is not None}
    assert 1 <= len(known) < 4 and set(known.values()) <= {100, 90, 87}
    assert left_behind(temporary) == ([], [])


MOUNT = "mount -t tmpfs -o size=220k,mode=777 tmpfs {target} && exec {command}"


def can_mount():
    words = ["unshare", "--mount", *([] if os.getuid() == 0 else ["--user", "--map-root-user"])]
    if not LINUX or shutil.which("unshare") is None:
        return []
    tried = subprocess.run([*words, "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True)
    return words if tried.returncode == 0 else []


@pytest.mark.skipif(not can_mount(), reason="no file system can be mounted here")
def test_a_disk_that_fills_up_is_one_sentence_and_what_was_recorded_stays(tmp_path):
    collection, target = a_class(tmp_path / "kumpulan", 4), tmp_path / "hasil"
    target.mkdir()
    keep = tmp_path / "simpan"
    words = [sys.executable, "-m", "penilai", "kelas", collection, "--keluaran", target, *FEW]
    command = f"{' '.join(map(str, words))}; code=$?; cp -r {target} {keep}; exit $code"
    script = MOUNT.format(target=target, command=f"sh -c '{command}'")
    environment = {**os.environ, "PENILAI_BAHASA": "id"}
    full = subprocess.run(
        [*can_mount(), "sh", "-c", script], capture_output=True, text=True, env=environment
    )
    assert full.returncode == cli.WRONG_USE, full.stdout + full.stderr
    assert "Disk penuh" in full.stderr and "Traceback" not in full.stderr
    assert full.stderr.count("\n") == 1
    shutil.copytree(keep, target, dirs_exist_ok=True)
    before = {id: mark for id, mark in marks(target).items() if mark is not None}
    assert run(collection, target) == kelas.SURE
    assert list(marks(target).values()) == [100, 90, 87, 100]
    assert before.items() <= marks(target).items()


def test_marks_that_are_known_change_with_regrade_only(graded, tmp_path, monkeypatch, capsys):
    """With other checks the old marks stay, and it is said whose command tells who would move."""
    target = tmp_path / "hasil"
    shutil.copytree(graded / "hasil", target)
    before = marks(target)
    shutil.copytree(graded / "kumpulan", tmp_path / "kumpulan")
    hand_in(tmp_path / "kumpulan", 9)
    monkeypatch.setattr("penilai.fingerprint.checks", lambda stage: "lain")
    assert run(tmp_path / "kumpulan", target) == kelas.SURE
    said = capsys.readouterr().out
    assert "4 dikumpulkan: 1 dinilai sekarang, 3 tidak berubah" in said
    assert "3 nilai memakai pemeriksaan yang lama" in said and "regrade" in said
    assert marks(target) == before | {"22109": 100}


def test_what_is_unsure_is_graded_again_if_that_is_wanted(graded, tmp_path, capsys):
    target = tmp_path / "hasil"
    shutil.copytree(graded / "hasil", target)
    with store.Book.open(target) as book:
        [kept] = [one for one in book.kept() if one.entry.student.id == "22100"]
        check = replace(kept.entry.report.checks[2], verdict=Verdict.BELUM_PASTI)
        doubtful = kept.entry.report.with_result(check)
        book.record(kept.entry.student, kept.entry.stage, kept.key, doubtful)
    assert run(graded / "kumpulan", target) == kelas.UNSURE, "by itself it stays"
    assert run(graded / "kumpulan", target, "--belum-pasti") == kelas.SURE
    assert "3 dikumpulkan: 1 dinilai sekarang, 2 tidak berubah" in capsys.readouterr().out
    assert marks(target)["22100"] == 100


def test_files_that_are_nobodys_are_named(graded, tmp_path, capsys):
    shutil.copytree(graded / "kumpulan", tmp_path / "kumpulan")
    shutil.copytree(graded / "hasil", tmp_path / "hasil")
    (tmp_path / "kumpulan" / "ani_server.py").write_text("")
    assert run(tmp_path / "kumpulan", tmp_path / "hasil") == kelas.SURE
    said = capsys.readouterr().out
    assert "1 berkas Python di luar folder siswa tidak dinilai: ani_server.py." in said
