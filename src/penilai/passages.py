"""The passages that two sources share, as lines that stand side by side."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from penilai import winnowing
from penilai.lexing import Word
from penilai.ownwork import Given

TRIED = 16  # places where a passage may go on: bounds the time for sources that repeat themselves
GAP = 3  # lines between two passages on both sides that are shown along with them
MOST_LINES = 80  # of a passage
LONGEST = 160  # characters of a line


class Run(NamedTuple):
    """`length` own words from `left` on one side and from `right` on the other mean the same."""

    left: int
    right: int
    length: int


class Point(NamedTuple):
    """The lines, from 0, in which a word stands that both sides have."""

    left: int
    right: int


@dataclass(frozen=True)
class Line:
    """A line with its `number` from 1; `shared`: with the other side."""

    number: int
    text: str
    shared: bool


@dataclass(frozen=True)
class Passage:
    """What stands on either side; `more` lines are not shown."""

    left: tuple[Line, ...]
    right: tuple[Line, ...]
    more: int = 0


def shared(name: str, left: str, other: str, right: str, given: Given) -> list[Passage]:
    """The passages that two files of these names and texts share, without what was handed out."""
    own, its = given.own(name, left), given.own(other, right)
    points = [
        Point(own[run.left + n].line, its[run.right + n].line)
        for run in _runs(own, its)
        for n in range(run.length)
    ]
    ours, theirs = _mostly(own, (p.left for p in points)), _mostly(its, (p.right for p in points))
    found: list[list[Point]] = []
    for point in points:
        if point.left not in ours or point.right not in theirs:
            continue
        if found and _close(found[-1][-1], point):
            found[-1].append(point)
        else:
            found.append([point])
    rows, its_rows = left.split("\n"), right.split("\n")
    return [_passage(rows, its_rows, one) for one in found]


def whole(name: str, text: str, given: Given) -> list[Line]:
    """A file with the lines marked that are the student's own."""
    lines = {word.line for word in given.own(name, text)}
    return _lines(text.split("\n"), sorted(lines))[:MOST_LINES]


def _runs(left: Sequence[Word], right: Sequence[Word]) -> Iterator[Run]:
    """The longest runs of the same words, in the order of the left side; no word in two."""
    ours, theirs = [w.means for w in left], [w.means for w in right]
    places: dict[bytes, list[int]] = defaultdict(list)
    for place, one in enumerate(winnowing.passages(theirs)):
        if len(places[one]) < TRIED:
            places[one].append(place)
    hashes = winnowing.passages(ours)
    taken: set[int] = set()
    at = 0
    while at < len(hashes):
        runs = (Run(at, there, _length(ours, at, theirs, there)) for there in places[hashes[at]])
        free = [run for run in runs if run.right not in taken]
        best = max(free, key=lambda run: run.length, default=None)
        if best is None:
            at += 1
            continue
        yield best
        taken.update(range(best.right, best.right + best.length))
        at += best.length


def _length(ours: Sequence[str], at: int, theirs: Sequence[str], there: int) -> int:
    length = 0
    most = min(len(ours) - at, len(theirs) - there)
    while length < most and ours[at + length] == theirs[there + length]:
        length += 1
    return length


def _mostly(words: Sequence[Word], shared: Iterable[int]) -> set[int]:
    """Of the lines of shared words those of which at least half is shared."""
    count = Counter(word.line for word in words)
    return {line for line, found in Counter(shared).items() if 2 * found >= count[line]}


def _close(before: Point, after: Point) -> bool:
    steps = after.left - before.left, after.right - before.right
    return all(0 <= step <= GAP + 1 for step in steps)


def _passage(left: Sequence[str], right: Sequence[str], points: Sequence[Point]) -> Passage:
    ours = _lines(left, [point.left for point in points])
    theirs = _lines(right, [point.right for point in points])
    more = max(len(ours), len(theirs)) - MOST_LINES
    return Passage(tuple(ours[:MOST_LINES]), tuple(theirs[:MOST_LINES]), max(more, 0))


def _lines(rows: Sequence[str], shared: Sequence[int]) -> list[Line]:
    """The lines from the first to the last of these."""
    known = set(shared)
    numbers = range(shared[0], shared[-1] + 1) if shared else ()
    return [Line(n + 1, _short(rows[n]), n in known) for n in numbers]


def _short(row: str) -> str:
    row = row.rstrip().expandtabs(4)
    return row if len(row) <= LONGEST else f"{row[:LONGEST]}…"
