"""Lean clients of the chats: all of them in one loop, nothing done twice.

What each sends is made once, before anything is measured. What comes is counted, not read:
Python's own Socket.IO clients would be slower than the servers that they are to measure.
"""

from __future__ import annotations

import http.client
import json
import selectors
import socket
import time
import urllib.parse

HOST = "127.0.0.1"
PATIENCE = 10.0  # seconds in which something has to come
AT_ONCE = 1 << 18  # bytes of one recv
MARK = b"^"  # stands once in every chat line, and in nothing else that a TCP server sends
WORDS = "halo semua, ini baris dari benchmark, apa kabar kalian di sana?"
ROOM = "umum"
PONG, PING, CLOSE = b"\x8a\x80\0\0\0\0", 0x89, 0x88


class Gone(Exception):
    """A connection ended, or there never was one."""


class Person:
    """One who is in the chat: sends lines made beforehand, counts the lines that come."""

    steps: list[tuple[bytes, bytes]]  # until joined: what has to come, and the answer to it

    def __init__(self, connection: socket.socket, line: bytes) -> None:
        self.connection = connection
        self.heard = 0  # chat lines so far
        self._line = line
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def speaks(self) -> None:
        self.connection.sendall(self._line)

    def takes(self) -> int:
        """Read what has come; how many chat lines were in it."""
        data = self.connection.recv(AT_ONCE)
        if not data:
            raise Gone("The server closed a connection.")
        lines = self.count(data)
        self.heard += lines
        return lines

    def count(self, data: bytes) -> int:
        raise NotImplementedError

    def _meets(self, text: bytes) -> None:
        """Take the next step of joining if this is what it waits for."""
        if self.steps and self.steps[0][0] in text:
            self.connection.sendall(self.steps.pop(0)[1])


class Liner(Person):
    """Speaks TCP, one line after another, as modul_contoh's client does."""

    def __init__(self, port: int, name: str) -> None:
        line = f"{name}: {MARK.decode()}{WORDS}"[:63]
        super().__init__(socket.create_connection((HOST, port)), f"{line}\n".encode())
        self.steps = [(b"NICK", f"{name}\n".encode()), (b"Terkoneksi", b"")]
        self._tail = b""  # of what came before: a word may be cut in two

    def count(self, data: bytes) -> int:
        if self.steps:
            self._meets(self._tail + data)
            self._tail = data[-16:]
        return data.count(MARK)


class Framer(Person):
    """Speaks Socket.IO in WebSocket frames; `chat` is how a chat line's packet begins."""

    def __init__(self, connection: socket.socket, line: bytes, chat: bytes) -> None:
        super().__init__(connection, frame(line))
        self._chat, self._rest = chat, b""

    def count(self, data: bytes) -> int:
        data = self._rest + data
        at, lines, chat = 0, 0, self._chat
        while (found := whole_frame(data, at)) is not None:
            begin, end = found
            if data.startswith(chat, begin):
                lines += 1
            elif end - begin == 1 and data[begin] == ord("2"):  # Engine.IO asks: still there?
                self.connection.sendall(frame(b"3"))
            elif data[at] == PING:
                self.connection.sendall(PONG)
            elif data[at] == CLOSE:
                raise Gone("The server closed a WebSocket.")
            else:
                self._meets(data[begin:end])
            at = end
        self._rest = data[at:]
        return lines


class Roomer(Framer):
    """In ruang_obrolan."""

    def __init__(self, port: int, name: str) -> None:
        chat = {"username": name, "message": WORDS, "room": ROOM}
        line = event("send_message", chat)
        super().__init__(upgraded(port), line, b'42["receive_message"')
        here = event("joined", {"username": name, "room": ROOM})
        self.steps = [(b"0{", frame(b"40")), (b"40{", frame(here)), (f"{name} ".encode(), b"")]


class Publican(Framer):
    """In proyek_chat, logged in."""

    def __init__(self, port: int, name: str) -> None:
        connection = upgraded(port, logged_in(port, name))
        super().__init__(connection, event("message", {"msg": WORDS}), b'42["response"')
        here = event("join")
        self.steps = [(b"0{", frame(b"40")), (b"40{", frame(here)), (f"{name} ".encode(), b"")]


class Crowd:
    """Everybody who is in one room, and the loop that hears for all of them."""

    def __init__(self) -> None:
        self.people: list[Person] = []
        self._selector = selectors.DefaultSelector()

    def __enter__(self) -> Crowd:
        return self

    def __exit__(self, *_: object) -> None:
        for person in self.people:
            person.connection.close()
        self._selector.close()

    def admit(self, kind: type[Liner | Roomer | Publican], port: int, names: list[str]) -> None:
        """These join, all at the same time."""
        come = [kind(port, name) for name in names]
        for person in come:
            self._selector.register(person.connection, selectors.EVENT_READ, person)
        self.people += come
        while any(person.steps for person in come):
            ready = self._ready()
            if not ready:
                raise Gone(f"Somebody waits to get in, and nothing came for {PATIENCE:.0f} s.")
            for person in ready:
                person.takes()

    def hear(self, until: int) -> list[float]:
        """Wait until so many chat lines have come, or too long: when each of them had come."""
        times: list[float] = []
        while len(times) < until and (ready := self._ready()):
            for person in ready:
                lines = person.takes()
                times += [time.perf_counter()] * lines
        return times

    def _ready(self) -> list[Person]:
        return [key.data for key, _ in self._selector.select(PATIENCE)]


def event(name: str, *data: object) -> bytes:
    """A Socket.IO event as Engine.IO sends it: 4 a message, 2 an event."""
    return b"42" + json.dumps([name, *data]).encode()


def frame(payload: bytes) -> bytes:
    """A text frame of a client (RFC 6455): masked as it must be, with a mask of zeros."""
    size = len(payload)
    head = bytes([0x81, 0x80 | size]) if size < 126 else b"\x81\xfe" + size.to_bytes(2)
    return head + b"\0\0\0\0" + payload


def whole_frame(data: bytes, at: int) -> tuple[int, int] | None:
    """Where the payload of the frame at `at` begins and ends; None while it is not all there."""
    if len(data) < at + 2:
        return None
    size, begin = data[at + 1], at + 2
    if size > 125:
        begin += 2 if size == 126 else 8
        size = int.from_bytes(data[at + 2 : begin])
    return (begin, begin + size) if begin + size <= len(data) else None


def upgraded(port: int, cookie: str = "") -> socket.socket:
    """A connection on which frames are spoken from now on."""
    connection = socket.create_connection((HOST, port))
    lines = [
        "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1",
        f"Host: {HOST}:{port}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
        "Sec-WebSocket-Version: 13",
        *([f"Cookie: {cookie}"] if cookie else []),
    ]
    connection.sendall("\r\n".join([*lines, "", ""]).encode())
    answer = b""
    while not answer.endswith(b"\r\n\r\n"):  # byte by byte: frames may follow at once
        byte = connection.recv(1)
        if not byte:
            raise Gone(f"No WebSocket: {answer!r}")
        answer += byte
    if b" 101 " not in answer:
        raise Gone(f"No WebSocket: {answer!r}")
    return connection


def logged_in(port: int, name: str) -> str:
    """The session's cookie after the login form."""
    web = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    web.request("POST", "/", urllib.parse.urlencode({"username": name}), form)
    cookie = web.getresponse().getheader("Set-Cookie", "")
    web.close()
    return cookie.partition(";")[0]
