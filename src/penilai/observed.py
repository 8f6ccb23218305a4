"""A chat that is being watched: who is who, what to draw next, and what there was in the end."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import replace

from rich.text import Text

from penilai.ladder import broadcasts, columns
from penilai.rungs import Row, Rows
from penilai.sketch import Sketch
from penilai.story import Event, Kind

QUESTION = "nick"
NAME = 20  # letters of a name that fits above a column
KEPT = 20_000  # of the last events; a chat may last for hours


class Observed:
    """Takes in events one by one, and draws them `width` cells wide."""

    def __init__(self, width: int) -> None:
        self.messages = 0
        self._width = width
        self._rows = Rows()
        self._events: deque[Event] = deque(maxlen=KEPT)
        self._names: dict[str, str] = {}  # clients by the name that we gave them: their own
        self._asked: set[str] = set()
        self._gone: set[str] = set()
        self._columns: list[str] = []
        self._sketch: Sketch | None = None

    def add(self, event: Event) -> None:
        """Take in what happened next."""
        self._events.append(event)
        if event.kind is Kind.SENT:
            self.messages += max(1, event.data.count(b"\n"))
            self._learn(event)
        elif event.kind in (Kind.CLOSED, Kind.RESET):
            self._gone |= {event.who, event.peer}
        self._rows.add(
            replace(event, kind=Kind.RECEIVED, who=event.peer, peer=event.who)
            if event.kind is Kind.SENT
            else event
        )

    def draw(self) -> Iterator[Text]:
        """The lines for all that came since the last time."""
        for row in broadcasts(self._rows.take()):
            yield from self._header(row)
            assert self._sketch is not None
            peers = tuple(map(self._name, row.peers))
            yield from self._sketch.row(replace(row, who=self._name(row.who), peers=peers))

    @property
    def events(self) -> list[Event]:
        """The last ones, with the names that were learned."""
        return [
            replace(event, who=self._name(event.who), peer=self._name(event.peer))
            for event in self._events
        ]

    def _name(self, given: str) -> str:
        return self._names.get(given, given)

    def _learn(self, event: Event) -> None:
        """A client's answer to NICK is its name."""
        text = event.data.decode("utf-8", "replace")
        if event.who in self._asked:
            self._asked.remove(event.who)
            name = text.partition("\n")[0].strip()
            if name.isprintable() and 0 < len(name) <= NAME:
                taken = {self._name(other) for other in self._columns if other != event.who}
                self._names[event.who] = f"{name} ({event.who})" if name in taken else name
                self._sketch = None
        elif text.strip().casefold().endswith(QUESTION):
            self._asked.add(event.peer)

    def _header(self, row: Row) -> Iterator[Text]:
        """The names anew, where somebody came or got a name; who has gone is left out then."""
        new = [name for name in columns([row]) if name not in self._columns]
        if new:
            self._columns = [name for name in self._columns if name not in self._gone] + new
            self._gone &= set(self._columns)
        if new or self._sketch is None:
            self._sketch = Sketch([self._name(name) for name in self._columns], self._width)
            yield self._sketch.header()
