"""What is shown while a class is graded: how far we are, and how long it still takes."""

from __future__ import annotations

import time
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from penilai.language import mark, tr

EARLY = 6  # gradings after which it can be guessed how long the others take
LINES = 10  # where the output is no terminal: a line for each tenth


class ClassLive:
    """A progress line on a terminal, some plain lines elsewhere; `total` gradings are to do."""

    def __init__(self, console: Console, total: int) -> None:
        self._console, self._total = console, total
        self._done = self._unsure = 0
        self._began = time.monotonic()
        self._progress = Progress(
            BarColumn(bar_width=30),
            MofNCompleteColumn(),
            TextColumn("{task.description}", markup=False),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
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

    def __enter__(self) -> ClassLive:
        self._progress.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._progress.__exit__(kind, value, traceback)
