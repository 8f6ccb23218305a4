"""A keyboard that is a terminal: what a program reads from it is echoed unless it says no."""

from __future__ import annotations

import os
import sys

OFFERED = os.name == "posix"  # Windows has consoles, which cannot be handed to a child


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
