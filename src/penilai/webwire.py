"""One conversation over Socket.IO, as a page in the browser has it: events out, events in.

Engine.IO 4 over a WebSocket from its beginning, without long polling before it.
"""

from __future__ import annotations

import contextlib
import json
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from engineio.packet import Packet as EnginePacket
from socketio.packet import Packet
from socketio.packet import packet_names as NAMES
from wsproto import ConnectionType, WSConnection
from wsproto import events as frames
from wsproto.frame_protocol import CloseReason
from wsproto.utilities import ProtocolError

from penilai import wording
from penilai.events import Hub
from penilai.story import Kind, Story
from penilai.stream import Stream

TARGET = "/socket.io/?EIO=4&transport=websocket"
KEPT = 2000  # events of one conversation
MESSAGE = 1 << 20  # characters of one of them
SHOWN = 400  # bytes of one event in the story
DEPTH = 12  # of lists in lists that are looked into
_ECHO = "/penilai"  # a namespace that nobody has


@dataclass(frozen=True)
class Received:
    """An event of the server's: `text` is all that is written in it, a line for each word of it."""

    event: str
    args: list[Any]

    @property
    def text(self) -> str:
        return "\n".join(strings(self.args))

    def holds(self, *words: str) -> bool:
        """Does all of this stand in it, compared kindly?"""
        text = wording.plain(self.text)
        return all(wording.wanted(each) in text for each in words)

    def says_by(self, name: str, words: str) -> bool:
        """Does it hold these words, and this name as that of the one who said them?

        A name within the words is none, unless they begin with it.
        """
        given = self.args[0] if self.args else None
        found = given.values() if isinstance(given, dict) else self.args
        texts = [wording.plain(each) for each in found if isinstance(each, str)]
        form, who = wording.wanted(words), wording.wanted(name)
        return self.holds(words) and any(
            text.startswith(who) or (who in text and form not in text) for text in texts
        )

    def shown(self) -> str:
        """The event as the story shows it."""
        return " ".join([self.event, *map(written, self.args)])


