"""Looks on while a server runs: its screen, its keyboard, and all that its clients say."""

from __future__ import annotations

import contextlib
import os
import queue
import sys
import threading
import time
from collections.abc import Callable
from typing import Any, Protocol

from penilai.language import mark, tr
from penilai.recorder import Caller, Door, Line, onward
from penilai.sandbox import Program
from penilai.story import Event, Kind

TICK = 0.05  # seconds without news after which what came is handed on
LONGEST = 0.25  # seconds after which it is, in any case
AHEAD = 1000  # pieces of news that may wait; a flood has to wait for us
CHUNK = 65536


class Audience(Protocol):
    """Who is told of it all, in one thread."""

    def takes_in(self, event: Event) -> None: ...

    def comes_to_rest(self) -> None: ...  # nothing new for a moment: time to draw

    def hears_of_the_door(self) -> None: ...  # the server listens, and clients may come in


class Onlooker:
    """Tells its audience what happens.

    Only the thread of `run` touches the program and speaks to the audience; the other threads
    bring it what they have read.
    """

    def __init__(self, program: Program, door: Door, port: int, audience: Audience) -> None:
        self._program, self._door, self._port = program, door, port
        self._audience = audience
        self._news: queue.Queue[Callable[[], None]] = queue.Queue(AHEAD)
        self._lines: list[Line] = []
        self._clients = 0
        self._began = self._rested = time.monotonic()
        self._stopped = False
        self._open = False  # does the server listen, and may clients come in?

    def run(self) -> None:
        """Look on until the server has ended, or until `stop`; then nothing is left of it."""
        self._bring(Kind.STARTED, self._program.name)
        for stream in (self._program.stdout, self._program.stderr):
            threading.Thread(target=self._read_screen, args=(stream,), daemon=True).start()
        threading.Thread(target=self._read_keyboard, daemon=True).start()
        try:
            while not self._stopped and (self._turn() or not self._program.ended):
                pass
            for _ in range(self._news.qsize()):  # said before the end; what comes now is ours
                self._news.get()()
            if self._program.ended:
                end = self._event(Kind.ENDED, self._program.name, exit=self._program.exit)
                self._audience.takes_in(end)
            self._audience.comes_to_rest()
        finally:
            self._program.stop()
            for line in self._lines:
                line.hang_up()

    def stop(self) -> None:
        """End it calmly, soon; may be called at any moment."""
        self._stopped = True

    def _turn(self) -> bool:
        """Handle one piece of news; False if there was none, and time for the rest."""
        with contextlib.suppress(queue.Empty):
            self._news.get(timeout=TICK)()
            if time.monotonic() - self._rested > LONGEST:
                self._rest()
            return True
        self._program.read_news()
        if not self._open and self._port in [port for _, port in self._program.listening()]:
            self._door.open(lambda caller: self._news.put(lambda: self._let_in(caller)))
            self._open = True
            self._audience.hears_of_the_door()
        self._rest()
        return False

    def _rest(self) -> None:
        self._audience.comes_to_rest()
        self._rested = time.monotonic()

    def _let_in(self, caller: Caller) -> None:
        """Lead a client on to the server; one that is refused there is refused here."""
        self._clients += 1
        name = tr(mark("Klien {number}")).format(number=self._clients)
        server = self._program.name
        self._audience.takes_in(self._event(Kind.CONNECTED, name, server))
        far = onward(self._program, self._port)
        if far is None:
            self._audience.takes_in(self._event(Kind.RESET, server, name))
            caller.refuse()
        else:
            self._lines.append(Line(name, server, caller.socket, far, self._bring))

    def _read_screen(self, stream: Any) -> None:
        read = os.read if isinstance(stream, int) else type(stream).recv
        with contextlib.suppress(OSError):
            while data := read(stream, CHUNK):
                self._bring(Kind.SHOWN, self._program.name, "", data)

    def _read_keyboard(self) -> None:
        """Pass on what is typed; the end of the keyboard's input is the end of the server's."""
        raw = getattr(getattr(sys.stdin, "buffer", None), "raw", None)  # no lock is held there
        with contextlib.suppress(OSError, ValueError):
            while raw is not None and (data := raw.read(CHUNK)):
                self._bring(Kind.TYPED, self._program.name, "", data)
                os.write(self._program.stdin, data)
            nothing = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nothing, self._program.stdin)  # closes it, and keeps the number ours
            os.close(nothing)

    def _bring(self, kind: Kind, who: str, peer: str = "", data: bytes = b"") -> None:
        """Hand an event to the thread of `run`, from any thread."""
        event = self._event(kind, who, peer, data)
        self._news.put(lambda: self._audience.takes_in(event))

    def _event(
        self, kind: Kind, who: str, peer: str = "", data: bytes = b"", **fields: Any
    ) -> Event:
        at = time.monotonic() - self._began
        return Event(at, kind, who, data, fields={"who": who, **fields}, peer=peer)
