"""kit.py of a workspace finds the kit from anywhere, and the real course is walked with it."""

import ast
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from penilai import handout, stage, starter

KIT = Path(starter.__file__).with_name("kit.py")
SYSTEM = ("SYSTEMROOT", "TEMP", "TMP", "PATHEXT", "COMSPEC")  # Windows starts nothing without
STAGES = stage.find()


@pytest.fixture
def run(tmp_path):
    """Run this Python in a folder, with an empty home and nothing of ours on the PATH."""
    (tmp_path / "rumah").mkdir()

    def run(folder, *words, **more):
        environment = {name: os.environ[name] for name in SYSTEM if name in os.environ}
        home = str(tmp_path / "rumah")
        environment |= {"HOME": home, "USERPROFILE": home, "PATH": os.defpath, **more}
        command = [sys.executable, *map(str, words)]
        texts = {"capture_output": True, "text": True, "encoding": "utf-8"}
        return subprocess.run(command, cwd=folder, env=environment | {"PYTHONUTF8": "1"}, **texts)

    return run


@pytest.fixture
def workspace(run, tmp_path):
    """A workspace of the real course, in a folder whose name is not plain."""
    done = run(tmp_path, "-P", "-m", "penilai", "mulai", "tugas é kecil")
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return tmp_path / "tugas é kecil"


def ok(done, code=0):
    assert (done.returncode, done.stderr) == (code, ""), done.stdout + done.stderr
    return done.stdout


def test_the_starter_runs_the_kit_from_any_folder(workspace, run):
    assert "di sini" in ok(run(workspace, "kit.py", "peta"))
    shown = ok(run(workspace / "pertemuan3", "../kit.py", "petunjuk"))
    assert f"{os.path.join('..', 'kit.py')} petunjuk server_listens_after_username" in shown, shown
    assert "1 dari 3" in shown and "2 dari 3" in ok(run(workspace, "kit.py", "petunjuk"))


def test_without_words_it_lists_the_commands(workspace, run):
    shown = ok(run(workspace, "kit.py"))
    assert all(word in shown for word in "cek lanjut peta petunjuk ulangi".split()), shown


def test_words_exit_code_and_complaints_are_passed_on(workspace, run):
    done = run(workspace, "kit.py", "ulangi", "modul_contoh")
    assert done.returncode == 2 and '"modul_contoh" belum dibuka' in done.stderr, done.stderr
    assert f"{'python' if os.name == 'nt' else 'python3'} kit.py lanjut" in done.stderr


def test_the_students_own_modules_stay_out(workspace, run):
    for name in ("json", "rich", "penilai", "random", "signal", "subprocess"):
        (workspace / f"{name}.py").write_text("raise SystemExit('diimpor')", encoding="utf-8")
    assert "di sini" in ok(run(workspace, "kit.py", "peta"))


@pytest.mark.parametrize("known", ["", "[]", '["/tidak/ada/python", "-P", "-m", "penilai"]', "7"])
def test_a_kit_that_has_gone_is_said_and_found_again(workspace, run, known):
    (workspace / starter.PLACE).write_text(known, encoding="utf-8")
    done = run(workspace, "kit.py", "peta")
    assert (done.returncode, done.stdout) == (3, ""), done.stdout
    assert "Kit tidak ditemukan" in done.stderr and "Traceback" not in done.stderr, done.stderr
    ok(run(workspace, "-P", "-m", "penilai", "peta"))  # with the kit in its new place
    ok(run(workspace, "kit.py", "peta"))


def test_a_starter_that_was_deleted_comes_back(workspace, run):
    (workspace / "kit.py").unlink()
    ok(run(workspace, "-P", "-m", "penilai", "peta"))
    assert (workspace / "kit.py").read_bytes() == KIT.read_bytes()


