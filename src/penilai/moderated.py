"""The student's server.py with commands and an admin, and those who chat there."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

from penilai import wording
from penilai.events import Waited
from penilai.guest import ChatClient, Newcomer
from penilai.language import mark
from penilai.launch import Scene
from penilai.room import JOIN, Room
from penilai.story import Kind, Unmet, Unreachable
from penilai.wire import STEP

ADMIN = "admin"
ASKED = "PASS"
VARIABLE = "ADMIN_PASSWORD"


class Moderated(Room):
    """The student's server.py with commands and an admin, and those who chat there."""

    def __init__(self, scene: Scene, program: str = "server.py", bare: bool = False) -> None:
        super().__init__(scene, program, bare)
        self._words = scene.words
        self.password = scene.secrets[VARIABLE]

    def gives(self, client: ChatClient, command: str) -> Order:
        """Let a client give a command, when all that was said before has arrived."""
        self.settles()
        order = Order(self, client, command)
        client.say(command)
        return order

    def kicks(self, admin: ChatClient, client: ChatClient) -> Order:
        """Let the admin give the command to remove this client."""
        return self.gives(admin, f"/kick {client.name}")

    def kicks_nobody(self, admin: ChatClient) -> Order:
        """The same for a name that nobody has."""
        return self.gives(admin, f"/kick {self._words.name('Zaki')}")

    def leaves(self, client: ChatClient) -> None:
        """Let a client go, and wait until the rest know it, if this server tells them."""
        client.leave()
        self.present.remove(client)
        self._hub.wait(
            lambda: all(c.heard.count_notices(client.name, wording.LEFT) for c in self.present),
            STEP,
        )
        self.settles()

    def they_chat(self, one: ChatClient, other: ChatClient) -> None:
        """Both are in the room: each hears what the other says."""
        other.hears(one.says("apa kabar"))
        one.hears(other.says("baik"))

    def wait(self, happened: Callable[[], bool]) -> Waited:
        """Wait for one step of the server's."""
        return self._hub.wait(happened, STEP)

    # Who says to be the admin ----------------------------------------------------------

    def login(self) -> ChatClient:
        """Come in as the admin, with the right password.

        A server that does not ask for it loses the check on that, and no other.
        """
        client, newcomer = self.knocks(ADMIN)
        if client.heard.count(ASKED) or not newcomer.was_welcomed():
            newcomer = Newcomer(client, self._scene.manners)
            client.say(self.password)
            self._hub.wait(newcomer.was_welcomed, JOIN)
        self._hear_announcement(client)
        self.present.append(client)
        return client

    def knocks(self, name: str) -> tuple[ChatClient, Newcomer]:
        """Give this name, and wait until the server asks for a password or lets one in."""
        client = self.connect("", name)
        self.waits_for_question(client)
        newcomer = Newcomer(client, self._scene.manners)
        client.tell(mark("{who} menyebut namanya"), kind=Kind.SENT)
        client.answers()
        self._hub.wait(lambda: client.heard.count(ASKED) > 0 or newcomer.was_welcomed(), JOIN)
        return client, newcomer

    def waits_outside(self) -> list[str]:
        """Let somebody give the admin's name and no password; the names that are not in then."""
        client, _ = self.knocks(ADMIN)
        return [ADMIN] if client.heard.count(ASKED) else []

    def turns_away(self, password: str, tells: bool = True) -> None:
        """Give a wrong password as the admin: be told so and see the connection closed."""
        client, _ = self.knocks(ADMIN)
        client.hears(ASKED)
        order = Order(self, client, password)
        client.say(password)
        order.closes(client, tells)

    def turns_away_wrong_ones(self) -> None:
        """Try what is not the password: another one, a part of it, and nothing."""
        self.turns_away(self._words.secret())
        self.turns_away(self.password[:-1])
        if all(client.speaks_lines for client in self.present):
            self.turns_away("", tells=False)  # it may take that for somebody who has gone

    def nobody_is_admin_where_no_password_is_set(self) -> None:
        """Run the server once more without its password, and try to kick there."""
        other = Moderated(self._scene, self.server.name, bare=True)
        try:
            citra, dewi = other.join("Citra", "Dewi")
        except Unreachable:
            if other.server.ended:
                return  # one that does not run without it lets nobody in
            raise
        impostor, _ = other.knocks(ADMIN)
        for line in ("", f"/kick {citra.name}"):  # nothing is not the password then, either
            impostor.say(line)
            other.settles()
        other.they_chat(citra, dewi)

    def impostor_kicks(self, name: str, client: ChatClient) -> None:
        """Try to get in under a name like the admin's, without the password, and to kick."""
        impostor, _ = self.knocks(name)
        if not impostor.heard.count(ASKED):
            self.gives(impostor, f"/kick {client.name}")
            self.settles()


class Order:
    """A command that somebody gave, and what each one has heard since."""

    def __init__(self, room: Moderated, giver: ChatClient, command: str) -> None:
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
