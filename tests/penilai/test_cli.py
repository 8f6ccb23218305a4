"""The command: whatever is typed, the answer is a result or one sentence, never a traceback."""

import argparse
import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from penilai import __version__, cli, language, report, stage
from penilai.cek import targets
from penilai.live import Live
from penilai.outcome import StageReport

TESTS = Path(__file__).parents[1]
LESSON = stage.find()["modul_contoh"].folder
MUTANT = TESTS / "mutants" / "modul_contoh" / "client_never_answers_nick"


@pytest.fixture(autouse=True)
def as_before(monkeypatch):
    """Language and argparse's words are of the whole process: put back what there was."""
    before = language.current()
    monkeypatch.setattr(argparse, "_", argparse._)
    monkeypatch.delenv("PENILAI_BAHASA", raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    yield
    language.choose(before)


@pytest.fixture
def places(tmp_path, monkeypatch):
    """A folder with an empty one and a file in it, as the current folder."""
    (tmp_path / "kosong").mkdir()
    (tmp_path / "berkas").write_text("lama", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def mutant(tmp_path):
    """A folder with a client that never answers."""
    return shutil.copytree(MUTANT, shutil.copytree(LESSON, tmp_path / "salah"), dirs_exist_ok=True)


BAD = {
    "unknown stage": "cek tahap_lain",
    "no such folder": "cek --folder tidak_ada",
    "a file for a folder": "cek --folder berkas",
    "a folder without stages": "cek --folder kosong",
    "the current folder without stages": "cek",
    "a folder without these stages": "cek modul_contoh pertemuan3 --folder kosong",
    "seed is no number": "cek --seed x",
    "seed is a fraction": "cek --seed 1.5",
    "seed without a number": "cek --seed",
    "repeated not at all": "cek --ulang 0",
    "repeated less than that": "cek --ulang -1",
    "repeated a few times": "cek --ulang beberapa",
    "unknown command": "nilai",
    "no command": "",
    "unknown option": "cek --cepat",
    "a workspace nowhere": "mulai",
    "a workspace in a folder that is in use": "mulai .",
    "the next stage of nothing": "lanjut",
    "the road of nothing": "peta",
    "hints for nothing": "petunjuk server_asks_nick",
    "which stage again": "ulangi",
    "a stage again of nothing": "ulangi modul_contoh",
    "report into no folder": "cek modul_contoh --folder kosong --json tidak_ada/hasil.json",
    "report below a file": "cek modul_contoh --folder kosong --json berkas/hasil.json",
    "report over a folder": "cek modul_contoh --folder kosong --json kosong",
}


@pytest.mark.parametrize("words", BAD.values(), ids=BAD)
def test_wrong_use_is_one_sentence_in_the_users_language(words, places, capsys, monkeypatch):
    said = {}
    for chosen in language.LANGUAGES:
        monkeypatch.setenv("PENILAI_BAHASA", chosen)
        assert cli.main(words.split()) == cli.WRONG_USE
        shown = capsys.readouterr()
        assert shown.out == "", "there is no result"
        assert shown.err.startswith("penilai: ") and shown.err.count("\n") == 1, shown.err
        assert "Traceback" not in shown.err and "Errno" not in shown.err, shown.err
        said[chosen] = shown.err
    assert said["id"] != said["en"], "one of them was not translated"
    assert (places / "berkas").read_text(encoding="utf-8") == "lama", "nothing was touched"


@pytest.mark.parametrize("words", ["cek --bahasa fr", "cek --bahasa"])
def test_an_unknown_language_is_wrong_use_too(words, capsys):
    assert cli.main(words.split()) == cli.WRONG_USE
    shown = capsys.readouterr().err
    assert shown.count("\n") == 1 and "Traceback" not in shown, shown


def test_indonesian_is_the_default_and_english_is_there(capsys):
    cli.main(["cek", "tahap_lain"])
    assert 'Tidak ada tahap "tahap_lain"' in capsys.readouterr().err
    cli.main(["cek", "tahap_lain", "--bahasa", "en"])
    assert "tahap_lain" in (english := capsys.readouterr().err) and "Tidak ada" not in english


def test_the_sentence_names_the_stages_that_there_are(capsys):
    cli.main(["cek", "tahap_lain"])
    assert "modul_contoh" in capsys.readouterr().err, "what else to type"


@pytest.mark.parametrize(("words", "shows"), [("--version", __version__), ("--help", "cek")])
def test_asking_for_help_is_no_error(words, shows, capsys):
    with pytest.raises(SystemExit) as caught:
        cli.main(words.split())
    assert caught.value.code == 0 and shows in capsys.readouterr().out


def test_every_option_is_explained_in_indonesian(capsys):
    with pytest.raises(SystemExit):
        cli.main(["cek", "--help"])
    shown = capsys.readouterr().out
    english = ("usage", "options", "positional", "show this")
    assert "pilihan:" in shown and not [word for word in english if word in shown], shown


# Grading ---------------------------------------------------------------------------------


def penilai(*words, cwd, **environment):
    """The command as a user types it."""
    command = [sys.executable, "-P", "-m", "penilai", *words]
    texts = {"capture_output": True, "text": True, "encoding": "utf-8"}
    return subprocess.run(command, cwd=cwd, env=os.environ | environment, **texts)


def test_full_marks_are_code_0_and_the_report_is_written(places):
    shutil.copytree(LESSON, places / "modul_contoh")
    # in the current folder, as a student may have it; the grader must not import it
    (places / "json.py").write_text("raise SystemExit('diimpor')", encoding="utf-8")
    done = penilai("cek", "--json", "hasil.json", "--seed", "5", cwd=places)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
    assert "100 dari 100" in done.stdout and "--seed 5" in done.stdout, done.stdout
    [one] = json.loads((places / "hasil.json").read_text(encoding="utf-8"))["stages"]
    assert (one["stage"], one["earned"], one["possible"], one["seed"]) == (
        "modul_contoh",
        100,
        100,
        5,
    )


def test_less_than_full_marks_is_code_1_also_in_english(mutant):
    done = penilai("cek", "modul_contoh", "--folder", str(mutant), cwd=mutant, LC_ALL="en_US.UTF-8")
    assert (done.returncode, done.stderr) == (1, ""), done.stdout + done.stderr
    assert "Hasil" not in done.stdout and "client.py was started" in done.stdout, done.stdout


def test_a_fault_of_ours_is_code_3(places, monkeypatch, capsys):
    def kill_the_workers(self, result):
        for child in psutil.Process().children(recursive=True):
            with contextlib.suppress(psutil.Error):
                if "penilai.worker" in child.cmdline():
                    child.kill()

    shutil.copytree(LESSON, places / "modul_contoh")
    monkeypatch.setattr(Live, "result", kill_the_workers)
    assert cli.main(["cek", "--json", "hasil.json"]) == cli.UNSURE
    assert "belum pasti" in capsys.readouterr().out
    [one] = json.loads((places / "hasil.json").read_text(encoding="utf-8"))["stages"]
    assert [check["verdict"] for check in one["checks"]][-1] == "belum_pasti"


def test_an_unknown_tier_is_wrong_use(places):
    shutil.copytree(LESSON, places / "modul_contoh")
    done = penilai("cek", cwd=places, PENILAI_ISOLASI="nonsense")
    assert (done.returncode, done.stdout) == (cli.WRONG_USE, ""), done.stdout
    assert done.stderr.count("\n") == 1 and "nonsense" in done.stderr, done.stderr


def test_results_that_never_change_are_said_to_be_so(places):
    shutil.copytree(stage.find()["pertemuan3"].folder, places / "pertemuan3")
    done = penilai("cek", "pertemuan3", "--ulang", "2", cwd=places)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 kali dijalankan" in done.stdout, done.stdout


@pytest.mark.skipif(os.name != "posix" or os.getuid() == 0, reason="root may write anywhere")
def test_a_folder_that_is_locked_is_said_before_grading(places, capsys):
    (places / "kosong").chmod(0o500)
    words = "cek modul_contoh --folder . --json kosong/hasil.json"
    assert cli.main(words.split()) == cli.WRONG_USE
    assert capsys.readouterr().out == "", "an hour of grading would have been lost"


def test_a_stage_named_twice_is_graded_once(places):
    (places / "modul_contoh").mkdir()
    [(found, _)] = targets(["modul_contoh", "modul_contoh"], places)
    assert found.name == "modul_contoh", "it would count twice"


SLEEPS = """
import os, time
with open("sementara", "w") as file:
    file.write(str(os.getpid()))
os.rename("sementara", "nomor")
time.sleep(600)
"""


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP, signal.SIGTERM])
def test_an_interrupt_leaves_nothing_behind(places, number):
    (places / "tmp").mkdir()
    (places / "kosong" / "server.py").write_text(SLEEPS, encoding="utf-8")
    command = [sys.executable, "-P", "-m", "penilai", "cek", "modul_contoh", "--folder", "kosong"]
    environment = os.environ | {"PENILAI_ISOLASI": "portabel", "TMPDIR": str(places / "tmp")}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    running = subprocess.Popen(command, env=environment, process_group=0, **pipes)
    deadline = time.monotonic() + 30
    while not (found := list(places.glob("tmp/**/nomor"))) and time.monotonic() < deadline:
        assert running.poll() is None, running.communicate()
    student = psutil.Process(int(found[0].read_text()))
    os.killpg(running.pid, number)  # as the terminal does it, to all of the command
    _, complaints = running.communicate(timeout=30)
    assert "Traceback" not in complaints and "INTERNAL" not in complaints, complaints
    if number == signal.SIGINT:
        assert (running.returncode, complaints) == (130, "Dihentikan.\n")
    _, alive = psutil.wait_procs([student], 5)
    for process in alive:
        process.kill()
    assert not alive, "the student's program goes on"
    assert not list((places / "tmp").iterdir()), "a temporary folder stayed"


