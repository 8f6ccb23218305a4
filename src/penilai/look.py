"""What a person sees and does who is in the chat with a real browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn, Protocol
from urllib.parse import urlsplit

from penilai import wording
from penilai.devtools import BrowserError
from penilai.events import Waited
from penilai.language import mark
from penilai.stage import find
from penilai.story import Kind, Unmet
from penilai.tabs import Tab
from penilai.visitor import Named
from penilai.webroom import WebRoom

STATES = {"online", "offline", "connected", "terhubung", "tersambung", "hadir"}  # on lists too
PATIENCE = 10.0  # seconds: a browser has more to do than a program
SETTLE = 0.5  # seconds in which the program deals with what the page has sent
_NONE = mark("Halaman tidak dilihat: di komputer ini tidak ada Chromium, Chrome, atau Edge")
_BROKEN = mark("Halaman tidak dilihat: perambannya tidak bisa dipakai")
_NO_FIELD = mark('Halaman tidak dilihat: {who} tidak menemukan kotak untuk "{words}"')
_NO_PLACE = mark("Halaman tidak dinilai: {who} tidak menemukan tempat mengetik pesan")
_FOREIGN = mark(
    "Halaman tidak dinilai: skripnya dari {words}, padahal di sini tidak ada internet. "
    "Simpan berkas itu di folder static/"
)
_ERROR = mark("Skrip halaman Anda gagal: buka konsol peramban (F12) dan baca baris merahnya.")
_BORROWED = mark(
    "Halaman meminta socket.io dari {words}; kami memberi salinan kami. Tanpa internet itu "
    "tidak ada: simpan di folder static/"
)


class Hearer(Protocol):
    """Somebody else in the chat, who hears what was typed into the page."""

    def hears(self, other: Named, text: str) -> None: ...


class Look:
    """The open page of somebody who has joined; `name` is that person's.

    What it does not show is a failure only if the page could get all that it asked for: scripts
    from elsewhere are not to be had here, and then the checks over the wire decide alone.
    """

    def __init__(self, room: WebRoom, name: str, tab: Tab) -> None:
        self.name = name
        self._room, self._tab, self._page = room, tab, tab.page
        self._blind = False

    def enters(self, answers: dict[str, str], button: str) -> bool:
        """Open the first page, fill in its form and press the button; False: it has no such form.

        The answers are by the names of the fields. Returns when the page has joined.
        """
        page, loads = self._page, self._page.loads
        page.open("/")
        self._wait(lambda: page.loads > loads)
        for name, answer in answers.items():
            if page.call("choose", name, answer):
                continue
            if not page.call("goTo", name):
                self._tell(_NO_FIELD, name)
                return False
            page.type(answer)
        sent = page.sent
        if not page.call("join", button):
            page.press_enter()
        self._wait(lambda: page.sent > sent and page.heard > 0)
        self._room.scene.hub.settle(SETTLE)
        self._tell(mark("{who} masuk dengan peramban"), kind=Kind.CONNECTED)
        if page.borrowed:
            self._tell(_BORROWED, urlsplit(page.borrowed).netloc)
        return True

    def is_heard_by(self, other: Hearer, text: str) -> None:
        """Type the text with a random tail and send it: somebody else hears it. Raises Unmet."""
        message = self._room.words.message(text)
        if self._blind or not self._types(message):
            return
        other.hears(self, message)

    def shows(self, text: str) -> None:
        """Wait until the page shows this; raises Unmet."""
        wanted = wording.wanted(_flat(text))
        self._expect(
            lambda: wanted in _flat(self._page.text),
            mark('{who} membuka halaman chat dan menunggu "{words}" di sana.'),
            text,
        )
        self._tell_seen(mark('{who} melihat "{words}" di halaman'), text)

    def catches_up(self, text: str) -> None:
        """Wait until the page shows this, if it ever will: what was said before has come, too."""
        wanted = wording.wanted(_flat(text))
        self._room.wait(lambda: wanted in _flat(self._page.text))

    def shows_users(self, names: list[str], without: str = "") -> None:
        """Wait until the page shows these names, and where it does not the other one.

        Names in news of who comes and goes do not count.
        """
        told = ", ".join(names)
        self._expect(
            lambda: all(_is_listed(name, self._page.text) for name in names),
            mark("{who} membuka halaman chat dan menunggu daftar pengguna: {words}."),
            told,
        )
        if without:
            others = [name for name in names if name != self.name]
            self._expect(
                self._when_changed(lambda: bool(self._page.call("lists", others, [without]))),
                mark("{who} menunggu daftar pengguna tanpa {other}: {words}."),
                told,
                other=without,
            )
        self._tell_seen(mark("{who} melihat daftar pengguna di halaman: {words}"), told)

    def never_ran_script(self) -> None:
        """Be sure that nothing that was said was run as a script; raises Unmet."""
        self._page.call("comesToRest")
        if self._page.trapped:
            says = mark("Skrip di dalam pesan orang lain dijalankan di halaman {who}.")
            advice = mark("Pakai textContent, bukan innerHTML, untuk nama dan pesan.")
            raise Unmet(says, who=self.name, advice=advice)
        self._tell_seen(mark("Di halaman {who}, pesan berisi skrip tidak dijalankan"))

    def close(self) -> None:
        self._tab.close()

    # -----------------------------------------------------------------------------------

    def _types(self, message: str) -> bool:
        """Type it where messages are written, and send it; False where that cannot be judged."""
        page = self._page
        if not page.call("goToMessage"):
            self._room.comes_to_rest()
            if not page.call("goToMessage"):
                self._give_up(_NO_PLACE)
                return False
        sent = page.sent
        self._tell(mark('{who} mengetik "{words}" di halaman'), message, Kind.TYPED)
        page.type(message)
        pressed = page.call("send")
        if not pressed or self._wait(lambda: page.sent > sent) is not Waited.HAPPENED:
            page.call("goToMessage")
            page.press_enter()
            self._wait(lambda: page.sent > sent)
        if page.sent == sent and not self._misses_scripts():
            says = mark('{who} mengetik "{words}" dan mengirimnya, tetapi halaman diam saja.')
            self._fail(says, None, message)
        return page.sent > sent

    def _expect(self, happened: Callable[[], bool], says: str, words: str, **more: str) -> None:
        """Wait until it happens; raises Unmet unless it is no fault of the page's."""
        if self._blind:
            return
        waited = self._wait(happened)
        if waited is Waited.HAPPENED:
            return
        self._page.read()
        self._page.changes += 1
        if not happened() and not self._misses_scripts():
            self._fail(says, waited, words, **more)

    def _when_changed(self, happened: Callable[[], bool]) -> Callable[[], bool]:
        """The same, but the page is asked only where it has changed: asking disturbs its rest."""
        asked: list[int] = []

        def ask() -> bool:
            if asked and asked[-1] == self._page.changes:
                return False
            asked.append(self._page.changes)
            return happened()

        return ask

    def _wait(self, happened: Callable[[], bool]) -> Waited:
        return self._room.scene.hub.wait(happened, PATIENCE)

    def _misses_scripts(self) -> bool:
        """Is there a script that it could not get here? Then nothing more is expected of it."""
        hosts = [urlsplit(m.url).netloc for m in self._page.missing if m.kind == "Script"]
        if hosts and not self._blind:
            self._give_up(_FOREIGN, ", ".join(dict.fromkeys(hosts)))
        return self._blind

    def _give_up(self, says: str, words: str = "") -> None:
        self._blind = True
        self._tell(says, words)

    def _fail(self, says: str, waited: Waited | None, words: str, **more: str) -> NoReturn:
        seen = " ".join(self._page.read().split())
        if self._page.errors:  # it stands where a console shows it (F12)
            seen, advice = self._page.errors[0], _ERROR
        else:
            advice = ""
        fields = more | {"who": self.name, "words": words}
        raise Unmet(says, why=waited, instead=seen, advice=advice, **fields)

    def _tell_seen(self, says: str, words: str = "") -> None:
        if not self._blind:
            self._tell(says, words, Kind.SHOWN)

    def _tell(self, says: str, words: str = "", kind: Kind = Kind.WAITED) -> None:
        self._room.story.add(kind, self.name, b"", says, peer=self._room.server.name, words=words)


