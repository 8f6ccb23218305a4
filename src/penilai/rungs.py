"""The rungs of the ladder: rows out of events, one by one as they happen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from penilai import wording
from penilai.language import mark, tr
from penilai.segments import WHOLE, Cut, Direction, read
from penilai.story import Event, Kind, visible

_UNKNOWN: Mapping[tuple[str, str], bool] = {}
LABEL = 120  # letters of one label
ARROWS = {Kind.CONNECTED, Kind.SENT, Kind.RECEIVED, Kind.CLOSED, Kind.RESET}
_SAYS = {
    Kind.STARTED: mark("dijalankan"),
    Kind.ENDED: mark("berakhir, kode keluar {exit}"),
    Kind.CONNECTED: mark("menyambung"),
    Kind.CLOSED: mark("menutup sambungan (FIN)"),
    Kind.RESET: mark("memutus sambungan (RST)"),
    Kind.OMITTED: mark("{count} kejadian tidak digambar"),
}


@dataclass(frozen=True)
class Segment:
    """What one arrow of a row stands for: the bytes, when, from whom to whom."""

    at: float
    sender: str
    receiver: str
    data: bytes


@dataclass(frozen=True)
class Row:
    """One step of the ladder. `at` seconds since the beginning, `steps` its numbers in the story.

    With `peers`, an arrow from `who` to each of them; without, something at the column `who`;
    without `who`, something that concerns them all. `times` tells how many were folded into it,
    `mixed` that they do not all say the same.
    """

    kind: Kind
    at: float
    who: str = ""
    peers: tuple[str, ...] = ()
    text: str = ""
    cut: Cut = WHOLE
    steps: tuple[int, ...] = ()
    segments: tuple[Segment, ...] = ()
    times: int = 1
    mixed: bool = False

    @property
    def label(self) -> str:
        """The text, shortened in its middle: what matters stands at either end."""
        text = self.text
        if len(text) > LABEL and self.kind is not Kind.FAILED:
            text = text[: LABEL // 2] + " … " + text[-LABEL // 2 :]
        if self.times == 1:
            return text
        says = tr(mark("{count} segmen: {text}")) if self.mixed else "{count} × {text}"
        return says.format(count=self.times, text=text)

    @property
    def notes(self) -> list[str]:
        """What is to be said of its segments: glued, cut."""
        notes = []
        if self.cut.begins_inside:
            notes.append(tr(mark("lanjutan")))
        if self.cut.glued:
            says = tr(mark("{count} baris lengket"))
            notes.append(says.format(count=self.cut.lines + self.cut.ends_inside))
        if self.cut.ends_inside:
            notes.append(tr(mark("terpotong")))
        return notes


class Rows:
    """Rows out of events; nothing is folded yet.

    `lines` tells of (sender, receiver) whether messages end with a newline, where it is known.
    """

    def __init__(self, lines: Mapping[tuple[str, str], bool] = _UNKNOWN) -> None:
        self._rows: list[Row] = []
        self._step = 0
        self._told: dict[str, tuple[int, ...]] = {}  # steps whose segment is still to come
        self._directions = defaultdict[tuple[str, str], Direction](Direction)
        for pair, known in lines.items():
            self._directions[pair] = Direction(known)

    def take(self) -> list[Row]:
        """The rows so far; they will not change any more."""
        taken, self._rows = self._rows, []
        return taken

    def add(self, event: Event) -> None:
        """Take in the next event."""
        steps: tuple[int, ...] = ()
        if event.says or event.kind is Kind.FAILED:
            self._step += 1
            steps = (self._step,)
        if event.kind is Kind.SENT and not event.data:  # told first; its segment comes next
            self._told[event.who] = steps
        elif (place := self._place_of(event)) is not None:
            row = self._rows[place]
            self._rows[place] = replace(row, steps=row.steps + steps)
        elif event.kind is Kind.SHOWN:
            self._show(event)
        else:
            self._rows.append(self._row(event, self._told.pop(event.who, ()) + steps))

    def _row(self, event: Event, steps: tuple[int, ...]) -> Row:
        sender, receiver = event.who, event.peer
        if event.kind is Kind.RECEIVED:
            sender, receiver = receiver, sender
        row = Row(event.kind, event.at, sender, text=_text(event), steps=steps)
        if event.kind not in ARROWS or not receiver:
            typed = (Segment(event.at, sender, sender, event.data),) if event.data else ()
            return replace(row, segments=typed)
        if event.kind is Kind.CONNECTED:
            for pair in ((sender, receiver), (receiver, sender)):
                self._directions[pair].restart()
        cut = self._directions[sender, receiver].add(event.data) if event.data else WHOLE
        segment = Segment(event.at, sender, receiver, event.data)
        return replace(row, peers=(receiver,), cut=cut, segments=(segment,))

    def _show(self, event: Event) -> None:
        """What a screen shows comes in pieces: an unfinished line goes on where it stopped."""
        segment = Segment(event.at, event.who, event.who, event.data)
        text = _screen(event.data)
        place = self._unfinished(event.who, text)
        if place is None:
            row = Row(Kind.SHOWN, event.at, event.who, text=text)
            self._rows.append(replace(row, segments=(segment,)))
            return
        segments = (*self._rows[place].segments, segment)
        text = _screen(b"".join(each.data for each in segments))
        self._rows[place] = replace(self._rows[place], text=text, segments=segments)

    def _unfinished(self, who: str, more: str) -> int | None:
        """The row with the last line of this screen, if `more` belongs to it.

        A line that ends with a blank is a question; the next words are an answer to it.
        """
        for place in reversed(range(len(self._rows))):
            row = self._rows[place]
            if row.who == who and row.kind is Kind.SHOWN:
                return None if more and row.segments[-1].data.endswith((b"\n", b" ")) else place
            if row.who == who and row.kind is Kind.TYPED:
                return None
        return None

    def _place_of(self, event: Event) -> int | None:
        """The row that a step in words belongs to: what was received, shown, or ended before."""
        if not event.says or event.kind not in (Kind.WAITED, Kind.ENDED):
            return None
        candidates = [n for n, row in enumerate(self._rows) if _concerns(row, event)]
        words = wording.wanted(str(event.fields.get("words") or ""))
        if event.kind is Kind.WAITED:
            if not words:
                return None
            texts = {n: wording.plain(self._rows[n].text) for n in candidates}
            candidates = [n for n in candidates if words in texts[n]] or candidates
        return candidates[-1] if candidates else None


def _concerns(row: Row, event: Event) -> bool:
    """Could this row be what `event` tells of?"""
    if event.kind is Kind.ENDED:
        return row.kind is Kind.ENDED and row.who == event.who
    if event.peer:  # it was told by one end of a conversation, else at a screen
        return event.who in row.peers
    return row.kind is Kind.SHOWN and row.who == event.who


def _text(event: Event) -> str:
    """What the ladder says of an event."""
    if event.kind in (Kind.SENT, Kind.RECEIVED):
        return read(event.data)
    if event.kind is Kind.TYPED:
        return read(event.data).removesuffix("⏎")
    if event.kind is Kind.FAILED:
        return visible(event.fields["sentence"])
    says = _SAYS.get(event.kind, "")
    return tr(says).format(**event.fields) if says else event.text()


def _screen(data: bytes) -> str:
    return read(data.rstrip(b"\r\n"))
