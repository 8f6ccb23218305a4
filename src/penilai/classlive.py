"""What is shown while a class is graded: how far we are, and how long it still takes."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterable
from contextlib import closing

from rich.console import Console
from rich.progress import BarColumn

from penilai import report as screens
from penilai import score
from penilai.classroom import Job
from penilai.engines import Opens
from penilai.language import mark, tr
from penilai.live import Line
from penilai.outcome import StageReport

EARLY = 6  # gradings after which it can be guessed how long the others take
LINES = 10  # where the output is no terminal: a line for each tenth


def graded(
    opens: Opens, jobs: Iterable[Job], total: int
) -> Generator[tuple[Job, StageReport], None, None]:
    """Have these `total` jobs done, and show it; each with its report, as they come.

    To be closed by whoever may not take all of them. Raises UserError.
    """
    with (
        opens() as engine,
        closing(engine.run(jobs)) as results,
        ClassLive(screens.screen(), total) as live,
    ):
        for job, report in results:
            yield job, report
            live.one_more(unsure=not score.trustworthy(report))


class ClassLive(Line):
    """A progress line on a terminal, some plain lines elsewhere; `total` gradings are to do."""

    def __init__(self, console: Console, total: int) -> None:
        super().__init__(console, BarColumn(bar_width=30))
        self._console, self._total = console, total
        self._done = self._unsure = 0
        self._began = time.monotonic()
        self._task = self._progress.add_task("", total=total)

    def one_more(self, unsure: bool) -> None:
        """A grading is done; is something of it unsure?"""
        self._done += 1
        self._unsure += unsure
        parts = [self._left()] if self._done >= EARLY else []
        if self._unsure:
            parts.append(tr(mark("{count} belum pasti")).format(count=self._unsure))
        says = " · ".join(parts)
        self._progress.update(self._task, advance=1, description=says)
        tenth = self._total / LINES
        if not self._console.is_terminal and self._done // tenth > (self._done - 1) // tenth:
            self._console.print(" · ".join([f"{self._done}/{self._total}", *parts]))

    def _left(self) -> str:
        """How long it still takes, if it goes on as so far."""
        passed = time.monotonic() - self._began
        minutes, seconds = divmod(round(passed / self._done * (self._total - self._done)), 60)
        if minutes:
            says = tr(mark("sisa {minutes} menit {seconds} detik"))
        else:
            says = tr(mark("sisa {seconds} detik"))
        return says.format(minutes=minutes, seconds=seconds)
