"""The DevTools protocol: what we ask a browser, what it answers, and what it tells unasked."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from typing import Any

from penilai.events import Hub
from penilai.sandbox import Chromium

ANSWER = 20.0  # seconds; it answers in a few thousandths, but a machine may be very busy
Fields = dict[str, Any]


class BrowserError(Exception):
    """The browser does not do what was asked: no fault of the page's, as far as can be told."""


class DevTools:
    """One conversation with a browser, which may have many sessions (one for each page)."""

    def __init__(self, chromium: Chromium) -> None:
        self._chromium = chromium
        self._hub: Hub | None = None
        self._number = 0
        self._rest = b""
        self._waiting: dict[int, Callable[[Fields], None]] = {}
        self._listening: dict[tuple[str, str], Callable[[Fields], None]] = {}

    def attach(self, hub: Hub) -> None:
        """Listen by way of this hub until `detach`."""
        self._hub = hub
        hub.watch(self._chromium.reader, self._read)

    def detach(self) -> None:
        if self._hub is not None:
            self._hub.forget(self._chromium.reader)
            self._hub = None

    def listen(self, session: str, event: str, on_event: Callable[[Fields], None]) -> None:
        """Call `on_event` for each event of this name in this session."""
        self._listening[session, event] = on_event

    def send(
        self, session: str, method: str, then: Callable[[Fields], None] | None = None, **more: Any
    ) -> None:
        """Ask for something without waiting; `then` gets the whole answer."""
        self._number += 1
        if then:
            self._waiting[self._number] = then
        asked = {"id": self._number, "method": method, "params": more}
        asked |= {"sessionId": session} if session else {}
        data = json.dumps(asked).encode() + b"\0"
        try:
            while data:
                data = data[os.write(self._chromium.writer, data) :]
        except OSError as error:
            raise BrowserError(f"{method}: {error}") from error

    def ask(self, session: str, method: str, **more: Any) -> Fields:
        """Ask and wait for the answer; raises BrowserError if there is none, or a refusal."""
        answers: list[Fields] = []
        self.send(session, method, answers.append, **more)
        deadline = time.monotonic() + ANSWER
        while not answers:
            left = deadline - time.monotonic()
            if left <= 0 or self._hub is None:
                raise BrowserError(f"{method}: no answer, or it has ended")
            self._hub.pump(left)
        if "error" in answers[0]:
            raise BrowserError(f"{method}: {answers[0]['error'].get('message')}")
        result: Fields = answers[0]["result"]
        return result

    def _read(self) -> None:
        data = os.read(self._chromium.reader, 1 << 20)
        if not data:  # it has ended: whoever asks next is told
            self.detach()
            return
        *messages, self._rest = (self._rest + data).split(b"\0")
        for message in messages:
            self._take(json.loads(message))

    def _take(self, message: Fields) -> None:
        if answered := self._waiting.pop(message.get("id", 0), None):
            answered(message)
        key = message.get("sessionId", ""), message.get("method", "")
        if on_event := self._listening.get(key):
            on_event(message["params"])
