"""Single keys: which signs count as keys, and the terminal is given back in every case."""

import os
import queue
import sys

import pytest

from penilai import keys

posix = pytest.mark.skipif(os.name != "posix", reason="needs a terminal device")


@pytest.mark.parametrize(
    ("sent", "means"),
    [
        ("h", ["h"]),
        ("Q", ["q"]),
        ("hn", ["h", "n"]),
        ("\x1b[A\x1b[D\x1bOP", []),  # arrows and F1: the D is no diagram
        ("\x1b[15~l", ["l"]),
        ("\x1b[1;5Cd", ["d"]),
        ("\x1b", []),
        ("\x1bq", []),  # Alt and q
        ("\r\n\t\x1a\x04", []),
        ("é漢", ["é", "漢"]),
    ],
)
def test_letters_are_keys_and_arrows_are_not(sent, means):
    assert keys.pressed(sent) == means


@pytest.fixture
def keyboard():
    """A terminal as our standard input; what is written to it is typed."""
    import pty

    near, far = pty.openpty()
    kept = os.dup(0)
    os.dup2(far, 0)
    os.close(far)
    yield near
    os.dup2(kept, 0)
    os.close(kept)
    os.close(near)


def settings():
    import termios

    return termios.tcgetattr(0)


@posix
def test_a_key_is_told_without_enter(keyboard):
    told = queue.Queue()
    with keys.Keys(told.put):
        os.write(keyboard, b"h\x1b[Bq")
        assert [told.get(timeout=10), told.get(timeout=10)] == ["h", "q"]


@posix
@pytest.mark.parametrize("error", [None, KeyboardInterrupt, SystemExit, ValueError])
def test_the_terminal_is_as_before_whatever_happens(keyboard, error):
    before = settings()
    try:
        with keys.Keys(lambda key: None):
            assert settings() != before, "echo and lines are off meanwhile"
            if error:
                raise error
    except BaseException as raised:
        assert isinstance(raised, error)
    assert settings() == before


@posix
def test_ctrl_c_still_interrupts_and_ctrl_z_stops_nothing(keyboard):
    import termios

    with keys.Keys(lambda key: None):
        _, _, _, local, _, _, signs = settings()
        assert local & termios.ISIG and signs[termios.VINTR] == b"\x03"
        assert signs[termios.VSUSP] == b"\x00", "it would leave our screen behind"


@posix
def test_a_keyboard_that_is_gone_is_told():
    told = queue.Queue()
    reader, writer = os.pipe()
    kept = os.dup(0)
    os.dup2(reader, 0)
    try:
        made = keys.Keys(told.put)
        made._thread.start()  # a pipe has no settings
        os.close(writer)
        assert told.get(timeout=10) == keys.GONE
        made.__exit__(None, None, None)
    finally:
        os.dup2(kept, 0)
        os.close(kept)
        os.close(reader)


def test_it_can_be_imported_without_a_terminal():
    assert "termios" not in vars(keys) and sys.platform
