"""A person at a program's keyboard and screen."""

import contextlib
import math
import os

import pytest

from penilai import console
from penilai.console import Console
from penilai.events import Hub
from penilai.story import Kind, Story, Unmet

TRACEBACK = """Traceback (most recent call last):
  File "server.py", line 7, in <module>
    main()
  File "server.py", line 3, in main
    1 / 0
ZeroDivisionError: division by zero
"""


class Program:
    """A program that the test plays: its ends of the three pipes."""

    name = "server.py"
    terminal = False

    def __init__(self):
        self.reads, self.stdin = os.pipe()
        self.stdout, self.shows = os.pipe()
        self.stderr, self.complains = os.pipe()
        self.exit = None
        self.looks = 0

    @property
    def ended(self):
        return self.exit is not None

    def activity(self):
        return Waiting()

    def prints(self, text):
        os.write(self.shows, text.encode())

    def ends(self, code=0):
        self.exit = code
        os.close(self.shows), os.close(self.complains)
        self.shows = self.complains = None

    def close(self):
        for end in (self.reads, self.stdin, self.stdout, self.shows, self.stderr, self.complains):
            if end is not None:
                os.close(end)


class Waiting:
    """The activity of a program that waits for us."""

    idle = resting = True
    trace, cpu = "", 0.0
    wakes, turns = math.inf, frozenset[str]()


@pytest.fixture
def program():
    with contextlib.closing(Program()) as made:
        yield made


@pytest.fixture
def story():
    return Story()


@pytest.fixture
def screen(program, story):
    with contextlib.closing(Hub()) as hub:
        hub.follow(program)
        with contextlib.closing(Console(program, hub, story)) as made:
            yield made


def failure(step, *arguments, **more):
    """The sentence with which a step fails."""
    with pytest.raises(Unmet) as caught:
        step(*arguments, **more)
    return caught.value.tell()


def test_what_is_typed_goes_to_the_program_with_enter(program, screen, story):
    screen.types("Ani")
    assert os.read(program.reads, 100) == b"Ani\n"
    assert story.tell() == ['"Ani" diketik di server.py']


def test_typing_where_nobody_reads_any_more_is_no_error_of_ours(program, screen):
    os.close(program.reads)
    program.reads = None
    screen.types("Ani")


def test_what_is_shown_is_seen_on_both_streams(program, screen, story):
    program.prints("Terhubung\n")
    os.write(program.complains, b"Username Ani\n")
    screen.shows("Username Ani")
    screen.shows("Terhubung")
    assert story.tell() == [
        'Layar server.py menampilkan "Username Ani"',
        'Layar server.py menampilkan "Terhubung"',
    ]


def test_what_is_not_shown_fails_with_what_was_shown_instead(program, screen):
    program.prints("b'Ani' masuk\n")
    told = failure(screen.shows, "Ani")
    assert '"Ani"' in told and "b'Ani' masuk" in told, told


def test_what_is_shown_is_counted(program, screen):
    program.prints("halo\nhalo\n")
    screen.shows("halo", times=2)
    assert "halo" in failure(screen.shows, "halo", times=3)


def test_two_messages_must_not_stand_on_one_line(program, screen):
    program.prints("satu\n>> dua\n")
    screen.shows_on_lines_of_their_own("satu", "dua")
    program.prints("tiga empat\n")
    assert "satu baris" in failure(screen.shows_on_lines_of_their_own, "tiga", "empat")


def test_never_showing_is_proved_by_something_later(program, screen):
    program.prints("halo\n")
    screen.never_shows("NICK", before="halo")
    program.prints("NICK\nakhir\n")
    assert "seharusnya tidak tampil" in failure(screen.never_shows, "NICK", before="akhir")


def test_who_waits_for_us_will_not_show_it_either(program, screen):
    screen.never_shows("NICK", before="yang tidak pernah datang")


def test_a_prompt_needs_no_newline(program, screen, story):
    program.prints("Masukkan username: ")
    screen.asks()
    assert story.tell() == ['server.py bertanya "Masukkan username:"']


def test_who_waits_without_a_prompt_asks_too(program, screen, story):
    screen.asks()
    assert len(story.tell()) == 1, "a step of the story, prompt or not"


def test_who_has_ended_does_not_ask(program, screen):
    program.ends(1)
    assert "bertanya" in failure(screen.asks)


def test_an_end_is_told_with_its_code(program, screen, story):
    program.ends(3)
    screen.ends()
    screen.ends(code=3)
    assert story.events[-1].kind is Kind.ENDED and "3" in story.tell()[-1]
    assert "seharusnya 0" in failure(screen.ends, code=0)


