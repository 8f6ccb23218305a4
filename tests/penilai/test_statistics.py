"""What the results of a class say: computed by hand here, or by another formula."""

import math
import random
from dataclasses import replace

import pytest
from books import BELUM_PASTI, GAGAL, LULUS, TERBLOKIR, check, decision, entry
from hypothesis import given
from hypothesis import strategies as st

from penilai.book import Entry, Student
from penilai.outcome import StageReport
from penilai.reasons import failures, reason
from penilai.statistics import FEWEST, items, ran, summary
from penilai.words import Words, undrawn


def kelas(*rows):
    """Entries of a stage, a row of verdicts for each student."""
    return [entry(f"s{n}", *row) for n, row in enumerate(rows)]


def point_biserial(passed, rest):
    """The formula of the textbooks: (M1 - M0) / s * sqrt(p * q)."""
    ones = [r for p, r in zip(passed, rest, strict=True) if p]
    zeros = [r for p, r in zip(passed, rest, strict=True) if not p]
    mean = sum(rest) / len(rest)
    deviation = math.sqrt(sum((r - mean) ** 2 for r in rest) / len(rest))
    share = len(ones) / len(rest)
    between = sum(ones) / len(ones) - sum(zeros) / len(zeros)
    return between / deviation * math.sqrt(share * (1 - share))


# The checks ------------------------------------------------------------------------------


def test_a_check_is_counted_by_verdict():
    found = items(kelas([LULUS, GAGAL], [GAGAL, TERBLOKIR], [LULUS, BELUM_PASTI], [LULUS, LULUS]))
    assert [item.check.id for item in found] == ["gema::c0", "gema::c1"]
    assert found[0].counts == {LULUS: 3, GAGAL: 1} and found[0].passed == 0.75
    assert found[1].failed == 1 and found[1].passed == 1 / 3, "what is unsure says nothing"


def test_a_decision_counts_as_the_verdict():
    [item] = items([entry("a", BELUM_PASTI, decisions=[decision("gema::c0", GAGAL)])])
    assert item.failed == 1 and item.passed == 0


def test_who_handed_in_nothing_says_nothing_of_a_check():
    nothing = entry("b", TERBLOKIR, TERBLOKIR, story=("Tidak ada yang dikumpulkan.",))
    blocked = entry("c", GAGAL, TERBLOKIR)
    assert not ran(nothing) and not ran(entry("d", note="kosong")) and ran(blocked)
    assert [item.passed for item in items([nothing, blocked, entry("a", LULUS, LULUS)])] == [
        0.5,
        0.5,
    ]


def test_discrimination_is_the_correlation_with_the_other_checks():
    draw = random.Random(4)
    rows = [[draw.choice([LULUS, GAGAL]) for _ in range(5)] for _ in range(40)]
    for number, item in enumerate(items(kelas(*rows))):
        passed = [row[number] is LULUS for row in rows]
        rest = [(row.count(LULUS) - (row[number] is LULUS)) / 4 for row in rows]
        assert item.discrimination == pytest.approx(point_biserial(passed, rest))


def test_a_check_that_separates_perfectly_and_one_that_goes_the_other_way():
    good, weak = [LULUS] * 3 + [GAGAL, LULUS], [GAGAL] * 3 + [LULUS, LULUS]
    first, _, _, other, all_pass = items(kelas(*[good] * 6, *[weak] * 6))
    assert first.discrimination == pytest.approx(1) and other.discrimination == pytest.approx(-1)
    assert all_pass.discrimination is None, "all passed"


