"""The student's server.py, running, and the chat clients that we are."""

from __future__ import annotations

import functools
import socket
from collections.abc import Callable, Iterable
from typing import Any

from penilai import wording
from penilai.command import Command
from penilai.connect import connected
from penilai.events import Waited
from penilai.guest import ChatClient, Newcomer
from penilai.language import mark
from penilai.launch import Scene
from penilai.story import Kind
from penilai.wire import SETTLE, STEP, Dialect

JOIN = 3.0  # seconds within which a join is looked at; how it ends decides no mark


class Room:
    """The student's server.py, running, and those who chat there."""

    def __init__(self, scene: Scene, program: str = "server.py", bare: bool = False) -> None:
        self._scene, self._hub = scene, scene.hub
        self.clock = scene.clock
        self.server, self.screen = scene.run(program, bare=bare)
        self.present: list[ChatClient] = []

    def connect(self, role: str, name: str = "") -> ChatClient:
        """Connect as soon as the server listens; raises Unreachable if it never does."""
        return self._connect(name or self._scene.words.name(role), mark("{who} tersambung"))

    def join(self, *roles: str) -> list[ChatClient]:
        """Connect, give the name and be in the room, one after the other."""
        return [self.join_as(self._scene.words.name(role)) for role in roles]

    def join_as(self, name: str) -> ChatClient:
        """The same under a name of the check's choice."""
        client = self._connect(name)
        self.waits_for_question(client)
        self.enter(client)
        return client

    def enter(self, client: ChatClient) -> None:
        """Let a client that was asked answer, and wait until it is in the room."""
        newcomer = Newcomer(client, self._scene.manners)
        client.tell(mark("{who} menyebut namanya"), kind=Kind.SENT)
        client.answers()
        self._hub.wait(newcomer.was_welcomed, JOIN)
        if client.dialect is Dialect.RAW and newcomer.was_asked and newcomer.heard_nothing():
            self._try_a_line(newcomer)
        newcomer.teach()
        self._hear_announcement(client)
        self.present.append(client)

    def crowd(self, count: int) -> list[ChatClient]:
        """Join all together: all connect, and each answers when it is asked."""
        letters = (chr(ord("a") + number) for number in range(count))
        clients = [self._connect(self._scene.words.name(f"Klien{x}")) for x in letters]
        unasked, newcomers = list(clients), []
        while unasked:
            self._hub.wait(functools.partial(_any_has_spoken, tuple(unasked)), STEP)
            asked = [c for c in unasked if c.heard.total] or unasked  # or none ever will be
            unasked = [c for c in unasked if c not in asked]
            newcomers += [Newcomer(c, self._scene.manners) for c in asked]
            for client in asked:
                client.answers()
        self._hub.wait(lambda: all(c.was_welcomed() for c in newcomers), STEP)
        self._tell(mark("{count} klien tersambung dan menyebut nama masing-masing"), count=count)
        self.present += clients
        return clients

    def returns(self, client: ChatClient) -> ChatClient:
        """Let somebody who left come back under the same name, on a new connection."""
        again = self.connect("", client.name)
        self.present.remove(client)
        self.waits_for_question(again)
        self.enter(again)
        return again

    def everyone_says(self, text: str) -> list[str]:
        """Let every client say one line, all without waiting; returns the lines."""
        lines = [client.line(text) for client in self.present]
        for client, line in zip(self.present, lines, strict=True):
            client.send((line + client.dialect.value).encode())
        self._tell(mark("Setiap klien mengirim satu baris"))
        return lines

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

    def everyone_greets(self) -> None:
        """Every client says a line and hears the others': no notice of a join is under way."""
        self.everyone_hears(self.everyone_says("halo"))

    def command(self, giver: ChatClient, command: str, text: str = "") -> Command:
        """Let a client give a command, with the text and a random tail behind it."""
        message = self._scene.words.message(text) if text else ""
        line = f"{command} {message}" if message else command
        return Command(giver, self.present, line, message, self._hub)

    def leaves(self, client: ChatClient) -> None:
        """Let a client go, and wait until the rest know it, if this server tells them."""
        client.leave()
        self.present.remove(client)
        self.wait(
            lambda: all(c.heard.count_notices(client.name, wording.LEFT) for c in self.present)
        )
        self.settles()

    def waits_for_question(self, client: ChatClient) -> None:
        """Wait for the first words of the server, whatever they are."""
        manners = self._scene.manners
        if manners.asks:
            waited = self._hub.wait(client.has_spoken, STEP)
            manners.asks = waited is not Waited.QUIET

    def wait(self, happened: Callable[[], bool]) -> Waited:
        """Wait for one step of the server's."""
        return self._hub.wait(happened, STEP)

    def settles(self) -> None:
        """Wait until the server has dealt with all that it was sent, where that can be seen."""
        self._hub.settle(SETTLE)

    def _try_a_line(self, newcomer: Newcomer) -> None:
        """The server asked without a newline; perhaps it waits for one all the same."""
        newcomer.client.send(b"\n")
        self._hub.wait(newcomer.was_welcomed, JOIN)
        if not newcomer.heard_nothing():
            newcomer.client.dialect = self._scene.manners.dialect = Dialect.LINE

    def _connect(self, name: str, says: str = "") -> ChatClient:
        client = ChatClient(self._connected(), name, self._scene)
        self._scene.afterwards(client.close)
        client.tell(says, kind=Kind.CONNECTED)
        return client

    def _tell(self, says: str, **fields: Any) -> None:
        self._scene.story.add(Kind.WAITED, "", b"", says, **fields)

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
        return connected(self.server, self.screen, self._scene.port, self._hub)


def _any_has_spoken(clients: Iterable[ChatClient]) -> bool:
    return any(client.has_spoken() for client in clients)
