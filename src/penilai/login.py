"""The student's client.py at a terminal, where somebody types a password."""

from __future__ import annotations

from penilai import wording
from penilai.connect import START
from penilai.events import SPIN_STARTING, Waited
from penilai.language import mark
from penilai.launch import Scene
from penilai.peer import Peer
from penilai.visit import Visit
from penilai.wire import STEP


class Login(Visit):
    """The student's client.py at a terminal, where somebody types a password."""

    terminal = True

    def __init__(self, scene: Scene, program: str = "client.py") -> None:
        super().__init__(scene, program)
        self.name = "admin"
        self.password = scene.words.secret()
        self._typed = False

    def answers_prompts(self, *answers: str) -> None:
        """Type the name; some ask for the password then, before they connect."""
        super().answers_prompts(*answers)
        self._typed = False
        waited = self._scene.hub.wait(
            lambda: bool(self._arrived) or not self.screen.echoes, START, spin=SPIN_STARTING
        )
        if not self._arrived and waited in (Waited.HAPPENED, Waited.QUIET):
            self._types_password()

    def is_asked(self) -> Peer:
        """Be asked NICK and PASS, and type the password when the client asks for it."""
        host = self.introduces()
        before = len(host.heard.text)
        ends = "\n" if "\n" in host.heard.text else ""  # as it ended the name
        host.say("PASS")
        if not self._typed:
            self.screen.hides_typing()
            self._types_password()

        def answered() -> bool:
            heard = host.heard.text[before:]
            return self.password in heard and ends in heard

        waited = self._scene.hub.wait(answered, STEP)
        if waited is not Waited.HAPPENED:
            host.fail(mark('{who} menunggu password "{words}".'), waited, words=self.password)
        if wording.plain(host.heard.text[before:]).strip() != self.password:
            host.fail(mark('{who} menunggu password "{words}" saja.'), words=self.password)
        host.tell(mark('{who} menerima password "{words}"'), self.password)
        return host

    def _types_password(self) -> None:
        self._typed = True
        self.screen.types(self.password)
