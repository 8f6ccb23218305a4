"""How a client with a window gets its name, and is asked for it by the server that we are."""

from __future__ import annotations

from penilai import finding, gestures
from penilai.connect import START
from penilai.events import SPIN_STARTING, Waited
from penilai.finding import Asked
from penilai.language import mark
from penilai.pane import Pane
from penilai.peer import Peer
from penilai.story import Kind
from penilai.wire import Dialect

QUESTIONS = 4  # of a client before the chat: its name, and perhaps where the server is


class Introduction(Pane):
    """A client whose window asks for the name, and which answers NICK with it."""

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

    def _start(self) -> None:
        super()._start()
        self._asked = False
        self._asking = ("", 0)  # the place of a question, and since which look it is there

    def _question(self) -> Asked | None:
        """What the program asks for now: seen the same in looks apart, for a window is built
        piece by piece."""
        asked = finding.question(self._widgets)
        path = asked.entry.path if asked else ""
        if path != self._asking[0]:
            self._asking = (path, self.eyes.answers)
        return asked if self.eyes.answers > self._asking[1] + 1 else None

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
