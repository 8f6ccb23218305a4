"""From events to rows: arrows, broadcasts, cut and glued segments, crowds, the failed step."""

import pytest

from penilai import ladder
from penilai.rungs import Rows
from penilai.segments import Cut, Direction, dump, read
from penilai.story import Event, Kind

SERVER = "server.py"


def sent(who, data, says="", **fields):
    return Event(0.0, Kind.SENT, who, data, says, {"who": who, **fields}, SERVER)


def got(who, data):
    return Event(0.0, Kind.RECEIVED, who, data, peer=SERVER)


def shown(data, who=SERVER):
    return Event(0.0, Kind.SHOWN, who, data)


def told(who, says, peer=SERVER, kind=Kind.WAITED, **fields):
    return Event(0.0, kind, who, b"", says, {"who": who, **fields}, peer)


def drawn(*events):
    """Each row as (who, to whom, what, steps)."""
    return [(r.who, r.peers, r.text, r.steps) for r in ladder.build(events).rows]


# Segments --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("segments", "cuts"),
    [
        ([b"satu\n", b"dua\n"], [Cut(), Cut()]),
        ([b"satu\ndua\n"], [Cut(lines=2)]),
        ([b"nol\n", b"sa", b"tu\n"], [Cut(), Cut(), Cut()]),  # half of them: it may be raw
        ([b"0\n", b"1\n", b"sa", b"tu\n"], [Cut(), Cut(), Cut(0, False, True), Cut(1, True)]),
        ([b"satu\n", b"satu\ndu", b"a\n"], [Cut(), Cut(), Cut()]),
        ([b"NICK", b"Ani Bergabung!", b"Ani: halo\n"], [Cut(), Cut(), Cut()]),
    ],
)
def test_how_segments_lie_on_lines(segments, cuts):
    direction = Direction()
    assert [direction.add(segment) for segment in segments] == cuts


@pytest.mark.parametrize(
    ("segments", "cuts"),
    [
        ([b"satu\ndu", b"a\n"], [Cut(1, False, True), Cut(1, True)]),
        ([b"sa", b"t", b"u\n"], [Cut(0, False, True), Cut(0, True, True), Cut(1, True)]),
    ],
)
def test_where_lines_are_known_each_cut_is_seen(segments, cuts):
    direction = Direction(lines=True)
    assert [direction.add(segment) for segment in segments] == cuts


def test_who_is_known_to_speak_lines_is_cut_from_the_first_segment():
    direction = Direction(lines=True)
    assert direction.add(b"sa").ends_inside and direction.add(b"tu\n").begins_inside


def test_a_new_connection_begins_with_a_whole_line():
    direction = Direction(lines=True)
    direction.add(b"setengah")
    direction.restart()
    assert direction.add(b"utuh\n").whole


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"halo\r\n", "halo⏎"),
        ("🚀".encode()[:2], "⟨f0 9f⟩"),
        ("🚀".encode()[2:] + b" halo", "⟨9a 80⟩ halo"),
        (b"\x1b[2J\x00", "␛[2J␀"),
        ("a\u202eb".encode(), "a\\u202eb"),
        (b"", ""),
    ],
)
def test_bytes_are_read_as_they_are(data, text):
    assert read(data) == text


def test_a_dump_shows_place_bytes_and_letters():
    assert dump(b"NICK\n123abc") == [
        "0000  4e 49 43 4b 0a 31 32 33  NICK·123",
        "0008  61 62 63                 abc",
    ]


# Rows ------------------------------------------------------------------------------------


def test_an_arrow_goes_from_sender_to_receiver():
    rows = drawn(got("Ani", b"NICK\n"), sent("Ani", b"Ani\n"))
    assert rows == [(SERVER, ("Ani",), "NICK⏎", ()), ("Ani", (SERVER,), "Ani⏎", ())]


def test_columns_stand_in_the_order_of_appearance():
    events = [told(SERVER, "x", "", Kind.STARTED), got("Budi", b"a"), got("Ani", b"b")]
    assert ladder.build(events).columns == (SERVER, "Budi", "Ani")


def test_a_step_told_in_words_belongs_to_its_segment():
    rows = drawn(
        told("Ani", '{who} mengirim "{words}"', kind=Kind.SENT, words="halo"),
        sent("Ani", b"halo\n"),
        got("Budi", b"Ani: halo\n"),
        got("Budi", b"lain\n"),
        told("Budi", '{who} menerima "{words}"', words="Ani: halo!"),
    )
    assert [steps for *_, steps in rows] == [(1,), (2,), ()], "told and done are one row"


def test_a_step_at_the_screen_belongs_to_what_was_shown():
    rows = drawn(
        got(SERVER, b"x\n"),
        shown(b"Username Ani\n"),
        told(SERVER, "Layar {who}", peer="", words="Ani"),
    )
    assert rows[-1] == (SERVER, (), "Username Ani", (1,))