def test_who_goes_on_has_not_ended(program, screen):
    assert "seharusnya berakhir" in failure(screen.ends)


def test_last_words_are_read_before_the_end_is_told(program, screen):
    program.prints("Sampai jumpa!\n")
    program.ends()
    screen.ends(code=0)
    assert screen.screen.lines == ["Sampai jumpa!"]


def test_a_screen_that_a_child_holds_open_does_not_hold_up_the_end(program, screen):
    program.exit = 0
    screen.ends(code=0)


def test_a_traceback_is_no_clean_end(program, screen):
    os.write(program.complains, TRACEBACK.encode())
    program.ends(1)
    told = failure(screen.ends, code=1)
    assert "Traceback" in told and "ZeroDivisionError: division by zero" in told, told
    assert "server.py" in told and "3" in told, "the place of the error, not of the call"


@pytest.mark.parametrize(
    ("text", "code", "fails"),
    [
        ("Server tidak bisa dihubungi.\n", 1, ""),
        ("Masukkan username: Server tidak ada\n", 2, ""),
        ("Masukkan username: ", 1, "tanpa satu kalimat"),
        ("", 1, "tanpa satu kalimat"),
        ("Server tidak bisa dihubungi.\n", 0, "0"),
        (TRACEBACK, 1, "Traceback"),
    ],
)
def test_failing_clearly_is_a_sentence_and_a_code(program, screen, text, code, fails):
    program.prints(text)
    program.ends(code)
    if fails:
        assert fails in failure(screen.fails_clearly)
    else:
        screen.fails_clearly()


ERRORS = {
    "in a function": (TRACEBACK, "ZeroDivisionError: division by zero", "server.py", "3"),
    "of another module": (
        'Traceback (most recent call last):\n  File "client.py", line 1, in <module>\n'
        "socket.gaierror: no\njson.decoder.JSONDecodeError: no\n",
        "json.decoder.JSONDecodeError: no",
        "client.py",
        "1",
    ),
    "syntax": (
        '  File "server.py", line 9\n    def f(:\n          ^\nSyntaxError: invalid syntax\n',
        "SyntaxError: invalid syntax",
        "server.py",
        "9",
    ),
    "in a thread": (
        "Exception in thread Thread-1 (handle):\n" + TRACEBACK,
        "ZeroDivisionError: division by zero",
        "server.py",
        "3",
    ),
    "inside a package": (
        'Traceback (most recent call last):\n  File "/home/siswa/app.py", line 5, in <module>\n'
        '    socketio = SocketIO(app, async_mode="eventlet")\n'
        '  File "/opt/paket.zip/engineio/base_server.py", line 94, in __init__\n'
        "ValueError: Invalid async_mode specified\n",
        "ValueError: Invalid async_mode specified",
        "app.py",
        "5",
    ),
    "a page that is not there": (
        "[2026-11-21 15:46:49,811] ERROR in app: Exception on / [GET]\n"
        'Traceback (most recent call last):\n  File "/opt/paket.zip/flask/app.py", line 1511\n'
        '  File "/home/siswa/app.py", line 9, in index\n'
        '  File "/opt/paket.zip/jinja2/loaders.py", line 209, in get_source\n'
        "jinja2.exceptions.TemplateNotFound: index.html\n",
        "jinja2.exceptions.TemplateNotFound: index.html",
        "app.py",
        "9",
    ),
    "the last of two": (
        TRACEBACK + "\n" + TRACEBACK.replace("line 3", "line 33").replace("Zero", "Two"),
        "TwoDivisionError: division by zero",
        "server.py",
        "33",
    ),
}


@pytest.mark.parametrize(("text", "error", "file", "line"), ERRORS.values(), ids=ERRORS)
def test_the_last_error_is_found_with_its_place(program, screen, text, error, file, line):
    os.write(program.complains, text.encode())
    program.ends(1)
    screen.falls_silent()
    words = screen.last_words()
    assert error in words and file in words and line in words, words


@pytest.mark.parametrize(
    "text", ["", "Error\n", "Terjadi kesalahan! OSError: putus\n", 'File "x"\n']
)
def test_other_words_are_no_error(program, screen, text):
    program.prints(text)
    program.ends()
    screen.falls_silent()
    assert not screen.error(), "a program may speak of errors"


def test_a_flood_is_drained_and_not_kept(program, screen, story):
    for _ in range(50):
        program.prints("banjir\n" * 1000)
        screen._hub.pump(0)
    kept = sum(len(event.data) for event in story.events)
    assert kept <= console.KEPT, "the story of a flood is no flood"
    assert len(screen.screen.text) <= 2 * console.KEPT, "nor is the screen"