# The report file -------------------------------------------------------------------------

REPORT = [StageReport("a", "Judul", (), "bubblewrap", 7)]


def test_a_report_takes_the_place_of_an_old_one(places):
    report.write_json(places / "berkas", REPORT)
    assert json.loads((places / "berkas").read_text(encoding="utf-8"))["stages"][0]["seed"] == 7
    assert sorted(path.name for path in places.iterdir()) == ["berkas", "kosong"], "and no other"


def test_an_old_report_stays_when_the_new_one_cannot_be_written(places, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="space"):
        report.write_json(places / "berkas", REPORT)
    assert (places / "berkas").read_text(encoding="utf-8") == "lama"
    assert sorted(path.name for path in places.iterdir()) == ["berkas", "kosong"], "no half of it"


@pytest.mark.skipif(os.name != "posix", reason="links and pipes of POSIX")
def test_links_and_pipes_stay_what_they_are(places):
    (places / "tautan").symlink_to("berkas")
    report.write_json(places / "tautan", REPORT)
    assert (places / "tautan").is_symlink() and "stages" in (places / "berkas").read_text()
    reader, writer = os.pipe()
    report.write_json(Path(f"/dev/fd/{writer}"), REPORT)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        assert json.load(pipe)["stages"][0]["stage"] == "a", "as for `--json /dev/stdout | jq`"
