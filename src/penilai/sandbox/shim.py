"""Starts a student's program in the portable tier: `python shim.py PROGRAM PORT MAPPED GRADER`.

The program's own port becomes a free one, so that starts do not meet: most students' servers
do not set SO_REUSEADDR, and after a check their port is taken for a minute (TIME_WAIT).
"""

from __future__ import annotations

import os
import signal
import socket
import sys
from typing import Any

from inside import agent, script  # type: ignore[import-not-found]


def move_port(port: int, mapped: int) -> None:
    """Let `bind` and `connect` to `port` mean `mapped`, whatever the address."""

    def moved(name: str) -> None:
        original = getattr(socket.socket, name)

        def call(self: socket.socket, address: Any) -> Any:
            if isinstance(address, tuple) and address[1:2] == (port,):
                address = (address[0], mapped, *address[2:])
            return original(self, address)

        setattr(socket.socket, name, call)

    for name in ("bind", "connect", "connect_ex"):
        moved(name)


def limit(grader: int) -> None:
    """The limits that this system offers; the number of processes is the user's, not ours."""
    try:
        from inside import student
    except ImportError:
        return  # Windows
    student.set_limits(without=("NPROC",))
    if sys.platform == "linux":
        from inside import kernel

        kernel.end_with_parent(signal.SIGKILL, grader)  # nobody is left then to end it


def let_passwords_be_piped() -> None:
    """Let `getpass` read the keyboard that we hold, and not a console, where nobody types.

    On Windows it does so when `sys.stdin` is another object than the one it began with.
    """
    if os.name == "nt":
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115


if __name__ == "__main__":
    sys.path.pop(0)
    if place := os.environ.pop(agent.VARIABLE, ""):
        agent.attach(place)
    program, *numbers = sys.argv[1:]
    own_port, mapped, grader = map(int, numbers)
    move_port(own_port, mapped)
    limit(grader)
    let_passwords_be_piped()
    script.run(program, None)
