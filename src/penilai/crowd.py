"""A crowd on the ladder: clients who do the same become one column, and their rows one row."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace

from penilai.rungs import Row
from penilai.segments import WHOLE
from penilai.story import Kind

FEWEST = 3  # who do the same are a crowd
AND_MORE = " …"


def fold(rows: list[Row], names: Iterable[str]) -> list[Row]:
    """The rows with crowds folded.

    Of a crowd, the first thing that each does becomes one row, then all that each hears
    until its second, then that, and so on; so cause still stands above effect.
    """
    crowds = _crowds(rows, names)
    programs = {row.who for row in rows if row.kind is Kind.STARTED}
    done: Counter[str] = Counter()  # how much each one has done by itself
    steps = 0
    folded: dict[tuple[object, ...], Row] = {}
    for number, row in enumerate(rows):
        client = next((name for name in (row.who, *row.peers) if name not in programs), "")
        steps += len(row.steps)
        key: tuple[object, ...] = (number,)
        if row.peers and client:
            done[client] += row.who == client
            key = (crowds.get(client, client), row.kind, row.who == client, done[client])
        elif row.kind is Kind.SHOWN:
            key = (row.who, row.kind, steps)  # the screen of one who serves a crowd
        renamed = _renamed(row, crowds)
        folded[key] = _merged(folded[key], renamed) if key in folded else renamed
    return list(folded.values())


def _crowds(rows: list[Row], names: Iterable[str]) -> dict[str, str]:
    """For each who belongs to a crowd the name of that crowd.

    The programs are none, and neither is the one whose step failed.
    """
    deeds: dict[str, list[Kind]] = {name: [] for name in names}
    for row in rows:
        if row.who in deeds and row.kind not in (Kind.RECEIVED, Kind.WAITED):
            deeds[row.who].append(row.kind)
    alike = defaultdict[tuple[Kind, ...], list[str]](list)
    for name, kinds in deeds.items():
        if not {Kind.STARTED, Kind.FAILED} & set(kinds):
            alike[tuple(kinds)].append(name)
    groups = [members for members in alike.values() if len(members) >= FEWEST]
    return {member: _name(members) for members in groups for member in members}


def _name(members: list[str]) -> str:
    """`Klien b … t (19)` for those whose names begin alike, else the first and the last name."""
    letters = itertools.takewhile(lambda found: len(set(found)) == 1, zip(*members, strict=False))
    common = "".join(found[0] for found in letters)
    first, last = (name[len(common) : len(common) + 1] for name in (members[0], members[-1]))
    if not (common and first and last):
        common, first, last = "", members[0], members[-1]
    return f"{common} {first} … {last} ({len(members)})".strip()


def _renamed(row: Row, crowds: dict[str, str]) -> Row:
    peers = tuple(crowds.get(peer, peer) for peer in row.peers)
    return replace(row, who=crowds.get(row.who, row.who), peers=peers)


def _merged(first: Row, row: Row) -> Row:
    mixed = first.mixed or first.text != row.text
    if first.kind is Kind.SHOWN:
        return replace(
            first, text=f"{first.text}⏎{row.text}", segments=first.segments + row.segments
        )
    return replace(
        first,
        text=first.text if first.mixed or not mixed else first.text + AND_MORE,
        mixed=mixed,
        cut=first.cut if first.cut == row.cut else WHOLE,
        steps=first.steps + row.steps,
        segments=first.segments + row.segments,
        times=first.times + row.times,
    )
