"""`penilai ekspor`: from a class folder or a report to a file, and nothing is lost."""

import io
import json
import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from books import BELUM_PASTI, GAGAL, LULUS, entry

from penilai import cli, score, sources, stage
from penilai.export import autograder

STAGE = stage.find()["modul_contoh"]
MUTANT = Path(__file__).parents[1] / "mutants" / STAGE.name / "join_notice_missing"
WORKSHEET = (
    "ID,Nama,Email,Status,Nilai,Maks,Boleh,Diubah,Umpan balik\n"
    "Peserta 501,Ani,,,,100.00,Ya,-,\nPeserta 502,Budi,,,,100.00,Ya,-,\n"
)
BOOK = [
    entry("501", LULUS, GAGAL, name="Ani"),
    entry("502", LULUS, BELUM_PASTI, name="Budi"),
    entry("501", LULUS, stage="lain", title="Lain", name="Ani"),
]


@pytest.fixture
def kelas(tmp_path, monkeypatch):
    """A class folder with the entries of BOOK."""
    folder = tmp_path / "hasil"
    folder.mkdir()
    monkeypatch.setattr(sources, "book", lambda asked: BOOK if asked.resolve() == folder else [])
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.fixture
def ekspor(capsys):
    def run(*words):
        code = cli.main(["ekspor", *map(str, words)])
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


def report(folder, *entries):
    path = folder / "hasil.json"
    stages = [score.as_json(one.report) for one in entries]
    path.write_text(json.dumps({"stages": stages}), encoding="utf-8")
    return path


def test_a_class_becomes_a_file_in_its_folder(kelas, ekspor):
    code, said = ekspor(kelas, "csv")
    assert code == 0 and str(kelas / "csv.csv") in said
    assert (kelas / "csv.csv").read_text("utf-8-sig").count("\n") == 4
    assert "1 siswa punya hasil yang belum pasti" in said


def test_only_the_stage_that_is_named_is_written(kelas, ekspor):
    ekspor(kelas, "jsonl", "--tahap", "lain", "--ke", "lain.jsonl")
    [line] = Path("lain.jsonl").read_text("utf-8").splitlines()
    assert json.loads(line)["stage"] == "lain"


def test_a_worksheet_is_filled_into_another_file(kelas, ekspor):
    Path("moodle.csv").write_text(WORKSHEET, encoding="utf-8")
    code, said = ekspor(kelas, "moodle", "--dari", "moodle.csv", "--tahap", "gema")
    assert code == 0 and "1 siswa diisi." in said and "Budi (502) tidak diisi" in said
    assert Path("moodle.csv").read_text("utf-8") == WORKSHEET
    assert "Peserta 501,Ani,,,50.00,100.00" in (kelas / "moodle.csv").read_text("utf-8")


def test_a_file_that_is_there_is_kept(kelas, ekspor):
    sheet = Path("moodle.csv")
    sheet.write_text(WORKSHEET, encoding="utf-8")
    for _ in range(2):
        _, said = ekspor(kelas, "moodle", "--dari", sheet, "--ke", sheet, "--tahap", "gema")
    assert Path("moodle-1.csv").read_text("utf-8") == WORKSHEET
    assert "50.00" in sheet.read_text("utf-8")
    assert "disimpan" not in said and not Path("moodle-2.csv").exists(), "it was the same"


def test_a_format_for_one_submission_is_a_zip_for_a_class(kelas, ekspor):
    ekspor(kelas, "gradescope")
    with zipfile.ZipFile(kelas / "gradescope.zip") as archive:
        assert archive.namelist() == ["501.json", "502.json"]
        assert json.loads(archive.read("501.json"))["score"] == 20


def test_names_of_files_are_harmless(ekspor, tmp_path, monkeypatch):
    ids = ["../../etc/passwd", "CON", "a/b", "a\\b", "A_B", "", ".", "x" * 300]
    monkeypatch.setattr(sources, "book", lambda _: [entry(id, LULUS) for id in ids])
    assert ekspor(tmp_path, "classroom50")[0] == 0
    with zipfile.ZipFile(tmp_path / "classroom50.zip") as archive:
        names = archive.namelist()
    assert len({name.casefold() for name in names}) == len(ids)
    for name in names:
        assert not set(name) & set('/\\:*?"<>|') and name[0] != "." and len(name) < 120
        assert name.split(".")[0].casefold() != "con"


