"""One wait for everything: sockets, screens and ends of programs, in a single selector.

Every wait has a deadline and ends sooner when nothing can come any more: the program has
ended, or every thread of it waits for something that only we could send, or it burns
processor time without an answer. No wait is for time itself.
"""

from __future__ import annotations

import contextlib
import selectors
import time
from collections.abc import Callable
from enum import Enum, auto
from math import inf
from typing import Any, Protocol

FIRST_LOOK = 0.02  # seconds into a wait after which the programs are looked at
SLICE = 0.05  # seconds between two looks
FLOOD = 4 << 20  # bytes that come in within one wait, and nothing honest sends so many
FLOOD_SEGMENTS = 5000  # nor in so many pieces
SPIN = 0.5  # seconds of processor time without a word that nothing honest needs
SPIN_TALKING = 8 * SPIN  # the same within one wait, while words come: one busy thread slows all
SPIN_STARTING = 4 * SPIN  # imports are work too, and on an old laptop much of it


class Waited(Enum):
    """How a wait came to its end."""

    HAPPENED = auto()
    ENDED = auto()  # no program is left that could make it happen
    QUIET = auto()  # all programs wait for us, and nothing is on its way
    SPINNING = auto()  # a program is busy with itself
    FLOODED = auto()  # it sends or shows more than anybody could have wanted
    DEADLINE = auto()


class Activity(Protocol):
    """What a program is doing at one moment."""

    @property
    def idle(self) -> bool: ...  # every thread waits for something

    @property
    def resting(self) -> bool: ...  # every thread waits, be it for a time

    @property
    def wakes(self) -> float: ...  # seconds until a thread of an idle one goes on by itself

    @property
    def turns(self) -> frozenset[str]: ...  # of threads that wait in turns: another word each turn

    @property
    def trace(self) -> str: ...  # differs when anything else ran in between

    @property
    def cpu(self) -> float: ...  # seconds of processor time since its start


class Watched(Protocol):
    """A running program, as far as a wait needs to know it."""

    @property
    def ended(self) -> bool: ...

    def activity(self) -> Activity | None: ...  # None where the system does not tell


