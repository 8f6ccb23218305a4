"""Whose programs are alike: found by what few share, since what many write says nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from penilai.book import Student

FEWEST = 8  # fingerprints that two have in common: about five lines of their own
FEW = 10  # students who may write the same passage in a class of any size
MANY = 0.5  # of the class: what more than these wrote is the way of the lesson
MOST = 1000  # pairs that are kept, the most alike


@dataclass(frozen=True)
class Program:
    """One `file` that all of `owners` handed in with the same words; `prints` stand for what is
    their own in it.
    """

    file: str
    text: str
    owners: tuple[Student, ...]
    prints: frozenset[bytes]


@dataclass(frozen=True)
class Match:
    """What two have in common, as a share from 0 to 1; without `right` the same words."""

    share: float
    left: Program
    right: Program | None = None

    @property
    def people(self) -> tuple[tuple[Student, ...], ...]:
        sides = (self.left, self.right) if self.right else (self.left,)
        return tuple(side.owners for side in sides)


@dataclass(frozen=True)
class Case:
    """The same people and all files in which they are alike, the most alike first."""

    matches: tuple[Match, ...]

    @property
    def share(self) -> float:
        return self.matches[0].share

    @property
    def people(self) -> tuple[tuple[Student, ...], ...]:
        return self.matches[0].people


def cases(programs: Sequence[Program], students: int, least: float) -> tuple[list[Case], int]:
    """Who is alike by at least this share, the most alike first, and how many were not kept.

    `students` is how many the class has.
    """
    same = [Match(1.0, program) for program in programs if len(program.owners) > 1]
    best, more = _best(_pairs(_rare(programs, students), least))
    found: dict[tuple[tuple[Student, ...], ...], list[Match]] = defaultdict(list)
    for match in (*same, *best):
        found[match.people].append(match)
    made = [Case(tuple(matches)) for matches in found.values()]
    return sorted(made, key=_weight), more


def _weight(case: Case) -> tuple[float, int, int]:
    """The most alike first; of the same ones those who share the most."""
    return -case.share, len(case.people), -len(case.matches[0].left.prints)


def _rare(programs: Iterable[Program], students: int) -> list[tuple[Program, frozenset[bytes]]]:
    """The programs with those of their prints that say something."""
    count: Counter[bytes] = Counter()
    for program in programs:
        count.update(dict.fromkeys(program.prints, len(program.owners)))
    most = max(FEW, students * MANY)
    common = {one for one, found in count.items() if found > most}
    return [(program, program.prints - common) for program in programs]


def _pairs(
    programs: Sequence[tuple[Program, frozenset[bytes]]], least: float
) -> Iterator[tuple[Match, int]]:
    """All pairs of different people that are alike enough, each with how much they share.

    Each print leads to those who have it, so that those who share nothing are never compared.
    """
    having: Mapping[bytes, list[int]] = defaultdict(list)
    for number, (program, prints) in enumerate(programs):
        shared = Counter(chain.from_iterable(having[one] for one in prints))
        for other, count in shared.items():
            before, its = programs[other]
            share = 2 * count / (len(prints) + len(its))
            if count >= FEWEST and share >= least and not set(program.owners) & set(before.owners):
                left, right = sorted((before, program), key=_order)
                yield Match(share, left, right), count
        for one in prints:
            having[one].append(number)


def _best(pairs: Iterable[tuple[Match, int]]) -> tuple[list[Match], int]:
    """The most alike, those who share more before those who share less; how many are not kept."""
    kept: list[tuple[Match, int]] = []
    total = 0
    for pair in pairs:
        total += 1
        kept.append(pair)
        if len(kept) >= 2 * MOST:
            kept = _first(kept)
    kept = _first(kept)
    return [match for match, _ in kept], total - len(kept)


def _first(pairs: list[tuple[Match, int]]) -> list[tuple[Match, int]]:
    return sorted(pairs, key=_rank)[:MOST]


def _rank(pair: tuple[Match, int]) -> tuple[object, ...]:
    match, shared = pair
    names = [[student.id for student in side] for side in match.people]
    return -match.share, -shared, names, match.left.file


def _order(program: Program) -> tuple[list[str], str]:
    return [student.id for student in program.owners], program.file
