"""Where `pantau` shows its view: a whole screen, or lines where there is no terminal."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Protocol

from rich.console import Console
from rich.live import Live

from penilai.panel import Panel
from penilai.view import View


class Display(Protocol):
    """Shows a view; `said` is what has happened since the last one, in lines."""

    def show(self, view: View, said: list[str]) -> None: ...


class Lines:
    """Line after line on standard output, for a file or a pipe."""

    def show(self, view: View, said: list[str]) -> None:
        """Print what has happened."""
        for line in said:
            print(line, flush=True)


class Screen:
    """The whole terminal, which shows what it showed before when it is given back."""

    def __init__(self) -> None:
        self._console = _console()
        self._live = Live(console=self._console, screen=True, auto_refresh=False)
        self._shown: object = None

    def show(self, view: View, said: list[str]) -> None:
        """Draw the view, if it or the size of the window has changed."""
        if self._shown != (now := (view, self._console.size)):
            self._shown = now
            self._live.update(Panel(view), refresh=True)

    def __enter__(self) -> Screen:
        self._live.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._live.update("", refresh=True)  # some terminals keep lines when they were resized
        self._live.__exit__(kind, value, traceback)


def has_keyboard_and_screen() -> bool:
    """Is there somebody who can press keys, and a screen that can be drawn upon?"""
    if sys.stdin is None or not sys.stdin.isatty():
        return False
    console = _console()
    return console.is_terminal and not console.is_dumb_terminal


def _console() -> Console:
    return Console(highlight=False, markup=False, emoji=False)
