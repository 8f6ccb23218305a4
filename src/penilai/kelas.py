"""`penilai kelas`: grade what a whole class handed in, into a book; what is known is not run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from penilai import classpage, classroom, classview, endings, engines, intake, report, roster
from penilai import score, stage
from penilai.classlive import ClassLive
from penilai.classroom import Job
from penilai.errors import UserError
from penilai.handin import HandIn
from penilai.language import current, mark, tr
from penilai.stage import Stage
from penilai.store import ISOLATED, NOT_ISOLATED, Book, Key, key

SURE, UNSURE = 0, 3  # exit codes


@dataclass(frozen=True)
class Wanted:
    """What is to be graded, and how; `seed` None: that of the book.

    `portable`: also where programs cannot be shut in.
    """

    collection: Path
    target: Path
    stages: Sequence[str] = ()
    roster: Path | None = None
    workers: int | None = None
    engine: str = ""
    portable: bool = False
    seed: int | None = None


@dataclass(frozen=True)
class Task:
    """A hand-in that has to be graded, and the key that its result will have."""

    handed_in: HandIn
    key: Key


def kelas(wanted: Wanted) -> int:
    """Grade what is new, show the class, write its page; returns the exit code.

    Raises UserError; what is recorded by then stays.
    """
    known = stage.find()
    stages = {s.name: s for s in (stage.named(n, known) for n in wanted.stages)} or known
    opens = engines.chosen(wanted.engine, wanted.workers, wanted.portable)
    students = None if wanted.roster is None else roster.read(wanted.roster)
    with endings.in_order(), Book.open(wanted.target) as book:
        if wanted.seed is not None:
            book.set_seed(wanted.seed)
        found = intake.hand_ins(wanted.collection, stages, students, bool(wanted.stages))
        tasks = _noted(book, found, stages, wanted.portable)
        ...
