"""Somebody who chats in a browser: what is said and heard over Socket.IO."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NoReturn, Protocol
from urllib.parse import urlsplit

from penilai import wording
from penilai.events import Waited
from penilai.language import mark
from penilai.reader import Reader
from penilai.story import Kind
from penilai.webroom import WebRoom
from penilai.webwire import Received, WebPeer, written

_ONCE = mark("Kirim setiap pesan satu kali saja: emit(..., to=room).")
_CONNECTS = re.compile(r"\bio(?:\.connect)?\s*\(([^;{\n]*)")
_TEXTS = re.compile(r"""["'`]([^"'`]*)["'`]""")
SCRIPT = '<img src=x onerror="window.diretas = 1"><script>window.diretas = 1</script>'


class Named(Protocol):
    """Somebody in the chat."""

    name: str


class Visitor(Reader):
    """Somebody who chats in a browser; `peer` is the connection of the page that is open."""

    def __init__(self, room: WebRoom, name: str) -> None:
        super().__init__(room, name)
        self.peer: WebPeer | None = None
        self._told = 0  # how many events the story has dealt with

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

    def never_hears_event_as(self, event: str, other: Named, text: str) -> None:
        """Be sure, by what was heard since, that this was not heard in somebody else's name."""
        for heard in self._peer.events:
            if heard.event == event and heard.says_by(other.name, text):
                says = mark('{who} menerima "{words}" atas nama {other}, yang tidak mengirimnya.')
                self._fail(says, words=text, other=other.name)

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

    @property
    def _peer(self) -> WebPeer:
        assert self.peer is not None, "connects() comes first"
        return self.peer

    def _notices(self, name: str, verbs: list[str]) -> int:
        return sum(_notice(each, name, verbs) for each in self._peer.events)

    def _awaits(self, event: str, words: tuple[str, ...], says: str = "") -> None:
        waited = self._room.wait(lambda: self._peer.count(event, *words) > 0)
        if waited is not Waited.HAPPENED:
            says = says or mark('{who} menunggu {event} "{words}".')
            self._fail(says, waited, event=event, words=" ".join(words))

    def _tell(self, says: str, words: str = "", kind: Kind = Kind.WAITED, **fields: Any) -> None:
        self._told = len(self.peer.events) if self.peer else 0
        super()._tell(says, words, kind, **fields)

    def _fail(self, says: str, why: Waited | None = None, **fields: Any) -> NoReturn:
        """The same with what has come since the last step."""
        fields.setdefault("instead", self._since())
        super()._fail(says, why, **fields)

    def _since(self) -> str:
        heard: list[Received] = self.peer.events[self._told :] if self.peer else []
        return "; ".join(each.shown() for each in heard)


def _notice(heard: Received, name: str, verbs: list[str]) -> bool:
    return heard.event == "status" and wording.has_notice(name, verbs, heard.text)
