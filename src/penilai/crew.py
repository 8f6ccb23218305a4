"""Jobs on an executor: each comes back once, also what a lost worker took with it."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

Job = TypeVar("Job")


@dataclass
class Crew(Generic[Job]):
    """`do` is done for each job by the `executor`, for so many of them `at_once`.

    An error among `lost` says that a worker ended under the job. Such jobs are done again, one by
    one, so that the one that ends its worker is known; what it gives the second time is None.
    `renew` gives another executor in the place of a broken one. `stop` makes those end, from
    another thread, that nobody wants any more.
    """

    do: Callable[[Job], Any]
    executor: Executor
    at_once: int
    lost: tuple[type[Exception], ...] = (BrokenExecutor,)
    renew: Callable[[], Executor] | None = None
    stop: Callable[[], None] = lambda: None
    _running: dict[Future[Any], Job] = field(default_factory=dict)

    def results(self, jobs: Iterable[Job]) -> Generator[tuple[Job, Any], None, None]:
        """Each job with what came of it, as they come; raises what a job raises.

        To be closed by whoever does not want all of them.
        """
        again: list[Job] = []
        try:
            for job, future in self._done(jobs, self.at_once):
                if isinstance(future.exception(), self.lost):
                    again.append(job)
                else:
                    yield job, future.result()
            for job, future in self._done(again, 1):
                ends_it = isinstance(future.exception(), self.lost)
                yield job, None if ends_it else future.result()
        finally:
            self._give_up()

    def _done(self, jobs: Iterable[Job], at_once: int) -> Iterator[tuple[Job, Future[Any]]]:
        waiting = iter(jobs)
        while True:
            while len(self._running) < at_once and (job := next(waiting, None)) is not None:
                self._running[self._submit(job)] = job
            if not self._running:
                return
            for future in wait(self._running, return_when=FIRST_COMPLETED).done:
                yield self._running.pop(future), future

    def _submit(self, job: Job) -> Future[Any]:
        try:
            return self.executor.submit(self.do, job)
        except BrokenExecutor:
            if self.renew is None:
                raise
            self.executor = self.renew()
            return self.executor.submit(self.do, job)

    def _give_up(self) -> None:
        """End what is still under way."""
        if not self._running:
            return
        for future in self._running:
            future.cancel()
        self.stop()
        wait(self._running)
        self._running.clear()
