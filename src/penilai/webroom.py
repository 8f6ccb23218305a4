"""The student's app.py, running, and the waits for what it says over HTTP and Socket.IO."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from typing import Any

from penilai.browsing import Browser, Exchange
from penilai.connect import connected
from penilai.events import Waited
from penilai.language import mark
from penilai.launch import Scene
from penilai.sandbox import Program
from penilai.story import Kind, Unreachable
from penilai.stream import STEP, Stream
from penilai.tabs import Tab
from penilai.webwire import WebPeer

LOOK = 0.05  # seconds between two looks whether anything is still on its way
REST = 1.0  # seconds from a program's start before it is asked where it listens
UNANSWERED = 1.5  # seconds that a handler may take its time without an answer
TRACEBACK = "Traceback (most recent call last)"


class WebRoom:
    """The student's app.py, running, and those who open its pages and talk there."""

    def __init__(self, scene: Scene, program: str = "app.py") -> None:
        self.scene, self._hub = scene, scene.hub
        self.words, self.story, self.manners = scene.words, scene.story, scene.manners
        self.server, self.screen = scene.run(program)
        self.host = f"127.0.0.1:{scene.port}"
        self._peers: list[WebPeer] = []
        self.looks: list[Tab] = []  # tabs of a real browser

    def browser(self, name: str) -> Browser:
        """A browser of somebody's, with no cookies yet."""
        return Browser(name, self.host, self.story, self._asks, self.server.name)

    def dials(self, name: str, cookies: str, namespace: str) -> WebPeer:
        """Open a Socket.IO connection, as a page does with its cookies, and see how it goes."""
        peer = WebPeer(
            self._connected(),
            name,
            self._hub,
            self.story,
            self.host,
            cookies,
            namespace,
            self.server.name,
        )
        self.scene.afterwards(peer.close)
        self._peers.append(peer)
        self.wait(lambda: peer.settled)
        return peer

    def emit(self, peer: WebPeer, event: str, *args: Any) -> bool:
        """Send an event and wait until the server has dealt with it; did it, without an error?

        What its handler sent to whomever stands before anything that is sent there later.
        """
        if not peer.connected or peer.ended:
            return False
        errors = self._errors()
        number = peer.emit(event, *args)
        self.wait(
            lambda: number not in peer.pending or peer.ended or self._errors() > errors,
            [(peer, number)],
        )
        if number in peer.pending:  # one error may be told in several parts
            self.wait(lambda: number not in peer.pending or peer.ended)
        return number not in peer.pending

    def anybody_heard(self, event: str, *words: str) -> bool:
        """Has an event of this name, with all these words, come to anybody?"""
        return any(peer.count(event, *words) for peer in self._peers)

    def comes_to_rest(self) -> None:
        """Wait until nothing that the server has said is still on its way."""
        self.wait(lambda: False)

    def wait(
        self, happened: Callable[[], bool], pending: list[tuple[WebPeer, int]] | None = None
    ) -> Waited:
        """Wait for a fact until it happens or nothing is on its way any more.

        `pending` are events of ours that are still to be dealt with: that may take its time.
        """
        rest = Rest(self, self._peers, pending or [])
        waited = self._hub.wait(lambda: happened() or rest.reached(), STEP)
        if happened():
            return Waited.HAPPENED
        return Waited.QUIET if waited is Waited.HAPPENED else waited

    def tell(self, who: str, says: str, words: str = "", kind: Kind = Kind.WAITED) -> None:
        """Add a step of somebody's to the story."""
        self.story.add(kind, who, b"", says, peer=self.server.name, words=words)

    def _errors(self) -> int:
        return self.screen.screen.text.count(TRACEBACK)

    def _asks(self, exchange: Exchange) -> Waited:
        stream = Stream(self._connected(), self._hub, exchange.take)
        self.scene.afterwards(stream.close)
        exchange.begin(stream)
        waited = self._hub.wait(exchange.done, STEP)
        while self._hub.pump(0) and not stream.ended:
            pass  # an error that it answers with was shown before
        stream.close()
        return waited

    def _connected(self) -> socket.socket:
        try:
            server, port = self.server, self.scene.port
            return connected(server, self.screen, port, self._hub, Elsewhere(server).found)
        except Unreachable as error:
            if error.advice:
                error.advice = mark("Akhiri app.py dengan socketio.run(app, port=5000).")
            raise


class Rest:
    """Knows when nothing that the server has said is still on its way to anybody.

    Every connection is asked for an echo, which stands behind all that was sent there before;
    and since a server's threads wait with time limits, two looks must show that none ran.
    """

    def __init__(
        self, room: WebRoom, peers: list[WebPeer], pending: list[tuple[WebPeer, int]]
    ) -> None:
        self._room, self._peers, self._pending = room, peers, pending
        self._began = time.monotonic()
        self._next_look = self._began + LOOK
        self._asked = False
        self._still = Still(room.server)

    def reached(self) -> bool:
        """Look, now and then; True when all has come that will come."""
        now = time.monotonic()
        if now < self._next_look:
            return False
        self._next_look = now + LOOK
        if not self._asked:
            self._asked = True
            for peer in self._peers:
                if peer.connected and not peer.ended:
                    peer.calls_out()
            return False
        return all(peer.echoed for peer in self._peers) and self._is_still() and self._may_end(now)

    def _is_still(self) -> bool:
        still = self._still.since_last_look()
        if still is None:  # the system does not tell; the echoes have to do
            return time.monotonic() - self._began > UNANSWERED
        return still and all(tab.is_still() for tab in self._room.looks)

    def _may_end(self, now: float) -> bool:
        """Is no handler still at work that may only be waiting for a while?"""
        manners = self._room.manners
        events = {peer.pending[n] for peer, n in self._pending if n in peer.pending}
        if events <= manners.unanswered:
            return True
        if now - self._began < UNANSWERED:
            return False
        manners.unanswered |= events
        return True


class Still:
    """Has no thread of a program run since the last look?"""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._trace: str | None = None

    def since_last_look(self) -> bool | None:
        """Look; None where the system does not tell."""
        activity = self._program.activity()
        if activity is None:
            return None
        before, self._trace = self._trace, activity.trace
        return before == self._trace and "running" not in self._trace


class Elsewhere:
    """Knows of a server that is at rest and listens, but not where it should.

    A web server never waits without end, so nothing else tells it from one that is starting.
    """

    def __init__(self, program: Program) -> None:
        self._program = program
        self._still = Still(program)
        self._next_look = time.monotonic() + REST

    def found(self) -> bool:
        """Look, now and then."""
        now = time.monotonic()
        if now < self._next_look:
            return False
        self._next_look = now + LOOK
        return bool(self._still.since_last_look() and self._program.listening())