def strings(value: Any, depth: int = 0) -> Iterator[str]:
    """Every text in what came, however it is wrapped; names of fields are none."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list) and depth < DEPTH:
        for each in value.values() if isinstance(value, dict) else value:
            yield from strings(each, depth + 1)


def written(value: Any) -> str:
    """A payload as the story shows it."""
    return json.dumps(value, ensure_ascii=False, default=repr)


class WebPeer:
    """Our end over `sock`, which is connected; `name` is our name in the story.

    `connected`: has the server taken us into the namespace? `refused` says why it did not.
    `pending` are the events that the server has not yet dealt with, by number.
    """

    def __init__(
        self,
        sock: socket.socket,
        name: str,
        hub: Hub,
        story: Story,
        host: str,
        cookies: str = "",
        namespace: str = "/",
        other: str = "app.py",
    ) -> None:
        self.name, self.other, self.namespace = name, other, namespace
        self.connected, self.refused = False, ""
        self.events: list[Received] = []
        self.pending: dict[int, str] = {}
        self._story = story
        self._numbers = self._echoes = self._answered = 0
        self._text = ""
        self._ws = WSConnection(ConnectionType.CLIENT)
        self._stream = Stream(sock, hub, self._take)
        headers = [(b"Cookie", cookies.encode())] if cookies else []
        request = frames.Request(host=host, target=TARGET, extra_headers=headers)
        self._stream.send(self._ws.send(request))

    @property
    def ended(self) -> bool:
        return self._stream.ended

    @property
    def settled(self) -> bool:
        """Is it known how the attempt to connect went?"""
        return self.connected or self.ended or bool(self.refused)

    def emit(self, event: str, *args: Any) -> int:
        """Send an event, asking to be told when it was dealt with; returns its number."""
        self._numbers += 1
        self.pending[self._numbers] = event
        told = " ".join([event, *map(written, args)]).encode()
        self._story.add(Kind.SENT, self.name, told[:SHOWN], peer=self.other)
        data = [event, *args]
        self._packet(Packet(data=data, namespace=self.namespace, id=self._numbers))
        return self._numbers

    def calls_out(self) -> None:
        """Ask for what any server refuses: its answer stands behind all that it said before."""
        self._echoes += 1
        self._packet(Packet(packet_type=NAMES.index("CONNECT"), namespace=_ECHO))

    @property
    def echoed(self) -> bool:
        """Has each of those calls been answered, or will it never be?"""
        return self.ended or not self.connected or self._answered >= self._echoes

    def count(self, event: str, *words: str) -> int:
        """How many events of this name hold all these words."""
        return sum(found.event == event and found.holds(*words) for found in self.events)

    def close_tab(self) -> None:
        """Go as a browser goes whose tab is closed: say so and close (RFC 6455, 7.4.1)."""
        with contextlib.suppress(ProtocolError):
            self._stream.send(self._ws.send(frames.CloseConnection(CloseReason.GOING_AWAY)))
        self.close()

    def close(self) -> None:
        """Close without a word; twice is harmless."""
        self._stream.close()

    # -----------------------------------------------------------------------------------

    def _take(self, data: bytes) -> None:
        try:
            self._ws.receive_data(data)
            for frame in self._ws.events():
                self._frame(frame)
        except ProtocolError:  # it does not speak WebSocket
            self.close()

    def _frame(self, frame: frames.Event) -> None:
        if isinstance(frame, frames.TextMessage):
            self._text += frame.data
            if len(self._text) > MESSAGE:
                self.close()
            elif frame.message_finished:
                text, self._text = self._text, ""
                self._engine(text)
        elif isinstance(frame, frames.RejectConnection):
            self.refused = f"HTTP {frame.status_code}"
        elif isinstance(frame, frames.Ping):
            self._stream.send(self._ws.send(frame.response()))
        elif isinstance(frame, frames.CloseConnection):
            self.close()

    def _engine(self, text: str) -> None:
        """A packet of Engine.IO: its own affairs, or one of Socket.IO's in it."""
        kind = text[:1]
        if kind == "0":
            self._packet(Packet(packet_type=NAMES.index("CONNECT"), namespace=self.namespace))
        elif kind == "1":
            self.close()
        elif kind == "2":
            self._send(EnginePacket(3, text[1:]))
        elif kind == "4":
            # what is none is no event either: what is not heard then tells it
            with contextlib.suppress(ValueError, IndexError, TypeError, RecursionError):
                self._received(Packet(encoded_packet=text[1:]))

    def _received(self, packet: Packet) -> None:
        kind, ours = NAMES[packet.packet_type], (packet.namespace or "/") == self.namespace
        if kind == "CONNECT" and ours:
            self.connected = True
        elif kind in ("CONNECT", "CONNECT_ERROR") and not ours:
            self._answered += 1
        elif kind == "CONNECT_ERROR":
            self.refused = written(packet.data)
        elif kind == "DISCONNECT":
            self.close()
        elif kind == "ACK":
            self.pending.pop(packet.id, None)
        elif kind == "EVENT" and ours:
            name, *args = packet.data
            self._heard(Received(str(name), args))

    def _heard(self, received: Received) -> None:
        self.events.append(received)
        del self.events[:-KEPT]
        told = received.shown().encode("utf-8", "replace")
        self._story.add(Kind.RECEIVED, self.name, told[:SHOWN], peer=self.other)

    def _packet(self, packet: Packet) -> None:
        self._send(EnginePacket(4, packet.encode()))

    def _send(self, packet: EnginePacket) -> None:
        with contextlib.suppress(ProtocolError):  # it has gone; what is not heard tells it
            self._stream.send(self._ws.send(frames.TextMessage(packet.encode())))
