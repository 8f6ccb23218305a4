"""The ladder of messages: participants as columns, and what happened between them as rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from penilai import crowd
from penilai.rungs import Row, Rows
from penilai.segments import speaks_lines
from penilai.story import Event, Kind

MANY = 6  # columns; with more, those who do the same are folded into one
MOST = 120  # rows that anybody looks at
LOOK_BACK = 6  # rows; the segments of one broadcast stand closer together


@dataclass(frozen=True)
class Ladder:
    """Columns in the order of their appearance, and rows in the order of time."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def build(events: Iterable[Event]) -> Ladder:
    """The ladder of a whole story."""
    events = list(events)
    rows = Rows(_speak_lines(events))
    for event in events:
        rows.add(event)
    drawn = rows.take()
    names = columns(drawn)
    if len(names) > MANY:
        drawn = crowd.fold(drawn, names)
    drawn = broadcasts(drawn)
    return Ladder(columns(drawn), tuple(_bounded(drawn)))


def _speak_lines(events: list[Event]) -> dict[tuple[str, str], bool]:
    """For each sender and receiver: do their messages end with a newline?"""
    said = defaultdict[tuple[str, str], list[bytes]](list)
    for event in events:
        if event.data and (pair := ends(event)):
            said[pair].append(event.data)
    return {pair: speaks_lines(segments) for pair, segments in said.items()}


def ends(event: Event) -> tuple[str, str] | None:
    """Sender and receiver of a segment; None for what is none."""
    if event.kind is Kind.SENT:
        return event.who, event.peer
    return (event.peer, event.who) if event.kind is Kind.RECEIVED else None


def columns(rows: Iterable[Row]) -> tuple[str, ...]:
    """All who appear, in the order of their appearance."""
    names = dict.fromkeys(
        name for row in rows if row.kind is not Kind.FAILED for name in (row.who, *row.peers)
    )
    return tuple(name for name in names if name)


def broadcasts(rows: Iterable[Row]) -> list[Row]:
    """The same segment to several, one after the other, becomes one row with many arrows."""
    merged: list[Row] = []
    for row in rows:
        place = _same_broadcast(merged, row) if row.kind is Kind.RECEIVED else None
        if place is None:
            merged.append(row)
            continue
        first = merged[place]
        merged[place] = replace(
            first,
            peers=first.peers + row.peers,
            steps=first.steps + row.steps,
            segments=first.segments + row.segments,
            times=max(first.times, row.times),
        )
    return merged


def _same_broadcast(rows: list[Row], row: Row) -> int | None:
    """The row that this one is a further arrow of, if each receiver keeps its own order."""
    for place in range(len(rows) - 1, max(-1, len(rows) - 1 - LOOK_BACK), -1):
        other = rows[place]
        if other.kind is Kind.SHOWN:
            continue
        if other.kind is not Kind.RECEIVED or other.who != row.who or row.peers[0] in other.peers:
            return None
        if (other.text, other.cut) == (row.text, row.cut):
            return place
    return None


def _bounded(rows: list[Row]) -> list[Row]:
    """The first and the last rows of a very long ladder."""
    if len(rows) <= MOST:
        return rows
    first, last = rows[: MOST // 2], rows[-MOST // 2 :]
    left_out = Event(first[-1].at, Kind.OMITTED, "", fields={"count": len(rows) - MOST})
    between = Rows()
    between.add(left_out)
    return [*first, *between.take(), *last]
