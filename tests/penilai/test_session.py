"""What `pantau` does about saves, results and keys, without a process or a terminal."""

import pytest

from penilai import session, stage, surroundings
from penilai.errors import UserError
from penilai.outcome import CheckResult, StageReport, Verdict
from penilai.runs import Broken, Checked, Done
from penilai.session import Session
from penilai.submission import Submission
from penilai.surroundings import Target

STAGE = stage.find()["modul_contoh"]
FILES = {"server.py": b"1", "client.py": b"2"}


class Runner:
    def __init__(self):
        self.started = self.cancelled = 0

    def start(self):
        self.started += 1
        return self.started

    def cancel(self):
        self.cancelled += 1


@pytest.fixture
def runner():
    return Runner()


@pytest.fixture
def watched(tmp_path):
    made = Session(Target(STAGE, tmp_path, tmp_path / "lock"))
    made.knows(tuple(check(number) for number in range(3)))
    return made


def check(number, verdict=Verdict.TERBLOKIR, story=()):
    return CheckResult(f"t::c{number}", f"Judul {number}", 10, verdict, story)


def report(*verdicts):
    checks = tuple(check(n, verdict, ("langkah",)) for n, verdict in enumerate(verdicts))
    return StageReport("t", "T", checks, "bubblewrap", 7, 0.25)


def after(watched, runner, *events):
    for event in events:
        watched.tell(event)
    return watched.step(runner)


GREEN, RED = Verdict.LULUS, Verdict.GAGAL
SAVED = Submission(FILES, {})
CHANGED = Submission({**FILES, "server.py": b"baru"}, {})
ALL = (SAVED, Done(1, report(GREEN, RED, RED)))  # a complete run


def test_the_first_look_and_each_save_start_a_run(watched, runner):
    said = after(watched, runner, SAVED)
    assert runner.started == 1 and watched.view.running and str(watched._target.folder) in said[0]
    said = after(watched, runner, CHANGED)
    assert runner.started == 2 and "server.py disimpan" in said[0] and "client" not in said[0]


def test_a_deleted_program_is_said(watched, runner):
    after(watched, runner, SAVED)
    assert "client.py dihapus" in after(watched, runner, Submission({"server.py": b"1"}, {}))[0]


def test_results_turn_up_one_by_one_and_each_is_a_line(watched, runner):
    result = check(0, GREEN)
    assert after(watched, runner, SAVED, Checked(1, result))[-1] == "✓ lulus · Judul 0"
    assert watched.view.reached == {"t::c0": result}
    assert after(watched, runner, Checked(1, check(1, RED, ("a", "b")))) == ["✗ gagal · Judul 1: b"]


def test_what_an_older_run_still_says_is_not_shown(watched, runner):
    after(watched, runner, SAVED, CHANGED)
    assert after(watched, runner, Checked(1, check(0, RED, ("a",))), Done(1, report(RED))) == []
    assert watched.view.running and watched.view.reached == {}


def test_a_complete_run_says_points_and_seed_and_is_recorded(watched, runner, monkeypatch):
    kept = []
    monkeypatch.setattr(surroundings, "record", lambda target, report: kept.append(report))
    said = after(watched, runner, *ALL)
    assert said[-2] == "Nilai: 10 dari 30" and "seed 7" in said[-1]
    assert not watched.view.running and kept == [ALL[1].report]


def test_full_marks_point_to_the_next_stage(watched, runner):
    said = after(watched, runner, SAVED, Done(1, report(GREEN, GREEN, GREEN)))
    assert "Semua lulus" in said[-1] and watched.view.passed


def test_a_folder_that_is_gone_ends_the_run_and_comes_back(watched, runner):
    said = after(watched, runner, *ALL, None)
    assert runner.cancelled == 1 and "tidak ada lagi" in said[-1] and watched.view.gone
    assert after(watched, runner, Done(1, report(GREEN, RED, RED))) == [], "too late"
    after(watched, runner, SAVED)
    assert runner.started == 2 and not watched.view.gone


def test_an_error_of_the_grader_is_raised_here(watched, runner):
    with pytest.raises(UserError, match="rusak"):
        after(watched, runner, Broken(UserError("rusak")))


def test_q_ends_and_so_does_a_keyboard_that_is_gone(watched, runner):
    after(watched, runner, "x")
    assert not watched.over
    after(watched, runner, "q")
    assert watched.over and watched.following is None


def test_l_changes_between_list_and_story(watched, runner):
    after(watched, runner, "l")
    assert watched.view.listing
    after(watched, runner, "l")
    assert not watched.view.listing


def test_h_asks_for_one_hint_after_the_other_about_the_first_red_one(watched, runner, monkeypatch):
    asked = []

    def hint(target, red, step):
        asked.append((red.id, step))
        return f"petunjuk {step}"

    monkeypatch.setattr(surroundings, "hint", hint)
    after(watched, runner, *ALL, "h")
    assert watched.view.hint == "petunjuk 0"
    after(watched, runner, "h")
    assert asked == [("t::c1", 0), ("t::c1", 1)] and watched.view.hint == "petunjuk 1"


def test_the_hint_goes_when_its_check_is_passed_and_not_before(watched, runner, monkeypatch):
    monkeypatch.setattr(surroundings, "hint", lambda target, red, step: f"petunjuk {step}")
    after(watched, runner, *ALL, "h", CHANGED, Checked(2, check(0, GREEN)))
    assert watched.view.hint == "petunjuk 0", "its check is still the first red one"
    after(watched, runner, Checked(2, check(1, GREEN)))
    assert watched.view.hint == "" and watched.view.first_red().id == "t::c2"


def test_n_goes_on_with_the_next_stage(watched, runner, monkeypatch, tmp_path):
    following = Target(STAGE, tmp_path / "lain", tmp_path / "lock")
    monkeypatch.setattr(surroundings, "onward", lambda target: following)
    after(watched, runner, "n")
    assert watched.over and watched.following is following


def test_d_says_where_the_diagram_is(watched, runner, monkeypatch, tmp_path):
    monkeypatch.setattr(surroundings, "draw", lambda target, report: tmp_path / "d.html")
    assert str(tmp_path / "d.html") in after(watched, runner, *ALL, "d")[-1]


@pytest.mark.parametrize("key", ["h", "d"])
def test_without_a_red_one_there_is_nothing_to_show(watched, runner, key):
    assert "Belum ada yang gagal" in after(watched, runner, SAVED, key)[-1]


@pytest.mark.parametrize("error", [UserError("tidak bisa"), OSError(28, "Disk penuh")])
@pytest.mark.parametrize(
    ("key", "name"), [("h", "hint"), ("n", "onward"), ("d", "draw"), ("", "record")]
)
def test_what_cannot_be_done_is_said_and_watching_goes_on(
    watched, runner, key, name, error, monkeypatch
):
    def cannot(*_):
        raise error

    monkeypatch.setattr(surroundings, name, cannot)
    said = after(watched, runner, *ALL, *key)
    assert said[-1] == str(error) == watched.view.status and not watched.over


def test_no_event_is_no_news(watched, runner, monkeypatch):
    monkeypatch.setattr(session, "TICK", 0.001)
    assert watched.step(runner) == []
