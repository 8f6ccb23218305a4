"""One end of a conversation over TCP: what it sends, how it goes, and what it has received.

Both dialects are spoken. `line`: a message is a line ended by a newline. `raw`: one `send`
is one message, as the popular tutorial writes it.
"""

from __future__ import annotations

import contextlib
import socket
import struct
from enum import Enum
from typing import Any, NoReturn

from penilai import stream, wording
from penilai.events import Hub, Waited
from penilai.language import mark
from penilai.story import Kind, Story, Unmet

STEP = 5.0  # seconds a program has for one step; only one that is busy or slow uses them
SETTLE = 0.25  # seconds in which a program may come to rest before we leave
ROUNDS = 64  # of reading what is still unread; a flood has no end
KEPT = 64 << 10  # bytes kept of what one end received; a flood beyond is drained
_NO_LINGER = struct.pack("ii", 1, 0)


class Dialect(Enum):
    """How a program ends its messages."""

    LINE = "\n"
    RAW = ""


class Wire:
    """Our end of one conversation over `sock`, which is connected; `name` is our name there.

    `other` is the program at the other end.
    """

    def __init__(
        self, sock: socket.socket, name: str, hub: Hub, story: Story, other: str = "server.py"
    ) -> None:
        self.name, self.other = name, other
        self.dialect = Dialect.LINE
        self.heard = wording.Heard(KEPT)
        self.ended = False  # has the other side closed or reset the connection?
        self._told = 0  # how much of what was heard the story has dealt with
        self._sock, self._hub, self._story = sock, hub, story
        stream.prepare(sock)
        stream.acknowledge_at_once(sock)
        hub.watch(sock, self._read)

    def has_spoken(self) -> bool:
        """Has anything come from the other side, if only its end?"""
        return self.heard.total > 0 or self.ended

    # What is said ----------------------------------------------------------------------

    def send(self, data: bytes) -> None:
        """Send these bytes at once, as one segment if they are few.

        That the other side has gone, or does not read, is no error here: what is not heard
        then tells it.
        """
        self._story.add(Kind.SENT, self.name, data, peer=self.other)
        stream.send_all(self._sock, self._hub, data, lambda: False)  # it may still read

    def say(self, text: str) -> None:
        """Send one message, ended as the dialect wants it."""
        self.tell(mark('{who} mengirim "{words}"'), text, Kind.SENT)
        self.send((text + self.dialect.value).encode())

    def say_glued(self, lines: list[str]) -> list[str]:
        """Send several lines in one segment; returns them."""
        says = mark('{who} mengirim {count} baris sekaligus: "{words}"')
        self.tell(says, "⏎".join(lines), Kind.SENT, count=len(lines))
        self.send("".join(f"{line}\n" for line in lines).encode())
        return lines

    # The story -------------------------------------------------------------------------

    def tell(self, says: str, words: str = "", kind: Kind = Kind.WAITED, **fields: Any) -> None:
        """Add a step of ours to the story."""
        self._told = len(self.heard.text)
        self._story.add(kind, self.name, b"", says, peer=self.other, words=words, **fields)

    def fail(self, says: str, why: Waited | None = None, **fields: Any) -> NoReturn:
        """Raise Unmet for a step of ours, with what has come since the last one.

        The fields may hold an `advice` of its own.
        """
        instead = self.heard.text[self._told :].strip()
        raise Unmet(says, why=why, instead=instead, who=self.name, **fields)

    # How it ends -----------------------------------------------------------------------

    def leave(self) -> None:
        """Close politely (FIN), as a program that ends does.

        Nothing may be unread then, or the system makes it a RST (RFC 2525, 2.17).
        """
        self._hear_all()
        self.tell(mark("{who} keluar"), kind=Kind.CLOSED)
        self.close()

    def stop_talking(self) -> None:
        """Close only our direction (FIN) and go on listening."""
        self._hear_all()
        self.tell(mark("{who} keluar, tetapi masih mendengarkan"), kind=Kind.CLOSED)
        with contextlib.suppress(OSError):
            self._sock.shutdown(socket.SHUT_WR)

    def reset(self) -> None:
        """End abruptly: RST instead of FIN (RFC 9293, 3.10.7), like a crash or a lost line."""
        self._hear_all()
        self.tell(mark("{who} terputus mendadak (RST)"), kind=Kind.RESET)
        self._sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGER)
        self.close()

    def close(self) -> None:
        """Close without a word in the story; closing twice is harmless."""
        self._hub.forget(self._sock)
        self._sock.close()

    # -----------------------------------------------------------------------------------

    def _hear_all(self) -> None:
        """Read what the other side has to say up to now, here and elsewhere."""
        self._hub.settle(SETTLE)
        for _ in range(ROUNDS):
            if not self._hub.pump(0):
                break

    def _read(self) -> None:
        try:
            segment = self._sock.recv(65536)
        except BlockingIOError:
            return
        except OSError:
            self._other_side_ended(Kind.RESET)
            return
        if not segment:
            self._other_side_ended(Kind.CLOSED)
            return
        stream.acknowledge_at_once(self._sock)
        self._hub.count(len(segment), 1)
        self.heard.add(segment)
        room = KEPT - self.heard.total + len(segment)
        if room > 0:
            self._story.add(Kind.RECEIVED, self.name, segment[:room], peer=self.other)

    def _other_side_ended(self, kind: Kind) -> None:
        self.ended = True
        self._hub.forget(self._sock)
        self._story.add(kind, self.other, peer=self.name)
