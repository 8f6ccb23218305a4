"""What the threads of a program are doing, read from /proc.

A program whose threads all wait without end (for us, or for each other) will do nothing
more until we do something: so a wait for it can end long before its deadline.
"""

import os

# Calls that wait without end, by number, and for those that take a time limit the place
# of that argument; a limit that is a pointer is absent when 0, one in milliseconds when -1.
_FOREVER, _POINTER, _MILLISECONDS, _FUTEX = "forever", "pointer", "milliseconds", "futex"
_CALLS: dict = {  # type: ignore[type-arg]
    "x86_64": {
        _FOREVER: {0, 1, 19, 20, 34, 43, 44, 45, 46, 47, 61, 73, 130, 247, 288},
        _POINTER: {23: 4, 128: 2, 202: 3, 270: 4, 271: 2, 299: 4, 441: 3},
        _MILLISECONDS: {7: 2, 232: 3, 281: 3},
        _FUTEX: 202,
    },
    "aarch64": {
        _FOREVER: {32, 63, 64, 65, 66, 95, 133, 202, 206, 207, 211, 212, 242, 260},
        _POINTER: {72: 4, 73: 2, 98: 3, 137: 2, 243: 4, 441: 3},
        _MILLISECONDS: {22: 3},
        _FUTEX: 98,
    },
}.get(os.uname().machine if hasattr(os, "uname") else "", {})
_CLOCK_REALTIME = 256  # in the operation of a futex call
_MINUS_ONE = {0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF}
_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


class Activity:
    """`idle`: every thread waits without end; `resting`: every thread waits, be it for a time,
    as `timed` of them do; `trace` changes whenever a thread has run; `cpu`: seconds of
    processor time so far."""

    def __init__(self, idle: bool, resting: bool, trace: str, cpu: float, timed: int = 0) -> None:
        self.idle, self.resting, self.trace, self.cpu = idle, resting, trace, cpu
        self.timed = timed


def look(pids: list[int], parent: int | None = None) -> Activity | None:
    """The activity of these processes; None where the system does not tell.

    `parent` is whoever fetches their orphans: what those used counts too.
    """
    if not _CALLS:
        return None
    idle = resting = bool(pids)  # none yet: it is just starting
    traces, cpu, timed = [], 0.0, 0
    for pid in pids:
        try:
            state, own, children = _state_and_times(pid)
            cpu += own + children
            if state in "ZTt":
                traces.append(f"{pid} {state}")
                continue  # over and not yet fetched by its parent, or stopped for good
            for thread in os.listdir(f"/proc/{pid}/task"):
                call = _read(f"/proc/{pid}/task/{thread}/syscall")
                ran = _read(f"/proc/{pid}/task/{thread}/schedstat").split(" ", 1)[0]
                forever = _waits_forever(call)
                timed += not forever
                idle = idle and forever
                resting = resting and _waits(call)
                traces.append(f"{thread} {ran} {call}")
        except (FileNotFoundError, ProcessLookupError):
            idle = resting = False  # it is just ending, which is an event of its own
        except OSError:
            return None
    if parent is not None:
        cpu += _state_and_times(parent)[2]
    return Activity(idle, resting, "\n".join(traces), cpu, timed)


def beside(own: Activity, screen: Activity | None) -> Activity | None:
    """A program's activity, with the screen that is between it and us: news may wait there."""
    if screen is None:
        return None
    idle, resting = own.idle and screen.idle, own.resting and screen.resting
    return Activity(idle, resting, f"{own.trace}\n{screen.trace}", own.cpu, own.timed)


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


def _waits(line: str) -> bool:
    """Does this thread wait at all? One that waits for the interpreter's lock (GIL) has work.

    Python measures the time of that wait by the monotonic clock, Tcl waits by that of the day.
    """
    words = line.split()
    if len(words) < 7 or int(words[0]) != _CALLS[_FUTEX]:
        return len(words) >= 7
    return int(words[4], 16) == 0 or bool(int(words[2], 16) & _CLOCK_REALTIME)


def _waits_forever(line: str) -> bool:
    """Does this line of /proc/PID/task/TID/syscall say that the thread waits without end?"""
    words = line.split()
    if len(words) < 7:
        return False  # "running", or blocked outside a call
    number = int(words[0])
    if number in _CALLS[_FOREVER]:
        return True
    if number in _CALLS[_POINTER]:
        return int(words[1 + _CALLS[_POINTER][number]], 16) == 0
    if number in _CALLS[_MILLISECONDS]:
        return int(words[1 + _CALLS[_MILLISECONDS][number]], 16) in _MINUS_ONE
    return False


def _read(path: str) -> str:
    """The content of a small file; without the layers of `open`, for this is asked often."""
    number = os.open(path, os.O_RDONLY)
    try:
        return os.read(number, 65536).decode()
    finally:
        os.close(number)
