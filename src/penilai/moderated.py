"""The student's server.py with commands and an admin, and those who chat there."""

from __future__ import annotations

from penilai.guest import ChatClient, Newcomer
from penilai.language import mark
from penilai.launch import Scene
from penilai.order import Order
from penilai.room import JOIN, Room
from penilai.story import Kind, Unreachable

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

    def they_chat(self, one: ChatClient, other: ChatClient) -> None:
        """Both are in the room: each hears what the other says."""
        other.hears(one.says("apa kabar"))
        one.hears(other.says("baik"))

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
