"""What a program has for a keyboard: a pipe, or a terminal, which echoes what is typed."""

from __future__ import annotations

import os
import subprocess
import sys

OFFERED = os.name == "posix"  # Windows has consoles, which cannot be handed to a child


def choose(terminal: bool, server: bool) -> tuple[int, int | None]:
    """The stdin for a new process, and our end of it; None where the process makes a pipe.

    `terminal`: one is wanted. Windows has none to offer: there the keyboard of a `server`, at
    which nobody types, is NUL, which counts as a terminal there as well (isatty).
    """
    if terminal and OFFERED:
        return open_terminal()
    if terminal and server:
        return subprocess.DEVNULL, os.open(os.devnull, os.O_WRONLY)
    return subprocess.PIPE, None


def open_terminal() -> tuple[int, int]:
    """A new terminal: the descriptor for the program, and ours, where a person sits.

    What the program reads from the one we write to the other, where its echo can be read.
    """
    ours, theirs = os.openpty()
    return theirs, ours


def echoes(ours: int) -> bool:
    """Does this terminal show what is typed now? `getpass` for one tells it not to."""
    if sys.platform == "win32":
        return False
    import termios

    local_modes = 3
    try:
        flags: int = termios.tcgetattr(ours)[local_modes]
    except termios.error:
        return False  # the program has ended, and its side with it
    return bool(flags & termios.ECHO)
