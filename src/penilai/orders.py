"""What the grader asks of its worker: jobs, and the wish that the running one shall end.

A job is a JSON line, `{"cancel": true}` is about the job before it, and the end of the lines
ends the running job too. `Piped` waits for a child that does the job; `Threaded`, for
systems that cannot fork, interrupts the process that does it itself.
"""

from __future__ import annotations

import _thread
import contextlib
import json
import os
import queue
import select
import threading
from collections.abc import Iterator
from typing import Any


class Cancelled(Exception):
    """The job was ended before its time."""


class Piped:
    """Orders from a descriptor, read when we please: no thread is needed, so we may fork."""

    def __init__(self, number: int) -> None:
        self._number, self._rest, self._ended = number, b"", False
        self._waiting: list[dict[str, Any]] = []

    def jobs(self) -> Iterator[dict[str, Any]]:
        """The jobs as they come; what cancels one that is over means nothing."""
        while True:
            while not self._waiting:
                if self._ended:
                    return
                self._read()
            job = self._waiting.pop(0)
            if "cancel" not in job:
                yield job

    def cancelled_before(self, end: int, seconds: float | None = None) -> bool:
        """Wait until the descriptor `end` tells of a child's end, or the job is cancelled.

        With `seconds` only the child can end the wait, and it is no longer than that.
        """
        if seconds is not None:
            return not select.select([end], [], [], seconds)[0]
        while not self._cancelled():
            # a job in line: whoever sent it has the result of this one, and means the next
            listening = [] if self._waiting else [self._number]
            if end in select.select([end, *listening], [], [])[0]:
                return False
            self._read()
        return True

    def _cancelled(self) -> bool:
        return self._ended if not self._waiting else "cancel" in self._waiting[0]

    def _read(self) -> None:
        data = os.read(self._number, 65536)
        self._ended = not data
        *lines, self._rest = (self._rest + data).split(b"\n")
        self._waiting += map(json.loads, lines)


class Threaded:
    """Orders read by a thread, which interrupts the main one when its job is cancelled."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._waiting: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self._lock, self._busy, self._cancelled = threading.Lock(), False, False
        threading.Thread(target=self._read, daemon=True).start()

    def jobs(self) -> Iterator[dict[str, Any]]:
        """The jobs as they come."""
        while (job := self._waiting.get()) is not None:
            yield job

    @contextlib.contextmanager
    def cancellable(self) -> Iterator[None]:
        """Around a job in this process; raises Cancelled instead of the interrupt."""
        try:
            with self._lock:
                self._busy = True
            yield
            with self._lock:
                self._busy = False
        except KeyboardInterrupt:
            if self._cancelled:
                raise Cancelled from None
            raise
        if self._cancelled:  # at its very end, so that the interrupt may come now
            raise Cancelled

    def _read(self) -> None:
        with os.fdopen(os.dup(self._number), encoding="utf-8") as lines:
            for line in lines:
                order = json.loads(line)
                self._cancel() if "cancel" in order else self._waiting.put(order)
        self._waiting.put(None)
        self._cancel()

    def _cancel(self) -> None:
        with self._lock:
            if self._busy and not self._cancelled:
                self._cancelled = True
                _thread.interrupt_main()
