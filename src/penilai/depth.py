"""How much of each student's story there is room for on the page of a class."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from penilai.studentpage import Person

LARGEST = 3_000_000  # bytes of a page that opens at once
A_CELL, A_PART, A_LINE, A_STEP = 14, 300, 230, 10  # bytes of markup, roughly


class Depth(Enum):
    """All of each story, its end, or only what its check is called; the template knows them."""

    STORIES = "stories"
    ENDS = "ends"
    NAMES = "names"


def chosen(people: Sequence[Person], cells: int) -> Depth:
    """The deepest that leaves room for these and the `cells` of the map."""
    told = [line.check for p in people for part in p.parts for line in part.told]
    parts = sum(len(p.parts) for p in people)
    room = LARGEST - cells * A_CELL - parts * A_PART - len(told) * A_LINE
    ends = sum(len(c.title) + len(c.advice) + len("".join(c.story[-1:])) for c in told)
    if ends + sum(len(step) + A_STEP for c in told for step in c.story[:-1]) <= room:
        return Depth.STORIES
    return Depth.ENDS if ends <= room else Depth.NAMES
