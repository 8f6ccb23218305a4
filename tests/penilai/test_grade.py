"""One submission after another in a warm process: none suffers from the one before."""

import os
import queue
import shutil
import tempfile
import threading
from pathlib import Path

import psutil
import pytest

from penilai import jobs, language, score, stage
from penilai.errors import UserError
from penilai.grade import Cancelled, Grader
from penilai.outcome import Verdict

STAGE = stage.find()["modul_contoh"]
MUTANTS = Path(__file__).parents[1] / "mutants" / "modul_contoh"


@pytest.fixture(scope="module")
def grader():
    before = language.current()
    language.choose("id")
    with Grader(STAGE) as made:
        yield made
    language.choose(before)


@pytest.fixture
def fresh():
    """One that a test may break."""
    with Grader(STAGE) as made:
        yield made


def handed_in(folder, *overlays):
    """The model answer with these folders over it."""
    for source in (STAGE.folder, *overlays):
        shutil.copytree(source, folder, dirs_exist_ok=True)
    return folder


def stories(report):
    """All of a report that may not depend on the moment."""
    return [(c.id, c.title, c.points, c.verdict, c.story, c.advice) for c in report.checks]


def verdicts(report):
    return {check.verdict for check in report.checks}


def test_the_rubric_is_known_before_anything_runs(grader):
    rubric = grader.rubric
    assert {check.verdict for check in rubric} == {Verdict.TERBLOKIR}, "nothing is earned yet"
    assert sum(check.points for check in rubric) == 100
    assert all(check.id.startswith("modul_contoh::") and check.title for check in rubric)


def test_the_model_answer_gets_full_marks(grader):
    report = grader.grade(STAGE.folder, seed=1)
    assert (score.earned(report), score.possible(report)) == (100, 100)
    assert (report.stage, report.title, report.seed) == ("modul_contoh", STAGE.title, 1)
    assert report.isolation == grader.isolation and report.seconds > 0


def test_every_result_is_told_as_it_comes_in_the_order_of_the_rubric(grader):
    told = []
    report = grader.grade(STAGE.folder, 1, told.append)
    assert tuple(told) == report.checks
    assert [check.id for check in told] == [check.id for check in grader.rubric]


def test_the_same_seed_gives_the_same_story_and_another_one_other_words(grader, tmp_path):
    folder = handed_in(tmp_path / "a", MUTANTS / "sender_gets_no_echo")
    reports = [grader.grade(folder, seed=seed) for seed in (11, 11, 12)]
    assert stories(reports[0]) == stories(reports[1]), "the run could not be repeated"
    assert stories(reports[0]) != stories(reports[2]), "a program could learn the words"
    assert verdicts(reports[0]) == verdicts(reports[2]) == {Verdict.LULUS, Verdict.GAGAL}


def test_a_fresh_process_tells_the_same_story(grader, fresh):
    assert stories(grader.grade(STAGE.folder, 3)) == stories(fresh.grade(STAGE.folder, 3))


def test_an_empty_folder_is_wrong_and_not_unsure(grader, tmp_path):
    report = grader.grade(tmp_path, seed=1)
    assert score.earned(report) == 0
    assert verdicts(report) == {Verdict.GAGAL, Verdict.TERBLOKIR}, "it is not our fault"


def test_a_folder_that_is_not_there_is_unsure(grader, tmp_path):
    report = grader.grade(tmp_path / "tidak_ada", seed=1)
    assert verdicts(report) == {Verdict.BELUM_PASTI}, "we could not look at anything"
    assert score.earned(grader.grade(STAGE.folder, 1)) == 100, "the next one suffers"


@pytest.mark.skipif(os.name != "posix", reason="links and names of POSIX")
@pytest.mark.parametrize("name", ["tugas {final}", "{}", "100%", "a'b\"c", "baru\nbaris", "\udcff"])
def test_the_name_of_a_folder_is_only_a_name(grader, tmp_path, name):
    try:
        folder = handed_in(tmp_path / name)
    except OSError:
        pytest.skip("this file system has no such names")
    (folder / "server.py").unlink()
    (folder / "server.py").symlink_to(STAGE.folder / "server.py")
    report = grader.grade(folder, 1)
    assert report.checks[0].verdict is Verdict.GAGAL, report.checks[0].story
    assert score.earned(report) == 13, "the client is there, and right"


# When the process dies -------------------------------------------------------------------


def kill_job(process):
    for child in psutil.Process(process.pid).children():
        child.kill()


def kill_both(process):
    kill_job(process)  # first: it would go on without the other
    process.kill()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="jobs are forks")
@pytest.mark.parametrize("kill", [kill_job, kill_both])
def test_what_was_not_reached_is_unsure_and_the_next_one_is_graded_well(fresh, kill):
    told = []

    def in_the_middle(result):
        told.append(result)
        if len(told) == 3:
            kill(fresh._process)

    report = fresh.grade(STAGE.folder, 1, in_the_middle)
    reached, rest = report.checks[: len(told)], report.checks[len(told) :]
    assert {check.verdict for check in reached} == {Verdict.LULUS}, "what was seen is kept"
    assert {check.verdict for check in rest} == {Verdict.BELUM_PASTI}, "the fault is ours"
    assert all(check.story for check in rest), "and it says why"
    assert score.possible(report) == 100, "they still count in the total"
    assert score.earned(fresh.grade(STAGE.folder, 1)) == 100, "the next one suffers"


def test_a_process_that_dies_between_two_submissions_is_replaced(fresh):
    assert fresh.rubric
    fresh._process.kill()
    fresh._process.wait()
    for _ in range(2):
        assert score.earned(fresh.grade(STAGE.folder, 1)) == 100


