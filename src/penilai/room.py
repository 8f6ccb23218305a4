"""The student's server.py, running, and the chat clients that we are."""

from __future__ import annotations

import contextlib
import functools
import socket
from collections.abc import Iterable, Iterator

from penilai.connect import LATE, RETRY, START, Connecting, unreachable
from penilai.events import Waited
from penilai.language import mark
from penilai.launch import Manners, Scene
from penilai.story import Kind, Unmet
from penilai.wire import STEP, Dialect, Peer

JOIN = 1.0  # seconds within which a join is looked at; how it ends decides no mark


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
        lines = [self.line(text) for text in texts]
        self.tell(
            mark('{who} mengirim {count} baris sekaligus: "{words}"'),
            "⏎".join(lines),
            Kind.SENT,
            count=len(lines),
        )
        self.send("".join(line + "\n" for line in lines).encode())
        return lines

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

    def was_forgotten(self, line: str) -> None:
        """Be sure that the line, which others have heard by now, was not sent to us."""
        if self.heard.count(line):
            self.fail(mark('{who} sudah pergi, tetapi masih dikirimi "{words}".'), words=line)

    def answers(self) -> None:
        """Answer the server's question with the name, in the server's dialect."""
        manners = self._manners
        if self.heard.total > 0 and manners.dialect is None:
            manners.dialect = Dialect.LINE if "\n" in self.heard.text else Dialect.RAW
        self.dialect = manners.dialect or Dialect.LINE
        self.tell(mark("{who} menjawab dengan namanya"), kind=Kind.SENT)
        self.send((self.name + self.dialect.value).encode())


class Newcomer:
    """Knows when a client that answered has heard what this server says to a newcomer."""

    def __init__(self, client: ChatClient, manners: Manners) -> None:
        self._client, self._manners = client, manners
        self._bytes, self._lines = client.heard.total, len(client.heard.lines)

    def was_welcomed(self) -> bool:
        """As far as we know this server; the first time we expect notice and welcome."""
        client, manners = self._client, self._manners
        if client.dialect is Dialect.RAW:
            enough = manners.bytes_at_join
            return client.ended or (
                enough is not None and client.heard.total - self._bytes >= enough
            )
        expected = 2 if manners.lines_at_join is None else manners.lines_at_join
        return client.ended or len(client.heard.lines) - self._lines >= expected

    def heard_nothing(self) -> bool:
        return self._client.heard.total == self._bytes

    def teach(self) -> None:
        """Remember for the next ones what came, if this was the first."""
        if self._manners.lines_at_join is None:
            self._manners.lines_at_join = len(self._client.heard.lines) - self._lines
            # the name may stand in it, and names are not of one length
            self._manners.bytes_at_join = max(0, self._client.heard.total - self._bytes - 4)


