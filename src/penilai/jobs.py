"""The pytest side of the worker: a run loop over jobs, one folder to grade each."""

from __future__ import annotations

import contextlib
import gc
import json
import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, NoReturn

import pytest

from penilai import gradings, plugin, sandbox, submission
from penilai.errors import UserError
from penilai.language import mark, tr
from penilai.orders import Cancelled, Piped, Threaded
from penilai.outcome import CheckResult
from penilai.stage import Stage
from penilai.submission import Submission

FORKS = hasattr(os, "fork")
INTERRUPTS = [getattr(signal, n) for n in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, n)]
GRACE = 3.0  # seconds in which a cancelled job may tidy up


class Jobs:
    """A pytest plugin whose run loop is a loop over jobs."""

    def __init__(self, stage: Stage, orders: int, answers: IO[str]) -> None:
        self._stage, self._answers = stage, answers
        self._orders = Piped(orders) if FORKS else Threaded(orders)
        self._number = 0  # of the job that our answers are about
        self._broken = ""
        programs = (stage.folder / name for name in stage.programs)
        self._likely = tuple(path.read_bytes() for path in programs if path.is_file())

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            told = [line for line in str(report.longrepr).splitlines() if line.strip()]
            self._broken = told[-1].removeprefix("E").strip()

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        try:
            tier = sandbox.choose()
            rubric = self._rubric(session)
        except (sandbox.SandboxError, UserError) as error:
            self._tell(error=str(error))
            return True
        self._tell(
            rubric=[check.as_json() for check in rubric],
            isolation=tier.name,
            reason=tier.reason,
        )
        self._prepare()
        for item in session.items:
            _ = item.location  # looked up once, and not in every fork
        gc.collect()
        gc.freeze()  # a collection in a fork would copy every page of pytest's
        for job in self._orders.jobs():
            self._number = job["number"]
            if isinstance(self._orders, Piped):
                self._prepare()
                self._in_a_fork(session, job, self._orders)
            elif not self._here(session, job, self._orders):
                break
        return True

    def _rubric(self, session: pytest.Session) -> list[CheckResult]:
        """The rubric; raises UserError where the checks are wrong: they may be one's own."""
        file = self._stage.checks.name
        if self._broken:
            says = tr(mark("{file} tidak bisa dimuat: {error}"))
            raise UserError(says.format(file=file, error=self._broken))
        if not (rubric := plugin.rubric(session.items)):
            says = tr(mark("Di {file} belum ada tes dengan @pytest.mark.points(N)."))
            raise UserError(says.format(file=file))
        return rubric

    def _prepare(self) -> None:
        """Have ready what all jobs share; a stage with a screen has a box for each submission."""
        if FORKS and not self._stage.screen:
            with contextlib.suppress(sandbox.SandboxError):  # each job tries again by itself
                sandbox.prepare(self._stage.packages, self._likely)

    def _in_a_fork(self, session: pytest.Session, job: dict[str, Any], orders: Piped) -> None:
        worker = os.getpid()
        with _scratch() as scratch:
            end, alive = os.pipe()  # the fork alone holds `alive`: so we see it end
            with _signals_held():  # else one could meet the fork before it knows what to do
                child = os.fork()
                if child == 0:
                    self._as_the_fork(session, job, worker, scratch)
            os.close(alive)
            if orders.cancelled_before(end):
                os.kill(child, signal.SIGTERM)  # it tidies up, as at a Ctrl-C
                if orders.cancelled_before(end, GRACE):
                    os.kill(child, signal.SIGKILL)
            os.close(end)
            _, status = os.waitpid(child, 0)
        _fetch_orphans()
        if status:
            sandbox.tidy_up_after(child)
            self._tell(done=False, seconds=0.0)

    def _as_the_fork(
        self, session: pytest.Session, job: dict[str, Any], worker: int, scratch: str
    ) -> NoReturn:
        code = 1
        try:
            tempfile.tempdir = scratch  # so that the worker can tidy up even when we are killed
            sandbox.end_with_parent(worker)
            _release_signals()
            gc.disable()  # all that it could find goes with this process
            self._grade(session, job)
            code = 0
        finally:
            os._exit(code)

    def _here(self, session: pytest.Session, job: dict[str, Any], orders: Threaded) -> bool:
        """Do the job in this process; False if it was cancelled.

        pytest does not promise to be in order after an interrupt: then this process has
        to end, when it has tidied up, and another one to begin.
        """
        try:
            with orders.cancellable():
                self._grade(session, job)
        except Cancelled:
            self._tell(done=False, seconds=0.0, over=True)
            return False
        return True

    def _grade(self, session: pytest.Session, job: dict[str, Any]) -> None:
        began = time.monotonic()
        session.config.stash[plugin.ON_RESULT] = self._result
        handed_in = self._handed_in(job)
        grading = gradings.begin(session.config, self._stage, handed_in, job["seed"])
        grading.keeps_events = job.get("events", False)
        try:
            for item, following in zip(session.items, [*session.items[1:], None], strict=True):
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        finally:
            session._setupstate.teardown_exact(None)  # an interrupted check has not done it
            grading.close()
        self._tell(done=True, seconds=time.monotonic() - began)

    def _handed_in(self, job: dict[str, Any]) -> Submission:
        if "folder" in job:
            return submission.read(self._stage, Path(job["folder"]))
        return Submission.from_json(job)

    def _result(self, result: CheckResult) -> None:
        self._tell(result=result.as_json(), events=result.events)

    def _tell(self, **fields: Any) -> None:
        try:
            self._answers.write(json.dumps({"job": self._number} | fields) + "\n")
            self._answers.flush()
        except BrokenPipeError:
            raise KeyboardInterrupt from None  # whoever asked has gone


@contextlib.contextmanager
def _scratch() -> Iterator[str]:
    """A folder for all that a job writes; however it ends, an interrupt too, it is removed."""
    folder = ""
    try:
        with _signals_held():  # else one could leave a folder that nobody knows of
            folder = tempfile.mkdtemp(prefix="penilai-")
        yield folder
    finally:
        with _signals_held():  # or half of one
            shutil.rmtree(folder, ignore_errors=True)


def _fetch_orphans() -> None:
    """Take off the process table what forks that were ended have left to us."""
    with contextlib.suppress(ChildProcessError):  # there are none
        while os.waitpid(-1, os.WNOHANG) != (0, 0):
            pass


@contextlib.contextmanager
def _signals_held() -> Iterator[None]:
    """While it lasts, no signal that would interrupt us is delivered."""
    signal.pthread_sigmask(signal.SIG_BLOCK, INTERRUPTS)
    try:
        yield
    finally:
        _release_signals()


def _release_signals() -> None:
    signal.pthread_sigmask(signal.SIG_UNBLOCK, INTERRUPTS)
