"""Runs of one stage in the background: the newest is graded, the one before it cancelled."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from penilai.grade import Cancelled, Grader
from penilai.outcome import CheckResult, StageReport


@dataclass(frozen=True)
class Checked:
    """One check of a run is done."""

    run: int
    result: CheckResult


@dataclass(frozen=True)
class Done:
    """A run is complete."""

    run: int
    report: StageReport


@dataclass(frozen=True)
class Broken:
    """No run can be made; `error` says why."""

    error: BaseException


class Runs:
    """Grades `folder` again and again; `tell` is called from another thread."""

    def __init__(
        self, grader: Grader, folder: Path, tell: Callable[[Checked | Done | Broken], None]
    ) -> None:
        self._grader, self._folder, self._tell = grader, folder, tell
        self._changed = threading.Condition()
        self._wanted = self._finished = 0
        self._closing = False
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def start(self) -> int:
        """Grade what the folder holds now, and nothing older; returns the number of the run."""
        with self._changed:
            self._wanted += 1
            self._changed.notify()
            number = self._wanted
        self._grader.cancel()
        return number

    def cancel(self) -> None:
        """End the run, if there is one: there is nothing to grade."""
        with self._changed:
            self._finished = self._wanted = self._wanted + 1
        self._grader.cancel()

    def close(self) -> None:
        """End the run; nothing is told after this."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        self._grader.cancel()
        self._thread.join()

    def _run(self) -> None:
        try:
            while (number := self._next()) is not None:
                self._grade(number)
        except BaseException as error:  # whoever listens raises it in the main thread
            self._tell(Broken(error))

    def _next(self) -> int | None:
        with self._changed:
            self._changed.wait_for(lambda: self._closing or self._finished != self._wanted)
            return None if self._closing else self._wanted

    def _grade(self, number: int) -> None:
        seed = random.randrange(10**6)
        try:
            report = self._grader.grade(
                self._folder,
                seed,
                lambda result: self._tell(Checked(number, result)),
                lambda: self._is_newest(number),
                events=True,
            )
        except Cancelled:
            return  # if it was not old yet, the next turn grades it again
        with self._changed:
            self._finished = max(self._finished, number)
        self._tell(Done(number, report))

    def _is_newest(self, number: int) -> bool:
        with self._changed:
            return number == self._wanted and not self._closing
