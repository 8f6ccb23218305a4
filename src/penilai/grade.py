"""One submission: run its checks in a process apart from ours, and read the result."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from penilai.errors import UserError
from penilai.language import current, mark, tr
from penilai.outcome import CheckResult, StageReport, Verdict
from penilai.stage import Stage
from penilai.submission import Submission


class Cancelled(Exception):
    """The job was ended by `Grader.cancel`; what it had found out is not worth keeping."""


class Grader:
    """A warm process that grades submissions of one stage, one after the other.

    The rubric is known before anything runs: every check is blocked until its result comes.
    """

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._rubric: tuple[CheckResult, ...] = ()
        self.isolation = ""
        self.reason = ""  # why the tier is not the isolated one, in its own words
        self.failed = False  # did the process end before the last job was done?
        self._lock = threading.Lock()  # of the process's input, and of these two
        self._running = self._cancelled = False
        self._number = 0  # of the last job; what is still said of an older one is not heard
        self._launch()

    def grade(
        self,
        source: Path | Submission,
        seed: int,
        on_result: Callable[[CheckResult], None] = lambda result: None,
        still_wanted: Callable[[], bool] = lambda: True,
        *,
        events: bool = False,
    ) -> StageReport:
        """The report on programs in a folder, or given; `on_result` is told each check as it comes.

        With `events`, each result holds its story as data, too.
        Checks of which the process could say nothing are unsure: the fault is ours. Raises
        Cancelled after `cancel`, when nothing of the job is left; `still_wanted` is asked when
        `cancel` begins to have its effect, so that no wish to end it is lost.
        """
        job = _told(source) | {"seed": seed, "events": events}
        with self._lock:
            self._running, self._cancelled = True, False
            self._number += 1
        try:
            if not still_wanted():
                raise Cancelled
            return self._graded(job | {"number": self._number}, on_result)
        finally:
            with self._lock:
                self._running = False

    def cancel(self) -> None:
        """End the running job at once, from another thread; without one nothing happens."""
        with self._lock:
            if self._running and not self._cancelled:
                self._cancelled = True
                self._write({"cancel": True})  # a process that has not got the job ignores it

    def _graded(self, job: dict[str, Any], on_result: Callable[[CheckResult], None]) -> StageReport:
        self._greet()
        if self._process.poll() is not None or not self._send(job):
            # it ended while it had nothing to do
            self._relaunch()
            self._send(job)
        report = StageReport(
            self._stage.name, tr(self._stage.title), self._rubric, self.isolation, job["seed"]
        )
        while (answer := self._receive()) is not None:
            if answer["job"] != self._number:
                continue
            if "done" in answer:
                report = replace(report, seconds=answer["seconds"])
                break
            result = CheckResult.from_json(answer["result"])
            result = replace(result, events=tuple(answer["events"]))
            report = report.with_result(result)
            on_result(result)
        if answer is None or "over" in answer:
            self._relaunch()  # the next submission shall not suffer from this one
        if self._cancelled:
            raise Cancelled
        self.failed = answer is None or not answer["done"]
        if self.failed:
            report = _without_the_rest(report)
        return report

    @property
    def name(self) -> str:
        """The name of the stage."""
        return self._stage.name

    @property
    def rubric(self) -> tuple[CheckResult, ...]:
        """The checks with their points, all blocked."""
        self._greet()
        return self._rubric

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin is not None and self._process.stdout is not None
        with contextlib.suppress(OSError):
            self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()

    def __enter__(self) -> Grader:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _launch(self) -> None:
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(
            self._command(), stdin=pipe, stdout=pipe, encoding="utf-8", env=_environment()
        )
        self._greeted = False

    def _command(self) -> list[str]:
        # -P: a student's json.py in the current folder is none of ours
        words = [str(self._stage.folder.resolve()), current(), str(os.getpid())]
        return [sys.executable, "-P", "-m", "penilai.worker", *words]

    def _relaunch(self) -> None:
        self._process.kill()
        self.close()
        self._launch()
        self._greet()

    def _greet(self) -> None:
        """Take in what the process says first: the rubric, and the tier."""
        if self._greeted:
            return
        answer = self._receive()
        if answer is not None and "error" in answer:
            raise UserError(answer["error"])
        if answer is None or not answer["rubric"]:
            says = tr(mark("Pemeriksaan tahap {stage} tidak bisa dimuat. Beri tahu pengajar."))
            raise UserError(says.format(stage=self._stage.name))
        self._rubric = tuple(CheckResult.from_json(check) for check in answer["rubric"])
        self.isolation, self.reason = answer["isolation"], answer["reason"]
        self._greeted = True

    def _send(self, job: dict[str, Any]) -> bool:
        """Hand over the job, unless it is cancelled already; False if the process has ended."""
        with self._lock:
            if self._cancelled:
                raise Cancelled
            return self._write(job)

    def _write(self, order: dict[str, Any]) -> bool:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(order) + "\n")
            self._process.stdin.flush()
        except (OSError, ValueError):  # ValueError: closed, because it is just being replaced
            return False
        return True

    def _receive(self) -> dict[str, Any] | None:
        """The next answer, None when the process has ended."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        return json.loads(line) if line else None


def _told(source: Path | Submission) -> dict[str, Any]:
    """The programs in words for the process: where they lie, or the files themselves."""
    return source.as_json() if isinstance(source, Submission) else {"folder": str(source.resolve())}


def _environment() -> dict[str, str]:
    """Ours, without what a user tells pytest: it would change which checks are run."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    return kept | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}


def _without_the_rest(report: StageReport) -> StageReport:
    """A report whose process ended early: what was not reached is unsure."""
    sentence = tr(mark("Penilai berhenti sebelum pemeriksaan ini; ini bukan kesalahan Anda."))
    checks = tuple(
        replace(check, verdict=Verdict.BELUM_PASTI, story=(sentence,))
        if check.verdict is Verdict.TERBLOKIR and not check.story
        else check
        for check in report.checks
    )
    return replace(report, checks=checks)
