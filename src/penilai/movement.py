"""Who moves by how much and why, between two gradings of the same files; pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from penilai import marks, score
from penilai.book import Decision, Entry, Student
from penilai.outcome import CheckResult, StageReport, Verdict


@dataclass(frozen=True)
class Change:
    """A check that is not what it was; `before` and `after` are None where it was not there.

    Both hold what counts, decisions included.
    """

    before: CheckResult | None
    after: CheckResult | None

    @property
    def id(self) -> str:
        """What the check is called, in the grade book too."""
        return self._newest.id

    @property
    def points(self) -> int:
        """How many points it gives or takes."""
        return _earned(self.after) - _earned(self.before)

    @property
    def why(self) -> str:
        """The sentence: what the program does not do now, or did not do before; else the title."""
        changed = _verdict(self.before) is not _verdict(self.after)
        for check in (self.after, self.before) if changed else ():
            if check is not None and check.verdict is not Verdict.LULUS and check.story:
                return check.story[-1]
        return self._newest.title

    @property
    def _newest(self) -> CheckResult:
        newest = self.after or self.before
        assert newest is not None
        return newest


@dataclass(frozen=True)
class Movement:
    """One stage of one student: points before and after, what changed, what no longer counts."""

    student: Student
    stage: str
    before: int
    after: int
    changes: tuple[Change, ...]
    superseded: tuple[Decision, ...]


def between(before: Sequence[Entry], after: Sequence[Entry]) -> list[Movement]:
    """Of all whose results changed, in the order of the entries; the points may be the same."""
    newer = {(entry.student.id, entry.stage): entry for entry in after}
    pairs = [(old, newer[old.student.id, old.stage]) for old in before]
    moved = (_movement(old, new) for old, new in pairs)
    return [one for one in moved if one.changes or one.superseded]


def _movement(old: Entry, new: Entry) -> Movement:
    superseded = tuple(d for d in old.decisions if d not in new.decisions)
    changes = tuple(_changes(old.settled, new.settled))
    return Movement(
        old.student, old.stage, marks.earned(old), marks.earned(new), changes, superseded
    )


def _changes(old: StageReport | None, new: StageReport | None) -> Iterator[Change]:
    before = {check.id: check for check in old.checks} if old else {}
    after = {check.id: check for check in new.checks} if new else {}
    for id in dict.fromkeys([*after, *before]):
        change = Change(before.get(id), after.get(id))
        if _standing(change.before) != _standing(change.after):
            yield change


def _standing(check: CheckResult | None) -> tuple[Verdict, int] | None:
    return None if check is None else (check.verdict, check.points)


def _verdict(check: CheckResult | None) -> Verdict | None:
    return check.verdict if check is not None else None


def _earned(check: CheckResult | None) -> int:
    return check.points if check is not None and check.verdict is Verdict.LULUS else 0


def unsure(entries: Sequence[Entry]) -> list[tuple[Entry, CheckResult]]:
    """The checks that an instructor has yet to settle."""
    reports = [(entry, entry.settled) for entry in entries]
    return [(entry, check) for entry, r in reports if r is not None for check in score.unsure(r)]