class Room:
    """The student's server.py, running, and those who chat there."""

    def __init__(self, scene: Scene, program: str = "server.py") -> None:
        self._scene, self._hub = scene, scene.hub
        self.server, self.screen = scene.run(program)
        self.present: list[ChatClient] = []

    def connect(self, role: str, name: str = "") -> ChatClient:
        """Connect as soon as the server listens; raises Unreachable if it never does."""
        name = name or self._scene.words.name(role)
        client = ChatClient(self._connected(), name, self._scene)
        client.tell(mark("{who} tersambung"), kind=Kind.CONNECTED)
        self._scene.afterwards(client.close)
        return client

    def join(self, *roles: str) -> list[ChatClient]:
        """Connect, give the name and be in the room, one after the other."""
        return [self._join(role) for role in roles]

    def enter(self, client: ChatClient) -> None:
        """Let a client that was asked answer, and wait until it is in the room."""
        newcomer = Newcomer(client, self._scene.manners)
        client.answers()
        self._hub.wait(newcomer.was_welcomed, JOIN)
        if client.dialect is Dialect.RAW and newcomer.heard_nothing():
            # it asks without a newline, but waits for one
            client.dialect = self._scene.manners.dialect = Dialect.LINE
            client.send(b"\n")
            self._hub.wait(newcomer.was_welcomed, JOIN)
        newcomer.teach()
        self._hear_announcement(client)
        self.present.append(client)

    def crowd(self, count: int) -> list[ChatClient]:
        """Join all together: all connect, and each answers when it is asked."""
        clients = [self.connect(f"Klien{chr(97 + number)}") for number in range(count)]
        unasked, newcomers = list(clients), []
        while unasked:
            self._hub.wait(functools.partial(_any_has_spoken, tuple(unasked)), STEP)
            asked = [c for c in unasked if c.heard.total] or unasked  # or none ever will be
            unasked = [c for c in unasked if c not in asked]
            newcomers += [Newcomer(c, self._scene.manners) for c in asked]
            for client in asked:
                client.answers()
        self._hub.wait(lambda: all(c.was_welcomed() for c in newcomers), JOIN)
        self.present += clients
        return clients

    def returns(self, client: ChatClient) -> ChatClient:
        """Let somebody who left come back under the same name, on a new connection."""
        again = self.connect("", client.name)
        self.present.remove(client)
        self.waits_for_question(again)
        self.enter(again)
        return again

    def everyone_hears(self, lines: list[str]) -> None:
        """Every client hears every line but its own (the echo is a check of its own)."""
        for client in self.present:
            for line in lines:
                if not line.startswith(f"{client.name}:"):
                    client.awaits(line)

    def everyone_heard_once(self, lines: list[str], before: str) -> None:
        """No client has heard a line twice, when it hears the later one."""
        for client in self.present:
            if not before.startswith(f"{client.name}:"):
                client.awaits(before)
        self.settles()
        for client in self.present:
            for line in lines:
                client.never_heard_twice(line)

    def waits_for_question(self, client: ChatClient) -> None:
        """Wait for the first words of the server, whatever they are."""
        manners = self._scene.manners
        if manners.asks:
            waited = self._hub.wait(client.has_spoken, STEP)
            manners.asks = waited is not Waited.QUIET

    def settles(self) -> None:
        """Wait until the server has dealt with all that it was sent, where that can be seen."""
        self._hub.settle(JOIN)

    def _join(self, role: str) -> ChatClient:
        client = self.connect(role)
        self.waits_for_question(client)
        self.enter(client)
        return client

    def _hear_announcement(self, newcomer: ChatClient) -> None:
        """Wait until those present know of the newcomer, if this server tells them."""
        manners = self._scene.manners
        if not self.present or manners.announces is False:
            return

        def told() -> bool:
            return all(c.ended or c.heard.count(newcomer.name) for c in self.present)

        waited = self._hub.wait(told, JOIN)
        if manners.announces is None:
            manners.announces = waited is Waited.HAPPENED

    def _connected(self) -> socket.socket:
        connection = Connecting(self.server, self._scene.port)
        for _ in range(LATE):
            waited = self._hub.wait(connection.made, START, every=RETRY)
            if waited is not Waited.QUIET or not connection.in_flight:
                break
        if waited is not Waited.HAPPENED:
            connection.socket.close()
            raise unreachable(self.server, self.screen, self._scene.port, waited)
        return connection.socket


def _any_has_spoken(clients: Iterable[ChatClient]) -> bool:
    return any(client.has_spoken() for client in clients)


class Meeting(Room):
    """The student's server.py of pertemuan3: it serves one client, who speaks first."""

    def types_username(self) -> str:
        """Type the server's own name at its keyboard; returns it."""
        name = self._scene.words.name("Sari")
        self.screen.types(name)
        return name

    def refuses_connections(self) -> None:
        """Be sure that nobody listens yet. A connection that is refused is seen by nobody."""
        early = Connecting(self.server, self._scene.port)
        connected = early.made()
        early.socket.close()
        if connected:
            says = mark("{who} sudah mendengarkan sebelum username diketik.")
            raise Unmet(says, who=self.server.name)

    def meets(self, role: str) -> ChatClient:
        """Connect, say the name first, and wait for whatever the server answers."""
        client = self.connect(role)
        client.dialect = Dialect.RAW
        client.say(client.name)
        waited = self._hub.wait(client.has_spoken, STEP)
        if waited is Waited.QUIET:
            # it waits for the end of a line
            client.dialect = Dialect.LINE
            client.send(b"\n")
            self.waits_for_question(client)
        return client
