"""What a worker is asked: jobs in turn, and which of them a cancel is about."""

import json
import os

import pytest

from penilai.orders import Piped


@pytest.fixture
def pipe():
    reader, writer = os.pipe()

    def ask(*orders):
        os.write(writer, b"".join(json.dumps(order).encode() + b"\n" for order in orders))

    ask.close = lambda: os.close(writer)
    yield reader, ask
    os.close(reader)


@pytest.fixture
def child():
    """The pipe that tells of a child's end, when it is closed."""
    end, alive = os.pipe()
    yield end, lambda: os.close(alive)
    os.close(end)


CANCEL = {"cancel": True}
posix = pytest.mark.skipif(os.name != "posix", reason="select on pipes")


@posix
def test_a_job_is_cancelled_by_what_follows_it(pipe, child):
    orders, (end, _) = Piped(pipe[0]), child
    pipe[1]({"number": 1}, CANCEL, {"number": 2})
    jobs = orders.jobs()
    assert next(jobs)["number"] == 1 and orders.cancelled_before(end)
    assert next(jobs)["number"] == 2, "a cancel is about one job"


@posix
def test_a_job_in_line_does_not_end_the_one_before_and_its_cancel_is_its_own(pipe, child):
    orders, (end, ends) = Piped(pipe[0]), child
    pipe[1]({"number": 1}, {"number": 2}, CANCEL)
    jobs = orders.jobs()
    assert next(jobs)["number"] == 1
    ends()
    assert not orders.cancelled_before(end)
    still, alive = os.pipe()
    assert next(jobs)["number"] == 2 and orders.cancelled_before(still)
    os.close(still)
    os.close(alive)


@posix
def test_a_cancel_that_comes_too_late_means_nothing(pipe, child):
    orders, (end, ends) = Piped(pipe[0]), child
    pipe[1]({"number": 1})
    jobs = orders.jobs()
    next(jobs)
    ends()
    assert not orders.cancelled_before(end)
    pipe[1](CANCEL, {"number": 2})
    assert next(jobs)["number"] == 2


@posix
def test_the_end_of_orders_ends_the_job_and_the_loop(pipe, child):
    orders, (end, _) = Piped(pipe[0]), child
    pipe[1]({"number": 1})
    jobs = orders.jobs()
    next(jobs)
    pipe[1].close()
    assert orders.cancelled_before(end) and list(jobs) == []


@posix
def test_a_line_may_come_in_pieces():
    reader, writer = os.pipe()
    orders = Piped(reader)
    os.write(writer, b'{"number": 1}\n{"num')
    jobs = orders.jobs()
    assert next(jobs)["number"] == 1
    os.write(writer, b'ber": 2}\n')
    os.close(writer)
    assert [job["number"] for job in jobs] == [2]
    os.close(reader)
