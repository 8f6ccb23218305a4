"""A person at a program's keyboard and screen: `types shows ends`."""

from __future__ import annotations

import contextlib
import functools
import os
import re
import socket
import time
from typing import Any, NamedTuple

from penilai import wording
from penilai.events import SPIN_STARTING, Hub, Waited
from penilai.language import mark, tr
from penilai.sandbox import Program, keyboard
from penilai.story import Kind, Story, Unmet, shown

STEP = 5.0  # seconds a program has for one step
LOOK = 0.002  # seconds between two looks whether a terminal echoes
ERROR = 120  # characters of an error message that are told
KEPT = 64 << 10  # bytes kept of the screen; a flood beyond is drained
# The end of a traceback, and the places that it names.
_ERROR = re.compile(
    r"^(?:\w+\.)*\w*(?:Error|Exception|Interrupt|Iteration|NotFound)\b.*$", re.MULTILINE
)
# not in Python's own library or in a package (`sandbox.packages`): that is none of the student's
_OTHERS = r"paket\.zip|site-packages|<frozen|[/\\]lib[/\\]python3|\\Lib\\"
_PLACE = re.compile(rf'^  File "((?:(?!{_OTHERS})[^"])+)", line (\d+)', re.MULTILINE)


class PythonError(NamedTuple):
    """The last line of a traceback, and the file and line where it happened."""

    text: str
    file: str
    line: str

    def tell(self) -> str:
        """In words, in the chosen language."""
        says = tr(mark("{error} ({file} baris {line})"))
        return says.format(error=shown(self.text[:ERROR]), file=self.file, line=self.line)


