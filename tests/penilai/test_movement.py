"""Who moves by how much, and why."""

from dataclasses import replace

from books import BELUM_PASTI, GAGAL, LULUS, TERBLOKIR, decision, entry

from penilai import movement
from penilai.movement import between


def changed(before, after):
    [one] = between([before], [after])
    return one


def test_nobody_moves_where_nothing_changed():
    same = entry("501", LULUS, GAGAL)
    other_story = entry("501", LULUS, GAGAL, story=("Ani menunggu lagi.",))
    assert between([same, entry("502")], [entry("502"), other_story]) == []


def test_each_check_says_what_it_gives_or_takes():
    one = changed(entry("501", LULUS, GAGAL, LULUS), entry("501", LULUS, LULUS, BELUM_PASTI))
    assert (one.before, one.after) == (20, 20)
    assert [(c.id, c.points) for c in one.changes] == [("gema::c1", 10), ("gema::c2", -10)]


def test_the_sentence_is_of_what_fails_now_else_of_what_failed_before():
    red = entry("501", GAGAL, story=("Ani bergabung", "Ani menunggu."))
    green = entry("501", LULUS, story=("Ani bergabung",))
    assert changed(red, green).changes[0].why == "Ani menunggu."
    assert changed(green, red).changes[0].why == "Ani menunggu."
    silent = entry("501", TERBLOKIR, story=())
    assert changed(green, silent).changes[0].why == "Judul 0"


def test_a_check_that_came_or_went_is_a_change():
    one = changed(entry("501", LULUS), entry("501", LULUS, LULUS))
    assert (one.changes[0].before, one.changes[0].points) == (None, 10)
    one = changed(entry("501", LULUS, LULUS), entry("501", LULUS))
    assert (one.changes[0].after, one.changes[0].points) == (None, -10)


def test_other_points_are_a_change_too():
    before = entry("501", LULUS)
    [check] = before.report.checks
    after = replace(before, report=before.report.with_result(replace(check, points=7)))
    one = changed(before, after)
    assert (one.before, one.after, one.changes[0].points) == (10, 7, -3)
    assert one.changes[0].why == "Judul 0", "nothing else happened to it"


def test_a_decision_that_no_longer_counts_is_told_and_taken_off():
    settled = entry("501", BELUM_PASTI, decisions=[decision("gema::c0")])
    one = changed(settled, entry("501", GAGAL))
    assert (one.before, one.after, one.superseded) == (10, 0, (decision("gema::c0"),))
    one = changed(settled, entry("501", LULUS))
    assert one.changes == () and one.superseded == (decision("gema::c0"),)
    assert between([settled], [settled]) == []


def test_what_is_decided_is_not_unsure():
    settled = entry("501", BELUM_PASTI, BELUM_PASTI, decisions=[decision("gema::c0")])
    assert [c.id for _, c in movement.unsure([settled, entry("502")])] == ["gema::c1"]