class Hub:
    """Calls back whoever has something to read; `wait` pumps until a fact is true.

    All waits together last `most` seconds; later ones have met their deadline when they begin.
    """

    def __init__(self, most: float = inf) -> None:
        self._left = most
        self._selector = selectors.DefaultSelector()
        self._programs: list[Watched] = []
        self._bytes = self._segments = 0

    def watch(self, source: Any, on_ready: Callable[[], None]) -> None:
        """Call `on_ready` whenever `source` (a socket or descriptor) can be read."""
        self._selector.register(source, selectors.EVENT_READ, on_ready)

    def forget(self, source: Any) -> None:
        """Stop watching `source`; forgetting twice is harmless."""
        with contextlib.suppress(KeyError, ValueError):  # it ended, and was forgotten then
            self._selector.unregister(source)

    def follow(self, program: Watched) -> None:
        """Count `program` among those that can still make things happen."""
        self._programs.append(program)

    def leave(self, program: Watched) -> None:
        """Count it no more: it is about to be stopped."""
        self._programs.remove(program)

    def count(self, size: int, segments: int = 0) -> None:
        """Take note of what a reader has read: a flood ends a wait.

        A screen comes in as many pieces as it likes, so only segments are counted as such.
        """
        self._bytes += size
        self._segments += segments

    def pump(self, seconds: float) -> bool:
        """Handle what is ready, waiting at most `seconds` for it; False if nothing came."""
        ready = self._selector.select(seconds)
        for key, _ in ready:
            key.data()
        return bool(ready)

    def pass_time(self, seconds: float) -> None:
        """Pump for so long: for what no program can hasten, as the next second of a clock."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            self.pump(left)

    def wait(
        self,
        happened: Callable[[], bool],
        seconds: float,
        every: float = SLICE,
        spin: float = SPIN,
    ) -> Waited:
        """Pump until `happened()` or until it no longer can; at most `seconds`.

        `happened` is asked after each event, and `every` so many seconds without one; `spin`
        is the processor time in seconds that the programs may need for their next word.
        """
        if happened():
            return Waited.HAPPENED
        began = time.monotonic()
        try:
            return self._wait(happened, began + min(seconds, self._left), every, spin)
        finally:
            self._left = max(0.0, self._left - (time.monotonic() - began))

    def _wait(
        self, happened: Callable[[], bool], deadline: float, every: float, spin: float
    ) -> Waited:
        patience = _Patience(self._programs, spin, deadline)
        before = (self._bytes, self._segments)
        while True:
            came = self.pump(min(every, patience.slice, max(0.0, deadline - time.monotonic())))
            if happened():
                return Waited.HAPPENED
            reason = patience.ends(came)
            if self._bytes - before[0] > FLOOD or self._segments - before[1] > FLOOD_SEGMENTS:
                return Waited.FLOODED
            if reason is Waited.SPINNING:  # it may well go on talking without end
                return reason
            if reason is not None and not self.pump(0):
                return reason
            if happened():
                return Waited.HAPPENED
            if time.monotonic() >= deadline:
                return Waited.DEADLINE

    def settle(self, seconds: float) -> bool:
        """Wait until the programs have dealt with all that was sent; False if unknown.

        Delivery on the loopback is done when `send` returns, so a program whose threads
        all wait has read it. Two looks, for one thread may hand work to another that was
        looked at before it.
        """
        deadline = time.monotonic() + seconds
        before: list[str] | None = None
        while time.monotonic() < deadline:
            self.pump(0)
            activities = [program.activity() for program in self._programs if not program.ended]
            seen = [activity for activity in activities if activity is not None]
            if len(seen) < len(activities):
                return False
            traces = [activity.trace for activity in seen]
            if all(activity.resting for activity in seen) and traces == before:
                return True
            before = traces if all(activity.resting for activity in seen) else None
        return False

    def close(self) -> None:
        self._selector.close()


class _Patience:
    """Decides, slice by slice, whether a wait can still be rewarded."""

    def __init__(self, programs: list[Watched], spin: float, deadline: float) -> None:
        self._programs, self._spin, self._deadline = programs, spin, deadline
        self._next_look = time.monotonic() + FIRST_LOOK
        self._cpu_before: float | None = None
        self._cpu_at_word: float | None = None
        self._word_came = False
        # of each program the trace, and the turns as they were when it was first seen
        self._since: list[tuple[str, frozenset[str]] | None] = []

    @property
    def slice(self) -> float:
        """Seconds until the next look."""
        return max(0.0, self._next_look - time.monotonic())

    def ends(self, came: bool) -> Waited | None:
        """The reason to stop waiting now, or None; `came`: was there an event?"""
        running = [program for program in self._programs if not program.ended]
        if self._programs and not running:
            return Waited.ENDED
        if came:
            self._since, self._word_came = [], True
        if time.monotonic() < self._next_look:
            return None
        self._next_look = time.monotonic() + SLICE
        activities = [program.activity() for program in running]
        seen = [activity for activity in activities if activity is not None]
        if not seen or len(seen) < len(activities):
            return None
        return self._judge(seen)

    def _judge(self, seen: list[Activity]) -> Waited | None:
        cpu = sum(activity.cpu for activity in seen)
        if self._cpu_before is None:
            self._cpu_before = cpu
        if self._word_came or self._cpu_at_word is None:
            self._cpu_at_word, self._word_came = cpu, False
        if cpu - self._cpu_at_word > self._spin or cpu - self._cpu_before > SPIN_TALKING:
            return Waited.SPINNING
        # Of each program two looks a slice apart with nothing run in between, and every thread
        # that waits in turns has taken one without consequence there: it stays so.
        left = self._deadline - time.monotonic()
        before, self._since = self._since, [_first_seen(a, left) for a in seen]
        if len(before) != len(seen):
            return None
        calm = True
        for number, (old, new) in enumerate(zip(before, self._since, strict=True)):
            if old is None or new is None or old[0] != new[0]:
                calm = False
                continue
            self._since[number] = old
            calm = calm and not old[1] & new[1]
        return Waited.QUIET if calm else None


def _first_seen(activity: Activity, left: float) -> tuple[str, frozenset[str]] | None:
    """Trace and turns of a program that waits for longer than we do; of any other None."""
    if activity.idle and activity.wakes > left:
        return activity.trace, activity.turns
    return None
