"""What the threads of a program are doing, read from /proc.

A program whose threads all wait (for us, or for each other) will do nothing more until we do
something, or until one of them goes on by itself: so a wait for it can end long before its
deadline.
"""

from __future__ import annotations

import os
from math import inf

from . import waiting

_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
_RELOADER = b"\0WERKZEUG_RUN_MAIN=true\0"  # in the environment of its child


class Activity:
    """`idle`: every thread waits for something; `resting`: the same, be it only for a time.

    `wakes`: seconds until a thread of an idle program goes on by itself; `turns`: one word for
    each thread that waits in short turns, another one after each turn; `timed`: how many wait
    for a time at most; `trace` changes whenever any other thread has run; `cpu`: seconds of
    processor time so far.
    """

    def __init__(
        self,
        idle: bool,
        resting: bool,
        trace: str,
        cpu: float,
        wakes: float = inf,
        turns: frozenset[str] = frozenset(),
        timed: int = 0,
    ) -> None:
        self.idle, self.resting, self.trace, self.cpu = idle, resting, trace, cpu
        self.wakes, self.turns, self.timed = wakes, turns, timed


def look(pids: list[int], parent: int | None = None) -> Activity | None:
    """The activity of these processes; None where the system does not tell.

    `parent` is whoever fetches their orphans: what those used counts too.
    """
    if not waiting.KNOWN:
        return None
    seen = _Threads(bool(pids))  # none yet: it is just starting
    cpu = 0.0
    for pid in pids:
        try:
            state, own, children = _state_and_times(pid)
            cpu += own + children
            if state in "ZTt":
                seen.traces.append(f"{pid} {state}")
                continue  # over and not yet fetched by its parent, or stopped for good
            threads = os.listdir(f"/proc/{pid}/task")
            for thread in threads:
                seen.add(pid, thread, alone=len(threads) == 1)
        except (FileNotFoundError, ProcessLookupError):
            seen.idle = seen.resting = False  # it is just ending, which is an event of its own
        except OSError:
            return None
    if parent is not None:
        cpu += _state_and_times(parent)[2]
    trace, turns = "\n".join(seen.traces), frozenset(seen.turns)
    return Activity(seen.idle, seen.resting, trace, cpu, seen.wakes, turns, seen.timed)


def beside(own: Activity, screen: Activity | None) -> Activity | None:
    """A program's activity, with the screen that is between it and us: news may wait there."""
    if screen is None:
        return None
    idle, resting = own.idle and screen.idle, own.resting and screen.resting
    trace = f"{own.trace}\n{screen.trace}"
    return Activity(idle, resting, trace, own.cpu, own.wakes, own.turns, own.timed)


class _Threads:
    """What was seen of the threads of a program, one after the other."""

    def __init__(self, any: bool) -> None:
        self.idle = self.resting = any
        self.wakes, self.timed = inf, 0
        self.traces: list[str] = []
        self.turns: list[str] = []

    def add(self, pid: int, thread: str, alone: bool) -> None:
        call = _read(f"/proc/{pid}/task/{thread}/syscall").rstrip()
        ran = _read(f"/proc/{pid}/task/{thread}/schedstat").split(" ", 1)[0]
        how, seconds = waiting.look(pid, call)
        if how != waiting.BUSY and waiting.for_the_disk(_read(f"/proc/{pid}/task/{thread}/stat")):
            how = waiting.BUSY
        self.resting = self.resting and how != waiting.BUSY
        self.timed += how != waiting.FOREVER
        if how == waiting.TURNS:
            self.turns.append(f"{thread}:{ran}")
            call = ran = ""
        elif thread == str(pid) and not alone and waiting.sleeps(call) and _reloads(pid):
            call = ran = ""
        else:
            self.idle = self.idle and how in (waiting.FOREVER, waiting.UNTIL)
            self.wakes = min(self.wakes, seconds)
        self.traces.append(f"{thread} {ran} {call}")


def _reloads(pid: int) -> bool:
    """Does the main thread of this process only look for changed files, beside the server's?

    So it is in the program that werkzeug's reloader (`debug=True`) has started once more.
    """
    return _RELOADER in b"\0" + _read_bytes(f"/proc/{pid}/environ")


def family(pid: int) -> list[int]:
    """This process and all its living descendants."""
    found, unseen = [], [pid]
    while unseen:
        found.append(unseen.pop())
        try:
            for thread in os.listdir(f"/proc/{found[-1]}/task"):
                children = _read(f"/proc/{found[-1]}/task/{thread}/children")
                unseen += [int(child) for child in children.split()]
        except OSError:
            continue  # it is just ending
    return found


def memory(pids: list[int]) -> int:
    """Resident bytes of these processes together."""
    pages = 0
    for pid in pids:
        try:
            pages += int(_read(f"/proc/{pid}/statm").split()[1])
        except (OSError, IndexError):
            continue  # it is just ending
    return pages * 4096


def _state_and_times(pid: int) -> tuple[str, float, float]:
    """State, and processor seconds of the process and of its children that have ended."""
    fields = _read(f"/proc/{pid}/stat").rpartition(")")[2].split()
    user, system, childrens_user, childrens_system = map(int, fields[11:15])
    return fields[0], (user + system) / _TICKS, (childrens_user + childrens_system) / _TICKS


def _read(path: str) -> str:
    return _read_bytes(path).decode(errors="replace")  # a process may call itself anything


def _read_bytes(path: str) -> bytes:
    """The content of a small file; without the layers of `open`, for this is asked often."""
    number = os.open(path, os.O_RDONLY)
    try:
        return os.read(number, 65536)
    finally:
        os.close(number)
