"""What of a class has to be graded: what is new. What is known is not run again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from penilai import classroom, language, score
from penilai.classroom import Job
from penilai.handin import HandIn
from penilai.recall import Kept
from penilai.stage import Stage
from penilai.store import ISOLATED, NOT_ISOLATED, Book, Key, key


@dataclass(frozen=True)
class Task:
    """A hand-in that is to be graded, and the key that its result will have."""

    handed_in: HandIn
    key: Key
    portable: bool

    def job(self, seed: int) -> Job:
        """What a worker is told of it."""
        student, name = self.handed_in.student.id, self.handed_in.stage
        files, missing = self.handed_in.files, self.handed_in.missing
        own = classroom.seed_of(seed, student, name)
        now = language.current()
        return Job(student, name, files, own, missing, now, self.key.checks, self.portable)


@dataclass(frozen=True)
class Work:
    """The `tasks`, stage by stage, and how many results are of `older` checks: those stay, for
    marks that somebody knows change only with `regrade`."""

    tasks: list[Task]
    older: int


def plan(
    book: Book,
    found: Sequence[HandIn],
    stages: Mapping[str, Stage],
    portable: bool,
    unsure_again: bool,
) -> Work:
    """Let the book take note of the hand-ins, and choose those of which it has no result.

    With `unsure_again` those too whose result is unsure, and not decided by anybody.
    """
    known = {(one.entry.student.id, one.entry.stage): one for one in book.kept()}
    isolation = NOT_ISOLATED if portable else ISOLATED
    keys: list[Key] = []
    older = 0
    for one in found:
        its = key(one.files, stages[one.stage], book.seed, isolation)
        kept = known.get((one.student.id, one.stage))
        if kept and kept.key and _only_older(kept.key, its):
            its, older = kept.key, older + 1
        keys.append(its)
    book.begin(found, keys)
    tasks = [
        Task(one, its, portable)
        for one, its in zip(found, keys, strict=True)
        if book.outdated(one.student.id, one.stage, its)
        or (unsure_again and _is_unsure(known.get((one.student.id, one.stage))))
    ]
    order = list(stages)  # a grader is kept warm for one stage
    return Work(sorted(tasks, key=lambda task: order.index(task.handed_in.stage)), older)


def _only_older(kept: Key, today: Key) -> bool:
    """Is it of the same submission, and nothing but the checks has changed?"""
    return kept != today and replace(kept, checks=today.checks) == today


def _is_unsure(kept: Kept | None) -> bool:
    settled = kept.entry.settled if kept else None
    return settled is not None and not score.trustworthy(settled)
