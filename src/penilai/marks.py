"""The marks of each student over all stages of a class; pure arithmetic."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction

from penilai import score
from penilai.book import Entry, Student
from penilai.outcome import CheckResult


@dataclass(frozen=True)
class Marks:
    """What a student earned of what was `possible` in these stages, with the entries it is from."""

    student: Student
    entries: tuple[Entry, ...]
    earned: int
    possible: int

    @property
    def unsure(self) -> tuple[CheckResult, ...]:
        """The checks that an instructor has yet to settle: until then the marks are not final."""
        reports = [entry.settled for entry in self.entries]
        return tuple(check for r in reports if r is not None for check in score.unsure(r))

    def of(self, maximum: str) -> str:
        """The share of a `maximum`, which is written as the grade book writes numbers.

        Two decimals, rounded half up, with the decimal mark of the maximum.
        """
        share = Fraction(self.earned, self.possible) if self.possible else Fraction(0)
        cents = share * Fraction(maximum.replace(",", ".")) * 100
        whole, rest = divmod(int(cents + Fraction(1, 2)), 100)
        return f"{whole}{',' if ',' in maximum else '.'}{rest:02}"


def rubric(entries: Sequence[Entry]) -> dict[str, int]:
    """The points that each stage is worth, from whoever has a report of it."""
    worth = dict.fromkeys((entry.stage for entry in entries), 0)
    for entry in entries:
        if entry.report is not None:
            worth[entry.stage] = max(worth[entry.stage], score.possible(entry.report))
    return worth


def by_student(entries: Sequence[Entry], stages: Collection[str] | None = None) -> list[Marks]:
    """The marks of each, in the order of the entries, of all stages or of these.

    A stage of which somebody has no entry counts nothing for them.
    """
    worth = rubric(entries)
    stages = worth if stages is None else stages
    students: dict[str, list[Entry]] = {}
    for entry in entries:
        students.setdefault(entry.student.id, []).append(entry)
    possible = sum(worth.get(stage, 0) for stage in stages)
    return [_marks(own, stages, possible) for own in students.values()]


def _marks(own: list[Entry], stages: Collection[str], possible: int) -> Marks:
    wanted = tuple(entry for entry in own if entry.stage in stages)
    return Marks(own[0].student, wanted, sum(map(earned, wanted)), possible)


def earned(entry: Entry) -> int:
    """The points of one stage; nothing handed in is none."""
    return score.earned(entry.settled) if entry.settled is not None else 0


def titles(entries: Sequence[Entry]) -> dict[str, str]:
    """What each stage is called."""
    found = {entry.stage: entry.stage for entry in entries}
    return found | {e.stage: e.report.title for e in entries if e.report is not None}
