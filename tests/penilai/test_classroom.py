"""Jobs of a class: the same marks whoever does them, and nothing left when they are not wanted."""

import os
import threading
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from penilai import classroom, engines, fingerprint, language, score, stage
from penilai.classroom import Job
from penilai.errors import UserError
from penilai.outcome import Verdict

STAGE = stage.find()["modul_contoh"]
TESTS = Path(__file__).parents[1]
LOSERS = ("one_leaver_ends_server", "client_syntax_error")


def programs(*overlays):
    files = {name: (STAGE.folder / name).read_bytes() for name in STAGE.programs}
    for folder in overlays:
        files |= {path.name: path.read_bytes() for path in folder.glob("*.py")}
    return files


def job(number=0, *overlays, **others):
    return Job(f"2210{number}", STAGE.name, programs(*overlays), number, **others)


def graded(jobs, workers):
    with engines.here(workers) as engine, closing(engine.run(jobs)) as results:
        return {done.student_id: report for done, report in results}


def marks(reports):
    return {id: [(c.id, c.verdict, c.points) for c in own.checks] for id, own in reports.items()}


def test_the_marks_do_not_depend_on_the_workers_nor_on_the_order():
    jobs = [job(n, TESTS / "mutants" / STAGE.name / name) for n, name in enumerate(LOSERS)]
    one, two = graded(jobs, 1), graded(reversed(jobs), 2)
    assert marks(one) == marks(two)
    assert all(score.earned(report) < 100 and score.trustworthy(report) for report in one.values())


def test_the_seed_of_a_job_is_its_own_and_nobody_elses():
    seeds = {
        classroom.seed_of(run, student, name)
        for run in range(3)
        for student in ("2210", "2211", "\udce9")
        for name in ("a", "b")
    }
    assert len(seeds) == 18 and all(0 <= seed < 10**6 for seed in seeds)
    assert classroom.seed_of(1, "2210", "modul_contoh") == 208415, "books would be graded again"


def test_who_handed_in_nothing_gets_the_rubric_and_is_told_why():
    empty = [
        Job("a", STAGE.name, {}, 1),
        Job("b", STAGE.name, {}, 1, {"server.py": "server.py hanya sebuah tautan."}),
        Job("c", STAGE.name, {"../server.py": b"", "tests/test_modul_contoh.py": b""}, 1),
    ]
    found = graded(empty, 1)
    for report in found.values():
        assert {check.verdict for check in report.checks} == {Verdict.TERBLOKIR}
        assert (score.earned(report), score.possible(report)) == (0, 100)
    assert found["a"].checks[0].story == ("Tidak ada yang dikumpulkan untuk tahap ini.",)
    assert found["b"].checks[0].story == ("server.py hanya sebuah tautan.",)


def test_a_missing_program_is_told_in_the_words_of_whoever_looked_for_it():
    files = {"server.py": programs()["server.py"]}
    sentence = "client.py ada dua kali: di a/ dan di b/."
    report = graded([Job("a", STAGE.name, files, 1, {"client.py": sentence})], 1)["a"]
    assert any(sentence in step for check in report.checks for step in check.story)


def test_a_grader_that_is_killed_in_the_middle_gets_a_second_try(monkeypatch):
    begun = threading.Event()
    own = classroom.Grader.grade

    def grade(self, handed_in, seed, **options):
        kill = (lambda _: None) if begun.is_set() else (lambda _: self._process.kill())
        begun.set()
        return own(self, handed_in, seed, kill, **options)

    monkeypatch.setattr(classroom.Grader, "grade", grade)
    assert score.earned(graded([job()], 1)["22100"]) == 100


def test_a_job_that_ends_its_workers_is_unsure_in_all_it_could_have_earned(monkeypatch):
    own = classroom.grade

    class Pool(Executor):
        def submit(self, do, job):
            future = Future()
            if job.files:
                future.set_exception(BrokenExecutor())
            else:
                future.set_result(own(job))
            return future

    try:
        [(_, report)] = classroom.Engine(Pool(), 1).run([job()])
    finally:
        classroom.WARM.close()
    assert {check.verdict for check in report.checks} == {Verdict.BELUM_PASTI}
    assert score.possible(report) == 100 and "Dua kali" in report.checks[0].story[0]


def test_without_isolation_nothing_runs_unless_it_is_asked_for(monkeypatch):
    monkeypatch.setenv("PENILAI_ISOLASI", "portabel")
    with pytest.raises(UserError, match="--tanpa-isolasi"):
        graded([job()], 1)
    assert graded([Job("a", STAGE.name, {}, 1, portable=True)], 1)["a"].isolation == "portabel"


def test_two_whose_ports_cannot_be_moved_do_not_meet_in_the_portable_tier(monkeypatch, request):
    if not request.config.getoption("--soak"):
        pytest.skip("grades two without isolation: with --soak")
    monkeypatch.setenv("PENILAI_ISOLASI", "portabel")
    shadow = {"queue.py": b"", **programs()}
    jobs = [Job(id, STAGE.name, shadow, 1, portable=True) for id in "ab"]
    assert {score.trustworthy(report) for report in graded(jobs, 2).values()} == {True}


@pytest.mark.parametrize("wrong", [{"checks": "lain"}, {"stage": "tahap_lain"}])
def test_a_worker_with_other_checks_refuses(wrong):
    fields = {"checks": fingerprint.checks(STAGE), "stage": STAGE.name} | wrong
    refused = Job("a", fields["stage"], programs(), 1, checks=fields["checks"])
    with pytest.raises(UserError, match="pekerja"):
        graded([refused], 1)


def test_the_words_are_in_the_language_of_the_job():
    titles = [
        graded([Job("a", STAGE.name, {}, 1, language=name)], 1)["a"].checks[0].title
        for name in language.LANGUAGES
    ]
    assert len(set(titles)) == 2


def test_what_is_not_wanted_any_more_ends_at_once_and_leaves_nothing():
    hangs = TESTS / "faults" / "sleeps"  # it would take until the deadline
    before = {child.pid for child in psutil.Process().children(recursive=True)}
    with engines.here(2) as engine:
        results = engine.run(job(number, *[hangs][: number > 0]) for number in range(9))
        next(results)
        results.close()
    left = {child.pid for child in psutil.Process().children(recursive=True)} - before
    assert left == set(), "graders or programs are left"


def test_each_thread_keeps_one_grader_and_none_is_left():
    other = stage.find()["folder_a_timestamp"]
    jobs = [Job(str(n), name, {}, 1) for name in (STAGE.name, other.name) for n in range(2)]
    with engines.here(2) as engine, closing(engine.run(jobs)) as results:
        for _ in results:
            assert len(classroom.WARM._graders) <= 2
        warm = [grader._process.pid for grader in classroom.WARM._graders]
    assert warm and not any(map(psutil.pid_exists, warm))


@pytest.mark.parametrize("name", ["ray", "dask:", "dask://", "tcp://a:1"])
def test_an_unknown_engine_is_one_sentence(name):
    with pytest.raises(UserError, match="dask://HOST:PORT"):
        engines.chosen(name, None, False)


def test_a_machine_that_cannot_isolate_says_so_before_anything_runs(monkeypatch):
    monkeypatch.setattr(engines.sandbox, "choose", lambda: engines.sandbox.Tier("portabel", "ini"))
    with pytest.raises(UserError, match=r"\(ini\).*--tanpa-isolasi"):
        engines.chosen("", None, False)
    assert engines.chosen("", None, True)


def test_the_processors_that_we_may_use_are_counted():
    assert 1 <= engines.cores() <= (os.cpu_count() or 1)
