"""What is demanded of a stamp, and what is said when it is not met."""

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from penilai import times, wording
from penilai.stamp import Stamp
from penilai.story import Unmet

LINE = "Ani: halo kopi-12345"
NOON = datetime(2026, 7, 19, 12, 0, 0, 500000)


def stamp(text):
    heard = wording.Heard(1 << 16)
    heard.add(f"NICK\n{text}\n".encode())
    return Stamp(
        SimpleNamespace(tell=lambda *_, **__: None, fail=fail), times.at_words(heard, LINE)
    )


def fail(says, why=None, **fields):
    raise Unmet(says, why=why, who="Budi", **fields)


def failure(step, *arguments):
    with pytest.raises(Unmet) as caught:
        step(*arguments)
    return caught.value.tell()


def test_a_wrong_form_is_told_with_the_right_one():
    told = failure(stamp(f"14:25:33 {LINE}").is_written, "[%H:%M:%S]")
    assert "14:25:33 Ani" in told and f"[HH:MM:SS] {LINE}" in told


def test_a_line_without_a_time_is_told():
    assert "tanpa jam" in failure(stamp(LINE).is_there)


@pytest.mark.parametrize("seconds", [-2, 0, 3])
@pytest.mark.parametrize("form", ["[%Y-%m-%d %H:%M:%S]", "[%H:%M:%S]", "[%H:%M]"])
def test_two_seconds_around_are_right(seconds, form):
    at = NOON + timedelta(seconds=seconds)
    stamp(f"{at.strftime(form)} {LINE}").is_between(NOON, NOON + timedelta(seconds=1))


@pytest.mark.parametrize("seconds", [-4, 5, 3600, -3600, 12 * 3600])
@pytest.mark.parametrize("form", ["[%Y-%m-%d %H:%M:%S]", "[%H:%M:%S]"])
def test_any_other_time_is_wrong_and_told_with_the_right_one(seconds, form):
    at = NOON + timedelta(seconds=seconds)
    told = failure(stamp(f"{at.strftime(form)} {LINE}").is_between, NOON, NOON)
    assert "2026-07-19 12:00:00" in told


def test_midnight_may_pass_between_the_line_and_its_hearing():
    before, after = datetime(2026, 7, 19, 23, 59, 59), datetime(2026, 7, 20, 0, 0, 1)
    for written in ("23:59:58", "23:59:59", "00:00:00", "00:00:02", "2026-07-19 23:59:59"):
        stamp(f"[{written}] {LINE}").is_between(before, after)
    failure(stamp(f"[2026-07-20 23:59:59] {LINE}").is_between, before, after)


@pytest.mark.parametrize(
    "later", ["[12:00:07]", "[12:00:08]", "[05:00:07]", "[2026-07-19 12:00:07]"]
)
def test_a_second_that_is_the_lines_own_has_moved(later):
    sent = NOON + timedelta(seconds=7)
    first = stamp(f"[12:00:00] {LINE}")
    stamp(f"{later} {LINE}").has_moved_on(first, sent, sent)


@pytest.mark.parametrize("later", ["[12:00:00]", "[12:00:06]", "[12:00]", "[12:00:59]"])
def test_one_from_before_the_line_has_not(later):
    sent = NOON + timedelta(seconds=7)
    first = stamp(f"[12:00:00] {LINE}")
    told = failure(stamp(f"{later} {LINE}").has_moved_on, first, sent, sent)
    assert "tidak ikut maju" in told and "[12:00:00]" in told


CLAIMED = "[00:00:00]"


@pytest.mark.parametrize(
    "before", [f"[12:00:00] {CLAIMED} ", "[12:00:00] ", "[12:00:00] 00:00:00 "]
)
def test_a_time_of_the_servers_own_is_enough(before):
    stamp(before + LINE).is_not_only(CLAIMED)


@pytest.mark.parametrize("before", [f"{CLAIMED} ", ""])
def test_the_clients_own_alone_is_not(before):
    assert "hanya jam yang ditulis klien" in failure(stamp(before + LINE).is_not_only, CLAIMED)
