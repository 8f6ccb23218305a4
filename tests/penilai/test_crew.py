"""Each job comes back once, whatever becomes of the workers."""

import functools
import multiprocessing
import operator
import os
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor, ThreadPoolExecutor

import pytest

from penilai.crew import Crew


class Lost(Exception):
    """A worker ended."""


class Scripted:
    """An executor that does three jobs together, and later one by one.

    `ends`: how often each ends its worker; those that are under way with it go down too.
    """

    def __init__(self, ends):
        self.ends, self.open, self.together, self.seen = ends, [], 3, []

    def submit(self, do, job):
        self.seen.append(job)
        self.open.append((Future(), do, job))
        future = self.open[-1][0]
        if len(self.open) == self.together:
            self.finish()
        return future

    def finish(self):
        under_way, self.open, self.together = self.open, [], 1
        ended = [job for _, _, job in under_way if self.ends.get(job, 0) > 0]
        for future, do, job in under_way:
            if ended:
                future.set_exception(Lost())
            else:
                future.set_result(do(job))
        for job in ended:
            self.ends[job] -= 1


def crew(executor, **options):
    return Crew(str.upper, executor, 3, (Lost,), **options)


@pytest.mark.parametrize("at_once", [1, 3, 20])
def test_each_job_comes_back_once_and_no_more_are_under_way_than_wanted(at_once):
    under_way, most = [], []

    def do(job):
        under_way.append(job)
        most.append(len(under_way))
        under_way.remove(job)
        return -job

    with ThreadPoolExecutor(at_once) as executor:
        found = dict(Crew(do, executor, at_once).results(range(50)))
    assert found == {job: -job for job in range(50)} and max(most) <= at_once


def test_jobs_are_taken_only_when_there_is_room_for_them():
    taken = []

    def jobs():
        for number in range(9):
            taken.append(number)
            yield number

    with ThreadPoolExecutor(2) as executor:
        results = Crew(str, executor, 2).results(jobs())
        next(results)
        assert len(taken) <= 4, "a class of a thousand would all be in memory"
        results.close()


def test_what_a_lost_worker_took_with_it_is_done_again():
    executor = Scripted({"b": 1})
    found = list(crew(executor).results(["a", "b", "x"]))
    assert sorted(found) == [("a", "A"), ("b", "B"), ("x", "X")]


def test_a_job_that_ends_its_worker_twice_is_given_up_and_its_neighbours_are_not():
    executor = Scripted({"b": 9})
    found = dict(crew(executor).results(["a", "b", "x"]))
    assert found == {"a": "A", "b": None, "x": "X"}
    assert sorted(executor.seen) == ["a", "a", "b", "b", "x", "x"], "a loop, or the wrong blamed"


def test_a_job_that_raises_says_so():
    with ThreadPoolExecutor(1) as executor, pytest.raises(ZeroDivisionError):
        list(Crew(lambda job: 1 // job, executor, 1).results([1, 0]))


def test_whoever_closes_the_results_ends_what_is_under_way():
    import threading

    ended = threading.Event()

    def do(job):
        return job == 0 or ended.wait(30)

    with ThreadPoolExecutor(2) as executor:
        results = Crew(do, executor, 2, stop=ended.set).results(range(9))
        assert next(results) == (0, True)
        results.close()
        assert ended.is_set(), "we would wait for jobs that nobody wants"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the workers are forks of a server")
def test_worker_processes_that_end_are_replaced():
    """Real ones: a job that ends its process, among others."""
    context = multiprocessing.get_context("forkserver")
    opened = []

    def pool():
        opened.append(ProcessPoolExecutor(2, mp_context=context))
        return opened[-1]

    jobs = [functools.partial(abs, -number) for number in range(6)]
    jobs.insert(3, functools.partial(os._exit, 1))
    try:
        made = Crew(operator.call, pool(), 2, (BrokenExecutor,), pool)
        found = [(job.func, job.args, result) for job, result in made.results(jobs)]
    finally:
        for executor in opened:
            executor.shutdown()
    numbers = sorted(result for func, _, result in found if func is abs)
    assert numbers == list(range(6)) and (os._exit, (1,), None) in found
