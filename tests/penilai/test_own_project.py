"""A student's walk with exercises/proyek_sendiri: copy, rename, extend, check."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from penilai import stage
from penilai.cli import FULL, NOT_FULL, WRONG_USE, main

SKELETON = Path(__file__).parents[2] / "exercises" / "proyek_sendiri"
SECOND = '''

@pytest.mark.points(20, advice="Tutup sambungan sesudah menjawab.")
def test_server_says_goodbye(room):
    """Server menjawab selesai dengan salam"""
    ani = room.connect("Ani")
    ani.say("selesai")
    ani.hears("Sampai jumpa")
'''


@pytest.fixture
def project(tmp_path):
    """The skeleton, copied and renamed as its README says."""
    copy = tmp_path / "kuis"
    shutil.copytree(SKELETON, copy, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "test_proyek_sendiri.py").rename(copy / "test_kuis.py")
    return copy


@pytest.fixture
def cek(tmp_path, capsys):
    """`penilai cek`, with the exit code, the checks of the JSON file and what was said."""

    def run(*words):
        file = tmp_path / "hasil.json"
        code = main(["cek", *map(str, words), "--json", str(file), "--bahasa", "id"])
        found = json.loads(file.read_text(encoding="utf-8"))["stages"] if file.exists() else []
        file.unlink(missing_ok=True)
        checks = {check["id"]: check for one in found for check in one["checks"]}
        return code, checks, "".join(capsys.readouterr())

    return run


def add(file, text):
    file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")


def test_the_skeleton_passes_its_example_check(cek):
    code, checks, _ = cek("proyek_sendiri", "--folder", SKELETON)
    assert code == FULL
    assert list(checks) == ["proyek_sendiri::server_answers_each_line"]


def test_a_copy_is_checked_by_its_own_checks(project, cek):
    assert cek("kuis", "--folder", project)[0] == FULL
    add(project / "test_kuis.py", SECOND)
    code, checks, said = cek("kuis", "--folder", project.parent)
    assert code == NOT_FULL, "the new check is red before the program is written"
    assert [check["verdict"] for check in checks.values()] == ["lulus", "gagal"]
    assert "Tutup sambungan sesudah menjawab." in said
    server = project / "server.py"
    written = server.read_text(encoding="utf-8").replace("Gema: {", "Sampai jumpa! Gema: {")
    server.write_text(written, encoding="utf-8")
    assert cek("kuis", "--folder", project)[0] == FULL, "and green afterwards"


def test_a_copy_of_the_skeleton_under_its_own_name_is_the_one_that_is_checked(project, cek):
    copy = project.rename(project.with_name("proyek_sendiri"))
    (copy / "test_kuis.py").rename(copy / "test_proyek_sendiri.py")
    add(copy / "test_proyek_sendiri.py", SECOND)
    assert len(cek("proyek_sendiri", "--folder", copy)[1]) == 2


def test_plain_pytest_runs_them_too(project):
    add(project / "test_kuis.py", SECOND)
    command = [sys.executable, "-P", "-m", "pytest", "-p", "no:cacheprovider", "kuis/test_kuis.py"]
    environment = os.environ | {"PENILAI_BAHASA": "id", "COLUMNS": "200"}
    done = subprocess.run(
        command, cwd=project.parent, env=environment, capture_output=True, encoding="utf-8"
    )
    assert "1 failed, 1 passed" in done.stdout, done.stdout + done.stderr
    assert 'menunggu "Sampai jumpa"' in done.stdout, "the story, not a traceback of ours"


def test_pytest_says_what_a_test_file_without_a_project_lacks(project):
    (project / "stage.toml").unlink()
    command = [sys.executable, "-P", "-m", "pytest", "-p", "no:cacheprovider", "test_kuis.py"]
    done = subprocess.run(command, cwd=project, capture_output=True, encoding="utf-8")
    assert "stage.toml" in done.stderr, done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("step", "says"),
    [
        ("assert 1 + 1 == 3", "Ini tidak benar: assert (1 + 1) == 3"),
        ('pytest.fail("belum ditulis")', "Ini tidak benar: belum ditulis"),
        ("ani.dengar()", "Pemeriksaan ini sendiri keliru: AttributeError: "),
        ("dengar()", "Pemeriksaan ini sendiri keliru: NameError: "),
        ("room.screen.shows()", "Pemeriksaan ini sendiri keliru: TypeError: "),
    ],
)
def test_a_wrong_step_of_ones_own_is_red_and_told(project, cek, step, says):
    add(project / "test_kuis.py", f"    {step}\n")
    code, [check], _ = cek_one(cek, project)
    assert code == NOT_FULL
    assert check["verdict"] == "gagal"
    assert check["story"][-1].startswith(says), check["story"]


def cek_one(cek, project):
    code, checks, said = cek("kuis", "--folder", project)
    return code, list(checks.values()), said


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("test_kuis.py", None, "test_kuis.py belum ada"),
        ("test_kuis.py", "def test_(:\n", "test_kuis.py tidak bisa dimuat: SyntaxError"),
        ("test_kuis.py", "import tidak_ada\n", "test_kuis.py tidak bisa dimuat: ModuleNotFound"),
        ("test_kuis.py", "def test_a():\n    pass\n", "Di test_kuis.py belum ada tes dengan"),
        (
            "test_kuis.py",
            "import pytest\n@pytest.mark.points\ndef test_a():\n    '''A'''\n",
            "test_a: ",
        ),
        ("stage.toml", 'title = "a"\norder = 1\nport = 5006\n', 'Tidak ada tahap "kuis"'),
        ("stage.toml", "own = true\n", "stage.toml"),
        ("stage.toml", None, 'Tidak ada tahap "kuis"'),
    ],
)
def test_a_project_that_is_not_whole_gets_one_sentence(project, cek, name, text, says):
    (project / name).unlink()
    if text is not None:
        (project / name).write_text(text, encoding="utf-8")
    code, _, said = cek("kuis", "--folder", project)
    assert code == WRONG_USE
    assert says in said, said
    assert len(said.splitlines()) == 1, "one sentence, no traceback"


def test_checks_of_a_folder_are_never_taken_unasked(project, cek, tmp_path):
    """They are code that runs as the grader does: only who names the project wants that."""
    (project / "test_kuis.py").write_text("raise SystemExit('dijalankan')\n", encoding="utf-8")
    lesson = stage.find()["modul_contoh"].folder
    shutil.copytree(lesson, tmp_path / "modul_contoh")
    shutil.copy(project / "test_kuis.py", tmp_path / "modul_contoh" / "test_modul_contoh.py")
    shutil.copy(project / "stage.toml", tmp_path / "modul_contoh" / "stage.toml")
    code, checks, said = cek("--folder", tmp_path)
    assert code == FULL, said
    assert {name.split("::")[0] for name in checks} == {"modul_contoh"}
    code, _, said = cek("--folder", project)
    assert code == WRONG_USE, "a project alone is not taken for a stage"


def test_it_is_no_stage_of_the_road():
    assert "proyek_sendiri" not in stage.find()
    assert "proyek_sendiri" in stage.find(own=True)


def test_a_module_named_like_one_of_pythons_does_no_harm(project, cek):
    (project / "random.py").write_text("raise RuntimeError('milik proyek')\n", encoding="utf-8")
    assert cek("kuis", "--folder", project)[0] == FULL
