"""A plain client of an X server: what Tk's `send` needs of the protocol (X11R6), no more.

It is no Tk application, so nobody on that screen can have it run anything. Requests never
wait: answers are read when they come (`read`), and are found by the number of their request.
"""

from __future__ import annotations

import socket
import struct
from collections import deque
from typing import NamedTuple

from penilai.tcl import Lost

COOKIE_NAME = b"MIT-MAGIC-COOKIE-1"
LARGEST = 1 << 20  # bytes of one answer; nothing that we ask for is larger
QUARTERS = 1 << 16  # of a property that is read at once, in units of four bytes
STRING = 31
FAR = 0x7FFF  # the server takes the last pixel that there is
_CREATE_WINDOW, _CHANGE_ATTRIBUTES, _INTERN_ATOM = 1, 2, 16
_CHANGE_PROPERTY, _DELETE_PROPERTY, _GET_PROPERTY = 18, 19, 20
_WARP_POINTER = 41
_APPEND, _INPUT_ONLY, _EVENT_MASK, _PROPERTY_CHANGES = 2, 2, 0x800, 0x400000
_WRITTEN = 0
_ERROR, _REPLY, _PROPERTY_NOTIFY, _GENERIC = 0, 1, 28, 35


class ConnectionLost(Lost):
    """The server closed the connection, or said what no server says."""


class Changed(NamedTuple):
    """A property of a window was written."""

    window: int
    atom: int


class Property(NamedTuple):
    """The content of a property, and how many bytes of it were left behind."""

    data: bytes
    left: int


class Connection:
    """A connection to an X server over `link`, which it closes in the end.

    Making it waits for the server's first answer. Raises ConnectionLost.
    """

    def __init__(self, link: socket.socket, cookie: bytes) -> None:
        self.link = link
        self.properties: dict[int, Property] = {}  # by request; taken out by whoever asked
        self.failed: dict[int, int] = {}  # requests refused, and with which error
        self.changes: deque[Changed] = deque(maxlen=1000)
        self._sequence, self._buffer = 0, b""
        try:
            self._greet(cookie)
            self.registry, self.comm = (self._atom(name) for name in (b"InterpRegistry", b"Comm"))
        except ConnectionLost:
            link.close()
            raise
        except (OSError, struct.error) as error:
            link.close()
            raise ConnectionLost(str(error)) from error
        self.link.setblocking(False)

    def close(self) -> None:
        self.link.close()

    def make_window(self) -> int:
        """A window that is never shown, whose properties are told to us; returns its number."""
        window: int = self._base
        mask, quarter = _EVENT_MASK, struct.pack("<I", _PROPERTY_CHANGES)
        words = (window, self.root, 0, 0, 1, 1, 0, _INPUT_ONLY, 0, mask)
        self._request(_CREATE_WINDOW, 0, struct.pack("<IIhhHHHHII", *words) + quarter)
        return window

    def put_pointer_away(self) -> None:
        """Into the last corner of the screen, where no window comes under it.

        Without a window manager, Tk gives the focus to what is under the pointer and takes it.
        """
        self._request(_WARP_POINTER, 0, struct.pack("<IIhhHHhh", 0, self.root, *[0] * 4, FAR, FAR))

    def watch(self, window: int) -> None:
        """Be told when properties of this window change."""
        words = struct.pack("<III", window, _EVENT_MASK, _PROPERTY_CHANGES)
        self._request(_CHANGE_ATTRIBUTES, 0, words)

    def append(self, window: int, atom: int, data: bytes) -> int:
        """Append to a property of text; returns the number of the request."""
        head = struct.pack("<IIIBxxxI", window, atom, STRING, 8, len(data))
        return self._request(_CHANGE_PROPERTY, _APPEND, head + _padded(data))

    def ask(self, window: int, atom: int, delete: bool = False) -> int:
        """Ask for a property; returns the number under which `properties` will have it."""
        words = struct.pack("<IIIII", window, atom, 0, 0, QUARTERS)
        return self._request(_GET_PROPERTY, int(delete), words)

    def delete(self, window: int, atom: int) -> None:
        self._request(_DELETE_PROPERTY, 0, struct.pack("<II", window, atom))

    def read(self) -> None:
        """Take in what has come. Raises ConnectionLost."""
        try:
            data = self.link.recv(1 << 16)
        except BlockingIOError:
            return
        except OSError as error:
            raise ConnectionLost(str(error)) from error
        if not data:
            raise ConnectionLost("closed")
        self._buffer += data
        while len(self._buffer) >= 32:
            size = self._size(self._buffer)
            if len(self._buffer) < size:
                break
            self._take(self._buffer[:size])
            self._buffer = self._buffer[size:]

    # -----------------------------------------------------------------------------------

    def _greet(self, cookie: bytes) -> None:
        """Log in; learn the root window, and where the numbers of our own windows begin."""
        head = struct.pack("<BxHHHHxx", ord("l"), 11, 0, len(COOKIE_NAME), len(cookie))
        self.link.sendall(head + _padded(COOKIE_NAME) + _padded(cookie))
        accepted, quarters = struct.unpack("<B5xH", self._exactly(8))
        setup = self._exactly(4 * quarters)
        if accepted != 1:
            raise ConnectionLost(setup.decode("latin-1").strip("\0\n"))
        self._base, _, _, vendor, _, _, formats = struct.unpack_from("<4xIIIHHBB", setup)
        (self.root,) = struct.unpack_from("<I", setup, 32 + vendor + -vendor % 4 + 8 * formats)

    def _atom(self, name: bytes) -> int:
        """The number of a name."""
        sequence = self._request(_INTERN_ATOM, 0, struct.pack("<HH", len(name), 0) + _padded(name))
        answer = self._exactly(32)
        kind, number, atom = struct.unpack("<BxH4xI", answer[:12])
        if (kind, number) != (_REPLY, sequence):
            raise ConnectionLost("no atom")
        return int(atom)

    def _request(self, opcode: int, detail: int, body: bytes) -> int:
        self._sequence = (self._sequence + 1) & 0xFFFF
        head = struct.pack("<BBH", opcode, detail, 1 + len(body) // 4)
        try:
            self.link.sendall(head + body)
        except OSError as error:  # full, too: the server has long not read
            raise ConnectionLost(str(error)) from error
        return self._sequence

    def _exactly(self, size: int) -> bytes:
        """Wait for so many bytes."""
        data = b""
        while len(data) < size:
            more = self.link.recv(size - len(data))
            if not more:
                raise ConnectionLost("closed")
            data += more
        return data

    def _size(self, begins: bytes) -> int:
        """How long the packet is that begins so."""
        kind, quarters = struct.unpack_from("<B3xI", begins)
        size = 32 + 4 * quarters if kind in (_REPLY, _GENERIC) else 32
        if size > LARGEST:
            raise ConnectionLost("too much")
        return size

    def _take(self, packet: bytes) -> None:
        """One packet: an answer, a refusal or an event."""
        kind = packet[0] & 0x7F  # the highest bit: sent by another client
        (number,) = struct.unpack_from("<H", packet, 2)
        if kind == _ERROR:
            self.failed[number] = packet[1]
        elif kind == _REPLY:
            left, units = struct.unpack_from("<II", packet, 12)
            size = units * packet[1] // 8
            self.properties[number] = Property(packet[32 : 32 + size], left)
        elif packet[0] == _PROPERTY_NOTIFY and packet[16] == _WRITTEN:
            self.changes.append(Changed(*struct.unpack_from("<II", packet, 4)))


def _padded(data: bytes) -> bytes:
    return data + b"\0" * (-len(data) % 4)