def opened(room: WebRoom, name: str, answers: dict[str, str], button: str) -> Look | None:
    """Let somebody of this name join in a real browser; None where that cannot be done."""
    tabs = room.scene.tabs
    if not tabs.warm():
        room.story.add(Kind.WAITED, name, b"", _NONE)
        return None
    try:
        tab = tabs.open(room.server, room.scene.port, room.scene.hub, _client())
        room.scene.afterwards(tab.close)
        look = Look(room, name, tab)
        if look.enters(answers, button):
            return look
    except BrowserError:
        room.story.add(Kind.WAITED, name, b"", _BROKEN)
    return None


def _client() -> bytes:
    """The course's own copy of the browser's part of Socket.IO."""
    for stage in find().values():
        for path in sorted(stage.folder.glob("static/socket.io*.js")):
            return path.read_bytes()
    return b""


def _flat(text: str) -> str:
    return " ".join(wording.plain(text).split())


def _is_listed(name: str, text: str) -> bool:
    """Does the name stand on a line that tells nothing of coming and going?"""
    verbs = {*wording.JOINED, *wording.LEFT} - STATES
    name = wording.plain(name)
    lines = [line for line in map(wording.plain, text.splitlines()) if name in line]
    return any(not any(verb in line.replace(name, "") for verb in verbs) for line in lines)