class Console:
    """Keyboard and screen of a running program; both its outputs are one screen."""

    def __init__(self, program: Program, hub: Hub, story: Story) -> None:
        self.screen = wording.Heard(KEPT)
        self._program, self._hub, self._story = program, hub, story
        self._told = 0
        if os.name == "posix":
            os.set_blocking(program.stdin, False)
        # what a terminal echoes is on the screen, too
        echo = [program.stdin] if program.terminal else []
        self._streams = [program.stdout, program.stderr, *echo]
        self._open = len(self._streams)
        for stream in self._streams:
            hub.watch(stream, functools.partial(self._read, stream))

    @property
    def name(self) -> str:
        return self._program.name

    def types(self, text: str) -> None:
        """Type one line and press Enter; where a terminal echoes it, see that it has done so."""
        data = (text + ("\r" if self._program.terminal else "\n")).encode()
        self._tell(mark('"{words}" diketik di {who}'), text, Kind.TYPED, data)
        echoes, before = self.echoes, self.screen.count(text)
        deadline = time.monotonic() + STEP
        with contextlib.suppress(OSError):  # it no longer reads: what it shows then tells it
            while data and time.monotonic() < deadline:
                data = data[self._typed(data) :]
        if echoes:
            self._hub.wait(lambda: self.screen.count(text) > before, STEP)

    def hides_typing(self) -> None:
        """Wait until the keyboard no longer echoes, or the program waits for it all the same.

        What is typed before that may be echoed, or thrown away with the echo (`getpass`).
        """
        if self._program.terminal:
            self._hub.wait(lambda: not self.echoes, STEP, LOOK, SPIN_STARTING)

    @property
    def echoes(self) -> bool:
        """Is what is typed now shown on the screen, by the terminal itself?"""
        return self._program.terminal and keyboard.echoes(self._program.stdin)

    def shows(self, words: str, times: int = 1) -> None:
        """Wait until the words were on the screen `times` times; raises Unmet."""
        waited = self._hub.wait(lambda: self.screen.count(words) >= times, STEP)
        self._conclude(waited, mark('"{words}" seharusnya tampil di layar {who}.'), words)

    def shows_on_lines_of_their_own(self, first: str, second: str) -> None:
        """Wait for both, then be sure that no line of the screen has both."""
        self.shows(first)
        self.shows(second)
        for line in self.screen.all_lines():
            shown = wording.plain(line)
            if wording.wanted(first) in shown and wording.wanted(second) in shown:
                says = mark('Di layar {who}, "{words}" dan "{more}" ada di satu baris.')
                self._fail(says, words=first, more=second)

    def never_shows(self, words: str, before: str) -> None:
        """Wait for the later `before`, then be sure: the words were not shown.

        A program that waits for us and has not shown `before` will not show the words either.
        """
        waited = self._hub.wait(lambda: self.screen.count(before) > 0, STEP)
        if waited not in (Waited.HAPPENED, Waited.QUIET):
            self._fail(mark('"{words}" seharusnya tampil di layar {who}.'), waited, words=before)
        if self.screen.count(words):
            self._fail(mark('"{words}" seharusnya tidak tampil di layar {who}.'), words=words)

    def asks(self) -> None:
        """Wait until the program waits for its keyboard, with a prompt or without."""
        waited = self._hub.wait(lambda: bool(self.screen.tail.strip()), STEP, spin=SPIN_STARTING)
        if waited not in (Waited.HAPPENED, Waited.QUIET):
            self._fail(mark("{who} seharusnya bertanya dan menunggu ketikan."), waited)
        asked = self.screen.tail.strip()
        self._tell(
            mark('{who} bertanya "{words}"') if asked else mark("{who} diam menunggu"), asked
        )

    def ends(self, code: int | None = None) -> None:
        """Wait until the program has ended: with this exit code, and with no traceback."""
        self.falls_silent()
        exit = self._program.exit
        if self.error():
            self._fail(mark("{who} berakhir dengan Traceback."))
        if code is not None and exit != code:
            says = mark("{who} berakhir dengan kode keluar {exit}, seharusnya {code}.")
            self._fail(says, exit=exit, code=code)
        self._tell(mark("{who} berakhir dengan kode keluar {exit}"), kind=Kind.ENDED, exit=exit)

    def fails_clearly(self) -> None:
        """Wait for an end with a sentence, an exit code that is not 0, and no traceback."""
        self.ends()
        if self._program.exit == 0:
            self._fail(mark("Kode keluar 0 berarti berhasil; {who} seharusnya memberi kode lain."))
        # a prompt ends with a colon and nothing behind it
        if not any(line.rpartition(":")[2].strip() for line in self.screen.all_lines()):
            self._fail(mark("{who} berakhir tanpa satu kalimat pun di layar."))

    def falls_silent(self) -> None:
        """Wait until the program has ended and its screen stands still."""
        waited = self._hub.wait(lambda: self._program.ended and self._open == 0, STEP)
        # a child that it left behind may hold the screen open: the program has ended all the same
        if not self._program.ended:
            self._fail(mark("{who} seharusnya berakhir."), waited)

    def error(self) -> PythonError | None:
        """The last Python error on the screen, with its place in the student's files."""
        ends = list(_ERROR.finditer(self.screen.text))
        places = _PLACE.findall(self.screen.text, 0, ends[-1].start()) if ends else []
        if not places:
            return None
        file, line = places[-1]
        return PythonError(ends[-1][0], re.split(r"[/\\]", file)[-1], line)

    def last_words(self) -> str:
        """What matters at the end of the screen: an error in words, or the last lines."""
        error = self.error()
        return error.tell() if error else self.screen.text[self._told :].strip()

    def close(self) -> None:
        for stream in self._streams:
            self._hub.forget(stream)

    # -----------------------------------------------------------------------------------

    def _typed(self, data: bytes) -> int:
        """Type as much as the program takes now; returns how many bytes."""
        try:
            return os.write(self._program.stdin, data)
        except BlockingIOError:
            self._hub.pump(0.01)
            return 0

    def _read(self, stream: int | socket.socket) -> None:
        try:
            data = os.read(stream, 65536) if isinstance(stream, int) else stream.recv(65536)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._open -= 1
            self._hub.forget(stream)
            return
        self._hub.count(len(data))
        self.screen.add(data)
        room = KEPT - self.screen.total + len(data)
        if room > 0:
            self._story.add(Kind.SHOWN, self.name, data[:room])

    def _conclude(self, waited: Waited, says: str, words: str) -> None:
        if waited is not Waited.HAPPENED:
            self._fail(says, waited, words=words)
        self._tell(mark('Layar {who} menampilkan "{words}"'), words)

    def _tell(
        self,
        says: str,
        words: str = "",
        kind: Kind = Kind.WAITED,
        data: bytes = b"",
        **fields: Any,
    ) -> None:
        self._told = len(self.screen.text)
        self._story.add(kind, self.name, data, says, words=words, **fields)

    def _fail(self, says: str, why: Waited | None = None, **fields: Any) -> None:
        raise Unmet(says, why=why, instead=self.last_words(), who=self.name, **fields)
