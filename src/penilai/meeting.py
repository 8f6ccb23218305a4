"""The student's server.py of pertemuan3, which serves one client, who speaks first."""

from __future__ import annotations

from penilai.connect import Connecting
from penilai.events import Waited
from penilai.guest import ChatClient
from penilai.language import mark
from penilai.room import Room
from penilai.story import Unmet
from penilai.wire import STEP, Dialect


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
        self._hub.wait(lambda: early.made() or not early.in_flight, STEP)
        early.socket.close()
        if early.connected:
            says = mark("{who} sudah mendengarkan sebelum username diketik.")
            raise Unmet(says, who=self.server.name)

    def meets(self, role: str) -> ChatClient:
        """Connect, say the name first, and wait until the server has taken it in.

        Its screen tells that best: a server may well say its own name before it reads ours.
        """
        client = self.connect(role)
        client.dialect = Dialect.RAW
        client.say(client.name)
        shown = self.screen.screen
        waited = self._hub.wait(lambda: shown.count(client.name) > 0 or client.ended, STEP)
        if waited is Waited.QUIET and not client.heard.total:
            # it waits for the end of a line
            client.dialect = Dialect.LINE
            client.send(b"\n")
            self.settles()
        return client