def test_a_process_that_dies_while_its_job_goes_on_spoils_nothing(fresh):
    def at_once(_):
        fresh._process.kill()

    report = fresh.grade(STAGE.folder, 1, at_once)
    assert verdicts(report) <= {Verdict.LULUS, Verdict.BELUM_PASTI}, "nothing is said wrongly"
    assert score.earned(fresh.grade(STAGE.folder, 1)) == 100, "the next one suffers"


def test_closing_ends_the_process():
    made = Grader(STAGE)
    process = made._process
    made.close()
    assert process.returncode is not None, "it would wait for jobs for ever"


def test_a_stage_without_checks_is_one_sentence(tmp_path, capfd):
    shutil.copytree(STAGE.folder, tmp_path / "tahap_lain")
    stranger = stage.read(tmp_path / "tahap_lain")
    with Grader(stranger) as made, pytest.raises(UserError, match="tahap_lain"):
        made.grade(STAGE.folder, 1)


@pytest.mark.parametrize("options", ["-k unicode", "--collect-only", "-p tidak_ada"])
def test_what_the_user_tells_pytest_does_not_change_the_rubric(grader, monkeypatch, options):
    monkeypatch.setenv("PYTEST_ADDOPTS", options)
    with Grader(STAGE) as made:
        assert made.rubric == grader.rubric, "the points would depend on the environment"


# A job that is cancelled -----------------------------------------------------------------

WITHOUT_FORKS = "from penilai import jobs; jobs.FORKS = False; "
HANGS = Path(__file__).parents[1] / "faults" / "sleeps"  # it would take until the deadline


class WithoutForks(Grader):
    """As on Windows: the worker does its jobs itself."""

    def _command(self):
        *words, _, name, chosen, parent = super()._command()
        run = f"from penilai.worker import main; main({name!r}, {chosen!r}, {parent!r})"
        return [*words[:-1], "-c", WITHOUT_FORKS + run]


@pytest.fixture(params=[Grader, WithoutForks] if jobs.FORKS else [Grader])
def warm(request, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    with request.param(STAGE) as made:
        assert made.rubric
        yield made


def is_cancelled(grader, folder, moment):
    """Grade, and cancel from another thread when `moment` (which may wait) says so."""
    told = queue.Queue()

    def cancel():
        moment(told)
        grader.cancel()

    thread = threading.Thread(target=cancel)
    thread.start()
    try:
        grader.grade(folder, 1, told.put)
    except Cancelled:
        return True
    finally:
        thread.join()
    return False


def after_a_result(told):
    told.get(timeout=30)


def programs(pid):
    """What it has started for a job and still runs; of what has ended, it learns later."""
    worker = psutil.Process(pid)
    kept, jobs = shell(worker), worker.children(recursive=True)
    return [one for one in jobs if one not in kept and one.status() != psutil.STATUS_ZOMBIE]


def shell(worker):
    """What it keeps for all jobs: a bubblewrap, PID 1 in there, the warm interpreter."""
    outer = [child for child in worker.children() if child.cmdline()[:1] == ["bwrap"]]
    first = [init for one in outer for init in one.children()]
    return [*outer, *first, *(warm for init in first for warm in init.children())]


@pytest.mark.parametrize("number", range(3))
def test_a_cancelled_job_ends_and_leaves_nothing_and_the_next_one_works(warm, tmp_path, number):
    before = warm._process.pid
    others = set(psutil.Process().children())
    assert is_cancelled(warm, STAGE.folder, after_a_result)
    assert programs(warm._process.pid) == [], "something still runs"
    left = set(psutil.Process().children()) - others
    assert left <= {psutil.Process(warm._process.pid)}, "something is ours now"
    assert sorted(os.listdir(tmp_path)) == [], "files are left"
    assert score.earned(warm.grade(STAGE.folder, 1)) == 100
    assert (warm._process.pid == before) == (type(warm) is Grader), "it is warm no more"


def test_a_job_that_hangs_is_cancelled_before_its_deadline(warm, tmp_path_factory):
    folder = handed_in(tmp_path_factory.mktemp("kerja") / "a", HANGS)

    def when_it_runs(_):
        while not programs(warm._process.pid):
            pass

    assert is_cancelled(warm, folder, when_it_runs) and programs(warm._process.pid) == []
    assert score.earned(warm.grade(STAGE.folder, 1)) == 100


def test_cancelling_at_any_moment_never_hangs_and_never_hits_the_next_job(warm):
    for number in range(12):
        at = threading.Timer(number * 0.01, warm.cancel)
        at.start()
        try:
            warm.grade(STAGE.folder, number)
        except Cancelled:
            assert number is not None
        at.join()
        warm.cancel()  # without a job nothing happens
    assert score.earned(warm.grade(STAGE.folder, 1)) == 100


def test_what_is_asked_right_behind_a_job_does_not_end_it(grader):
    for number in range(30):  # its fork may be just ending when the next one is there
        told = []
        report = grader.grade(STAGE.folder, number, told.append)
        grader._write({"cancel": True})  # as one that came a moment too late
        assert tuple(told) == report.checks and score.earned(report) == 100


def test_who_no_longer_wants_a_result_says_so_before_the_job_begins(grader):
    told = []
    with pytest.raises(Cancelled):
        grader.grade(STAGE.folder, 1, told.append, lambda: False)
    assert told == [] and score.earned(grader.grade(STAGE.folder, 1)) == 100


def test_closing_ends_a_running_job_at_once(tmp_path):
    folder = handed_in(tmp_path / "a", HANGS)
    with Grader(STAGE) as made:
        assert made.rubric
        made._write({"number": 1, "folder": str(folder), "seed": 1})
        worker = psutil.Process(made._process.pid)
    assert not worker.is_running()
