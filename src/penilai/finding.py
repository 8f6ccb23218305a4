"""Where is what, in a window: found as a person finds it, by what it says and where it lies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from penilai import wording
from penilai.widgets import BUTTONS, ENTRIES, Widget

SEND = "kirim send submit post enter ➤ ➜ ➔ → ▶ ✈ 📨 📤".split()
NAME = "nama name nick user julukan panggilan".split()
WHERE = {"127.0.0.1": "alamat host server ip".split(), "port": ["port"]}
CANCEL = "batal cancel keluar exit quit tutup close hapus clear".split()
ONE_LINE = 60  # pixels; what is higher shows many lines


@dataclass(frozen=True)
class Asked:
    """A question of the program's: where the answer goes, the button beside it, its words."""

    entry: Widget
    button: Widget | None
    words: str

    @property
    def wants_address(self) -> str:
        """`127.0.0.1` or `port` if that is what it asks for, else empty."""
        if says(self.words, NAME):
            return ""
        for what, words in WHERE.items():
            if says(self.words, words):
                return what
        return ""


def says(text: str, words: Iterable[str]) -> bool:
    """Does this text hold one of the words?"""
    folded = text.casefold()
    return any(word in folded for word in words)


def question(widgets: list[Widget]) -> Asked | None:
    """The place where the program asks for something before the chat, if there is one now.

    A window of a dialog's kind counts, and one that has no place for messages.
    """
    for window in sorted({w.window for w in widgets}, key=lambda path: -path.count(".")):
        inside = [w for w in widgets if w.window == window]
        places = [w for w in inside if w.takes_text and not many_lines(w)]
        if not places or (is_chat(inside) and len(places) < 2):
            continue
        labels = [w for w in inside if w.text and not w.takes_text and w.kind not in BUTTONS]
        named = [w for w in labels if says(w.text, NAME)] or labels
        sends = any(says(w.text, SEND[:2]) for w in inside if w.kind in BUTTONS)
        if (is_chat(inside) or sends) and not any(says(w.text, NAME) for w in named):
            continue
        entry = min(places, key=lambda place: _nearness(place, named))
        return Asked(entry, _accepting(entry, inside), " ".join(w.text for w in labels)[:200])
    return None


def is_chat(inside: list[Widget]) -> bool:
    """Is this the window of the chat: is there a place where messages are shown?"""
    return any(many_lines(widget) for widget in inside)


def many_lines(widget: Widget) -> bool:
    """Does this widget show many lines?"""
    shows = widget.kind in ("Text", "Listbox", "Treeview", "Canvas")
    return shows and widget.height > ONE_LINE


def field(widgets: list[Widget]) -> Widget | None:
    """Where a person types a message: an entry, beside the button that sends it, or lowest."""
    places = [w for w in widgets if w.takes_text]
    single = [w for w in places if w.kind in ENTRIES]
    if not single:
        return min(places, key=lambda w: (w.width * w.height, -w.y), default=None)
    buttons = [w for w in widgets if _sends(w)]
    return min(single, key=lambda place: (_nearness(place, buttons), -place.y))


def send_button(widgets: list[Widget]) -> Widget | None:
    """What a person presses to send: what says so, else the button nearest to the field."""
    place = field(widgets)
    found = [w for w in widgets if _sends(w)]
    if place is None or found:
        return min(found, key=lambda w: w.kind not in BUTTONS, default=None)
    near = [w for w in widgets if w.kind in BUTTONS and w.window == place.window]
    near = [w for w in near if not says(w.text, CANCEL)]
    return min(near, key=place.distance, default=None)


def shown(widgets: list[Widget], words: str) -> Widget | None:
    """The widget, not the one for typing, that shows these words."""
    place, form = field(widgets), wording.wanted(words)
    showing = [w for w in widgets if w is not place and form in wording.plain(w.text)]
    return max(showing, key=many_lines, default=None)


def all_words(widgets: list[Widget]) -> str:
    """What can be read in the windows, for a story."""
    return " | ".join(w.text.strip()[-300:] for w in widgets if w.text.strip())


def _sends(widget: Widget) -> bool:
    short = len(widget.text) <= 20 and widget.text.strip()
    clickable = widget.kind in BUTTONS or widget.kind in ("Label", "TLabel", "Canvas")
    return bool(short) and clickable and says(widget.text, SEND)


def _nearness(place: Widget, others: list[Widget]) -> float:
    return min((place.distance(other) for other in others), default=-place.y)


def _accepting(entry: Widget, inside: list[Widget]) -> Widget | None:
    """The button that accepts what was typed into `entry`; None: Enter does."""
    buttons = [w for w in inside if w.kind in BUTTONS and not says(w.text, CANCEL)]
    return min(buttons, key=entry.distance, default=None)
