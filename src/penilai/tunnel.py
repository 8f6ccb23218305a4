"""The only way out of our browser: into the network of the program whose pages it shows."""

from __future__ import annotations

import contextlib
import socket

from penilai.events import Hub
from penilai.sandbox import Program

PIECE = 65536
PATIENCE = 2.0  # seconds for one side to take what the other says
_GREETING, _REQUEST_HEAD = 3, 4
_NO_PASSWORD = b"\x05\x00"
_GRANTED, _REFUSED = b"\x05\x00\x00\x01" + bytes(6), b"\x05\x02\x00\x01" + bytes(6)
_IPV4, _NAME, _IPV6 = 1, 3, 4


class Tunnel:
    """Takes in the connections of a browser, as a SOCKS proxy (RFC 1928).

    Those to `port` of this very computer get to the program; all others are refused.
    """

    def __init__(self, listener: socket.socket, program: Program, port: int, hub: Hub) -> None:
        self._listener, self._program, self._port, self._hub = listener, program, port, hub
        self._ends: set[socket.socket] = set()
        listener.setblocking(False)
        hub.watch(listener, self._accept)

    def close(self) -> None:
        self._hub.forget(self._listener)
        for end in list(self._ends):
            self._close(end)

    def _accept(self) -> None:
        with contextlib.suppress(BlockingIOError):
            near, _ = self._listener.accept()
            self._ends.add(near)
            near.settimeout(PATIENCE)
            near.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._hub.watch(near, lambda: self._greet(near))

    def _greet(self, near: socket.socket) -> None:
        """The first words: it names the ways in which it could prove who it is; we want none."""
        if self._received(near, _GREETING):
            near.send(_NO_PASSWORD)
            self._hub.forget(near)
            self._hub.watch(near, lambda: self._serve(near))

    def _serve(self, near: socket.socket) -> None:
        """The second ones: it says where it wants to go."""
        if not (words := self._received(near, _REQUEST_HEAD)):
            return
        self._hub.forget(near)
        far = self._connected() if _is_here(words, self._port) else None
        near.send(_GRANTED if far else _REFUSED)
        if far is None:
            self._close(near)
            return
        self._ends.add(far)
        self._hub.watch(near, lambda: self._pass_on(near, far))
        self._hub.watch(far, lambda: self._pass_on(far, near))

    def _connected(self) -> socket.socket | None:
        far = self._program.socket()
        try:
            far.settimeout(PATIENCE)
            far.connect(self._program.address(self._port))
        except OSError:
            far.close()
            return None
        far.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return far

    def _received(self, near: socket.socket, least: int) -> bytes:
        """What came in, and nothing if that is no word of SOCKS; then it is closed."""
        try:
            words = near.recv(PIECE)
        except OSError:
            words = b""
        if len(words) < least or words[0] != 5:
            self._close(near)
            return b""
        return words

    def _pass_on(self, one: socket.socket, other: socket.socket) -> None:
        """Pass on what `one` says to `other`; the end of one is the end of both."""
        try:
            data = one.recv(PIECE)
            if data:
                self._hub.count(len(data), 1)
                other.sendall(data)
        except OSError:
            data = b""
        if not data:
            self._close(one)
            self._close(other)

    def _close(self, end: socket.socket) -> None:
        self._hub.forget(end)
        self._ends.discard(end)
        end.close()


def _is_here(words: bytes, port: int) -> bool:
    """Does this request ask for that port of this computer?"""
    kind, rest = words[3], words[4:]
    if kind == _IPV4:
        host, asked = socket.inet_ntop(socket.AF_INET, rest[:4]), rest[4:6]
    elif kind == _IPV6:
        host, asked = socket.inet_ntop(socket.AF_INET6, rest[:16]), rest[16:18]
    elif kind == _NAME:
        host, asked = rest[1 : 1 + rest[0]].decode("ascii", "replace"), rest[1 + rest[0] :][:2]
    else:
        return False
    here = host in ("localhost", "::1") or host.startswith("127.")
    return here and int.from_bytes(asked) == port
