"""What is shown while checks run: one line that says where we are."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    TaskID,
    TextColumn,
)

from penilai.outcome import CheckResult
from penilai.report import STYLES


class Line:
    """A progress line on a terminal; nothing at all where the output goes to a file."""

    def __init__(self, console: Console, *before: ProgressColumn) -> None:
        self._progress = Progress(
            *before,
            MofNCompleteColumn(),
            TextColumn("{task.description}", markup=False),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )

    def __enter__(self) -> Self:
        self._progress.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._progress.__exit__(kind, value, traceback)


class Live(Line):
    """Which check of which stage was done last."""

    def __init__(self, console: Console) -> None:
        stage = TextColumn("{task.fields[stage]}", markup=False)
        super().__init__(console, stage, BarColumn(bar_width=20))
        self._task: TaskID | None = None

    def stage(self, name: str, checks: int) -> None:
        """A new stage with so many checks begins."""
        if self._task is not None:
            self._progress.remove_task(self._task)
        self._task = self._progress.add_task("", stage=name, total=checks)

    def result(self, result: CheckResult) -> None:
        """One more check is done."""
        assert self._task is not None
        text = f"{STYLES[result.verdict][0]} {result.title}"
        self._progress.update(self._task, advance=1, description=text[:40], refresh=True)