@pytest.mark.parametrize(
    "rows",
    [
        [[LULUS, GAGAL], [GAGAL, LULUS]] * (FEWEST // 2 - 1),  # too few
        [[LULUS, GAGAL]] * FEWEST,  # all and nobody
        [[LULUS, LULUS], [GAGAL, LULUS]] * FEWEST,  # the rest is the same for all: c0 only
        [[LULUS], [GAGAL]] * FEWEST,  # no other check
        [[BELUM_PASTI, LULUS]] * FEWEST,
    ],
)
def test_where_it_cannot_be_computed_there_is_none(rows):
    assert items(kelas(*rows))[0].discrimination is None


VERDICTS = st.sampled_from([LULUS, GAGAL, TERBLOKIR, BELUM_PASTI])


@given(st.lists(st.tuples(VERDICTS, VERDICTS, VERDICTS), max_size=30))
def test_whatever_the_results_the_numbers_stay_within_their_bounds(rows):
    for item in items(kelas(*rows)):
        assert item.passed is None or 0 <= item.passed <= 1
        assert item.discrimination is None or abs(item.discrimination) <= 1 + 1e-9
        assert item.counts.total() <= len(rows)
    assert sum(bar.count for bar in summary(kelas(*rows)).bars) == summary(kelas(*rows)).took_part


def test_no_results_are_no_numbers():
    found = summary([])
    assert items([]) == failures([]) == [] and found.median is None and found.students == 0
    [nobody] = items(kelas([BELUM_PASTI]))
    assert nobody.passed is None


# The class -------------------------------------------------------------------------------


def worth(id, points):
    """An entry with so many points of 100."""
    checks = (check("a", points, LULUS, ("x",)), check("b", 100 - points, GAGAL, ("x",)))
    return Entry(Student(id), "gema", StageReport("gema", "Gema", checks, "bubblewrap", 1))


def test_the_histogram_counts_by_tens_and_full_marks_apart():
    points = [0, 9, 10, 89, 90, 99, 100, 100]
    found = summary([worth(str(n), p) for n, p in enumerate(points)])
    assert [bar.count for bar in found.bars] == [2, 1, 0, 0, 0, 0, 0, 0, 1, 2, 2]
    assert (found.bars[0].low, found.bars[0].high, found.bars[-1].low) == (0, 10, 100)
    assert found.median == 89.5 and found.full == 2


def test_a_student_is_in_it_with_all_stages():
    both = [entry("a", LULUS), entry("a", GAGAL, stage="lain"), entry("b", LULUS, stage="lain")]
    found = summary(both)
    assert found.students == found.took_part == 2 and found.median == 50


def test_who_handed_in_nothing_is_not_in_the_median():
    found = summary([worth("a", 80), entry("b", note="Tidak ada.")])
    assert (found.students, found.took_part, found.median) == (2, 1, 80)


# What goes wrong -------------------------------------------------------------------------


def failed(story):
    return check("a", 10, GAGAL, ("Ani menyambung", story))


def test_the_same_failure_of_two_runs_is_one_reason():
    reasons = set()
    for seed in range(5):
        words = Words(seed)
        ani, budi, said = words.name("Ani"), words.name("Budi"), words.message("halo semua")
        story = f'{budi} menunggu "{ani}: {said}". Itu tidak terjadi. Yang terlihat: "{seed}".'
        reasons.add(reason(failed(story)))
    assert reasons == {'Budi menunggu "Ani: halo semua …"'}


@given(st.integers())
def test_all_that_is_drawn_is_undrawn(seed):
    words = Words(seed)
    assert undrawn(f"{words.name('Citra')}: {words.beyond_ascii()}") == "Citra: …"
    assert undrawn(words.message("lihat")) == "lihat …" and undrawn(words.secret()) == "…"
    assert undrawn("Server menunggu NICK") == "Server menunggu NICK"


@pytest.mark.parametrize(
    ("story", "says"),
    [
        ('Budi menunggu "x". Di layar: "TypeError: y (server.py baris 3)".', "x [TypeError]"),
        ('server.py berakhir. Yang terlihat: "SyntaxError: z".', "server.py berakhir. [SyntaxE"),
        ('"NICK" seharusnya tidak tampil di layar.', '"NICK" seharusnya tidak tampil di layar'),
        ('Klienabobola menunggu "Klienbrorosa: a".', 'Klien menunggu "Klien: a"'),
        ('Tidak tertutup: "abc', "Tidak tertutup: …"),
        ("", ""),
        ("x" * 100_000, "x" * 160 + "…"),
    ],
)
def test_a_reason_is_what_was_awaited_and_the_error(story, says):
    assert says.replace('"', "") in reason(failed(story)).replace('"', "")


def test_failures_come_by_their_number_and_blocked_ones_not_at_all():
    rows = [[LULUS, GAGAL], [GAGAL, TERBLOKIR], [LULUS, GAGAL]]
    found = failures(kelas(*rows))
    assert [(len(f.found), f.example[1].id) for f in found] == [(2, "gema::c1"), (1, "gema::c0")]


def test_the_example_is_one_whose_ladder_is_there():
    short, long = failed("Ani menunggu."), failed("Ani menunggu.")
    long = replace(long, story=("a", "b", "c", "Ani menunggu."), events=({"at": 0},))
    reports = [StageReport("gema", "Gema", (c,), "bubblewrap", 1) for c in (short, long)]
    found = failures(Entry(Student(str(n)), "gema", r) for n, r in enumerate(reports))
    assert found[0].example[1].events
