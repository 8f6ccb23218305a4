"""The newest save wins: whatever the moment, what is reported is a run of the newest."""

import queue
import threading

import pytest

from penilai.grade import Cancelled
from penilai.outcome import StageReport
from penilai.runs import Broken, Done, Runs

SOON = 10  # seconds; only a failure uses them


class SlowGrader:
    """Its jobs go on until they are let go or cancelled."""

    def __init__(self):
        self.began, self.let_go = queue.Queue(), threading.Semaphore(0)
        self.graded = self.cancelled = 0
        self._lock, self._event = threading.Lock(), None

    def grade(self, folder, seed, on_result, still_wanted, events):
        with self._lock:
            self._event = threading.Event()
        try:
            if not still_wanted():
                raise Cancelled
            self.graded += 1
            self.began.put(self.graded)
            while not self._event.is_set():
                if self.let_go.acquire(timeout=0.001):
                    return StageReport("t", "T", (), "", seed)
            self.cancelled += 1
            raise Cancelled
        finally:
            self._event = None

    def cancel(self):
        with self._lock:
            if self._event is not None:
                self._event.set()


@pytest.fixture
def grader():
    return SlowGrader()


@pytest.fixture
def told():
    return queue.Queue()


@pytest.fixture
def runs(grader, told, tmp_path):
    made = Runs(grader, tmp_path, told.put)
    yield made
    made.close()


def test_a_run_is_reported_with_its_number(grader, told, runs):
    grader.let_go.release()
    number = runs.start()
    assert told.get(timeout=SOON).run == number


def test_a_new_run_cancels_the_one_before(grader, told, runs):
    runs.start()
    grader.began.get(timeout=SOON)
    newest = runs.start()
    grader.began.get(timeout=SOON)
    grader.let_go.release()
    done = told.get(timeout=SOON)
    assert isinstance(done, Done) and done.run == newest
    assert (grader.graded, grader.cancelled) == (2, 1) and told.empty()


def test_of_many_saves_the_last_one_is_reported_and_no_other(grader, told, runs):
    for _ in range(200):
        newest = runs.start()
    grader.let_go.release()
    assert told.get(timeout=SOON).run == newest
    assert told.empty() and grader.graded == grader.cancelled + 1


def test_a_cancelled_run_is_reported_by_nobody_and_the_next_one_works(grader, told, runs):
    runs.start()
    grader.began.get(timeout=SOON)
    runs.cancel()
    number = runs.start()
    grader.began.get(timeout=SOON)
    grader.let_go.release()
    assert told.get(timeout=SOON).run == number and told.empty()
    assert grader.cancelled == 1


def test_closing_ends_the_run(grader, told, tmp_path):
    made = Runs(grader, tmp_path, told.put)
    made.start()
    grader.began.get(timeout=SOON)
    made.close()
    assert not made._thread.is_alive() and told.empty()


def test_a_grader_that_cannot_grade_is_told(told, tmp_path):
    class Broke(SlowGrader):
        def grade(self, *_, **__):
            raise ValueError("rusak")

    made = Runs(Broke(), tmp_path, told.put)
    made.start()
    event = told.get(timeout=SOON)
    assert isinstance(event, Broken) and str(event.error) == "rusak"
    made.close()
