"""`cek --tangga` and `cek --diagram`: what is asked for beside the table, in real runs."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from penilai import cli, language, stage
from penilai.grade import Grader
from penilai.story import Event, Kind

TESTS = Path(__file__).parents[1]
STAGE = stage.find()["modul_contoh"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A server that hands on each segment as it is, which one check finds out."""
    made = tmp_path_factory.mktemp("tugas") / "modul_contoh"
    shutil.copytree(STAGE.folder, made)
    shutil.copytree(
        TESTS / "mutants" / "modul_contoh" / "segment_relayed_as_is", made, dirs_exist_ok=True
    )
    return made


@pytest.fixture(scope="module")
def report(folder):
    before = language.current()
    language.choose("id")
    with Grader(STAGE) as grader:
        yield grader.grade(folder, seed=1, events=True)
    language.choose(before)


def penilai(*words, cwd, **environment):
    command = [sys.executable, "-P", "-m", "penilai", *map(str, words)]
    texts = {"capture_output": True, "text": True, "encoding": "utf-8"}
    environment = {"PENILAI_BAHASA": "id", **environment}
    return subprocess.run(command, cwd=cwd, env=os.environ | environment, **texts)


def test_every_run_has_its_events_and_each_is_data(report):
    for check in report.checks:
        events = [Event.from_json(stored) for stored in check.events]
        assert events and [event.as_json() for event in events] == list(check.events)
        told = [event for event in events if event.says or event.kind is Kind.FAILED]
        assert len(told) == len(check.story), "each step of the story is an event"


def test_the_failed_step_is_the_last_event(report):
    [check] = [check for check in report.checks if check.verdict.value == "gagal"]
    last = Event.from_json(check.events[-1])
    assert last.kind is Kind.FAILED and last.fields["sentence"] == check.story[-1]


def test_the_report_file_is_as_it_was(report):
    assert all("events" not in check.as_json() for check in report.checks)


def test_who_does_not_ask_gets_no_events(folder):
    with Grader(STAGE) as grader:
        assert not any(check.events for check in grader.grade(folder, seed=1).checks)


def test_the_first_red_check_is_drawn(folder):
    done = penilai("cek", "modul_contoh", "--folder", folder, "--tangga", cwd=folder)
    assert done.returncode == 1 and done.stderr == "", done.stderr
    drawn = done.stdout.rpartition("✗ Baris yang terpotong")[2]
    assert "✗" in drawn and "(terpotong)" in drawn and "╌" in drawn, drawn
    assert all(len(line) <= 80 for line in done.stdout.splitlines())


@pytest.mark.parametrize(
    "name", ["server_asks_nick", "modul_contoh::server_asks_nick", "test_server_asks_nick"]
)
def test_the_check_that_is_named_is_drawn(folder, name):
    done = penilai("cek", "modul_contoh", "--folder", folder, "--tangga", name, cwd=folder)
    assert "NICK⏎" in done.stdout and "✗ Baris yang terpotong" in done.stdout
    assert "(terpotong)" not in done.stdout, "only the one"


def test_an_unknown_check_is_said_before_grading(folder, capsys):
    words = ["cek", "modul_contoh", "--folder", str(folder), "--tangga", "server_terbang"]
    assert cli.main(words) == cli.WRONG_USE
    shown = capsys.readouterr()
    assert shown.out == "" and shown.err.count("\n") == 1 and "server_asks_nick" in shown.err


def test_where_nothing_failed_it_says_what_to_ask_for(tmp_path):
    shutil.copytree(stage.find()["pertemuan3"].folder, tmp_path / "pertemuan3")
    done = penilai("cek", "--tangga", "pertemuan3", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "--tangga server_listens_after_username" in done.stdout


def test_the_diagram_has_a_section_for_each_check(folder, tmp_path):
    words = ["cek", "modul_contoh", "--folder", folder, "--diagram", "tangga.html"]
    done = penilai(*words, cwd=tmp_path)
    assert "Diagram: tangga.html" in done.stdout, done.stdout + done.stderr
    text = (tmp_path / "tangga.html").read_text(encoding="utf-8")
    assert text.count('<details class="check lulus"') == 13
    assert text.count('<details class="check gagal"') == 1 and 'class="row failed"' in text
    again = penilai(*words, cwd=tmp_path)
    assert again.returncode == 1 and again.stderr == "", "ours may be written again"


def test_another_file_stays_and_it_is_said_before_grading(folder, tmp_path, capsys):
    other = tmp_path / "skripsi.html"
    other.write_text("penting", encoding="utf-8")
    words = ["cek", "modul_contoh", "--folder", str(folder), "--diagram", str(other)]
    assert cli.main(words) == cli.WRONG_USE
    shown = capsys.readouterr()
    assert shown.out == "" and shown.err.count("\n") == 1, shown
    assert other.read_text(encoding="utf-8") == "penting"


def test_programs_that_are_missing_have_an_empty_ladder(tmp_path):
    (tmp_path / "modul_contoh").mkdir()
    done = penilai("cek", "modul_contoh", "--tangga", "--diagram", "x.html", cwd=tmp_path)
    assert done.returncode == 1 and done.stderr == "", done.stderr
    assert "server.py tidak ada" in (tmp_path / "x.html").read_text(encoding="utf-8")
