"""The student's app.py, running, and the waits for what it says over HTTP and Socket.IO."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any

from penilai.browsing import Browser, Exchange
from penilai.connect import connected
from penilai.events import Waited
from penilai.language import mark
from penilai.launch import Scene
from penilai.story import Unreachable
from penilai.stream import STEP, Stream
from penilai.webwire import WebPeer

TRACEBACK = "Traceback (most recent call last)"


class WebRoom:
    """The student's app.py, running, and those who open its pages and talk there."""

    def __init__(self, scene: Scene, program: str = "app.py") -> None:
        self.scene, self._hub = scene, scene.hub
        self.words, self.story, self.manners = scene.words, scene.story, scene.manners
        self.server, self.screen = scene.run(program)
        self.host = f"127.0.0.1:{scene.port}"
        self.pages_fail = False  # somebody was let in by no page: that is lost once, not thrice
        self._peers: list[WebPeer] = []

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
        errors, unanswered = self._errors(), self.manners.unanswered
        number = peer.emit(event, *args)
        if event not in unanswered:
            waited = self.wait(
                lambda: number not in peer.pending or peer.ended or self._errors() > errors
            )
            if waited is Waited.QUIET:  # it has no handler; the next one is not waited for
                unanswered.add(event)
        if number in peer.pending:  # one error may be told in several parts
            self._hub.settle(STEP)
        return number not in peer.pending

    def wait(self, happened: Callable[[], bool]) -> Waited:
        """Wait for one step of the server's."""
        return self._hub.wait(happened, STEP)

    def anybody_heard(self, event: str, *words: str) -> bool:
        """Has an event of this name, with all these words, come to anybody?"""
        return any(peer.count(event, *words) for peer in self._peers)

    def comes_to_rest(self) -> None:
        """Wait until the server has dealt with all that it was sent, and we know what it said."""
        self._hub.settle(STEP)
        for peer in self._peers:
            if peer.connected and not peer.ended:
                peer.calls_out()
        self.wait(lambda: all(peer.echoed for peer in self._peers))

    def _errors(self) -> int:
        return self.screen.screen.text.count(TRACEBACK)

    def _asks(self, exchange: Exchange) -> Waited:
        stream = Stream(self._connected(), self._hub, exchange.take)
        self.scene.afterwards(stream.close)
        exchange.begin(stream)
        waited = self._hub.wait(exchange.done, STEP)
        self._hub.pump(0)  # an error that it answers with was shown before
        stream.close()
        return waited

    def _connected(self) -> socket.socket:
        try:
            return connected(self.server, self.screen, self.scene.port, self._hub)
        except Unreachable as error:
            if error.advice:
                error.advice = mark("Akhiri app.py dengan socketio.run(app, port=5000).")
            raise
