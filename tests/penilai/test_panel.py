"""The screen of `pantau`, as text: it fits, and what matters is on it."""

import io
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console

from penilai.outcome import CheckResult, Verdict
from penilai.panel import KEYS, WIDEST, Panel
from penilai.view import View

TITLE = "Satu baris sampai ke semua klien lain, tepat satu kali, juga kalau judulnya sangat panjang"
STORY = tuple(f"langkah {number} yang panjang " + "kata " * 20 for number in range(1, 31))
SIZES = [(80, 24), (80, 10), (40, 24), (40, 6), (20, 5), (10, 3), (1, 1), (200, 60)]


def check(number, verdict=Verdict.TERBLOKIR, story=(), advice=""):
    return CheckResult(f"t::c{number}", f"{number} {TITLE}", 5, verdict, story, advice)


CHECKS = tuple(check(number) for number in range(14))


def view(*verdicts, **fields):
    reached = {f"t::c{n}": check(n, verdict) for n, verdict in enumerate(verdicts)}
    known = {"stage": "tahap", "title": "Judul", "checks": CHECKS, "reached": reached}
    return View(**known | fields)


def with_story(**fields):
    red = check(1, Verdict.GAGAL, STORY, "Pakai sendall.")
    return view(Verdict.LULUS, reached={"t::c0": check(0, Verdict.LULUS), red.id: red}, **fields)


def lines(shown, width=80, height=24):
    console = Console(file=io.StringIO(), width=width, height=height, force_terminal=True)
    options = console.options.update(width=width, height=height)
    segments = console.render(Panel(shown), options)
    return "".join(s.text for s in segments if not s.control).split("\n")


VIEWS = {
    "nothing known": View("tahap", "Judul"),
    "running": view(Verdict.LULUS, Verdict.LULUS),
    "green": view(*[Verdict.LULUS] * 14, running=False),
    "a long story": with_story(),
    "a long story and a hint": with_story(hint="Siapa yang bicara lebih dulu? " * 5),
    "a list": with_story(listing=True, hint="Siapa?"),
    "all red": view(*[Verdict.GAGAL] * 14, running=False),
    "blocked": view(Verdict.GAGAL, *[Verdict.TERBLOKIR] * 13, running=False),
    "gone": view(gone="Folder itu tidak ada lagi. " * 4),
    "wide signs": view(Verdict.LULUS, title="漢字" * 60, status="漢" * 90),
}


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("shown", VIEWS.values(), ids=VIEWS)
def test_it_fills_the_screen_and_no_more(shown, size):
    width, height = size
    seen = lines(shown, width, height)
    assert len(seen) == height
    assert all(cell_len(line) <= min(width, WIDEST) for line in seen), seen


def test_each_check_that_passed_turns_green_in_its_place():
    for count in range(15):
        seen = lines(view(*[Verdict.LULUS] * count))
        assert seen[1].split()[0] == "✓" * count + "·" * (14 - count)
        assert sum(line.startswith(" ✓ ") for line in seen[2:]) == count
        assert f"Nilai: {5 * count} dari 70" in seen[1]


def test_the_first_red_one_is_there_with_the_end_of_its_story_and_its_advice():
    seen = "\n".join(lines(with_story()))
    assert f"✗ 1 {TITLE[:40]}" in seen
    assert "30. langkah 30" in seen, "the step that failed is the last one"
    assert " 1. langkah 1 " not in seen and "langkah sebelumnya" in seen, "there is no room"
    assert "→ Pakai sendall." in seen


def test_how_many_steps_are_left_out_is_counted():
    seen = lines(with_story())
    dropped = next(int(line.split()[1]) for line in seen if "langkah sebelumnya" in line)
    shown = [line for line in seen if ". langkah" in line]
    assert dropped + len(shown) == len(STORY)


def test_a_short_story_is_told_whole_and_the_others_are_named():
    story = tuple(f"langkah {number}" for number in range(1, 5))
    reached = {c.id: c for c in (check(0, Verdict.GAGAL, story), check(3, Verdict.BELUM_PASTI))}
    seen = "\n".join(lines(view(reached=reached, running=False)))
    assert all(f"{n}. langkah {n}" in seen for n in range(1, 5)) and "sebelumnya" not in seen
    assert f"? 3 {TITLE[:40]}" in seen


def test_while_a_run_goes_on_the_red_one_of_the_last_run_stays_until_it_is_reached():
    red = check(5, Verdict.GAGAL, ("dulu",))
    running = view(Verdict.LULUS, before={red.id: red})
    seen = "\n".join(lines(running))
    assert "dulu" in seen and "hasil sebelum ini" in seen
    passed = {**running.reached, red.id: check(5, Verdict.LULUS)}
    assert "dulu" not in "\n".join(lines(replace(running, reached=passed)))


def test_an_earlier_red_one_comes_before_one_of_the_last_run():
    old, new = check(5, Verdict.GAGAL, ("dulu",)), check(1, Verdict.GAGAL, ("sekarang",))
    both = view(before={old.id: old}, reached={new.id: new})
    assert both.first_red() == new


def test_the_list_shows_every_check_and_hides_the_story():
    seen = lines(with_story(listing=True))
    assert sum(line.rstrip().endswith("/5") for line in seen) == 14
    assert "langkah" not in "\n".join(seen)


def test_a_list_that_is_too_long_says_how_many_are_missing():
    seen = lines(view(*[Verdict.LULUS] * 14), 80, 12)
    assert "… dan 8 lagi" in "\n".join(seen)


def test_the_hint_is_below_the_story():
    seen = lines(with_story(hint="Siapa yang bicara lebih dulu?"))
    assert any(line.strip() == "? Siapa yang bicara lebih dulu?" for line in seen)


def test_a_folder_that_is_gone_takes_the_place_of_all_results():
    seen = "\n".join(lines(view(Verdict.LULUS, gone="Folder itu tidak ada lagi.")))
    assert "Folder itu tidak ada lagi." in seen and "Nilai" not in seen and "✓" not in seen


def test_the_keys_are_on_the_last_line():
    last = lines(view())[-1]
    assert all(f" {key} " in last for key in KEYS)


def test_student_text_is_no_markup():
    red = check(0, Verdict.GAGAL, ("[bold]halo[/bold] :smile:",))
    assert "[bold]halo[/bold] :smile:" in "\n".join(lines(view(reached={red.id: red})))
