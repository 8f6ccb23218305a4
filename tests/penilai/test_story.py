"""What happened, in order, told as steps; student text in it is data and acts on nothing."""

import pytest

from penilai import language, report
from penilai.events import Waited
from penilai.outcome import CheckResult, StageReport, Verdict
from penilai.story import REASONS, SHOWN, Kind, Story, Unmet, Unreachable, shown

SENT = '{who} mengirim "{words}"'
AWAITED = '{who} menunggu "{words}".'


def told(words):
    story = Story()
    story.add(Kind.SENT, "Ani", b"", SENT, words=words)
    return story.tell()[0]


def test_steps_are_told_in_their_order():
    story = Story()
    story.add(Kind.STARTED, "server.py", b"", "{who} dijalankan")
    story.add(Kind.SENT, "Ani", b"halo\n", SENT, words="halo")
    assert story.tell() == ["server.py dijalankan", 'Ani mengirim "halo"']


def test_what_is_only_data_is_kept_but_not_told():
    story = Story()
    story.add(Kind.RECEIVED, "Ani", b"\xff\x00")
    assert story.tell() == [], "a segment is no step"
    [event] = story.events
    assert (event.kind, event.who, event.data) == (Kind.RECEIVED, "Ani", b"\xff\x00")


def test_time_goes_forward_from_the_beginning():
    story = Story()
    for _ in range(3):
        story.add(Kind.RECEIVED, "Ani")
    times = [event.at for event in story.events]
    assert times == sorted(times) and times[0] >= 0, times


@pytest.mark.parametrize(
    ("text", "visible"),
    [
        ("a\nb", "a␊b"),
        ("a\r\n", "a␍␊"),
        ("\x1b[2J", "␛[2J"),
        ("\x00\x07\x08\t", "␀␇␈␉"),
        ("café 🚀", "café 🚀"),
        ("[bold]{words}%s", "[bold]{words}%s"),
    ],
)
def test_control_characters_become_visible(text, visible):
    assert shown(text) == visible
    assert told(text) == f'Ani mengirim "{visible}"'


@pytest.mark.parametrize(
    "letter", ["\x7f", "\x85", "\x9b", "\x9d", "\u202e", "\u2066", "\u2028", "\udcff"]
)
def test_what_acts_on_some_terminals_does_not_get_there(letter):
    assert shown(f"a{letter}b").isprintable(), f"{letter!r} moves or turns what follows"


def test_every_ascii_control_is_visible():
    assert shown("".join(map(chr, range(32)))) == "".join(map(chr, range(0x2400, 0x2420)))


@pytest.mark.parametrize("value", [3, 0, None, 1.5])
def test_what_is_no_text_stays_as_it_is(value):
    assert shown(value) is value


def test_a_long_text_is_cut_and_says_so():
    assert shown("x" * SHOWN) == "x" * SHOWN, "it just fits"
    assert shown("x" * (SHOWN + 1)) == "x" * SHOWN + "…", "one more does not"
    assert len(told("\n" * 100_000)) < SHOWN + 50, "a flood would bury the step"


def test_an_unmet_step_says_what_how_and_what_came_instead():
    tells = Unmet(
        AWAITED, why=Waited.ENDED, instead="b'halo'\x1b", who="Ani", words="halo\n"
    ).tell()
    assert tells.startswith('Ani menunggu "halo␊". Program itu sudah berakhir. '), tells
    assert tells.endswith(": \"b'halo'␛\"."), tells


def test_what_came_instead_matters_at_its_end():
    story = Unmet("Gagal.", instead="awal" + "x" * 1000 + "akhir").tell()
    assert "akhir" in story and "awal" not in story, "an error message stands last"
    assert len(story) < SHOWN + 50, "but not all of it"


def test_an_unmet_step_of_its_own_needs_no_more():
    assert Unmet("{who} berhenti.", who="server.py").tell() == "server.py berhenti."


@pytest.mark.parametrize("text", ["{}", "{0}", "{nama}", "{words}", "%d", "{who.x}", "}{"])
def test_braces_of_a_student_are_only_text(text):
    assert told(text) == f'Ani mengirim "{text}"'
    unmet = Unmet(AWAITED, instead=text, who=text, words=text)
    assert unmet.tell().startswith(f'{text} menunggu "{text}". '), unmet.tell()
    assert unmet.tell().endswith(f': "{text}".'), unmet.tell()


@pytest.mark.parametrize("waited", Waited)
def test_every_way_a_wait_ends_has_its_words(waited):
    assert REASONS[waited] or waited is Waited.HAPPENED, "the student is told why"


def test_unreachable_is_a_kind_of_unmet():
    assert issubclass(Unreachable, Unmet), "it is the student's program that is wrong"


def test_the_language_is_that_of_the_telling():
    story = Story()
    story.add(Kind.STARTED, "server.py", b"", "{who} dijalankan")
    unmet = Unmet(AWAITED, why=Waited.ENDED, who="Ani", words="halo")
    language.choose("en")
    assert story.tell() == ["server.py was started"], "told in English"
    assert "halo" in unmet.tell() and "sudah berakhir" not in unmet.tell(), unmet.tell()


def test_the_terminal_numbers_the_steps():
    steps = ("server.py dijalankan", 'Ani menunggu "[/] halo".')
    check = CheckResult("a::b", "Judul", 5, Verdict.GAGAL, steps, "Petunjuk.")
    console = report.screen()
    with console.capture() as captured:
        report.failures(console, StageReport("a", "A", (check,), "bubblewrap", 1))
    lines = [line.strip() for line in captured.get().splitlines() if line.strip()]
    assert lines[0].endswith("Judul"), "the check comes first"
    assert lines[1:3] == [f"1. {steps[0]}", f"2. {steps[1]}"], "then the steps, as data"
    assert lines[3] == "→ Petunjuk.", "then what to do"