def test_an_end_that_is_told_later_is_one_row():
    ended = Event(0.0, Kind.ENDED, SERVER, fields={"exit": 0})
    rows = drawn(ended, told(SERVER, "berakhir", "", Kind.ENDED, exit=0))
    assert rows == [(SERVER, (), "berakhir, kode keluar 0", (1,))]


def test_a_screen_is_read_line_by_line_and_a_prompt_stays_alone():
    rows = drawn(shown(b"Username Ani"), shown(b"\n"), shown(b"nama: "), shown(b"halo\n"))
    assert [text for _, _, text, _ in rows] == ["Username Ani", "nama: ", "halo"]


def test_the_same_line_to_several_is_one_row_with_many_arrows():
    rows = drawn(
        got("Ani", b"halo\n"), shown(b"log\n"), got("Budi", b"halo\n"), got("Citra", b"halo\n")
    )
    assert rows[0] == (SERVER, ("Ani", "Budi", "Citra"), "halo⏎", ())
    assert len(rows) == 2


def test_the_same_line_twice_to_one_stays_twice():
    rows = drawn(got("Ani", b"halo\n"), got("Budi", b"halo\n"), got("Ani", b"halo\n"))
    assert [peers for _, peers, *_ in rows] == [("Ani", "Budi"), ("Ani",)], "a fault is to be seen"


def test_each_receiver_keeps_its_own_order():
    rows = drawn(got("Ani", b"1\n"), got("Ani", b"2\n"), got("Budi", b"2\n"), got("Budi", b"1\n"))
    assert [(peers, text) for _, peers, text, _ in rows] == [
        (("Ani",), "1⏎"),
        (("Ani", "Budi"), "2⏎"),
        (("Budi",), "1⏎"),
    ]


def test_the_failed_step_is_the_last_row_with_its_sentence():
    failed = Event(0.0, Kind.FAILED, "Budi", fields={"who": "Budi", "sentence": "{tidak} datang"})
    rows = drawn(sent("Ani", b"a\n", "{who} mengirim"), got("Budi", b"b\n"), failed)
    assert rows[-1] == ("Budi", (), "{tidak} datang", (2,))


def test_a_cut_segment_says_so():
    segments = [b"Ani\n", b"ha", b"lo\ndua\n"]
    rows = ladder.build([sent("Ani", segment) for segment in segments]).rows
    assert [row.notes for row in rows] == [[], ["terpotong"], ["lanjutan", "2 baris lengket"]]


def test_a_raw_server_that_hands_on_a_line_is_not_cut_everywhere():
    segments = [b"NICK", b"Ani Bergabung!", b"Terkoneksi", b"Ani: satu\n", b"Budi: dua"]
    assert not any(row.notes for row in ladder.build([got("Ani", s) for s in segments]).rows)


def test_an_empty_story_has_an_empty_ladder():
    assert ladder.build([]) == ladder.Ladder((), ())


def test_rows_that_were_taken_do_not_come_again():
    rows = Rows()
    rows.add(got("Ani", b"a\n"))
    assert len(rows.take()) == 1 and rows.take() == []


def test_a_very_long_story_is_cut_in_its_middle():
    events = [got("Ani", b"%d\n" % number) for number in range(1000)]
    rows = ladder.build(events).rows
    assert len(rows) == ladder.MOST + 1 and str(1000 - ladder.MOST) in rows[ladder.MOST // 2].text
    assert (rows[0].text, rows[-1].text) == ("0⏎", "999⏎")


# Crowds ----------------------------------------------------------------------------------


def crowd(names):
    yield told(SERVER, "{who} dijalankan", "", Kind.STARTED)
    for name in names:
        yield Event(0.0, Kind.CONNECTED, name, peer=SERVER)
    for name in names:
        yield got(name, b"NICK\n")
        yield sent(name, f"{name}\n".encode())
    for name in names:
        yield from (got(other, f"{name} Bergabung!\n".encode()) for other in names)


def test_a_crowd_is_one_column():
    names = [f"Klien{letter}xyz" for letter in "abcdefghijklmnopqrst"]
    made = ladder.build(crowd(names))
    assert made.columns == (SERVER, "Klien a … t (20)")
    assert len(made.rows) < 10, [row.label for row in made.rows]
    assert "20 × NICK⏎" in [row.label for row in made.rows]
    assert "400 segmen: Klienaxyz Bergabung!⏎ …" in [row.label for row in made.rows]


def test_who_does_something_else_stands_apart_from_the_crowd():
    names = [f"Klien{letter}xyz" for letter in "abcdefgh"]
    more = [sent(names[2], b"halo\n"), Event(0.0, Kind.FAILED, names[4], fields={"sentence": "x"})]
    made = ladder.build([*crowd(names), *more])
    assert set(made.columns) == {SERVER, names[2], names[4], "Klien a … h (6)"}


def test_a_few_are_no_crowd():
    assert ladder.build(crowd(["Ani", "Budi", "Citra"])).columns == (SERVER, "Ani", "Budi", "Citra")
