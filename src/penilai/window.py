"""The student's client with a window, a person who sits before it, and the server that we are."""

from __future__ import annotations

from penilai import finding, gestures
from penilai.events import Waited
from penilai.eyes import Restless
from penilai.introduction import Introduction
from penilai.language import mark
from penilai.story import Kind
from penilai.wire import SETTLE

MANY = 60  # lines that no window shows all at once


class Window(Introduction):
    """The student's client with a window, a person who sits before it, and the server we are."""

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

    def _still_answers(self) -> bool:
        """Has it ended, or does it answer what is asked now, after it has met the end?"""
        before = self.eyes.answers
        self._until(lambda: self.program.ended or self.eyes.answers > before)
        return self.program.ended or self.eyes.answers > before
