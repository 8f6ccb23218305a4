"""Our end of a TCP connection whose bytes belong to a protocol above: HTTP, WebSocket."""

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
        sock.setblocking(False)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        hub.watch(sock, self._read)

    def send(self, data: bytes) -> None:
        """Send all of it. That the other side has gone is no error: what is not heard tells it."""
        deadline = time.monotonic() + STEP
        while data and not self.ended and time.monotonic() < deadline:
            try:
                data = data[self._sock.send(data) :]
            except BlockingIOError:
                self._hub.pump(0.01)
            except OSError:
                return

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
        if hasattr(socket, "TCP_QUICKACK"):  # Linux; it resets itself
            with contextlib.suppress(OSError):
                self._sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        self._hub.count(len(data), 1)
        self._on_data(data)
