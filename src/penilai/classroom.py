"""Many submissions: jobs of plain data for any executor, done by warm processes.

A job depends on nothing but itself, so the marks are the same whoever does it, and when.
"""

from __future__ import annotations

import hashlib
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass, field, replace
from typing import Any

from penilai import language, score, stage, submission
from penilai.errors import UserError
from penilai.grade import Grader
from penilai.language import mark, tr
from penilai.outcome import StageReport, Verdict
from penilai.warm import Warm

WARM = Warm()  # the graders of this process
_FIXED_PORT = threading.Lock()  # held by whoever may need the stage's own port on this machine


@dataclass(frozen=True)
class Job:
    """One student's stage. Without files nothing is run: the report says what there was to earn.

    `portable`: it may be graded where programs cannot be shut in.
    """

    student_id: str
    stage: str
    files: dict[str, bytes]
    seed: int
    missing: dict[str, str] = field(default_factory=dict)
    language: str = "id"
    portable: bool = False


def seed_of(seed: int, student_id: str, stage: str) -> int:
    """The seed of one job in a run with this seed, whatever else the run grades."""
    words = f"{seed}/{student_id}/{stage}".encode(errors="surrogatepass")
    return int.from_bytes(hashlib.sha256(words).digest()) % 10**6


# In a worker -----------------------------------------------------------------------------


def grade(job: Job) -> dict[str, Any]:
    """Do a job, with the grader that this thread has warm; the report as JSON.

    A grader that ends in the middle gets a second try; what it then has not reached is unsure.
    Raises UserError where programs cannot be shut in, though they have to be.
    """
    if language.current() != job.language:
        language.choose(job.language)
    chosen = stage.find()[job.stage]
    grader = WARM.grader(chosen, job.language)
    rubric = grader.rubric
    if grader.reason and not job.portable:
        raise UserError(not_isolated(grader.reason))
    handed_in = submission.given(chosen, job.files, job.missing)
    if not handed_in.files:
        sentences = tuple(job.missing.values()) or (tr(mark("Tidak ada yang dikumpulkan.")),)
        checks = tuple(replace(check, story=sentences) for check in rubric)
        report = StageReport(chosen.name, tr(chosen.title), checks, grader.isolation, job.seed)
        return score.as_json(report)
    if not grader.reason or set(handed_in.files) <= set(chosen.programs):
        return score.as_json(_graded(grader, handed_in, job.seed))
    with _FIXED_PORT:  # a module of their own may keep the portable tier from moving ports
        return score.as_json(_graded(grader, handed_in, job.seed))


def _graded(grader: Grader, handed_in: submission.Submission, seed: int) -> StageReport:
    report = grader.grade(handed_in, seed, still_wanted=WARM.wanted)
    if grader.failed:
        report = grader.grade(handed_in, seed, still_wanted=WARM.wanted)
    return report


def not_isolated(reason: str) -> str:
    """The sentence for a machine that cannot shut programs in."""
    says = mark(
        "Program siswa tidak bisa diisolasi di komputer ini ({reason}), jadi tidak dijalankan. "
        "Kalau Anda percaya pada semua program itu: --tanpa-isolasi"
    )
    return tr(says).format(reason=reason)


# All of them -----------------------------------------------------------------------------


def run(
    jobs: Iterable[Job],
    executor: Executor,
    at_once: int,
    *,
    renew: Callable[[], Executor] | None = None,
    lost: tuple[type[Exception], ...] = (BrokenExecutor,),
) -> Iterator[tuple[Job, StageReport]]:
    """Each job with its report, as they come; so many are under way `at_once`.

    A worker that was `lost` (those errors say so) takes jobs with it: they are done again, one
    by one, so that the one that ends its worker is known, and is unsure when it has done so
    twice. `renew` gives another executor for a broken one. Raises what else a job raises.
    """
    crew = _Crew(executor, renew, lost)
    yield from crew.done(iter(jobs), at_once)
    while crew.suspects:
        yield from crew.done(iter([crew.suspects.popleft()]), 1)


class _Crew:
    """An executor, and the jobs that lost workers have taken with them."""

    def __init__(
        self,
        executor: Executor,
        renew: Callable[[], Executor] | None,
        lost: tuple[type[Exception], ...],
    ) -> None:
        self._executor, self._renew, self._lost = executor, renew, lost
        self.suspects: deque[Job] = deque()
        self._seen: set[tuple[str, str]] = set()  # lost once already

    def done(self, jobs: Iterator[Job], at_once: int) -> Iterator[tuple[Job, StageReport]]:
        """Those that are done; of those that were lost, `suspects` knows."""
        running: dict[Future[dict[str, Any]], Job] = {}
        while True:
            while len(running) < at_once and (job := next(jobs, None)) is not None:
                running[self._submit(job)] = job
            if not running:
                return
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                job = running.pop(future)
                try:
                    report = score.from_json(future.result())
                except self._lost:
                    if (job.student_id, job.stage) not in self._seen:
                        self._seen.add((job.student_id, job.stage))
                        self.suspects.append(job)
                        continue
                    report = self._unsure(job)
                yield job, report

    def _submit(self, job: Job) -> Future[dict[str, Any]]:
        try:
            return self._executor.submit(grade, job)
        except BrokenExecutor:
            if self._renew is None:
                raise
            self._executor = self._renew()
            return self._executor.submit(grade, job)

    def _unsure(self, job: Job) -> StageReport:
        """The report on a job that ends every worker: nothing is known, and nobody is blamed."""
        report = score.from_json(self._submit(replace(job, files={})).result())
        sentence = tr(mark("Dua kali penilai berhenti ketika memeriksa ini; pengajar memutuskan."))
        unsure = replace(report.checks[0], verdict=Verdict.BELUM_PASTI, story=(sentence,))
        checks = [replace(unsure, id=c.id, title=c.title, points=c.points) for c in report.checks]
        return replace(report, checks=tuple(checks))
