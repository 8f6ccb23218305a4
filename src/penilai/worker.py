"""The process that has pytest and the checks of one stage loaded, and grades folder by folder.

It is started as `python -m penilai.worker STAGE LANGUAGE`. It reads jobs as JSON lines from
its standard input and writes JSON lines to its standard output: first the rubric, then for
each job the results as they come and `{"done": ...}`. Where the system can fork, each job is
a fork of the loaded process, so that pytest is loaded once and no job sees another.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import IO, Any

import pytest

from penilai import language, plugin, sandbox, stage
from penilai.outcome import CheckResult

FORKS = hasattr(os, "fork")
_UNUSED = (
    "-p no:cacheprovider -p no:terminal -p no:faulthandler -p no:doctest -p no:unittest "
    "-p no:junitxml -p no:pastebin -p no:legacypath -p no:stepwise -p no:setuponly "
    "-p no:setupplan -p no:debugging -p no:recwarn -p no:warnings -p no:logging -p no:capture "
    "-p no:tmpdir -p no:monkeypatch -p no:unraisableexception -p no:threadexception"
).split()


class Jobs:
    """A pytest plugin whose run loop is a loop over jobs."""

    def __init__(self, name: str, jobs: IO[str], answers: IO[str]) -> None:
        self._name, self._jobs, self._answers = name, jobs, answers

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        tier = sandbox.choose()
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
        child = os.fork()
        if child == 0:
            code = 1
            try:
                self._grade(session, job)
                code = 0
            finally:
                os._exit(code)
        _, status = os.waitpid(child, 0)
        if status:
            self._tell(done=False, seconds=0.0)

    def _grade(self, session: pytest.Session, job: dict[str, Any]) -> None:
        began = time.monotonic()
        session.config.stash[plugin.ON_RESULT] = self._result
        grading = plugin.begin(session.config, self._name, Path(job["folder"]), job["seed"])
        try:
            for item, following in zip(session.items, [*session.items[1:], None], strict=True):
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        finally:
            grading.close()
        self._tell(done=True, seconds=time.monotonic() - began)

    def _result(self, result: CheckResult) -> None:
        self._tell(result=result.as_json())

    def _tell(self, **fields: Any) -> None:
        self._answers.write(json.dumps(fields) + "\n")
        self._answers.flush()


def main(name: str, chosen: str) -> int:
    """Serve jobs for this stage until standard input ends; returns pytest's exit code."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever prints by accident must not speak for the grader
    language.choose(chosen)
    checks = stage.find()[name].checks
    options = ["--noconftest", "-c", os.devnull, "--rootdir", str(checks.parent)]
    jobs = Jobs(name, sys.stdin, answers)
    return pytest.main([*_UNUSED, *options, str(checks)], plugins=[plugin, jobs])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
