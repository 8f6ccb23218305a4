"""Somebody at a browser: opens the student's pages, fills in forms, talks over Socket.IO."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable
from typing import Any, NoReturn, Protocol
from urllib.parse import urljoin, urlsplit

from penilai import wording
from penilai.browsing import Answer
from penilai.events import Waited
from penilai.language import mark
from penilai.story import Kind, Unmet
from penilai.webpage import Form
from penilai.webroom import WebRoom
from penilai.webwire import Received, WebPeer, written
from penilai.words import Words

_ONCE = mark("Kirim setiap pesan satu kali saja: emit(..., to=room).")
_OWN_CLIENT = "socket.io"  # in the name of a script that is none of the student's
_CONNECTS = re.compile(r"\bio(?:\.connect)?\s*\(([^;{\n]*)")
_TEXTS = re.compile(r"""["'`]([^"'`]*)["'`]""")
SCRIPT = '<img src=x onerror="window.diretas = 1"><script>window.diretas = 1</script>'


class Named(Protocol):
    """Somebody in the chat."""

    name: str


class Visitor:
    """Somebody at a browser; `name` is random. `page` is what is open there."""

    def __init__(self, room: WebRoom, name: str) -> None:
        self.name = name
        self._room = room
        self._browser = room.browser(name)
        self.page: Answer | None = None
        self.peer: WebPeer | None = None
        self._told = 0  # how many events the story has dealt with

    # Pages -----------------------------------------------------------------------------

    def opens(self, path: str) -> Answer:
        """Open a page; raises Unmet where there is none."""
        self._tell(mark('{who} membuka "{words}"'), path, Kind.SENT)
        self.page = self._browser.get(path)
        self._browser.expect_page(self.page)
        return self.page

    def finds_form(self, *names: str) -> Form:
        """The form of the page that has fields of these names; raises Unmet."""
        assert self.page is not None
        for form in self.page.html.forms:
            if all(form.named(name) for name in names):
                return form
        missing = next((n for n in names if not self._has_field(n)), names[0])
        says = mark('Halaman "{words}" seharusnya punya formulir dengan name="{field}".')
        advice = mark('Beri setiap <input> di dalam <form> name="..." seperti di soal.')
        self._fail(says, words=self.page.path, field=missing, advice=advice)

    def sees_form(self, *names: str) -> None:
        """See a form with fields of these names."""
        self.finds_form(*names)
        self._tell(mark("{who} melihat formulir dengan {words}"), ", ".join(names))

    def sends_form(self, **answers: str) -> Answer:
        """Fill in the form that has these fields and send it; raises Unmet for no page."""
        form = self.finds_form(*answers)
        assert self.page is not None
        told = ", ".join(f"{name}={value}" for name, value in answers.items())
        self._tell(mark("{who} mengirim formulir: {words}"), told, Kind.SENT)
        self.page = self._browser.send(form, self.page.path, answers)
        return self.page

    def arrives(self) -> Answer:
        """Be on a page, wherever the last one led; raises Unmet where there is none."""
        assert self.page is not None
        self._browser.expect_page(self.page)
        return self.page

    def sees(self, words: str) -> None:
        """Read these words on the page, whatever stands between and around them."""
        assert self.page is not None
        if f" {_words(words)} " not in f" {_words(self.page.html.text)} ":
            says = mark('{who} seharusnya membaca "{words}" di halaman itu.')
            self._fail(says, words=words, instead=self.page.html.text)
        self._tell(mark('{who} membaca "{words}"'), words)

    def sees_button(self, *labels: str) -> None:
        """See a button with one of these labels."""
        assert self.page is not None
        found = [field.label for field in self.page.html.fields if field.is_button]
        for label in labels:
            if any(_words(label) in _words(each) for each in found):
                self._tell(mark('{who} melihat tombol "{words}"'), label)
                return
        told = ", ".join(filter(None, (" ".join(each.split()) for each in found)))
        self._fail(mark('{who} mencari tombol "{words}".'), words=labels[0], instead=told)

    def sees_where_to_type(self) -> None:
        """See a field that words can be typed into."""
        assert self.page is not None
        if not any(field.is_typed for field in self.page.html.fields):
            self._fail(mark("{who} mencari kotak untuk mengetik pesan di halaman itu."))
        self._tell(mark("{who} melihat kotak untuk mengetik"))

    def sees_no_element(self, tag: str) -> None:
        """Be sure that what somebody typed has not become a part of the page."""
        assert self.page is not None
        if tag in self.page.html.elements:
            says = mark('{who} mengisi nama "{words}", dan itu menjadi bagian HTML halaman.')
            self._fail(says, words=self.name)
        self._tell(mark('{who} mengisi nama "{words}": tetap teks biasa'), self.name)

    def posts(self, path: str, **answers: str) -> None:
        """Send these answers there without a form, whatever comes of it."""
        with contextlib.suppress(Unmet):
            form = Form(path, "post")
            self.page = self._browser.send(form, path, answers)

    # Socket.IO -------------------------------------------------------------------------

    def connects(self) -> None:
        """Connect as the page that is open does, with its cookies; raises Unmet if refused."""
        self.connects_if_let_in()
        if not self._peer.connected:
            says = mark("{who} menyambung lewat Socket.IO, tetapi {other} menolak.")
            advice = mark(
                'Buat socketio = SocketIO(app); handler "connect" tidak perlu menolak siapa pun.'
            )
            self._fail(says, other=self._peer.other, instead=self._peer.refused, advice=advice)

    def connects_if_let_in(self) -> None:
        """The same for somebody whom the server may well refuse."""
        self.peer = self._room.dials(self.name, self._browser.cookies, self._namespace())
        says = mark("{who} tersambung lewat Socket.IO")
        self._tell(says if self.peer.connected else "", kind=Kind.CONNECTED)

    def emits(self, event: str, *args: Any) -> bool:
        """Send an event and wait until it was dealt with; was it, without an error?"""
        told = " ".join([event, *map(written, args)])
        self._tell(mark("{who} mengirim {words}"), told, Kind.SENT)
        return self._room.emit(self._peer, event, *args)

    def hears_event(self, event: str, *words: str, says: str = "") -> None:
        """Wait for an event of this name that holds all these words; raises Unmet."""
        self._awaits(event, words, says)
        self._tell(mark('{who} menerima {event} "{words}"'), " ".join(words), event=event)

    def hears_event_once(self, event: str, words: tuple[str, ...], before: tuple[str, ...]) -> None:
        """Wait for the later one, then be sure: the first one came exactly once."""
        self._awaits(event, before)
        times = self._peer.count(event, *words)
        told = " ".join(words)
        if times == 0:
            self._fail(mark('{who} tidak menerima {event} "{words}".'), event=event, words=told)
        if times > 1:
            says = mark('{who} menerima {event} "{words}" {times} kali, seharusnya satu kali.')
            self._fail(says, event=event, words=told, times=times, advice=_ONCE)
        self._tell(mark('{who} menerima {event} "{words}" tepat satu kali'), told, event=event)

    def never_heard(self, event: str, *words: str) -> None:
        """Be sure, by what was heard since, that no such event came."""
        if self._peer.count(event, *words):
            says = mark('{who} seharusnya tidak menerima {event} "{words}".')
            self._fail(says, event=event, words=" ".join(words), instead="")

    def hears_notice(self, name: str, verbs: list[str], says: str) -> None:
        """Wait for exactly one status that tells this of somebody; raises Unmet."""
        waited = self.awaits(lambda: self._notices(name, verbs) > 0)
        told = f"{name} {says}"
        if waited is not Waited.HAPPENED:
            self._fail(mark('{who} menunggu status "{words}".'), waited, words=told)
        self._tell(mark('{who} menerima status "{words}"'), told)

    def never_hears_notice(self, name: str, verbs: list[str], times: int = 0) -> None:
        """Be sure, by what was heard since, that no more than so many of them came."""
        if self._notices(name, verbs) > times:
            heard = [each for each in self._peer.events if _notice(each, name, verbs)]
            says = mark('{who} seharusnya tidak menerima status "{words}".')
            advice = mark("Kabar itu cukup sekali, dan hanya tentang yang benar-benar pergi.")
            self._fail(says, words=heard[-1].text, advice=advice, instead="")

    def is_up_to_date(self) -> None:
        """Hear an echo of ours, behind all that the server has sent here before."""
        self._peer.calls_out()
        self.awaits(lambda: self._peer.echoed)

    def awaits(self, happened: Callable[[], bool]) -> Waited:
        """Wait for a fact."""
        return self._room.wait(happened)

    def closes_the_tab(self) -> None:
        """Close the tab: the connection ends, and nothing more is said."""
        self._tell(mark("{who} menutup tab"), kind=Kind.CLOSED)
        self._peer.close_tab()

    # -----------------------------------------------------------------------------------

    def _namespace(self) -> str:
        """The Socket.IO namespace that the page's scripts connect to."""
        for call in _CONNECTS.finditer(self.scripts()):
            texts = _TEXTS.findall(call[1])
            if texts and len(path := urlsplit(texts[-1]).path) > 1 and path.startswith("/"):
                return str(path)
        return "/"

    def scripts(self) -> str:
        """The scripts of the chat page; read once a submission, for what they tell of it."""
        manners = self._room.manners
        if manners.scripts is None and self.page is not None:
            found = list(self.page.html.scripts)
            for source in self.page.html.sources:
                where = urlsplit(urljoin(self.page.path, source))
                if not where.netloc and _OWN_CLIENT not in where.path:
                    found.append(self._browser.get(where.path).text)
            manners.scripts = "\n".join(found)
        return manners.scripts or ""

    @property
    def _peer(self) -> WebPeer:
        assert self.peer is not None, "connects() comes first"
        return self.peer

    def _notices(self, name: str, verbs: list[str]) -> int:
        return sum(_notice(each, name, verbs) for each in self._peer.events)

    def _has_field(self, name: str) -> bool:
        assert self.page is not None
        return any(form.named(name) for form in self.page.html.forms)

    def _awaits(self, event: str, words: tuple[str, ...], says: str = "") -> None:
        waited = self._room.wait(lambda: self._peer.count(event, *words) > 0)
        if waited is not Waited.HAPPENED:
            says = says or mark('{who} menunggu {event} "{words}".')
            self._fail(says, waited, event=event, words=" ".join(words))

    def _tell(self, says: str, words: str = "", kind: Kind = Kind.WAITED, **fields: Any) -> None:
        self._told = len(self.peer.events) if self.peer else 0
        story, other = self._room.story, self._room.server.name
        story.add(kind, self.name, b"", says, peer=other, words=words, **fields)

    def _fail(self, says: str, why: Waited | None = None, **fields: Any) -> NoReturn:
        """Raise Unmet for a step of ours, with what has come since the last one."""
        fields.setdefault("instead", self._since())
        raise Unmet(says, why=why, who=self.name, **fields)

    def _since(self) -> str:
        heard: list[Received] = self.peer.events[self._told :] if self.peer else []
        return "; ".join(each.shown() for each in heard)


def html_names(words: Words) -> list[tuple[str, str]]:
    """Names that make an element or attribute, which stands first, where they are no text.

    They are short: there may be a limit.
    """
    tags = [words.name("x").lower() for _ in range(3)]
    shapes = ("<{}>Bu", '" {}="', "</script><{}>")
    return [(tag, shape.format(tag)) for tag, shape in zip(tags, shapes, strict=True)]


def _notice(heard: Received, name: str, verbs: list[str]) -> bool:
    return heard.event == "status" and wording.has_notice(name, verbs, heard.text)


def _words(text: str) -> str:
    """The text as a person compares it: letters and digits, one blank between the words."""
    return " ".join(re.findall(r"[^\W_]+", wording.plain(text)))