def test_a_report_of_one_grading_is_a_source_too(ekspor, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = report(tmp_path, BOOK[0])
    code, _ = ekspor(path, "junit")
    assert code == 0 and b'failures="1"' in Path("junit.xml").read_bytes()
    ekspor(path, "gradescope")
    assert json.loads(Path("gradescope.json").read_text("utf-8"))["score"] == 10


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["hasil", "xml"], "Yang ada: autograder, canvas"),
        (["hasil", "canvas"], "--dari"),
        (["hasil", "csv", "--dari", "lembar.csv"], "tanpa --dari"),
        (["hasil", "csv", "--tahap", "gama"], "Yang ada: gema, lain"),
        (["tidak-ada", "csv"], "tidak bisa dibaca"),
        (["lembar.csv", "csv"], "bukan folder kelas"),
        (["angka.json", "csv"], "bukan folder kelas"),
        (["diubah.json", "csv"], "bukan folder kelas"),
        (["kosong", "csv"], "Belum ada hasil"),
        (["hasil", "moodle", "--dari", "tidak-ada.csv"], "tidak bisa dibaca"),
        (["hasil", "csv", "--ke", "tidak-ada/nilai.csv"], "tidak bisa ditulis"),
        (["gama", "autograder"], 'Tidak ada tahap "gama"'),
    ],
)
def test_bad_input_gets_one_sentence(kelas, ekspor, words, says):
    Path("lembar.csv").write_text(WORKSHEET, encoding="utf-8")
    Path("angka.json").write_text("7")
    Path("kosong").mkdir()
    changed = json.loads(report(Path(), BOOK[0]).read_text("utf-8"))
    changed["stages"][0]["earned"] = 90
    Path("diubah.json").write_text(json.dumps(changed))
    before = sorted(Path().rglob("*"))
    code, said = ekspor(*words)
    assert code == 2 and says in said and said.count("\n") == 1, said
    assert sorted(Path().rglob("*")) == before


# The autograder ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    """/autograder as Gradescope makes it, with the kit installed; a submission is missing."""
    folder = tmp_path_factory.mktemp("autograder")
    with zipfile.ZipFile(io.BytesIO(autograder.wrap(STAGE))) as archive:
        archive.extractall(folder / "source")
    [wheel] = (folder / "source").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    shutil.copy(folder / "source" / "run_autograder", folder)
    (folder / "run_autograder").chmod(0o755)  # zipfile forgets it, unzip does not
    (folder / "results").mkdir()
    return folder


def test_the_zip_has_what_gradescope_asks_for_at_its_root():
    with zipfile.ZipFile(io.BytesIO(autograder.wrap(STAGE))) as archive:
        modes = {info.filename: info.external_attr >> 16 for info in archive.infolist()}
    assert modes.pop("setup.sh") & 0o111 and modes.pop("run_autograder") & 0o111
    assert [name.endswith(".whl") for name in modes] == [True]


def test_the_wheel_has_the_checks_and_no_model_answer(unpacked):
    course = unpacked / "site" / "penilai" / "_course"
    names = sorted(path.relative_to(course).as_posix() for path in course.rglob("*.*"))
    assert names == [
        "modul_contoh/petunjuk.toml",
        "modul_contoh/stage.toml",
        "tests/test_modul_contoh.py",
    ]


@pytest.mark.parametrize("script", ["setup.sh", "run_autograder"])
def test_the_scripts_are_bash(unpacked, script):
    text = (unpacked / "source" / script).read_bytes()
    assert b"\r" not in text and b"@" not in text and text.startswith(b"#!/usr/bin/env bash\n")
    if bash := shutil.which("bash"):
        subprocess.run([bash, "-n", unpacked / "source" / script], check=True)


def test_pip_takes_the_wheel(unpacked, tmp_path):
    [wheel] = (unpacked / "source").glob("*.whl")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*pip, "--target", tmp_path, wheel], check=True, capture_output=True)
    assert (tmp_path / "penilai" / "export" / "autograder_files" / "setup.sh").is_file()


@pytest.mark.skipif(os.name == "nt", reason="Gradescope runs Ubuntu")
def test_a_submission_is_graded_as_gradescope_would(unpacked):
    submission, results = unpacked / "submission", unpacked / "results" / "results.json"
    submission.mkdir()
    shutil.copy(MUTANT / "server.py", submission)
    shutil.copy(STAGE.folder / "client.py", submission)
    results.write_text('{"score": 100}')  # what a submission may have left
    more = {"PYTHONPATH": str(unpacked / "site"), "PENILAI_PYTHON": sys.executable}
    done = subprocess.run(
        [unpacked / "run_autograder"], cwd="/", env=os.environ | more, capture_output=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(results.read_text("utf-8"))
    lost = {
        test["extra_data"]["check"]: test["max_score"]
        for test in found["tests"]
        if test["status"] != "passed"
    }
    wrong = tomllib.loads((MUTANT / "expected.toml").read_text("utf-8"))["loses"]
    assert set(lost) == {f"{STAGE.name}::{name}" for name in wrong}
    assert found["score"] == 100 - sum(lost.values())
    assert [path.name for path in results.parent.iterdir()] == ["results.json"]
