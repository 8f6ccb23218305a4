"""The graders of this process: kept warm, one for each thread that grades."""

from __future__ import annotations

import os
import threading

from penilai.grade import Grader
from penilai.stage import Stage


def cores() -> int:
    """The processors that we may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Warm:
    """A thread keeps the grader of the stage that it graded last.

    A grader's process ends with the thread that has started it (Linux), so each thread has its
    own; and only one, whatever the number of stages, so that memory stays what it is.
    """

    def __init__(self) -> None:
        self._own = threading.local()
        self._graders: set[Grader] = set()
        self._lock = threading.Lock()
        self._stopping = False

    def grader(self, stage: Stage, language: str) -> Grader:
        """This thread's grader for the stage, speaking the language that is chosen."""
        if getattr(self._own, "key", None) != (stage.name, language):
            self._drop()
            made = Grader(stage)
            with self._lock:
                self._graders.add(made)
            self._own.grader, self._own.key = made, (stage.name, language)
        found: Grader = self._own.grader
        return found

    def wanted(self) -> bool:
        """Is anything still wanted of the graders?"""
        return not self._stopping

    def stop(self) -> None:
        """End what is being graded, from another thread; nothing more is begun until `close`."""
        with self._lock:
            self._stopping = True
            running = list(self._graders)
        for grader in running:
            grader.cancel()

    def close(self) -> None:
        """End all graders; none of them may be at work."""
        with self._lock:
            left, self._graders = self._graders, set()
        for grader in left:
            grader.close()
        self._own, self._stopping = threading.local(), False

    def _drop(self) -> None:
        """End this thread's grader, if it has one."""
        if getattr(self._own, "key", None) is not None:
            old: Grader = self._own.grader
            self._own.key = None
            with self._lock:
                self._graders.discard(old)
            old.close()
