"""The holders of one box: who gets the next order, a holder at leisure or a new one."""

from __future__ import annotations

import contextlib
import socket

ANSWER_SECONDS = 20.0  # a holder answers in a millisecond; a machine may be very busy
CLOSE_SECONDS = 5.0


class Holders:
    """The ways to the holders of a box, and `control`, the way to the interpreter that forks more.

    Whoever has the ways can end what an interrupted start has begun: without us, a holder stops.
    """

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._ways: list[socket.socket] = []
        self._at_leisure: list[socket.socket] = []

    def order(self, text: str, stdio: list[int]) -> socket.socket:
        """Have a program started with these descriptors; returns the way to its holder.

        Raises OSError when the box is gone.
        """
        while self._at_leisure:
            way = self._at_leisure.pop()
            with contextlib.suppress(OSError):  # it did not live to see another start
                socket.send_fds(way, [text.encode()], stdio)
                return way
        way, far = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._ways.append(way)
        way.settimeout(ANSWER_SECONDS)
        try:
            socket.send_fds(self._control, [text.encode()], [far.fileno(), *stdio])
        except OSError:
            way.close()
            raise
        finally:
            far.close()
        return way

    def take_back(self, way: socket.socket) -> None:
        """Take over `way`, for nothing is left of this holder's start: it may have another."""
        self._ways.remove(way)
        ours = socket.socket(fileno=way.detach())
        ours.settimeout(ANSWER_SECONDS)
        self._ways.append(ours)
        self._at_leisure.append(ours)

    def close(self) -> None:
        """Let all of them end; returns when they and the interpreter they came from have."""
        for way in self._ways:
            way.close()
        with contextlib.suppress(OSError), self._control as control:  # it may have ended already
            control.settimeout(CLOSE_SECONDS)
            control.shutdown(socket.SHUT_WR)
            control.recv(1)  # nothing is ever said there: this is its end
