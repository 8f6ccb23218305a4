"""Stands between a running server and its clients: passes everything on, and tells what it saw."""

from __future__ import annotations

import contextlib
import errno
import socket
import struct
import threading
from collections.abc import Callable

from penilai.errors import UserError
from penilai.language import mark, tr
from penilai.sandbox import Program
from penilai.story import Kind

HERE = "127.0.0.1"  # only this computer: the server is the student's, and nobody else is asked
BACKLOG = 128
STEP = 5.0  # seconds in which a server that listens takes a connection
BUFFER = 65536
_NO_LINGER = struct.pack("ii", 1, 0)
Tell = Callable[[Kind, str, str, bytes], None]  # what, who, to whom, which bytes


class Caller:
    """A client that has come in at the door."""

    def __init__(self, sock: socket.socket) -> None:
        self.socket = sock

    def refuse(self) -> None:
        """Send it away, as one whom nobody listens to."""
        reset(self.socket)


class Door:
    """The stage's port on this machine; it is taken at once and opened when the server listens."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._socket = socket.socket()
        try:
            if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):  # Windows, where REUSEADDR means theft
                self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
            else:
                self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            self._socket.bind((HERE, port))
        except OSError as error:
            self._socket.close()
            raise self._taken(error) from error

    def open(self, on_caller: Callable[[Caller], None]) -> None:
        """Let clients in; `on_caller` is called for each, in a thread of its own."""
        try:
            self._socket.listen(BACKLOG)
        except OSError as error:
            raise self._taken(error) from error
        threading.Thread(target=self._accept, args=(on_caller,), daemon=True).start()

    def close(self) -> None:
        """Let nobody in any more; closing twice is harmless."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)  # wakes the thread that accepts
        self._socket.close()

    def _accept(self, on_caller: Callable[[Caller], None]) -> None:
        while True:
            try:
                caller, _ = self._socket.accept()
            except OSError:
                return
            on_caller(Caller(caller))

    def _taken(self, error: OSError) -> UserError:
        if error.errno in (errno.EADDRINUSE, errno.EACCES):
            says = mark(
                "Port {port} sedang dipakai program lain, mungkin server.py Anda yang masih "
                "berjalan: hentikan dulu (Ctrl-C di terminalnya)."
            )
            return UserError(tr(says).format(port=self._port))
        says = mark("Port {port} tidak bisa dipakai: {error}.")
        return UserError(tr(says).format(port=self._port, error=error.strerror or error))


class Line:
    """One connection in two halves, `near` to the client and `far` to the server."""

    def __init__(
        self, client: str, server: str, near: socket.socket, far: socket.socket, tell: Tell
    ) -> None:
        self._tell, self._near, self._far = tell, near, far
        self._ended = 0  # directions
        self._lock = threading.Lock()
        for sock in (near, far):
            sock.settimeout(None)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for way in ((near, far, client, server), (far, near, server, client)):
            threading.Thread(target=self._pass_on, args=way, daemon=True).start()

    def hang_up(self) -> None:
        """End both halves as a server that is stopped does, without a word to the recorder."""
        self._ended = 2
        for sock in (self._near, self._far):
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)  # wakes whoever reads here
            sock.close()

    def _pass_on(self, source: socket.socket, target: socket.socket, who: str, whom: str) -> None:
        """Pass on segment by segment what `who` says to `whom`, and how it ends."""
        kind = Kind.CLOSED
        try:
            while segment := source.recv(BUFFER):
                self._tell(Kind.SENT, who, whom, segment)
                with contextlib.suppress(OSError):  # gone: what it says itself tells how
                    target.sendall(segment)
        except OSError:
            kind = Kind.RESET
        with self._lock:
            self._end(kind, target, who, whom)

    def _end(self, kind: Kind, target: socket.socket, who: str, whom: str) -> None:
        if self._ended == 2:
            return  # the other direction has ended it all
        self._tell(kind, who, whom, b"")
        self._ended = 2 if kind is Kind.RESET else self._ended + 1
        if kind is Kind.RESET:
            reset(target)
        else:
            with contextlib.suppress(OSError):
                target.shutdown(socket.SHUT_WR)
        if self._ended == 2:
            self._near.close()
            self._far.close()


def onward(program: Program, port: int) -> socket.socket | None:
    """A connection to the server itself; None where it takes none."""
    sock = program.socket()
    sock.settimeout(STEP)
    try:
        sock.connect(program.address(port))
    except OSError:
        sock.close()
        return None
    return sock


def reset(sock: socket.socket) -> None:
    """Close abruptly: RST instead of FIN (RFC 9293, 3.10.7)."""
    with contextlib.suppress(OSError):
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGER)
        sock.shutdown(socket.SHUT_RD)  # wakes whoever reads here
    sock.close()
