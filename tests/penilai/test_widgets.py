"""The answer to a look: what the script of Tcl writes, and what a liar might."""

from __future__ import annotations

import pytest

from penilai import gestures, widgets
from penilai.widgets import Widget


def coded(text: str) -> str:
    return "x" + text.encode().hex()


def row(path: str, kind: str, text: str) -> str:
    words = [coded(path), coded("."), coded(kind), coded("normal"), *"1 2 30 40 1 0 0".split()]
    return " ".join([*words, coded(text)])


def test_a_look_is_read() -> None:
    look = widgets.parse("client", f"after#1,after#2\n{row('.e', 'Entry', 'halo {é} 🚀')}")
    assert look.timers == {"after#1", "after#2"}
    assert look.widgets == (
        Widget("client", ".e", ".", "Entry", "normal", 1, 2, 30, 40, text="halo {é} 🚀"),
    )


def test_no_widgets_and_no_timers_are_a_look_too() -> None:
    assert widgets.parse("client", "") == widgets.Look(frozenset(), ())


@pytest.mark.parametrize("answer", ["\nx", "\nnot hexadecimal at all", "\n" + " ".join("x" * 12)])
def test_another_answer_is_refused(answer: str) -> None:
    with pytest.raises(ValueError):
        widgets.parse("client", answer)


def test_a_flood_of_widgets_is_bounded() -> None:
    answer = "\n".join(["", *[row(".e", "Entry", "")] * 5000])
    assert len(widgets.parse("client", answer).widgets) == widgets.MOST


def test_what_a_program_wrote_cannot_end_a_script_of_ours() -> None:
    evil = Widget("client", ".a} ; exit ; {", ".", "Entry")
    for script in (gestures.click(evil), gestures.type_in(evil, '"]} [exit] $x \n')):
        assert "exit" not in script and script.isascii()
