"""Where the parts of a ladder stand in a picture whose width nobody knows: all in percent."""

from __future__ import annotations

import re
from dataclasses import dataclass

from penilai.ladder import Ladder
from penilai.language import mark, tr
from penilai.rungs import Row, Segment
from penilai.segments import dump
from penilai.story import Kind

MOST_SEGMENTS = 8  # whose bytes are shown of one row
MOST_BYTES = 256  # of one segment
_LINES = re.compile(r"(?<=⏎)")
_STYLES = {Kind.SHOWN: "shown", Kind.TYPED: "typed", Kind.FAILED: "failed"}


@dataclass(frozen=True)
class Bytes:
    """The bytes of one segment, with a line on top that says whose they are."""

    caption: str
    dump: str


@dataclass(frozen=True)
class Stroke:
    """One row of the picture. `xs` are the arrow's beginning and its ends, `at` a sign's place.

    A label stands beside a sign, and else around `middle`.
    """

    style: str
    steps: str
    pieces: list[str]  # of the label; the lines, where several are glued or shown
    notes: list[str]
    middle: float
    xs: list[float]
    at: float | None
    shaft: str
    ends: str  # whether the label's line began before or goes on after
    bytes: list[Bytes]


def place(ladder: Ladder, name: str) -> float:
    """Where the lifeline of this column stands."""
    return round((ladder.columns.index(name) + 0.5) * 100 / len(ladder.columns), 3)


def strokes(ladder: Ladder) -> list[Stroke]:
    """The rows of the picture."""
    return [_stroke(ladder, row) for row in ladder.rows]


def _stroke(ladder: Ladder, row: Row) -> Stroke:
    known = [name for name in (row.who, *row.peers) if name in ladder.columns]
    xs = [place(ladder, name) for name in known]
    steps = "–".join(dict.fromkeys(map(str, (min(row.steps), max(row.steps))))) if row.steps else ""
    splits = row.cut.glued or row.kind is Kind.SHOWN
    shaft = "glued" if row.cut.glued else "" if row.cut.whole else "cut"
    fact = "" if row.kind in (Kind.SENT, Kind.RECEIVED) else "fact"
    return Stroke(
        style=_STYLES.get(row.kind, shaft or fact),
        steps=steps,
        pieces=[piece for piece in _LINES.split(row.label) if piece] if splits else [row.label],
        notes=row.notes,
        middle=(min(xs) + max(xs)) / 2 if row.peers and xs else 50.0,
        xs=xs if row.peers else [],
        at=xs[0] if xs and not row.peers else None,
        shaft=shaft,
        ends=f"{'opens' * row.cut.begins_inside} {'goes-on' * row.cut.ends_inside}".strip(),
        bytes=_bytes(row),
    )


def _bytes(row: Row) -> list[Bytes]:
    filled = [segment for segment in row.segments if segment.data]
    shown = [Bytes(_caption(segment), _dump(segment.data)) for segment in filled[:MOST_SEGMENTS]]
    if more := len(filled) - len(shown):
        shown.append(Bytes(tr(mark("… dan {count} segmen lagi")).format(count=more), ""))
    return shown


def _caption(segment: Segment) -> str:
    ends = dict.fromkeys((segment.sender, segment.receiver))
    says = tr(mark("{ends} · {size} byte · {ms:.1f} ms"))
    return says.format(ends=" → ".join(ends), size=len(segment.data), ms=segment.at * 1000)


def _dump(data: bytes) -> str:
    more = ["…"] if len(data) > MOST_BYTES else []
    return "\n".join([*dump(data[:MOST_BYTES]), *more])
