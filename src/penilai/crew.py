"""Jobs on an executor: each comes back once, also what a lost worker took with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

Job = TypeVar("Job")


@dataclass
class Crew(Generic[Job]):
    """`do` is done for each job by the `executor`, for so many of them `at_once`.

    An error among `lost` says that a worker ended under the job. Such jobs are done again, one by
    one, so that the one that ends its worker is known; what it gives the second time is None.
    `renew` gives another executor in the place of a broken one. `stop`, from another thread, makes
    jobs end that nobody wants any more.
    """

    do: Callable[[Job], Any]
    executor: Executor
    at_once: int
    lost: tuple[type[Exception], ...] = (BrokenExecutor,)
    renew: Callable[[], Executor] | None = None
    stop: Callable[[], None] = lambda: None
    _again: list[Job] = field(default_factory=list)

    def results(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, Any]]:
        """Each job with what came of it, as they come; raises what a job raises."""
        for job, future in self._done(jobs, self.at_once):
            try:
                result = future.result()
            except self.lost:
                self._again.append(job)
            else:
                yield job, result
        for job, future in self._done(self._again, 1):
            try:
                result = future.result()
            except self.lost:
                result = None
            yield job, result

    def _done(self, jobs: Iterable[Job], at_once: int) -> Iterator[tuple[Job, Future[Any]]]:
        waiting = iter(jobs)
        running: dict[Future[Any], Job] = {}
        try:
            while True:
                while len(running) < at_once and (job := next(waiting, None)) is not None:
                    running[self._submit(job)] = job
                if not running:
                    return
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    yield running.pop(future), future
        finally:
            if running:
                self._give_up(running)

    def _submit(self, job: Job) -> Future[Any]:
        try:
            return self.executor.submit(self.do, job)
        except BrokenExecutor:
            if self.renew is None:
                raise
            self.executor = self.renew()
            return self.executor.submit(self.do, job)

    def _give_up(self, running: Iterable[Future[Any]]) -> None:
        for future in running:
            future.cancel()
        self.stop()
        wait(running)
