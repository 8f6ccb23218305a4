"""A room that is opened early: it is there, it is closed, it disturbs nobody."""

import functools
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from penilai import early, sandbox, stage, submission
from penilai.grading import MOST_SECONDS, Blocked, Grading
from penilai.outcome import CheckResult, Verdict
from penilai.sandbox import SandboxError
from penilai.sandbox.portable import Portable
from penilai.story import Unreachable

ROOT = Path(__file__).parents[2]
STAGE = stage.find()["folder_b_timestamp"]
ENDS_AT_ONCE = b"print('sampai jumpa')\n"

# A stage's checks in which the last one looks back at the second.
CHECKS = '''
import time
import pytest

began = []

@pytest.mark.points(25)
def test_first(room):
    """Yang pertama"""
    room.join("Ani")

@pytest.mark.points(25)
def test_second(room):
    """Yang kedua"""
    began.append(time.time())

@pytest.mark.points(50)
def test_last(early_room):
    """Yang terakhir"""
    if began:
        assert early_room._first_heard < began[0], "it was opened too late"
    early_room.budi.hears(early_room.ani.says("masih di sini"))
'''


@pytest.fixture
def grading():
    """Makes gradings of a server.py, by default of the model answer."""
    made = []

    def make(text=None, beside=(), opens=sandbox.open_sandbox):
        handed_in = submission.read(STAGE, STAGE.folder)
        if text is not None:
            handed_in.files["server.py"] = text
        handed_in.files.update(dict.fromkeys(beside, b""))
        opening = functools.partial(opens, handed_in.files, STAGE.port)
        made.append(Grading(STAGE, handed_in, 1, opening))
        return made[-1]

    yield make
    for each in made:
        each.close()


def stopped(program):
    return program.news.fileno() < 0


def test_what_was_opened_early_is_what_the_check_gets(grading):
    graded = grading()
    graded.open_early(["test_x"])
    opened = graded.early("test_x")
    [program] = opened.scene.programs
    assert opened.room.server is program and not program.ended, "it runs since before"
    again = graded.early("test_x")
    assert again.room.server is not program, "a second run is a new one"
    for each in (opened, again):
        each.close()
        each.close()
        assert stopped(each.scene.programs[0])


def test_others_run_side_by_side_with_it(grading):
    graded = grading()
    graded.open_early(["test_x"])
    other = early.Early(graded.scene("test_y"))
    assert other.room.first, "its port would be taken"
    other.close()
    opened = graded.early("test_x")
    opened.room.budi.hears(opened.room.ani.says("masih di sini"))
    opened.close()


def test_what_goes_wrong_is_raised_where_it_is_asked_for(grading):
    graded = grading(ENDS_AT_ONCE)
    graded.open_early(["test_x"])
    opened = graded.early("test_x")
    assert stopped(opened.scene.programs[0]), "it may hold a port that others need"
    for _ in range(2):
        with pytest.raises(Unreachable):
            _ = opened.room


def test_a_program_that_was_not_reached_is_not_started_again(grading):
    graded = grading(ENDS_AT_ONCE)
    first = CheckResult("x::first", "Yang pertama", 10, Verdict.GAGAL)
    graded.remember(first, "server.py", Unreachable("tidak ada"))
    graded.open_early(["test_x"])
    assert not graded._early


def test_what_nobody_asks_for_is_closed_with_the_grading(grading):
    graded = grading()
    graded.open_early(["test_x"])
    opened = graded._early["test_x"]
    graded.close()
    assert stopped(opened.scene.programs[0])


def test_an_interrupt_while_it_opens_leaves_nothing(grading, monkeypatch):
    def interrupted(room, *_):
        raise KeyboardInterrupt

    graded = grading()
    monkeypatch.setattr(early.EarlyRoom, "join", interrupted)
    with pytest.raises(KeyboardInterrupt):
        graded.open_early(["test_x"])
    opened = graded._early["test_x"]
    graded.close()
    assert stopped(opened.scene.programs[0])


def test_a_box_that_breaks_is_said_by_the_checks_themselves(grading):
    def broken(*_):
        raise SandboxError("rusak")

    graded = grading(opens=broken)
    graded.open_early(["test_x"])
    with pytest.raises(SandboxError):
        _ = graded.early("test_x").room


def test_without_room_for_two_it_waits_for_its_check(grading):
    def portable(files, port, environment):
        return Portable(files, environment, port)

    graded = grading(beside=["queue.py"], opens=portable)
    graded.open_early(["test_x"])
    assert not graded._early, "it would hold the port that every start needs"


def run(folder, *words, **environment):
    command = [sys.executable, "-P", "-m", "pytest", "-p", "no:cacheprovider", "-c", os.devnull]
    words = [*command, f"--rootdir={folder}", str(folder / "test_modul_contoh.py"), *words]
    texts = {"capture_output": True, "text": True, "encoding": "utf-8"}
    return subprocess.run(words, cwd=ROOT, env=os.environ | environment, **texts)


@pytest.mark.parametrize("tier", ["", "portabel"])
@pytest.mark.parametrize("words", [[], ["-k", "last"]], ids=["all", "it alone"])
def test_it_is_opened_before_the_second_check(tmp_path, words, tier):
    (tmp_path / "test_modul_contoh.py").write_text(CHECKS, encoding="utf-8")
    chosen = {"PENILAI_ISOLASI": tier} if tier else {}
    done = run(tmp_path, *words, **chosen)
    assert done.returncode == 0, done.stdout


def test_a_program_that_takes_too_long_holds_up_no_more_checks(grading):
    graded = grading()
    slow = CheckResult("x::a", "A", 10, Verdict.GAGAL, seconds=MOST_SECONDS / 2)
    graded.remember(slow, "server.py", None)
    graded.expect_usable("server.py")
    graded.remember(replace(slow, seconds=MOST_SECONDS), "server.py", None)
    with pytest.raises(Blocked, match=r"server\.py sudah membuat kita menunggu 225 detik"):
        graded.expect_usable("server.py")
    graded.expect_usable("client.py")
