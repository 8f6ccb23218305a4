"""The local time of a grading: whenever that is, a wrong stamp looks wrong."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from penilai import clock, sandbox
from penilai.clock import Clock

YEAR = [
    datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=97 * n) for n in range(365 * 24 * 60 // 97)
]
SHOWS = """
import time
from datetime import datetime
print(datetime.now().isoformat(), time.localtime().tm_gmtoff // 60, flush=True)
input()
"""

needs_zones = pytest.mark.skipif(not clock.MOVES, reason="here the machine's zone stays")


def test_at_any_moment_of_a_year_there_are_zones_to_choose_from():
    assert min(len(clock._offsets(moment)) for moment in YEAR) >= 5


def test_the_hour_is_none_that_a_clock_of_twelve_has_nor_about_to_change():
    for moment in YEAR:
        for offset in clock._offsets(moment):
            local = moment + timedelta(minutes=offset)
            assert 13 <= local.hour <= 22 and 29 <= local.minute <= 30, (moment, offset)


def test_day_and_month_are_never_the_same_number():
    for moment in YEAR:
        for offset in clock._offsets(moment):
            local = moment + timedelta(minutes=offset)
            assert local.day != local.month, (moment, offset)


def test_no_zone_is_one_that_a_program_may_have_written_in():
    offsets = {offset for moment in YEAR for offset in clock._offsets(moment)}
    assert not offsets & {0, 7 * 60, 8 * 60, 9 * 60, 12 * 60, -12 * 60}
    machine = datetime.now().astimezone().utcoffset() // timedelta(minutes=1)
    assert machine not in offsets, "a clock that the grading does not set would look right"


@needs_zones
def test_the_same_seed_draws_the_same_clock_at_the_same_moment(monkeypatch):
    moment = datetime(2026, 7, 19, 3, 4, 5, tzinfo=UTC)

    class Stopped(datetime):
        @classmethod
        def now(cls, tz=None):
            return moment

    monkeypatch.setattr(clock, "datetime", Stopped)
    drawn = [clock.draw(seed) for seed in range(20)]
    assert drawn == [clock.draw(seed) for seed in range(20)]
    assert len(set(drawn)) > 1, "a program could write the zone in"


def test_where_zones_cannot_be_set_the_clock_is_the_machines(monkeypatch):
    monkeypatch.setattr(clock, "MOVES", False)
    drawn = clock.draw(1)
    assert drawn == Clock() and drawn.environment == {}
    assert abs(drawn.now() - datetime.now()) < timedelta(seconds=5)


@needs_zones
@pytest.mark.parametrize("offset", [5 * 60 + 23, -(3 * 60 + 7), 59, -59, 23 * 60, -23 * 60])
def test_the_variable_means_what_our_clock_shows(offset):
    shown = Clock(offset)
    says = "from datetime import datetime; print(datetime.now().isoformat())"
    environment = os.environ | shown.environment
    before = shown.now()
    done = subprocess.run(
        [sys.executable, "-c", says], env=environment, capture_output=True, text=True
    )
    assert before <= datetime.fromisoformat(done.stdout.strip()) <= shown.now(), done.stderr


@needs_zones
@pytest.mark.parametrize("beside", [{}, {"queue.py": b""}], ids=["warm", "a fresh interpreter"])
def test_programs_have_that_clock(beside):
    """In the tier of this machine; the program is forked from one that has seen another zone."""
    shown = clock.draw(1)
    files = {"server.py": SHOWS.encode(), **beside}
    opened = sandbox.open_sandbox(files, 5005, shown.environment)
    program = opened.start("server.py")
    try:
        before, text = shown.now() - timedelta(seconds=20), ""
        while not text.endswith("\n"):
            text += os.read(program.stdout, 100).decode()
        there, offset = text.split()
        assert before <= datetime.fromisoformat(there) <= shown.now()
        assert int(offset) == shown.offset
    finally:
        program.stop()
        opened.close()
