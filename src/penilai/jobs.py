"""The pytest side of the worker: a run loop over jobs, one folder to grade each."""

from __future__ import annotations

import gc
import json
import os
import tempfile
import time
from pathlib import Path
from typing import IO, Any, NoReturn

import pytest

from penilai import plugin, sandbox
from penilai.errors import UserError
from penilai.language import mark, tr
from penilai.outcome import CheckResult
from penilai.stage import Stage

FORKS = hasattr(os, "fork")


class Jobs:
    """A pytest plugin whose run loop is a loop over jobs."""

    def __init__(self, stage: Stage, jobs: IO[str], answers: IO[str]) -> None:
        self._stage, self._jobs, self._answers = stage, jobs, answers
        self._broken = ""

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
        gc.collect()
        gc.freeze()  # a collection in a fork would copy every page of pytest's
        for line in self._jobs:
            job = json.loads(line)
            if FORKS:
                self._in_a_fork(session, job)
            else:
                self._grade(session, job)
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

    def _in_a_fork(self, session: pytest.Session, job: dict[str, Any]) -> None:
        worker = os.getpid()
        with tempfile.TemporaryDirectory(prefix="penilai-", ignore_cleanup_errors=True) as scratch:
            child = os.fork()
            if child == 0:
                tempfile.tempdir = scratch  # so that we can tidy up even when it is killed
                self._as_the_fork(session, job, worker)
            _, status = os.waitpid(child, 0)
        if status:
            self._tell(done=False, seconds=0.0)

    def _as_the_fork(self, session: pytest.Session, job: dict[str, Any], worker: int) -> NoReturn:
        code = 1
        try:
            sandbox.end_with_parent(worker)
            self._grade(session, job)
            code = 0
        finally:
            os._exit(code)

    def _grade(self, session: pytest.Session, job: dict[str, Any]) -> None:
        began = time.monotonic()
        session.config.stash[plugin.ON_RESULT] = self._result
        grading = plugin.begin(session.config, self._stage, Path(job["folder"]), job["seed"])
        grading.keeps_events = job.get("events", False)
        try:
            for item, following in zip(session.items, [*session.items[1:], None], strict=True):
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        finally:
            session._setupstate.teardown_exact(None)  # an interrupted check has not done it
            grading.close()
        self._tell(done=True, seconds=time.monotonic() - began)

    def _result(self, result: CheckResult) -> None:
        self._tell(result=result.as_json(), events=result.events)

    def _tell(self, **fields: Any) -> None:
        try:
            self._answers.write(json.dumps(fields) + "\n")
            self._answers.flush()
        except BrokenPipeError:
            raise KeyboardInterrupt from None  # whoever asked has gone
