"""The student's client with a window: seeing what it shows, and acting on it as a person does."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from penilai import finding, gestures
from penilai.connect import START
from penilai.events import SPIN, SPIN_STARTING, Waited
from penilai.eyes import AGAIN, Calm, Eyes
from penilai.language import mark
from penilai.peer import Peer
from penilai.sandbox import SandboxError, Screen, ScreenMissing, can_open_windows
from penilai.story import Kind, Unmet, Unreachable
from penilai.tcl import Tcl
from penilai.tkagents import Agents
from penilai.tksend import Send
from penilai.visit import Visit
from penilai.widgets import Widget
from penilai.wire import STEP
from penilai.x11 import Connection, ConnectionLost

TKINTER = re.compile(r"tkinter|libtk|libtcl", re.IGNORECASE)  # in a sentence of ImportError


class Pane(Visit):
    """The window of a client: looked at again and again, clicked and typed into."""

    windows = True

    def arrives(self) -> Peer:
        """See `Visit`; raises ScreenMissing where the Python of the programs has no Tkinter."""
        try:
            return super().arrives()
        except Unreachable:
            error = self.screen.error()
            if error and TKINTER.search(error.text) and not can_open_windows():
                raise ScreenMissing("python3-tk") from None
            raise

    def _start(self) -> None:
        super()._start()
        screen = self.program.screen
        if screen is None:
            raise SandboxError("no screen")
        self.eyes = Eyes(_way_to(screen), self.program, self._scene.hub)
        self._scene.afterwards(self.eyes.close)

    @property
    def _widgets(self) -> list[Widget]:
        return self.eyes.widgets

    def _field(self) -> Widget | None:
        return finding.field(self._widgets)

    def _typed(self) -> str:
        field = self._field()
        return field.text if field else ""

    def _sees(self, words: str) -> Widget | None:
        return finding.shown(self._widgets, words)

    def _in_view(self, words: str) -> bool:
        shown = self._sees(words)
        return shown is not None and shown.in_view

    def _expect_field(self) -> Widget:
        missing = mark("{who} seharusnya punya kolom untuk mengetik pesan.")
        self._expect(lambda: self._field() is not None, missing)
        field = self._field()
        assert field is not None
        return field

    def _keys(self, widget: Widget, text: str) -> None:
        self._focuses(widget)
        self._does(widget, gestures.type_in(widget, text))

    def _focuses(self, widget: Widget) -> None:
        """Click into it, and wait for the focus: only then do its bindings see the keys."""
        self._does(widget, gestures.focus(widget))
        name = (widget.app, widget.path)
        self._until(lambda: any((w.app, w.path) == name and w.focused for w in self._widgets))

    def _does(self, widget: Widget, script: str) -> None:
        self.eyes.does(widget.app, script)

    def _until(self, fact: Callable[[], bool], seconds: float = STEP, spin: float = SPIN) -> Waited:
        """Look again and again until `fact()`, or until nothing more can come of itself.

        What was seen before does not count: the program may have gone on since.
        """
        self.eyes.forget()
        calm = Calm(self.eyes, self.program)

        def happened() -> bool:
            self.eyes.look()
            return fact() or calm.reached()

        waited = self._scene.hub.wait(happened, seconds, AGAIN, spin)
        if fact():  # perhaps it came while the program was being looked at
            return Waited.HAPPENED
        if waited is Waited.HAPPENED:
            self._scene.hub.pump(0)
            return Waited.HAPPENED if fact() else Waited.QUIET
        return waited

    def _awaits_arrival(self) -> Waited:
        return self._until(lambda: bool(self._arrived), START, SPIN_STARTING)

    def _expect(self, fact: Callable[[], bool], says: str, **fields: str) -> None:
        before = self.eyes.answers
        waited = self._until(fact)
        if waited is Waited.HAPPENED:
            return
        if self.eyes.answers == before and not self.program.ended:
            busy = mark("Jendela {who} tidak menjawab: programnya sibuk atau menunggu.")
            advice = mark("Jangan menunggu (recv, accept, sleep) di thread yang mengurus jendela.")
            self._fail(busy, waited, advice=advice)
        self._fail(says, waited, **fields)

    def _tell(self, says: str, words: str = "", kind: Kind = Kind.WAITED, **fields: Any) -> None:
        self._scene.story.add(kind, self._program, b"", says, words=words, **fields)

    def _fail(self, says: str, why: Waited | None = None, **fields: str) -> None:
        instead = finding.all_words(self._widgets) or self.screen.last_words()
        raise Unmet(says, why=why, instead=instead, who=self._program, **fields)


def _way_to(screen: Screen) -> Tcl:
    """How the Tk of programs on this screen is talked to."""
    if screen.agents is not None:
        return Agents(screen.agents, screen.cookie)
    try:
        return Send(Connection(screen.connect(), screen.cookie))
    except ConnectionLost as error:
        raise SandboxError(f"Xvfb: {error}") from error
