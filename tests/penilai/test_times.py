"""Times in what was heard: which stands at a line, in both dialects, however it is written."""

from datetime import datetime

import pytest

from penilai import times, wording
from penilai.wording import JOINED, LEFT

A, B = "[%Y-%m-%d %H:%M:%S]", "[%H:%M:%S]"
LINE = "Ani: halo kopi-12345"


def heard(text):
    made = wording.Heard(1 << 16)
    made.add(text.encode())
    return made


def at(text, words=LINE):
    return times.at_words(heard(text), words)


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        (A, "[2026-07-19 14:25:33] Ani: halo kopi-12345\n"),
        (B, "[14:25:33] Ani: halo kopi-12345\n"),
        (B, "[14:25:33] Ani: halo kopi-12345\r\n"),
        (B, "NICK\n[14:25:30] Ani Bergabung!\n[14:25:33] Ani: halo kopi-12345\n[14:26:01] lain\n"),
        (B, "\x1b[32m[14:25:33]\x1b[0m Ani: halo kopi-12345\n"),
        (B, "[14:25:33]  Ani : halo kopi-12345!\n"),
        (B, "NICK[14:25:30] Ani Bergabung![14:25:33] Ani: halo kopi-12345"),
        (A, "Budi: ya kopi-00000[2026-07-19 14:25:33] Ani: halo kopi-12345"),
    ],
)
def test_the_asked_form_is_known(wanted, text):
    assert at(text).is_written(wanted)


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        (A, "[14:25:33] Ani: halo kopi-12345\n"),
        (B, "[2026-07-19 14:25:33] Ani: halo kopi-12345\n"),
        (A, "[19-07-2026 14:25:33] Ani: halo kopi-12345\n"),
        (A, "[2026-07-19  14:25:33] Ani: halo kopi-12345\n"),
        (A, "[2026-07-19 14:25:33.123456] Ani: halo kopi-12345\n"),
        (B, "14:25:33 Ani: halo kopi-12345\n"),
        (B, "[14:25] Ani: halo kopi-12345\n"),
        (B, "[4:25:33] Ani: halo kopi-12345\n"),
        (B, "[14 : 25 : 33] Ani: halo kopi-12345\n"),
        (B, "[02:25:33 PM] Ani: halo kopi-12345\n"),
        (B, "[14:25:33]Ani: halo kopi-12345\n"),
        (B, "Ani: halo kopi-12345 [14:25:33]\n"),
        (B, "[14:25:33] Ani: halo kopi-12345 [14:25:33]\n"),
        (B, "[14:25:33] [14:25:33] Ani: halo kopi-12345\n"),
        (B, "14:25:33 [14:25:33] Ani: halo kopi-12345\n"),
        (B, "[14:25:33]\nAni: halo kopi-12345\n"),
        (B, "Ani: halo kopi-12345\n"),
        (B, "NICK[14:25:33] [14:25:33] Ani: halo kopi-12345"),
        (B, "NICKAni: halo kopi-12345 [14:25:33]"),
        (B, "[١٤:٢٥:٣٣] Ani: halo kopi-12345\n"),
    ],
)
def test_every_other_form_is_not(wanted, text):
    assert not at(text).is_written(wanted)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("[2026-07-19 14:25:33] ", ("2026", "07", "19", "14", "25", "33")),
        ("[2026-07-19T14:25:33] ", ("2026", "07", "19", "14", "25", "33")),
        ("19/07/2026 14:25:33 ", (None, None, None, "14", "25", "33")),
        ("(14.25.33) ", (None, None, None, "14", "25", "33")),
        ("14:25 - ", (None, None, None, "14", "25", None)),
        ("[02:25:33 PM] ", (None, None, None, "02", "25", "33")),
        ("[14:25:33.123456] ", (None, None, None, "14", "25", "33")),
    ],
)
@pytest.mark.parametrize("end", ["", "\n"], ids=["raw", "line"])
def test_a_time_is_read_however_it_is_written(text, parts, end):
    assert at(f"NICK{end}{text}{LINE}{end}").time() == parts


def test_a_time_behind_the_line_is_read_too():
    assert at(f"{LINE} [14:25:33]\n").time()[3:] == ("14", "25", "33")


@pytest.mark.parametrize(
    "text",
    [
        f"{LINE}\n",
        f"[14:25:33]\n{LINE}\n[14:25:34] lain\n",
        f"[14:25:33] Budi: ya{LINE}",
        f"[14:25:33] Ani Bergabung!{LINE}",
    ],
)
def test_the_time_of_another_line_is_none_of_this_one(text):
    assert at(text).time() is None


@pytest.mark.parametrize(
    ("text", "stamped"),
    [
        ("[14:25:33] Budi Bergabung!\n", True),
        ("[14:25:33] *** telah bergabung: Budi ***\n", True),
        ("Budi Bergabung! (14:25:33)\n", True),
        ("[14:25:33] Ani: halo\nBudi Bergabung!\n", False),
        ("NICK[14:25:33] Budi Bergabung!", True),
        ("[14:25:33] Ani: haloBudi Bergabung!", False),
    ],
)
def test_notices_have_their_own_times(text, stamped):
    found = times.at_notice(heard(text), "Budi", JOINED)
    assert bool(found.time()) == stamped and "Budi" in str(found)


def test_a_leave_is_not_the_join():
    text = "[14:25:33] Budi Bergabung!\nBudi keluar!\n"
    assert times.at_notice(heard(text), "Budi", LEFT).time() is None


NOON = datetime(2026, 7, 19, 12, 0, 0)


def test_a_time_with_a_date_is_one_moment():
    parts = ("2026", "07", "18", "14", "25", "33")
    assert list(times.moments(parts, NOON)) == [datetime(2026, 7, 18, 14, 25, 33)]


def test_a_time_without_a_date_is_of_yesterday_today_or_tomorrow():
    found = list(times.moments((None, None, None, "23", "59", "58"), datetime(2026, 1, 1)))
    assert datetime(2025, 12, 31, 23, 59, 58) in found, "midnight has passed in between"
    assert [moment.day for moment in found] == [31, 1, 2]


@pytest.mark.parametrize(
    "parts", [("2026", "19", "07", "14", "25", "33"), (None, None, None, "24", "25", "33")]
)
def test_a_day_or_an_hour_that_is_none_is_no_moment(parts):
    assert list(times.moments(parts, NOON)) == []


def test_forms_are_told_in_the_letters_of_the_lesson():
    assert [times.in_letters(form) for form in (A, B)] == ["[YYYY-MM-DD HH:MM:SS]", "[HH:MM:SS]"]
