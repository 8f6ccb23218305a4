"""Many submissions: jobs of plain data for any executor, done by warm graders.

A job depends on nothing but itself, so the marks are the same whoever does it, and when.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import threading
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import BrokenExecutor, Executor
from dataclasses import dataclass, field, replace
from typing import Any

from penilai import fingerprint, language, score, stage, submission
from penilai.crew import Crew
from penilai.errors import UserError
from penilai.grade import Grader
from penilai.language import mark, tr
from penilai.outcome import StageReport, Verdict
from penilai.stage import Stage
from penilai.submission import Submission
from penilai.warm import Warm, cores

WARM = Warm()  # the graders of this process
_FIXED_PORT = threading.Lock()  # for whoever may need the stage's own port on this machine
_ROOMY = threading.BoundedSemaphore(cores())  # for a browser or a screen: they take much memory


@dataclass(frozen=True)
class Job:
    """One student's stage. Without files nothing is run: the report says what there was to earn.

    `checks` is the fingerprint of the checks that it is to be graded with, empty for any;
    `portable`: it may be graded where programs cannot be shut in.
    """

    student_id: str
    stage: str
    files: dict[str, bytes]
    seed: int
    missing: dict[str, str] = field(default_factory=dict)
    language: str = "id"
    checks: str = ""
    portable: bool = False


@dataclass(frozen=True)
class Engine:
    """An executor that can do so many jobs `at_once`; for the others see `Crew`."""

    executor: Executor
    at_once: int
    lost: tuple[type[Exception], ...] = (BrokenExecutor,)
    renew: Callable[[], Executor] | None = None
    stop: Callable[[], None] = lambda: None

    def run(self, jobs: Iterable[Job]) -> Generator[tuple[Job, StageReport], None, None]:
        """Each job with its report, as they come; raises UserError. To be closed.

        A job that twice ends the worker that does it is unsure in all its checks.
        """
        crew = Crew(grade, self.executor, self.at_once, self.lost, self.renew, self.stop)
        with contextlib.closing(crew.results(jobs)) as results:
            for job, report in results:
                if report is None:
                    [(_, nothing)] = crew.results([replace(job, files={})])
                    report = _unsure(nothing)
                yield job, score.from_json(report)


def seed_of(seed: int, student_id: str, stage: str) -> int:
    """The seed of one job in a run with this seed, whatever else the run grades."""
    words = f"{seed}/{student_id}/{stage}".encode(errors="surrogatepass")
    return int.from_bytes(hashlib.sha256(words).digest()) % 10**6


def not_isolated(reason: str) -> str:
    """The sentence for a machine that cannot shut programs in."""
    says = mark(
        "Program siswa tidak bisa diisolasi di komputer ini ({reason}), jadi tidak dijalankan. "
        "Kalau Anda percaya pada semua program itu: --tanpa-isolasi"
    )
    return tr(says).format(reason=reason)


# In a worker -----------------------------------------------------------------------------


def grade(job: Job) -> dict[str, Any]:
    """Do a job, with the grader that this thread has warm; the report as JSON.

    Raises UserError where the checks are not those that are wanted, and where programs cannot be
    shut in, though they have to be.
    """
    if language.current() != job.language:
        language.choose(job.language)
    wanted = _stage(job)
    grader = WARM.grader(wanted, job.language)
    rubric = grader.rubric  # waits until the grader knows how it shuts programs in
    if grader.reason and not job.portable:
        raise UserError(not_isolated(grader.reason))
    handed_in = submission.given(wanted, job.files, job.missing)
    if handed_in.files:
        with _turn(grader, wanted, handed_in):
            return score.as_json(_graded(grader, handed_in, job.seed))
    nothing = tr(mark("Tidak ada yang dikumpulkan untuk tahap ini."))
    story = tuple(job.missing.values()) or (nothing,)
    checks = tuple(replace(check, story=story) for check in rubric)
    title = tr(wanted.title)
    return score.as_json(StageReport(wanted.name, title, checks, grader.isolation, job.seed))


def _stage(job: Job) -> Stage:
    found = _stages().get(job.stage)
    if found is None or (job.checks and fingerprint.checks(found) != job.checks):
        says = mark(
            "Sebuah pekerja punya pemeriksaan yang lain untuk {stage}: pasang di sana penilai "
            "dan tahap-tahap yang sama seperti di sini."
        )
        raise UserError(tr(says).format(stage=job.stage))
    return found


@functools.cache
def _stages() -> dict[str, Stage]:
    return stage.find()


def _turn(
    grader: Grader, wanted: Stage, handed_in: Submission
) -> contextlib.AbstractContextManager[Any]:
    """What has to be held while this is graded, beside others in this process."""
    if grader.reason and set(handed_in.files) - set(wanted.programs):
        return _FIXED_PORT  # a module of its own may keep the portable tier from moving the port
    if wanted.screen or wanted.folders:
        return _ROOMY
    return contextlib.nullcontext()


def _graded(grader: Grader, handed_in: Submission, seed: int) -> StageReport:
    """The report; where the process ended in the middle, that of a second try."""
    report = grader.grade(handed_in, seed, still_wanted=WARM.wanted)
    if grader.failed:
        report = grader.grade(handed_in, seed, still_wanted=WARM.wanted)
    return report


def _unsure(fields: dict[str, Any]) -> dict[str, Any]:
    """The report on a job that ends its workers: nothing is known, and nobody is blamed."""
    story = [tr(mark("Dua kali penilai berhenti ketika memeriksa ini. Pengajar yang memutuskan."))]
    verdict = Verdict.BELUM_PASTI.value
    return fields | {"checks": [c | {"verdict": verdict, "story": story} for c in fields["checks"]]}
