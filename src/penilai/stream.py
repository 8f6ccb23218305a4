"""Our end of a TCP connection, whose bytes belong to a protocol above."""

from __future__ import annotations

import contextlib
import socket
import time
from collections.abc import Callable

from penilai.events import Hub

STEP = 5.0  # seconds in which what we send must be taken


class Stream:
    """`sock`, connected, read whenever `hub` is pumped; `on_data` is given each segment.

    `ended`: has the other side closed or reset it, or have we?
    """

    def __init__(self, sock: socket.socket, hub: Hub, on_data: Callable[[bytes], None]) -> None:
        self.ended = False
        self._sock, self._hub, self._on_data = sock, hub, on_data
        prepare(sock)
        hub.watch(sock, self._read)

    def send(self, data: bytes) -> None:
        """Send all of it; see `send_all`."""
        send_all(self._sock, self._hub, data, lambda: self.ended)

    def close(self) -> None:
        """Close it; twice is harmless."""
        self.ended = True
        self._hub.forget(self._sock)
        self._sock.close()

    def _read(self) -> None:
        try:
            data = self._sock.recv(65536)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self.ended = True
            self._hub.forget(self._sock)
            return
        acknowledge_at_once(self._sock)
        self._hub.count(len(data), 1)
        self._on_data(data)


def prepare(sock: socket.socket) -> None:
    """Make a connected socket one that a `Hub` reads, and that sends short messages at once."""
    sock.setblocking(False)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def send_all(sock: socket.socket, hub: Hub, data: bytes, gone: Callable[[], bool]) -> None:
    """Send all of it, within `STEP` seconds and while the other side is not `gone`.

    That it has gone, or does not read, is no error: what is not heard then tells it.
    """
    deadline = time.monotonic() + STEP
    while data and not gone() and time.monotonic() < deadline:
        try:
            data = data[sock.send(data) :]
        except BlockingIOError:
            hub.pump(0.01)
        except OSError:
            return


def acknowledge_at_once(sock: socket.socket) -> None:
    """Spare the other side the wait for a delayed ACK (Linux; it resets itself)."""
    if hasattr(socket, "TCP_QUICKACK"):
        with contextlib.suppress(OSError):
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
