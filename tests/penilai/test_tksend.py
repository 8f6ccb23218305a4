"""Letters of Tk's `send`: read as data, whoever wrote them."""

from __future__ import annotations

from penilai.tcl import Reply
from penilai.tksend import MOST, parse_letters, parse_registry


def test_an_answer_is_read() -> None:
    letter = b"\0r\0-s 7\0-r x41 x42\nx43\0"
    assert parse_letters(letter) == {7: Reply("x41 x42\nx43", True)}


def test_an_error_of_tcl_is_known_as_one() -> None:
    letter = b"\0r\0-s 8\0-r no such window\0-c 1\0-i trace\0-e NONE\0"
    assert parse_letters(letter) == {8: Reply("no such window", False)}


def test_several_letters_may_come_at_once() -> None:
    letters = b"\0r\0-s 1\0-r one\0\0r\0-s 2\0-r two\0"
    assert {n: r.text for n, r in parse_letters(letters).items()} == {1: "one", 2: "two"}


def test_a_script_for_us_is_not_even_read() -> None:
    assert parse_letters(b"\0c\0-n penilai\0-s exit\0-r 400001 3\0") == {}


def test_rubbish_is_no_answer() -> None:
    for rubbish in (b"", b"\0", b"\0r\0", b"\0r\0-s x\0-r y\0", b"\xff" * 100, b"\0r\0-r y\0"):
        assert parse_letters(rubbish) == {}


def test_programs_are_found_by_their_letter_boxes() -> None:
    assert parse_registry(b"200003 client\x00400003 client #2\0") == {
        "client": 0x200003,
        "client #2": 0x400003,
    }


def test_a_flooded_registry_is_bounded() -> None:
    flood = b"".join(b"%x p%d\0" % (n + 1, n) for n in range(100_000))
    assert len(parse_registry(flood)) == MOST
    assert parse_registry(b"zz name\x00-5 name\0ffffffff far\0no\0\0") == {}
