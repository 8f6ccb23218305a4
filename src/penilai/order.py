"""A command that somebody gives in the room, and what comes of it."""

from __future__ import annotations

from typing import NoReturn

from penilai import wording
from penilai.events import Waited
from penilai.guest import ChatClient
from penilai.language import mark
from penilai.room import Room
from penilai.story import Kind, Unmet


class Order:
    """A command that somebody gave, and what each one has heard since."""

    def __init__(self, room: Room, giver: ChatClient, command: str) -> None:
        self._room, self._giver, self._command = room, giver, command
        self._since = {c: len(c.heard.text) for c in (*room.present, giver)}

    def heard_by(self, client: ChatClient) -> str:
        """What came to this client since the command, as it is compared."""
        return wording.plain(client.heard.text[self._since[client] :])

    def is_answered(self, *words: str) -> None:
        """Wait until the answer has all these words; without any, until there is one."""
        giver, command = self._giver, self._command

        def missing() -> list[str]:
            heard = self.heard_by(giver)
            return [w for w in words if wording.wanted(w) not in heard]

        waited = self._room.wait(lambda: bool(self.heard_by(giver).strip()) and not missing())
        if waited is not Waited.HAPPENED:
            says = mark('{who} menunggu jawaban atas "{command}".')
            if missing():
                says = mark('{who} menunggu "{words}" dalam jawaban atas "{command}".')
            self._fail(giver, says, waited, command=command, words=", ".join(missing()))
        self._room.settles()  # it may answer first and act then
        giver.tell(mark('{who} menerima jawaban atas "{command}"'), command=command)

    def never_names(self, *names: str, before: str) -> None:
        """Wait for a later line of the giver's at everyone else, then be sure of the answer."""
        self._everyone_else_hears(before)
        self._room.settles()
        for name in names:
            if wording.wanted(name) in self.heard_by(self._giver):
                says = mark('Jawaban atas "{command}" menyebut {words}, yang tidak ada di ruangan.')
                self._fail(self._giver, says, command=self._command, words=name)

    def stays_private(self, *words: str, before: str) -> None:
        """Wait for a later line at everyone else, then be sure: they heard nothing of this.

        That is: none of the words of the command, and none of these, which the answer has.
        """
        self._everyone_else_hears(before)
        for client in self._others():
            for word in (*self._command.split(), *words):
                if wording.wanted(word) in self.heard_by(client):
                    says = mark('{who} seharusnya tidak menerima "{words}": itu bukan untuknya.')
                    self._fail(client, says, words=word)

    def closes(self, client: ChatClient, tells: bool = True) -> None:
        """Wait until the client is told something and its connection is closed."""
        waited = self._room.wait(lambda: client.ended)
        if waited is not Waited.HAPPENED:
            says = mark("Sambungan {who} seharusnya ditutup oleh server.")
            self._fail(client, says, waited)
        if tells and not self.heard_by(client).strip():
            says = mark("{who} seharusnya diberi tahu sebelum sambungannya ditutup.")
            self._fail(client, says)
        client.tell(mark("Sambungan {who} ditutup oleh server"), kind=Kind.CLOSED)

    def _others(self) -> list[ChatClient]:
        return [c for c in self._room.present if c is not self._giver and not c.ended]

    def _everyone_else_hears(self, line: str) -> None:
        for client in self._others():
            client.awaits(line)

    def _fail(
        self, client: ChatClient, says: str, why: Waited | None = None, **fields: str
    ) -> NoReturn:
        """Raise Unmet with all that came to this client since the command."""
        instead = client.heard.text[self._since[client] :].strip()
        raise Unmet(says, why=why, instead=instead, who=client.name, **fields)