def test_a_clone_is_started_by_its_own_kit_even_without_its_environment(workspace, run, tmp_path):
    clone = tmp_path / "kit.py"
    clone.write_text("import sys; print(sys.argv[1:]); sys.exit(7)", encoding="utf-8")
    words = [str(tmp_path / ".venv" / "bin" / "python"), str(clone)]
    (workspace / starter.PLACE).write_text(json.dumps(words), encoding="utf-8")
    assert ok(run(workspace, "kit.py", "cek", "--seed", "5"), 7) == "['cek', '--seed', '5']\n"


@pytest.mark.parametrize("prefix", [".venv", "elsewhere"])
def test_what_is_noted_is_the_clones_kit_only_for_its_own_environment(
    tmp_path, monkeypatch, prefix
):
    (tmp_path / "kit.py").touch()
    monkeypatch.setattr(stage, "course_root", lambda: tmp_path)
    monkeypatch.setattr(sys, "prefix", str(tmp_path / prefix))
    [python, *rest] = json.loads(starter.files()[starter.PLACE])
    assert python == sys.executable
    assert rest == ([str(tmp_path / "kit.py")] if prefix == ".venv" else ["-P", "-m", "penilai"])


def test_windows_way_of_starting_hands_back_the_exit_code(workspace, run):
    code = (
        "import os, runpy, sys; kit = runpy.run_path(sys.argv[1]); os.name = 'nt';"
        "kit['start']([sys.executable, '-c', 'raise SystemExit(7)'])"
    )
    assert run(workspace, "-c", code, workspace / "kit.py").returncode == 7


def test_any_python_can_read_it():
    source = KIT.read_text(encoding="utf-8")
    newer = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.Nonlocal, ast.AsyncFunctionDef)
    tree = ast.parse(source, feature_version=(3, 7))
    assert source.isascii()
    assert not [node for node in ast.walk(tree) if isinstance(node, newer)]


@pytest.mark.parametrize("installed", [True, False])
def test_a_command_is_told_as_it_is_typed_here(tmp_path, monkeypatch, installed):
    (tmp_path / "exercises" / "satu").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "exercises" / "satu")
    monkeypatch.setattr(shutil, "which", lambda name: "/bin/penilai" if installed else None)
    python = "python" if os.name == "nt" else "python3"
    here = "penilai" if installed else f"{python} {os.path.join('..', '..', 'kit.py')}"
    there = "penilai" if installed else f"{python} kit.py"
    assert starter.typed("cek satu", tmp_path) == f"{here} cek satu"
    assert starter.typed("cek", tmp_path, start=tmp_path) == f"{there} cek"


# The real course, with the real grader ---------------------------------------------------


def complete(folder, name):
    """Write what the model answer has into the student's programs."""
    for program in STAGES[name].programs:
        shutil.copy(STAGES[name].folder / program, folder / program)


def test_the_first_stage_is_worked_on_passed_and_left(workspace, run):
    first, following = workspace / "pertemuan3", workspace / "modul_contoh"
    shown = ok(run(workspace, "kit.py", "lanjut"), 1)
    assert "belum lulus" in shown and not following.exists(), shown
    assert "Layar server" in ok(run(workspace, "kit.py", "petunjuk")), "the first red one"

    complete(first, "pertemuan3")
    assert "100 dari 100" in ok(run(first, "../kit.py", "cek"))
    shown = ok(run(first, "../kit.py", "lanjut"))
    assert "modul_contoh" in shown, shown
    for program in STAGES["modul_contoh"].programs:
        answer = (STAGES["modul_contoh"].folder / program).read_text(encoding="utf-8")
        assert (following / program).read_text(encoding="utf-8") == handout.make(answer)
    assert "100/100" in ok(run(workspace, "kit.py", "peta"))


def test_english_is_there_for_all_of_it(workspace, run):
    words = {"PENILAI_BAHASA": "en"}
    assert "here" in ok(run(workspace, "kit.py", "peta", **words))
    assert "hint 1 of 3" in ok(run(workspace, "kit.py", "petunjuk", **words))
    assert "not passed yet" in ok(run(workspace, "kit.py", "lanjut", **words), 1)
    assert "is back in" in ok(run(workspace, "kit.py", "ulangi", "pertemuan3", **words))
