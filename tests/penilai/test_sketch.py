"""The ladder on a terminal, cell by cell."""

import pytest
from rich.cells import cell_len

from penilai import ladder
from penilai.report import screen
from penilai.sketch import Sketch, show
from penilai.story import Event, Kind

SERVER = "server.py"


def picture(*events, width=60):
    """What is drawn, line by line."""
    made, console = ladder.build(events), screen()
    console.width = width
    with console.capture() as captured:
        show(console, made)
    return captured.get().splitlines()


def got(who, text):
    return Event(0.0, Kind.RECEIVED, who, text.encode(), peer=SERVER)


def sent(who, text, says=""):
    return Event(0.0, Kind.SENT, who, text.encode(), says, {"who": who}, SERVER)


STARTED = Event(0.0, Kind.STARTED, SERVER, b"", "{who} dijalankan", {"who": SERVER})


def test_a_short_chat():
    assert picture(STARTED, got("Ani", "NICK\n"), sent("Ani", "Ani\n", "{who}"), width=46) == [
        "           server.py              Ani",
        "    1           ┬ dijalankan        │",
        "                │───────NICK⏎──────▶│",
        "    2           │◀──────Ani⏎────────│",
    ]


def test_a_long_label_stands_above_its_arrow():
    lines = picture(STARTED, got("Ani", "x" * 40 + "\n"))
    assert "x" * 40 in lines[2] and lines[3].strip().startswith("│───")


def test_a_broadcast_has_a_head_at_each_receiver():
    lines = picture(*(got(name, "halo\n") for name in ("Ani", "Budi", "Citra")))
    assert lines[-1].count("▶") == 3 and "halo⏎" in lines[-2]


def test_glued_and_cut_look_different():
    glued = picture(got("Ani", "satu\ndua\n"))
    cut = picture(sent("Ani", "utuh\n"), sent("Ani", "utuh\n"), sent("Ani", "set"))
    assert "═" in "".join(glued) and "(2 baris lengket)" in "".join(glued)
    assert "╌" in cut[-1] and "(terpotong)" in "".join(cut[-2:])


def test_the_failed_step_is_a_cross_and_its_whole_sentence():
    sentence = "Ani menunggu " + "sangat lama " * 20
    failed = Event(0.0, Kind.FAILED, "Ani", fields={"sentence": sentence.strip()})
    lines = picture(sent("Ani", "halo\n"), failed)
    at = next(number for number, line in enumerate(lines) if "✗" in line)
    assert lines[at].index("✗") == lines[at - 1].index("│"), "on its own lifeline"
    assert " ".join(" ".join(lines[at + 1 :]).split()) == sentence.strip()


def test_a_prompt_and_what_stands_above_it_are_all_shown():
    lines = picture(Event(0.0, Kind.SHOWN, SERVER, b"Alamat server\nMasukkan Username: "))
    assert "Alamat server" in lines[1] and "Masukkan Username:" in lines[2]


@pytest.mark.parametrize("width", [30, 60, 80, 120])
@pytest.mark.parametrize("clients", [1, 3, 5])
def test_no_line_is_wider_than_the_terminal(width, clients):
    names = [f"Klien{number}panjang" for number in range(clients)]
    events = [STARTED, *(got(name, "こんにちは🚀 " * 30 + "\n") for name in names)]
    events += [sent(name, "satu\ndua" * 20) for name in names]
    events += [Event(0.0, Kind.SHOWN, SERVER, b"layar " * 50)]
    for line in picture(*events, width=width):
        assert cell_len(line) <= width, line


def test_more_columns_than_cells_are_drawn_all_the_same():
    sketch = Sketch([f"K{number}" for number in range(100)], 80)
    assert cell_len(sketch.header().plain) <= 80


def test_a_ladder_without_columns_is_drawn():
    failed = Event(0.0, Kind.FAILED, "", fields={"sentence": "server.py tidak ada."})
    assert "server.py tidak ada." in "".join(picture(failed))


def test_hostile_text_acts_on_nothing():
    hostile = "\x1b[2J[red]merah[/]\u202e"
    failed = Event(0.0, Kind.FAILED, "Ani", fields={"sentence": hostile})
    text = "".join(picture(got("Ani", f"{hostile}\n"), failed))
    assert text.count("␛[2J[red]merah[/]\\u202e") == 2 and text.isprintable()
