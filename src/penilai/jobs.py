"""The pytest side of the worker: a run loop over jobs, one folder to grade each."""

from __future__ import annotations

import json
import os
import tempfile
import time
from pathlib import Path
from typing import IO, Any, NoReturn

import pytest

from penilai import plugin, sandbox
from penilai.outcome import CheckResult

FORKS = hasattr(os, "fork")


class Jobs:
    """A pytest plugin whose run loop is a loop over jobs."""

    def __init__(self, name: str, jobs: IO[str], answers: IO[str]) -> None:
        self._name, self._jobs, self._answers = name, jobs, answers

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        try:
            tier = sandbox.choose()
        except sandbox.SandboxError as error:
            self._tell(error=str(error))
            return True
        self._tell(
            rubric=[check.as_json() for check in plugin.rubric(session.items)],
            isolation=tier.name,
            reason=tier.reason,
        )
        for line in self._jobs:
            job = json.loads(line)
            if FORKS:
                self._in_a_fork(session, job)
            else:
                self._grade(session, job)
        return True

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
        grading = plugin.begin(session.config, self._name, Path(job["folder"]), job["seed"])
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
