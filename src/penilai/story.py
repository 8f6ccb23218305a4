"""What happened, in order: who sent, received, typed or showed which bytes, and when.

The story is data (`Event`) and is told in words (`tell`). A step that a check waited for
and that did not happen is raised as `Unmet`; the story then ends with it.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from penilai.events import Waited
from penilai.language import mark, tr

SHOWN = 160  # characters of one text that a story quotes
KEPT = 4000  # events of a story that are kept; 20 clients who all talk make some 900


class Kind(Enum):
    """What an event is; the values are those of the stored story."""

    STARTED = "started"
    ENDED = "ended"
    CONNECTED = "connected"
    SENT = "sent"
    RECEIVED = "received"  # one segment, as one `recv` gave it
    TYPED = "typed"
    SHOWN = "shown"
    CLOSED = "closed"
    RESET = "reset"
    WAITED = "waited"
    FAILED = "failed"  # the step that did not happen; the field `sentence` tells it
    OMITTED = "omitted"  # so many events (`count`) of a flood are not kept


@dataclass(frozen=True)
class Event:
    """One thing that happened: `at` seconds since the story began, `who` did it.

    `peer` is the other side: of what was sent the receiver, of what was received the sender.
    `says` is a message for the reader with `{fields}`; empty for an event that is only
    data (a segment received), which is not told as a step of its own.
    """

    at: float
    kind: Kind
    who: str
    data: bytes = b""
    says: str = ""
    fields: dict[str, Any] = field(default_factory=dict)
    peer: str = ""

    def text(self) -> str:
        """The step in the chosen language."""
        return tr(self.says).format(**{k: shown(v) for k, v in self.fields.items()})

    def as_json(self) -> dict[str, Any]:
        """Plain data; each byte is a letter of latin-1, and what is empty is left out."""
        fields = {"who": self.who, "peer": self.peer, "says": self.says, "fields": self.fields}
        begins = {"at": round(self.at, 6), "kind": self.kind.value}
        data = {"data": self.data.decode("latin-1")} if self.data else {}
        return begins | data | {name: value for name, value in fields.items() if value}

    @staticmethod
    def from_json(stored: dict[str, Any]) -> Event:
        """The inverse of `as_json`; raises KeyError or ValueError for other data."""
        names = ("who", "says", "fields", "peer")
        more = {name: stored[name] for name in names if name in stored}
        data = stored.get("data", "").encode("latin-1")
        return Event(stored["at"], Kind(stored["kind"]), data=data, **{"who": "", **more})


class Story:
    """The events of one check."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self.events: list[Event] = []

    def add(
        self,
        kind: Kind,
        who: str,
        data: bytes = b"",
        says: str = "",
        /,
        *,
        peer: str = "",
        **fields: Any,
    ) -> None:
        """Append an event, now; `who` is one of the fields of its sentence."""
        at = time.monotonic() - self._began
        self.events.append(Event(at, kind, who, data, says, {"who": who, **fields}, peer))

    def tell(self) -> list[str]:
        """The steps in words, in the chosen language."""
        return [event.text() for event in self.events if event.says]


def bounded(events: list[Event]) -> list[Event]:
    """The events, of a flood only the first and the last ones."""
    if len(events) <= KEPT:
        return events
    first, last = events[: KEPT // 2], events[-KEPT // 2 :]
    left_out = Event(first[-1].at, Kind.OMITTED, "", fields={"count": len(events) - KEPT})
    return [*first, left_out, *last]


class Unmet(Exception):
    """A step that was waited for and did not happen: the student's program is wrong.

    `says` with its fields is the sentence, `instead` what came, `why` how the wait ended.
    """

    def __init__(
        self,
        says: str,
        /,
        *,
        instead: str = "",
        why: Waited | None = None,
        advice: str = "",
        **fields: Any,
    ) -> None:
        super().__init__(says.format(**fields))
        self.says, self.fields = says, fields
        self.instead, self.why, self.advice = instead, why, advice

    def tell(self) -> str:
        """The failed step in words: what was awaited, how it ended, what came instead."""
        parts = [tr(self.says).format(**{k: shown(v) for k, v in self.fields.items()})]
        if self.why is not None:
            parts.append(tr(REASONS[self.why]))
        if self.instead:
            parts.append(tr(mark('Yang terlihat: "{text}".')).format(text=shown_end(self.instead)))
        return " ".join(filter(None, parts))


class Unreachable(Unmet):
    """The program could not be talked to at all: every check of it is out of reach."""


REASONS = {
    Waited.HAPPENED: "",
    Waited.ENDED: mark("Program itu sudah berakhir."),
    Waited.QUIET: mark("Itu tidak terjadi, dan program sudah diam menunggu."),
    Waited.SPINNING: mark("Itu tidak terjadi; sebuah loop berputar terus tanpa henti."),
    Waited.FLOODED: mark("Itu tidak terjadi; program membanjiri kita dengan data tanpa henti."),
    Waited.DEADLINE: mark("Itu tidak terjadi sampai batas waktu habis."),
}


def shown(value: Any) -> Any:
    """Student text as data: what acts on a screen made visible, length bounded.

    Values that are no text are returned as they are.
    """
    if not isinstance(value, str):
        return value
    return visible(value[:SHOWN]) + ("…" if len(value) > SHOWN else "")


def shown_end(text: str) -> str:
    """The same for what matters at its end."""
    return ("…" if len(text) > SHOWN else "") + visible(text[-SHOWN:])


def visible(text: str) -> str:
    """Every control character, and every one that turns the writing, as a visible sign."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else _sign(ord(c)) for c in text)


def _sign(code: int) -> str:
    if code < 0x20:
        return chr(0x2400 + code)  # the control pictures of Unicode
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
