"""Eyes on the windows of a program: what they show now, looked at again and again."""

from __future__ import annotations

import contextlib
import time

from penilai.events import SPIN, Hub
from penilai.sandbox import Program
from penilai.tcl import Lost, Tcl
from penilai.widgets import LOOK, Look, Widget, parse

AGAIN = 0.008  # seconds between two looks
ROUNDS = 3  # times that every timer of a program has run: then nothing more will come of itself
FIRST = 0.05  # seconds before it is asked whether anything can still come


class Eyes:
    """Asks every Tk of a program what it shows. `forget` what was seen before a gesture."""

    def __init__(self, tcl: Tcl, program: Program, hub: Hub) -> None:
        self._tcl, self._program, self._hub = tcl, program, hub
        self._open: dict[str, int] = {}  # the question that each has not answered yet
        self._seen: dict[str, Look] = {}
        self._next = 0.0
        self.answers = self._registered = 0
        self.lost = False  # somebody has cut our line to the screen
        tcl.watch(hub, self._read)

    @property
    def widgets(self) -> list[Widget]:
        """What can be seen now."""
        return [widget for look in self._seen.values() for widget in look.widgets]

    @property
    def timers(self) -> set[tuple[str, str]]:
        """The timers that are set, each with its Tk."""
        return {(app, timer) for app, look in self._seen.items() for timer in look.timers}

    def look(self) -> None:
        """Ask all who have answered, unless that was a moment ago."""
        if self.lost or time.monotonic() < self._next:
            return
        self._next = time.monotonic() + AGAIN
        if self._registered != self._tcl.registered:  # who was asked may be no more
            self._registered = self._tcl.registered
            self._open.clear()
        for app in self._tcl.names:
            if app not in self._open:
                self._open[app] = self._ask(app, LOOK)

    def forget(self) -> None:
        """What was seen till now, or is being told, counts no more."""
        self._seen.clear()
        self._open.clear()
        self._next = 0.0

    def does(self, app: str, script: str) -> None:
        """Have this script run there; what is seen from now on is what came of it."""
        self.forget()
        self._ask(app, script)

    def close(self) -> None:
        self._tcl.close(self._hub)

    # -----------------------------------------------------------------------------------

    def _ask(self, app: str, script: str) -> int:
        try:
            return self._tcl.ask(app, script)
        except Lost:
            self._lose()
            return 0

    def _read(self) -> None:
        try:
            self._tcl.read()
        except Lost:
            self._lose()
            return
        for app, question in list(self._open.items()):
            reply = self._tcl.replies.get(question)
            if reply is not None:
                del self._open[app]
                if reply.right:
                    self._take(app, reply.text)
        self._tcl.replies.clear()  # those before the last gesture, and what nobody asked
        for app in self._seen.keys() - self._tcl.names.keys():
            del self._seen[app]  # it is gone, and its windows with it

    def _take(self, app: str, text: str) -> None:
        with contextlib.suppress(ValueError):  # no answer of ours: its Tcl was tampered with
            self._seen[app] = parse(app, text)
            self.answers += 1

    def _lose(self) -> None:
        self.lost = True
        self._tcl.close(self._hub)


class Calm:
    """Will nothing more come of itself? Since this was made, and as far as can be known.

    All threads wait, none but Tk's for a time only; nothing that is shown changes; and every
    timer of Tk that was set has run, and those that these set, `ROUNDS` times.
    """

    def __init__(self, eyes: Eyes, program: Program) -> None:
        self._eyes, self._program = eyes, program
        self._began = time.monotonic()
        self._answers, self._rounds = eyes.answers, 0
        self._timers: set[tuple[str, str]] = set()
        self._view: list[Widget] = []

    def reached(self) -> bool:
        """Ask again and again, after each look."""
        eyes = self._eyes
        if eyes.answers == self._answers or time.monotonic() < self._began + FIRST:
            return False
        self._answers = eyes.answers
        if eyes.widgets != self._view:
            self._view, self._rounds, self._timers = eyes.widgets, 0, eyes.timers
            return False
        if self._timers & eyes.timers:
            return False
        activity = None if self._program.ended else self._program.activity()
        if activity is None or not activity.resting or activity.timed > 1:
            self._rounds = 0
            return False
        self._timers, self._rounds = eyes.timers, self._rounds + 1
        return self._rounds > ROUNDS


class Restless:
    """Has a program come to rest since this was made, or only burned processor time?"""

    def __init__(self, program: Program) -> None:
        self._program, self._rested = program, False
        self._before: float | None = None

    def spins(self) -> bool:
        """Ask again and again; True when it has used `SPIN` seconds without a rest."""
        activity = None if self._rested or self._program.ended else self._program.activity()
        if activity is None:
            return False
        if self._before is None:
            self._before = activity.cpu
        self._rested = activity.resting
        return not self._rested and activity.cpu - self._before > SPIN
