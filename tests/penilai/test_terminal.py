"""A keyboard that is a terminal, in both tiers: what is typed there is echoed, or hidden."""

import contextlib
import os

import pytest

from penilai.console import Console
from penilai.events import Hub
from penilai.sandbox import choose, keyboard
from penilai.sandbox.box import Box
from penilai.sandbox.portable import Portable
from penilai.story import Story, Unmet

TIER = choose()

pytestmark = pytest.mark.skipif(not keyboard.OFFERED, reason="this system hands out no terminals")


def box(files):
    if TIER.name != Box.tier:
        pytest.skip(f"no box here: {TIER.reason}")
    return Box(files, {})


@pytest.fixture(params=[box, lambda files: Portable(files, {}, 5005)], ids=["box", "portabel"])
def sits_at(request):
    """Starts a program; returns the console of the person who sits at its terminal."""
    with contextlib.ExitStack() as stack:

        def begin(text, terminal=True):
            tier = request.param({"client.py": text.encode()})
            stack.callback(tier.close)
            program = tier.start("client.py", None, terminal)
            stack.callback(program.stop)
            hub = stack.enter_context(contextlib.closing(Hub()))
            hub.watch(program.news, program.read_news)
            hub.follow(program)
            return stack.enter_context(contextlib.closing(Console(program, hub, Story())))

        yield begin


ASKS = "import getpass\nkata = getpass.getpass('Masukkan password: ')\nprint('dapat', kata[::-1])"


def test_getpass_hides_what_is_typed(sits_at):
    person = sits_at(ASKS)
    person.hides_typing()
    person.types("rahasia")
    person.shows("dapat aisahar")
    assert person.screen.count("rahasia") == 0, person.screen.text
    assert person.screen.count("Masukkan password:") == 1, "and no warning of a pipe"


def test_a_program_that_asks_with_input_shows_what_is_typed(sits_at):
    person = sits_at("print('dapat', input('Masukkan password: ')[::-1])")
    person.hides_typing()
    person.types("rahasia")
    assert person.screen.count("rahasia") == 1, "it was on the screen as soon as it was typed"
    person.shows("dapat aisahar")


def test_hiding_is_over_when_the_password_is_there(sits_at):
    person = sits_at(ASKS + "\nprint(input('lagi: '))")
    person.hides_typing()
    assert not person.echoes
    person.types("rahasia")
    person.shows("lagi:")
    assert person.echoes
    person.types("terbuka")
    person.shows("terbuka", times=2)


def test_what_is_typed_ahead_is_read_later(sits_at):
    person = sits_at("import sys\nprint(sys.stdin.isatty())\nprint(input() + input())")
    person.types("café")
    person.types("网络")
    person.shows("café网络")
    person.shows("True")


def test_control_d_is_the_end_of_input(sits_at):
    person = sits_at("try:\n    input('pesan: ')\nexcept EOFError:\n    print('selesai')")
    person.asks()
    os.write(person._program.stdin, b"\x04")
    person.shows("selesai")
    person.ends(code=0)


def test_who_waits_for_the_terminal_is_seen_to_wait(sits_at):
    person = sits_at("input('pesan: ')")
    person.asks()
    with pytest.raises(Unmet) as caught:
        person.shows("yang tidak pernah datang")
    assert "diam menunggu" in caught.value.tell(), "long before the deadline"


def test_a_flood_on_the_terminal_itself_is_seen_and_ends_with_the_program(sits_at):
    person = sits_at("import os\nfor _ in range(3000): os.write(0, b'banjir\\n' * 100)")
    person.ends(code=0)
    assert person.screen.total > 1 << 20


def test_without_it_the_keyboard_is_a_pipe(sits_at):
    person = sits_at("import os\nprint(os.isatty(0), input())", terminal=False)
    person.types("halo")
    person.shows("False halo")
    assert not person.echoes and person.screen.count("halo") == 1


@pytest.mark.parametrize("sits_at", [lambda files: Portable(files, {}, 5005)], indirect=True)
def test_where_there_are_none_a_password_goes_through_the_pipe(sits_at, monkeypatch):
    monkeypatch.setattr(keyboard, "OFFERED", False)
    person = sits_at(ASKS)
    person.hides_typing()  # nothing can be seen there, so nothing is waited for
    person.types("rahasia")
    person.shows("dapat aisahar")
    assert not person.echoes


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="/proc tells what is open")
def test_no_terminal_stays_open(sits_at):
    person = sits_at("input()")
    person.asks()
    assert len(terminals()) == 1, "our side; theirs is the program's alone"
    person.close()
    person._program.stop()
    person._program.stop()  # once is enough, twice is harmless
    assert terminals() == []


def terminals():
    """The pseudo-terminals that this process holds open, but for its own stdio."""
    found = []
    for number in os.listdir("/proc/self/fd"):
        with contextlib.suppress(OSError):
            if int(number) > 2:
                found.append(os.readlink(f"/proc/self/fd/{number}"))
    return [name for name in found if name.endswith("ptmx") or name.startswith("/dev/pts/")]
