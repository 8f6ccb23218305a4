"""A command that one client gives: whom it reaches, and whether it is answered."""

from __future__ import annotations

import re
from collections.abc import Iterable

from penilai import wording
from penilai.events import Hub, Waited
from penilai.guest import ChatClient
from penilai.language import mark
from penilai.story import Kind, Unmet
from penilai.wire import SETTLE, STEP

_CLOCK = re.compile(r"\d+(?:[:./-]\d+)+")  # a time or a date: it may stand in any answer
_UNANSWERED = mark('{who} menunggu jawaban atas "{words}".')
_BROADCAST = mark('{who} menunggu jawaban atas "{words}" yang tidak ikut dikirim ke orang lain.')
_SAME = mark('Jawaban atas "{words}" sama saja dengan jawaban kalau pesannya terkirim.')
_SEEN = mark("Beri tahu dengan jelas bahwa pesannya tidak terkirim.")


class Command:
    """A line that begins with `/`, given by `giver` among those `present`; `text` is its end.

    All that was sent before must have arrived: what comes from now on comes of the command, or
    is for everybody.
    """

    def __init__(
        self, giver: ChatClient, present: Iterable[ChatClient], line: str, text: str, hub: Hub
    ) -> None:
        self.line, self.text = line, text
        self._giver, self._hub = giver, hub
        self._others = [client for client in present if client is not giver]
        self._later = ""
        self._settle()  # a raw server would take an earlier line and this for one message
        self._marks = {c: len(c.heard.text) for c in (giver, *self._others)}
        giver.tell(mark('{who} mengirim "{words}"'), line, Kind.SENT)
        giver.send((line + giver.dialect.value).encode())

    # Whom it reaches -------------------------------------------------------------------

    def reaches_only(self, target: ChatClient) -> None:
        """Wait until the target has heard the text; be sure that nobody else has."""
        self._hub.wait(lambda: target.heard.count(self.text) > 0, STEP)
        self._reaches_nobody_but(target)  # whom it reached instead tells more, so this comes first
        target.hears(self.text)

    def arrives_whole(self, target: ChatClient) -> None:
        """Wait until the target has heard the text, letter by letter as it was said.

        The command itself, relayed to everybody as an ordinary line, does not count.
        """

        def heard() -> bool:
            return self.text in target.heard.text.replace(self.line, "")

        waited = self._hub.wait(heard, STEP)
        if waited is not Waited.HAPPENED:
            target.fail(mark('{who} menunggu "{words}".'), waited, words=self.text)
        target.tell(mark('{who} menerima "{words}"'), self.text)

    def reaches_nobody(self) -> None:
        """Be sure that nobody has heard the text; what its giver is told is an answer."""
        self._reaches_nobody_but(None)

    def is_not_copied(self, copy: str) -> None:
        """Be sure that the giver has not got the target's line as well.

        An answer may quote it: only a line that holds nothing else is a copy.
        """
        self._say_later()
        lines = self._since(self._giver).split("\n")
        if wording.wanted(copy) in map(wording.wanted, lines):
            says = mark('{who} seharusnya tidak menerima "{words}": itu untuk orang lain.')
            self._giver.fail(says, words=copy)

    # How it is answered ----------------------------------------------------------------

    def is_answered(self, unlike: str = "") -> None:
        """Wait for an answer that only the giver hears, other than `unlike`; raises Unmet."""
        answer = self.answer()
        if not answer:
            came = self._since(self._giver).strip()
            says = _BROADCAST if came else _UNANSWERED
            raise self._unmet(says, why=self._waited, instead=came)
        if answer == unlike:
            raise self._unmet(_SAME, advice=_SEEN)
        self._giver.tell(mark('{who} menerima jawaban atas "{words}"'), self.line)

    def answer(self) -> str:
        """What only the giver hears, "" if it is nothing; name and text of the command and the
        time are blotted out, so that two answers can be compared.

        What a stranger hears too is no answer. A later line of the giver proves that it has not
        come to the stranger; nothing is asked of the words.
        """
        giver, mark_ = self._giver.heard, self._marks[self._giver]
        self._waited = self._hub.wait(lambda: bool(giver.text[mark_:].strip()), STEP)
        if self._waited is not Waited.HAPPENED:
            return ""
        self._say_later()
        self._waited = self._hub.wait(lambda: bool(self._aside()), STEP)
        answer = wording.plain("\n".join(self._aside()))
        for word in filter(None, (self.text, *self.line.split()[:2])):
            answer = answer.replace(wording.plain(word), "*")
        return _CLOCK.sub("*", answer)

    # -----------------------------------------------------------------------------------

    def _aside(self) -> list[str]:
        """The lines that the giver has heard since, and those who are not concerned have not."""
        strangers = [other for other in self._others if other.name not in self.line]
        elsewhere = [wording.plain(self._since(stranger)) for stranger in strangers]
        return [
            line
            for line in self._since(self._giver).split("\n")
            if wording.wanted(line) and not any(wording.wanted(line) in text for text in elsewhere)
        ]

    def _since(self, client: ChatClient) -> str:
        """What the client has heard since the command, without the later line."""
        heard = client.heard.text[self._marks[client] :]
        return heard.replace(self._later, "") if self._later else heard

    def _say_later(self) -> None:
        """Let the giver say a line and the others hear it: all that came before it is here."""
        if self._later:
            return
        self._settle()
        self._later = self._giver.says("itu saja")
        for other in self._others:
            other.awaits(self._later)
        self._settle()  # the giver may have no echo to wait for

    def _reaches_nobody_but(self, target: ChatClient | None) -> None:
        self._say_later()
        for other in self._others:
            if other is not target:
                other.never_hears(self.text, before=self._later)
        self._giver.tell(mark('Tidak ada orang lain yang menerima "{words}"'), self.text)

    def _settle(self) -> None:
        self._hub.settle(SETTLE)

    def _unmet(
        self, says: str, why: Waited | None = None, instead: str = "", advice: str = ""
    ) -> Unmet:
        return Unmet(
            says, why=why, instead=instead, advice=advice, who=self._giver.name, words=self.line
        )
