"""The checks are plain pytest too, and what a submission brings along changes nothing."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from penilai import language, stage
from penilai.marking import settle
from penilai.outcome import CheckResult, Verdict

ROOT = Path(__file__).parents[2]
CHECKS = ROOT / "tests" / "test_modul_contoh.py"
LESSON = stage.find()["modul_contoh"].folder
MUTANTS = ROOT / "tests" / "mutants" / "modul_contoh"

# A stage's checks that need no program; each run leaves a letter in a file beside.
OWN_CHECKS = '''
import pathlib
import pytest
from penilai.grading import Blocked
from penilai.story import Unmet

def runs(name):
    path = pathlib.Path(__file__).with_name(name)
    text = path.read_text() if path.exists() else ""
    path.write_text(text + "x")
    return len(text) + 1

@pytest.mark.points(5)
def test_right():
    """Yang benar"""
    runs("right")

@pytest.mark.points(5, advice="Petunjuk saya.")
def test_wrong():
    """Yang salah"""
    runs("wrong")
    raise Unmet("{who} tidak menjawab.", who="server.py", instead="[bold]")

@pytest.mark.points(5)
def test_unstable():
    """Yang berubah-ubah"""
    if runs("unstable") == 1:
        raise Unmet("Kali ini tidak.")

@pytest.mark.points(5)
def test_our_fault():
    """Yang gagal karena kami"""
    runs("our_fault")
    raise ValueError("rusak di dalam")

@pytest.mark.points(5)
def test_blocked():
    """Yang terblokir"""
    runs("blocked")
    raise Blocked("Tidak dijalankan.")

def test_without_points():
    runs("without_points")
    assert 1 + 1 == 3
'''


def run(*words, cwd=ROOT):
    """`pytest` as an instructor types it."""
    command = [sys.executable, "-P", "-m", "pytest", "-p", "no:cacheprovider", "-rs", *words]
    environment = os.environ | {"PENILAI_BAHASA": "id", "COLUMNS": "200"}
    texts = {"capture_output": True, "text": True, "encoding": "utf-8"}
    return subprocess.run(command, cwd=cwd, env=environment, **texts)


def handed_in(folder, *overlays):
    for source in (LESSON, *overlays):
        shutil.copytree(source, folder, dirs_exist_ok=True)
    return folder


def test_the_model_answer_passes():
    done = run(str(CHECKS))
    assert done.returncode == 0, done.stdout
    assert " passed" in done.stdout and "failed" not in done.stdout, done.stdout


@pytest.fixture(scope="module")
def on_a_mutant(tmp_path_factory):
    folder = handed_in(tmp_path_factory.mktemp("salah"), MUTANTS / "wrong_port")
    return run(str(CHECKS), "--submission", str(folder), "--seed", "3")


def test_a_mutant_fails_with_its_story(on_a_mutant):
    assert on_a_mutant.returncode == 1, on_a_mutant.stdout
    assert "1. server.py dijalankan\n2. " in on_a_mutant.stdout, on_a_mutant.stdout
    assert "5005" in on_a_mutant.stdout


def test_nothing_of_our_own_traceback_is_shown(on_a_mutant):
    for words in ("Traceback", "room.py", "connect.py", "raise ", "Unmet", "def test_"):
        assert words not in on_a_mutant.stdout, on_a_mutant.stdout


def test_what_is_blocked_is_skipped_with_the_reason(on_a_mutant):
    counts = re.search(r"(\d+) failed, (\d+) passed, (\d+) skipped", on_a_mutant.stdout)
    assert counts, on_a_mutant.stdout
    assert counts[1] == "1" and int(counts[3]) >= 5, "only the first says what is wrong"
    assert "SKIPPED" in on_a_mutant.stdout and "Tidak dijalankan" in on_a_mutant.stdout


WAYS = {
    "joined": ["{checks}", "--submission=."],
    "apart": ["{checks}", "--submission", "."],
    "before": ["--submission", ".", "{checks}"],
}


@pytest.mark.parametrize("words", WAYS.values(), ids=WAYS)
def test_what_a_submission_brings_along_has_no_effect(tmp_path, words):
    folder = handed_in(tmp_path / "a", MUTANTS / "client_sends_without_name")
    given = "raise SystemExit('dijalankan')\n"
    for name in ("conftest.py", "sitecustomize.py", "rich.py", "test_modul_contoh.py"):
        (folder / name).write_text(given, encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\naddopts = --collect-only\n", encoding="utf-8")
    words = [word.format(checks=CHECKS) for word in words]
    done = run(*words, "-k", "client_sends", cwd=folder)
    assert "dijalankan" not in done.stderr, "code of the submission ran among the checks"
    if done.returncode != pytest.ExitCode.USAGE_ERROR:  # it may be refused, but never obeyed
        assert done.returncode == 1 and "1 failed" in done.stdout, done.stdout + done.stderr


def test_a_folder_that_is_not_there_is_wrong_use(tmp_path):
    done = run(str(CHECKS), "--submission", str(tmp_path / "tidak_ada"))
    assert done.returncode == pytest.ExitCode.USAGE_ERROR, done.stdout
    assert "INTERNALERROR" not in done.stdout + done.stderr, done.stdout
    assert "tidak_ada" in done.stderr, done.stderr


@pytest.fixture(scope="module")
def own_checks(tmp_path_factory):
    """What pytest says of checks whose results are known; and how often each was run."""
    folder = tmp_path_factory.mktemp("pemeriksaan")
    checks = folder / "test_modul_contoh.py"
    checks.write_text(OWN_CHECKS, encoding="utf-8")
    done = run("-c", os.devnull, f"--rootdir={folder}", str(checks))
    return done.stdout, {path.name: path.stat().st_size for path in folder.iterdir()}


@pytest.mark.parametrize(
    ("name", "times"),
    [("right", 1), ("wrong", 2), ("unstable", 2), ("our_fault", 1), ("blocked", 1)],
)
def test_a_red_check_is_run_again_and_no_other(own_checks, name, times):
    assert own_checks[1][name] == times


def test_every_result_is_said_in_words(own_checks):
    text = own_checks[0]
    assert "4 failed, 1 passed, 1 skipped" in text, text
    assert "Yang salah\n\n1. server.py tidak menjawab." in text and "[bold]" in text, text
    assert "Petunjuk saya." in text, "the check's own advice"
    assert "lulus 1 dari 2 kali" in text, "what is unstable says so"
    assert "ValueError: rusak di dalam" in text, "our fault is named"


def test_other_tests_are_left_to_pytest(own_checks):
    text, times = own_checks
    assert times["without_points"] == 1 and "assert (1 + 1) == 3" in text, text


RED = CheckResult("a::b", "Judul", 5, Verdict.GAGAL, ("1", "2"), "Petunjuk.")


def test_red_twice_is_red():
    assert settle(RED, replace(RED, story=("lain",))) == RED, "the first story is told"


def test_red_once_and_right_once_is_unsure():
    before = language.current()
    language.choose("id")
    settled = settle(RED, replace(RED, verdict=Verdict.LULUS))
    language.choose(before)
    assert settled.verdict is Verdict.BELUM_PASTI, "nobody knows"
    assert settled.story[:2] == RED.story and len(settled.story) == 3, "what was seen is kept"
    assert "lulus 1 dari 2 kali" in settled.advice


def test_red_once_and_then_a_fault_of_ours_is_unsure():
    fault = replace(RED, verdict=Verdict.BELUM_PASTI, story=("Penilai sendiri gagal.",))
    assert settle(RED, fault).verdict is Verdict.BELUM_PASTI, "it was not red twice"
