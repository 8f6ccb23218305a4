"""The student's client with a window, a person who sits before it, and the server that we are."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from penilai import finding, gestures
from penilai.connect import START
from penilai.events import SPIN, SPIN_STARTING, Waited
from penilai.eyes import AGAIN, Calm, Eyes, Restless
from penilai.finding import Asked
from penilai.language import mark
from penilai.launch import Scene
from penilai.sandbox import SandboxError, Screen, ScreenMissing, can_open_windows
from penilai.story import Kind, Unmet, Unreachable
from penilai.tcl import Tcl
from penilai.tkagents import Agents
from penilai.tksend import Send
from penilai.visit import Visit
from penilai.widgets import Widget
from penilai.wire import SETTLE, STEP, Dialect, Peer
from penilai.x11 import Connection, ConnectionLost

QUESTIONS = 4  # of a client before the chat: its name, and perhaps where the server is
TKINTER = re.compile(r"tkinter|libtk|libtcl", re.IGNORECASE)  # in a sentence of ImportError
MANY = 60  # lines that no window shows all at once


class Window(Visit):
    """The student's client with a window, a person who sits before it, and the server we are."""

    windows = True

    def __init__(self, scene: Scene, program: str = "client.py") -> None:
        super().__init__(scene, program)
        self._asked = False

    # The name --------------------------------------------------------------------------

    def introduces(self) -> Peer:
        """Answer the question for the name, be asked NICK, in the dialect of this client.

        One that does not ask is known by the name that it gives.
        """
        dialects = self._scene.manners.host_dialects
        for dialect in list(dialects):
            host = self._enters(dialect)
            spoken = self._awaits_answer(host)
            if host.has_spoken() or dialect is dialects[-1]:
                dialects[:] = [dialect]
                break
            self._scene.end(self.program)  # its window would be seen beside the next one
            self._start()  # anew, so that nothing is left of the first attempt
        if spoken is not Waited.HAPPENED or not host.heard.total:
            self._fail(mark("{who} tidak menjawab NICK."), spoken)
        if not self._asked:
            self.name = host.heard.text.strip()
        self._until(lambda: finding.is_chat(self._widgets) and self._field() is not None)
        if self.program.ended:
            self._fail(mark("{who} berakhir, padahal jendelanya seharusnya tetap terbuka."))
        return host

    def asked_for_name(self) -> None:
        """Be sure that the window has asked for the name."""
        if not self._asked:
            self._fail(mark("{who} seharusnya menanyakan nama di jendela."))

    def answers_nickname(self, name: str) -> None:
        """Type the name where the window asks for it, and accept."""
        for _ in range(QUESTIONS):
            waited = self._until(lambda: self._question() is not None)
            asked = self._question()
            if asked is None:
                self._fail(mark("{who} seharusnya menanyakan nama di jendela."), waited)
                return
            wanted = asked.wants_address
            port = str(self._scene.port)
            self._answers(asked, {"": name, "port": port}.get(wanted, wanted))
            if not wanted:
                break
        self._asked = True

    # Typing and pressing ---------------------------------------------------------------

    def types(self, text: str) -> str:
        """Type the text with a random tail into the field; returns it."""
        message = self._scene.words.message(text)
        field = self._expect_field()
        self._tell(mark('"{words}" diketik di jendela {who}'), message, Kind.TYPED)
        self._keys(field, message)
        typed = mark('"{words}" seharusnya tampil di kolom ketik {who}.')
        self._expect(lambda: message in self._typed(), typed, words=message)
        return message

    def presses_button(self) -> None:
        """Press the button that sends."""
        missing = mark("{who} seharusnya punya tombol Kirim.")
        self._expect(lambda: finding.send_button(self._widgets) is not None, missing)
        button = finding.send_button(self._widgets)
        assert button is not None
        self._tell(mark('Tombol "{words}" ditekan'), button.text.strip())
        self._does(button, gestures.click(button))

    def presses_enter(self) -> None:
        """Press Enter in the field."""
        field = self._expect_field()
        self._tell(mark("Enter ditekan di jendela {who}"))
        self._focuses(field)
        self._does(field, gestures.press_enter(field))

    def delivers(self, text: str) -> None:
        """Wait until `<name>: <text>` has come to the server."""
        words, host = f"{self.name}: {text}", self.host
        waited = self._until(lambda: host.heard.count(words) > 0)
        if waited is not Waited.HAPPENED:
            host.fail(mark('{who} menunggu "{words}".'), waited, words=words)
        host.tell(mark('{who} menerima "{words}"'), words)

    def field_is_empty(self) -> None:
        """Wait until nothing stands in the field."""
        full = mark("Kolom ketik {who} seharusnya kosong sesudah terkirim.")
        self._expect(lambda: self._field() is not None and not self._typed().strip(), full)

    # Seeing ----------------------------------------------------------------------------

    def shows(self, words: str) -> None:
        """Wait until the window shows the words."""
        says = mark('"{words}" seharusnya tampil di jendela {who}.')
        self._expect(lambda: self._sees(words) is not None, says, words=words)
        self._tell(mark('Jendela {who} menampilkan "{words}"'), words)

    def shows_the_newest(self) -> None:
        """Say so many lines that the text must scroll; wait until the last one is in view."""
        lines = [self.line("baris") for _ in range(MANY)]
        for line in lines:
            self.host.send((line + self.host.dialect.value).encode())
        self._tell(mark("Server mengirim {count} baris"), count=MANY)
        self.shows(lines[-1])
        says = mark('Teks {who} seharusnya bergulir sampai "{words}" terlihat.')
        self._expect(lambda: self._in_view(lines[-1]), says, words=lines[-1])

    def text_is_read_only(self, words: str) -> None:
        """Type where the words are shown: nothing may come of it."""
        self.shows(words)
        shown = self._sees(words)
        assert shown is not None
        before = shown.text
        self._keys(shown, "abc")
        self._until(lambda: self._sees(words) is not None)
        again = self._sees(words)
        if again is None or again.text != before:
            self._fail(mark("Teks obrolan {who} bisa diubah dengan mengetik di sana."))
        self._tell(mark("Mengetik di teks obrolan {who} tidak mengubahnya"))

    # The end ---------------------------------------------------------------------------

    def closes(self) -> None:
        """Click on the X of the window."""
        window = self._expect_field().window
        self._tell(mark("Jendela {who} ditutup"))
        app = self._expect_field().app
        self.eyes.does(app, gestures.close(window))

    def ends(self) -> None:
        """Wait until the program has ended, with all its threads and without a traceback."""
        waited = self._until(lambda: self.program.ended)
        if waited is not Waited.HAPPENED:
            self._fail(mark("{who} seharusnya berakhir."), waited)
        self.screen.ends()

    def outlives_server(self) -> None:
        """Let the server go: the program ends, or its window answers and nothing spins."""
        rested = self._scene.hub.settle(SETTLE)
        self.stops_listening()
        self.host.leave()
        restless = Restless(self.program)
        waited = self._until(lambda: self.program.ended or (rested and restless.spins()))
        if waited is Waited.SPINNING or (waited is Waited.HAPPENED and not self.program.ended):
            self._fail(mark("{who} berputar terus sesudah server pergi."), Waited.SPINNING)
        if waited is not Waited.QUIET and not self._still_answers():
            self._fail(mark("Jendela {who} seharusnya tetap menjawab, atau tertutup rapi."), waited)
        if self.screen.error():
            self._fail(mark("Di layar {who} ada Traceback."))
        answers = mark("Jendela {who} tetap menjawab")
        self._tell(mark("{who} berakhir") if self.program.ended else answers)

    # -----------------------------------------------------------------------------------

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
        self._asked = False
        self._asking = ("", 0)  # the place of a question, and since which look it is there
        screen = self.program.screen
        if screen is None:
            raise SandboxError("no screen")
        self.eyes = Eyes(_way_to(screen), self.program, self._scene.hub)
        self._scene.afterwards(self.eyes.close)

    @property
    def _widgets(self) -> list[Widget]:
        return self.eyes.widgets

    def _question(self) -> Asked | None:
        """What the program asks for now: seen the same in looks apart, for a window is built
        piece by piece."""
        asked = finding.question(self._widgets)
        path = asked.entry.path if asked else ""
        if path != self._asking[0]:
            self._asking = (path, self.eyes.answers)
        return asked if self.eyes.answers > self._asking[1] + 1 else None

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

    def _still_answers(self) -> bool:
        """Has it ended, or does it answer what is asked now, after it has met the end?"""
        before = self.eyes.answers
        self._until(lambda: self.program.ended or self.eyes.answers > before)
        return self.program.ended or self.eyes.answers > before

    def _enters(self, dialect: Dialect) -> Peer:
        """Answer the window's question and be connected, in whatever order; say NICK at once."""
        self._until(lambda: bool(self._arrived) or self._wants_name(), START, SPIN_STARTING)
        if not self._arrived and self._wants_name():
            self.answers_nickname(self.name)
        host = self.arrives()
        host.dialect = dialect
        host.say("NICK")
        if not self._asked:
            self._until(lambda: host.has_spoken() or self._wants_name())
        if self._wants_name():
            self.answers_nickname(self.name)
        return host

    def _awaits_answer(self, host: Peer) -> Waited:
        """Wait for the answer to NICK, or until a raw client shows that as a line."""
        return self._until(lambda: host.has_spoken() or self._sees("NICK") is not None)

    def _wants_name(self) -> bool:
        return not self._asked and self._question() is not None

    def _answers(self, asked: Asked, words: str) -> None:
        entry = asked.entry
        self._tell(mark('"{words}" diketik di jendela {who}'), words, Kind.TYPED)
        self._keys(entry, words)
        typed = mark('"{words}" seharusnya tampil di tempat mengetik nama.')

        def shows_it() -> bool:
            return any(w.path == entry.path and words in w.text for w in self._widgets)

        self._expect(shows_it, typed, words=words)
        accept = gestures.click(asked.button) if asked.button else gestures.press_enter(entry)
        self._does(entry, accept)

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
