"""A chat client that we are, and how it gets into the room."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator

from penilai import times, wording
from penilai.language import mark
from penilai.launch import Manners, Scene
from penilai.peer import TWICE, Peer
from penilai.stamp import Stamp
from penilai.story import Kind
from penilai.wire import Dialect


class ChatClient(Peer):
    """A chat client that we are; `name` is random."""

    def __init__(self, sock: socket.socket, name: str, scene: Scene) -> None:
        super().__init__(sock, name, scene.hub, scene.story)
        self._words, self._manners = scene.words, scene.manners

    def says(self, text: str) -> str:
        """Say the text with a random tail, as a client writes it; returns the line."""
        line = self.line(text)
        self.say(line)
        return line

    def line(self, text: str) -> str:
        """`<name>: <text>` with a random tail."""
        return f"{self.name}: {self._words.message(text)}"

    def says_only(self, text: str) -> str:
        """Say the text with a random tail, without the name before it; returns it."""
        message = self._words.message(text)
        self.say(message)
        return message

    def says_beyond_ascii(self) -> str:
        """Say a line with letters of two, three and four bytes; returns it."""
        line = self.line_beyond_ascii()
        self.say(line)
        return line

    def line_beyond_ascii(self) -> str:
        return f"{self.name}: {self._words.beyond_ascii()}"

    def says_glued(self, *texts: str) -> list[str]:
        """Say several lines in one segment; returns them."""
        return self.say_glued([self.line(text) for text in texts])

    @contextlib.contextmanager
    def cut(self, line: str, at: int | None = None) -> Iterator[None]:
        """Send the first part of the line, and when the block is over the rest."""
        data = f"{line}\n".encode()
        at = self._words.cut(data) if at is None else at
        self.tell(mark('{who} mengirim potongan pertama dari "{words}"'), line, Kind.SENT)
        self.send(data[:at])
        yield
        self.tell(mark("{who} mengirim potongan sisanya"), kind=Kind.SENT)
        self.send(data[at:])

    def cut_inside_a_letter(self, line: str) -> contextlib.AbstractContextManager[None]:
        """The same, cut between the bytes of one letter."""
        inside = line.index("🚀")
        return self.cut(line, len(line[:inside].encode()) + 2)

    @property
    def speaks_lines(self) -> bool:
        return self.dialect is Dialect.LINE

    def heard_apart(self, words: str, later: str) -> None:
        """Be sure that these words and the later ones do not stand on one line.

        Of a server that does not end its messages nothing is asked: there are no lines.
        """
        first, second = wording.wanted(words), wording.wanted(later)
        for line in map(wording.plain, self.heard.lines):
            if first in line and second in line:
                says = mark('{who} menerima "{words}" tanpa "\\n" di akhirnya.')
                advice = mark('Akhiri setiap baris dengan "\\n", juga pesan pribadi.')
                self.fail(says, words=words, advice=advice)

    def was_forgotten(self, line: str) -> None:
        """Be sure that the line, which others have heard by now, was not sent to us."""
        if self.heard.count(line):
            self.fail(mark('{who} sudah pergi, tetapi masih dikirimi "{words}".'), words=line)

    def hears_kicked(self, name: str) -> None:
        """Wait for the notice that `name` is gone, of its own will or not."""
        says = mark('{who} menunggu kabar "{words} keluar".')
        self._hears_notice(name, [*wording.LEFT, *wording.KICKED], 1, says)
        self.tell(mark('{who} menerima kabar "{words} keluar"'), name)

    def never_hears_joined(self, name: str, before: str) -> None:
        """Wait for the later line `before`, then be sure: nobody of this name has joined."""
        self.awaits(before)
        if self.heard.count_notices(name, wording.JOINED):
            says = mark('{who} seharusnya tidak menerima kabar "{words} Bergabung".')
            self.fail(says, words=name)

    def never_hears_left_twice(self, name: str, before: str) -> None:
        """Wait for the later line `before`, then be sure: no notice of a leave came twice.

        Two in different words may both be right: that `name` was removed, and that it left.
        """
        self.awaits(before)
        notices = [n for n in self.heard.lines if wording.has_notice(name, wording.LEFT, n)]
        for notice in notices:
            if (count := notices.count(notice)) > 1:
                self.fail(TWICE, words=notice, times=count)

    def stamp_of(self, line: str) -> Stamp:
        """The time at this line, which we have heard."""
        return Stamp(self, times.at_words(self.heard, line))

    def stamp_of_join(self, name: str) -> Stamp:
        """The time at the notice that `name` has joined, which we have heard."""
        return Stamp(self, times.at_notice(self.heard, name, wording.JOINED))

    def stamp_of_leave(self, name: str) -> Stamp:
        """The time at the notice that `name` has left, which we have heard."""
        return Stamp(self, times.at_notice(self.heard, name, wording.LEFT))

    def answers(self) -> None:
        """Answer the server's question with the name, in the server's dialect."""
        manners = self._manners
        if self.heard.total > 0 and manners.dialect is None:
            manners.dialect = Dialect.LINE if "\n" in self.heard.text else Dialect.RAW
        self.dialect = manners.dialect or Dialect.LINE
        self.send((self.name + self.dialect.value).encode())


class Newcomer:
    """Knows when a client that answered has heard what this server says to a newcomer."""

    def __init__(self, client: ChatClient, manners: Manners) -> None:
        self.client, self._manners = client, manners
        self._bytes, self._lines = client.heard.total, len(client.heard.lines)

    def was_welcomed(self) -> bool:
        """As far as we know this server; the first time we expect notice and welcome."""
        client, manners = self.client, self._manners
        if client.dialect is Dialect.RAW:
            enough = manners.bytes_at_join
            return client.ended or (
                enough is not None and client.heard.total - self._bytes >= enough
            )
        expected = 2 if manners.lines_at_join is None else manners.lines_at_join
        return client.ended or len(client.heard.lines) - self._lines >= expected

    @property
    def was_asked(self) -> bool:
        return self._bytes > 0

    def heard_nothing(self) -> bool:
        return self.client.heard.total == self._bytes

    def teach(self) -> None:
        """Remember for the next ones what came, if this was the first."""
        if self._manners.lines_at_join is None:
            self._manners.lines_at_join = len(self.client.heard.lines) - self._lines
            # the name may stand in it, and names are not of one length
            self._manners.bytes_at_join = max(0, self.client.heard.total - self._bytes - 4)
