"""In the portable tier, where Tk has no `send` (Windows, macOS): answers for the program's Tk.

Each Tk that the program makes calls the grader and evaluates, in its own event loop and thread,
the scripts that come: what Tk's `send` does on X11, with the same effect on the program.
"""

from __future__ import annotations

import contextlib
import functools
import socket

TYPE_CHECKING = False  # `typing` is slow to load, and a checker knows this name
if TYPE_CHECKING:
    from typing import Any

VARIABLE = "PENILAI_JENDELA"  # `PORT TOKEN`, where the grader listens
COMMAND = "penilai_agen"  # the name of our command in the program's Tcl
EVERY = 10  # milliseconds between two looks for a script
ANSWER_SECONDS = 5.0


def attach(place: str) -> None:
    """Let each `tkinter.Tk` of this process call the grader at this place."""
    try:
        import tkinter
    except ImportError:
        return  # the program's own import tells it better
    port, token = place.split()
    begin: Any = tkinter.Tk.__init__

    @functools.wraps(begin)
    def begin_and_call(self: Any, *arguments: Any, **named: Any) -> None:
        begin(self, *arguments, **named)
        with contextlib.suppress(OSError):
            Agent(self.tk, int(port), token).look()

    tkinter.Tk.__init__ = begin_and_call  # type: ignore[method-assign]


class Agent:
    """Answers for one Tk."""

    def __init__(self, tcl: Any, port: int, token: str) -> None:
        self._tcl, self._buffer = tcl, b""
        self._link = socket.create_connection(("127.0.0.1", port), ANSWER_SECONDS)
        self._link.sendall(token.encode() + b"\n")
        self._link.setblocking(False)
        tcl.createcommand(COMMAND, self.look)

    def look(self) -> None:
        """Answer what has been asked; look again soon, even if that opens a dialog."""
        self._tcl.call("after", EVERY, COMMAND)
        with contextlib.suppress(BlockingIOError):
            try:
                data = self._link.recv(65536)
            except BlockingIOError:
                raise
            except OSError:
                data = b""
            if not data:
                self._tcl.createcommand(COMMAND, lambda: None)  # the grader has gone
                return
            self._buffer += data
        while b"\n" in self._buffer:
            line, _, self._buffer = self._buffer.partition(b"\n")
            self._answer(*line.decode().split(" "))

    def _answer(self, number: str, script: str) -> None:
        import tkinter

        try:
            said, right = str(self._tcl.eval(bytes.fromhex(script).decode())), 1
        except tkinter.TclError as error:
            said, right = str(error), 0
        reply = f"{number} {right} {said.encode('utf-8', 'replace').hex()}\n"
        self._link.settimeout(ANSWER_SECONDS)
        with contextlib.suppress(OSError):
            self._link.sendall(reply.encode())
        self._link.setblocking(False)
