"""What one thread of a program waits for, and until when, read from /proc.

Of a wait with a time limit, the limit stands in the registers or, as a moment of a clock, in
the program's memory; whoever may see which call a thread is in may read that, too.
"""

from __future__ import annotations

import os
import stat
import struct
import time
from math import inf

BUSY = "busy"  # it does not wait, or only for its turn to go on
FOREVER = "forever"
UNTIL = "until"  # a moment that is known, if nothing happens before
TURNS = "turns"  # for a short while, and most likely then again
SOMETIME = "sometime"  # for a while that is not known

# Calls that wait without end, by number, and for those that take a time limit the place
# of that argument; a limit that is a pointer is absent when 0, one in milliseconds when -1.
# Reading and writing wait too, but not for us where the other end is a file on a slow disk.
_POINTER, _MILLISECONDS, _FUTEX, _SLEEP = "pointer", "milliseconds", "futex", "sleep"
_READ_WRITE = "read and write"
_CALLS: dict = {  # type: ignore[type-arg]
    "x86_64": {
        FOREVER: {0, 1, 19, 20, 34, 43, 44, 45, 46, 47, 61, 73, 130, 247, 288},
        _POINTER: {23: 4, 128: 2, 202: 3, 230: 2, 270: 4, 271: 2, 299: 4, 441: 3},
        _MILLISECONDS: {7: 2, 232: 3, 281: 3},
        _READ_WRITE: {0, 1, 19, 20},
        _FUTEX: 202,
        _SLEEP: 230,
    },
    "aarch64": {
        FOREVER: {32, 63, 64, 65, 66, 95, 133, 202, 206, 207, 211, 212, 242, 260},
        _POINTER: {72: 4, 73: 2, 98: 3, 115: 2, 137: 2, 243: 4, 441: 3},
        _MILLISECONDS: {22: 3},
        _READ_WRITE: {63, 64, 65, 66},
        _FUTEX: 98,
        _SLEEP: 115,
    },
}.get(os.uname().machine if hasattr(os, "uname") else "", {})
KNOWN = bool(_CALLS)  # can this machine's calls be read at all?
_MINUS_ONE = {0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF}
_FUTEX_COMMAND, _FUTEX_WAIT_BITSET, _FUTEX_CLOCK_REALTIME = 0x7F, 9, 256
_TIMER_ABSTIME = 1
# The interpreter's lock (GIL) is waited for in turns of 5 ms: who does that has work to do.
# Its time is measured by the monotonic clock; Tcl waits by the clock of the day.
LOCK_SECONDS = 0.1


def look(pid: int, line: str) -> tuple[str, float]:
    """How the thread waits, and for how many seconds at least if nothing happens.

    `line` is what /proc/PID/task/TID/syscall says.
    """
    words = line.split()
    if len(words) < 7:
        return BUSY, 0.0  # "running", or blocked outside a call
    number = int(words[0])
    if number in _CALLS[_READ_WRITE] and _is_file(pid, int(words[1], 16)):
        return BUSY, 0.0
    if number in _CALLS[FOREVER]:
        return FOREVER, inf
    if number in _CALLS[_MILLISECONDS]:
        limit = int(words[1 + _CALLS[_MILLISECONDS][number]], 16)
        return (FOREVER if limit in _MINUS_ONE else TURNS if limit else SOMETIME), inf
    if number not in _CALLS[_POINTER]:
        return SOMETIME, 0.0
    arguments = [int(word, 16) for word in words[1:7]]
    if arguments[_CALLS[_POINTER][number]] == 0:
        return FOREVER, inf
    return _until(pid, number, arguments)


def sleeps(line: str) -> bool:
    """Is the thread in a `sleep`, for which nothing happens before its end?"""
    return line.startswith(f"{_CALLS[_SLEEP]} ")


def for_the_disk(line: str) -> bool:
    """Does the thread wait in the kernel itself, as for a disk? `line`: its `stat` in /proc."""
    return line.rpartition(") ")[2].startswith("D")


def _is_file(pid: int, number: int) -> bool:
    """Is this descriptor of the program's a plain file?"""
    try:
        return stat.S_ISREG(os.stat(f"/proc/{pid}/fd/{number}").st_mode)
    except OSError:
        return False  # it has just been closed, so its call is over too


def _until(pid: int, number: int, arguments: list[int]) -> tuple[str, float]:
    """The same for a call with a time limit that is a pointer."""
    left = 0.0
    if (clock := _clock(number, arguments)) is not None:
        left = _moment(pid, arguments[_CALLS[_POINTER][number]]) - time.clock_gettime(clock)
    if number == _CALLS[_FUTEX] and left < LOCK_SECONDS and clock != time.CLOCK_REALTIME:
        return BUSY, 0.0
    return (UNTIL, left) if left > 0 else (SOMETIME, 0.0)


def _clock(number: int, arguments: list[int]) -> int | None:
    """The clock that the limit is a moment of; None if it is a length of time."""
    first, second, *_ = arguments
    if number == _CALLS[_FUTEX] and second & _FUTEX_COMMAND == _FUTEX_WAIT_BITSET:
        real = second & _FUTEX_CLOCK_REALTIME
        return time.CLOCK_REALTIME if real else time.CLOCK_MONOTONIC
    if number == _CALLS[_SLEEP] and second & _TIMER_ABSTIME:
        return first
    return None


def _moment(pid: int, address: int) -> float:
    """The `struct timespec` at this address of the program, in seconds; 0 if unreadable."""
    try:
        memory = os.open(f"/proc/{pid}/mem", os.O_RDONLY)
        try:
            seconds, nanoseconds = struct.unpack("=qq", os.pread(memory, 16, address))
        finally:
            os.close(memory)
    except (OSError, OverflowError, struct.error):
        return 0.0  # it runs on, or has ended
    moment: float = seconds + nanoseconds / 1e9
    return moment
