"""The student's server that may refuse a name: those inside, and one at the door."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator

from penilai import wording
from penilai.events import Waited
from penilai.guest import ChatClient
from penilai.language import mark
from penilai.launch import Manners
from penilai.room import Room
from penilai.story import Kind
from penilai.wire import STEP, Dialect

NICK = "NICK"
_NEWS = [*wording.JOINED, *wording.LEFT]
_OWN_WORDS = ("bergabung", "keluar")  # the lesson's: they tell also of one without a name


class Applicant(ChatClient):
    """A chat client that is asked for its name; it decides itself which one it offers."""

    def expects(self, manners: Manners) -> None:
        """Take what was heard so far as the server's question."""
        self.dialect = manners.dialect or Dialect.LINE
        self._question = self.heard.text.strip()
        self._offered, self._offered_at = "", 0

    def offers(self, name: str) -> None:
        """Answer the question; an empty raw message cannot be sent, so it is a bare newline."""
        self.tell(mark('{who} menyebut nama "{words}"'), name, Kind.SENT)
        self._offered, self._offered_at = name, len(self.heard.text)
        self.send((name + self.dialect.value or "\n").encode())

    def is_refused(self) -> None:
        """Wait for a reason, in whatever words: anything but the question; raises Unmet.

        Those inside tell whether it was a welcome instead (`Door.undisturbed`).
        """
        waited = self._hub.wait(self._has_reason, STEP)
        if waited is not Waited.HAPPENED:
            says = mark('{who} menunggu alasan mengapa nama "{words}" ditolak.')
            self.fail(says, waited, words=self._offered)
        self.tell(mark('{who} menerima "{words}"'), self._since_offer().strip())

    def is_asked_again(self) -> None:
        """Wait for the word that the server asked with at first; raises Unmet."""
        found = re.search(r"\w*nick\w*", self._question, re.IGNORECASE)
        word = found[0] if found else NICK
        # "Nickname sudah dipakai" is no question
        again = re.compile(re.escape(word) + r"(?![a-z])")
        waited = self._hub.wait(lambda: bool(again.search(self._since_offer())), STEP)
        if waited is not Waited.HAPPENED:
            self.fail(mark('{who} menunggu "{words}" sekali lagi.'), waited, words=word)
        self.tell(mark("{who} ditanya sekali lagi"))

    def stayed_outside(self, lines: list[str]) -> None:
        """Be sure that these lines, which those inside have heard by now, were not sent to us."""
        for line in lines:
            if self.heard.count(line):
                says = mark('{who} seharusnya ditolak, tetapi ikut menerima "{words}".')
                self.fail(says, words=line)

    def _since_offer(self) -> str:
        return self.heard.text[self._offered_at :]

    def _has_reason(self) -> bool:
        told = self._since_offer()
        for question in filter(None, (self._question, NICK)):
            told = told.replace(question, "")
        return any(letter.isalpha() for letter in told)


class Door(Room):
    """The student's server.py, running, with those inside and whoever knocks."""

    def knocks(self, role: str) -> Applicant:
        """Connect and be asked for the name."""
        applicant = Applicant(self._connected(), self._scene.words.name(role), self._scene)
        self._scene.afterwards(applicant.close)
        applicant.tell(mark("{who} tersambung"), kind=Kind.CONNECTED)
        self.waits_for_question(applicant)
        applicant.expects(self._scene.manners)
        return applicant

    @contextlib.contextmanager
    def undisturbed(self, outsider: Applicant | None = None) -> Iterator[None]:
        """What the block does goes by those inside: they chat on, and hear of nobody new or gone.

        Nor does the outsider hear what they say. Each proof is a later line of the same speaker.
        """
        self._everyone_talks("halo semua")
        self._tell(mark("Setiap orang di ruangan mengirim satu baris, dan yang lain menerimanya"))
        before = [(self._news(client), len(client.heard.text)) for client in self.present]
        yield
        self.settles()
        lines = self._everyone_talks("aku masih mengobrol")
        self._everyone_talks("dan semua lancar")
        self._tell(mark("Setiap orang di ruangan mengirim dua baris, dan yang lain menerimanya"))
        for client, (news, at) in zip(self.present, before, strict=True):
            for line in lines:
                client.never_heard_twice(line)
            if self._news(client) != news:
                says = mark('{who} seharusnya tidak menerima "{words}".')
                client.fail(says, words=self._news_in(client.heard.text[at:]))
        if outsider is not None:
            outsider.stayed_outside(lines)

    def _everyone_talks(self, text: str) -> list[str]:
        """Let each of those inside say a line, and all others hear it; returns the lines."""
        lines = [speaker.line(text) for speaker in self.present]
        for speaker, line in zip(self.present, lines, strict=True):
            speaker.send((line + speaker.dialect.value).encode())
            for listener in self.present:
                if listener is not speaker:
                    listener.awaits(line)
        return lines

    def _news(self, client: ChatClient) -> list[int]:
        """How much this client has heard of people who come and go."""
        words = [client.heard.count(word) for word in _OWN_WORDS]
        return words + [client.heard.count_notices(who.name, _NEWS) for who in self.present]

    def _news_in(self, text: str) -> str:
        """The line that tells of somebody; where there are no lines, all of it."""
        for line in text.splitlines():
            told = [wording.has_notice(who.name, _NEWS, line) for who in self.present]
            if any(told) or any(word in wording.plain(line) for word in _OWN_WORDS):
                return line
        return text.strip()
