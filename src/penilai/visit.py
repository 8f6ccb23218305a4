"""The student's client.py, a person at its keyboard, and the server that we are."""

from __future__ import annotations

import socket

from penilai.connect import START
from penilai.events import SPIN_STARTING, Waited
from penilai.language import mark
from penilai.launch import Scene
from penilai.peer import Peer
from penilai.story import Kind, Unreachable
from penilai.wire import SETTLE, STEP, Dialect

CALLS = 8  # of one client; one that calls without end shall not use up our descriptors


class Visit:
    """The student's client.py, a person at its keyboard, and the server that we are."""

    terminal = False  # is that keyboard a terminal?
    windows = False  # may it open windows?

    def __init__(self, scene: Scene, program: str = "client.py") -> None:
        self._scene, self._program = scene, program
        self.name = scene.words.name("Ani")
        self._start()

    def answers_prompts(self, *answers: str) -> None:
        """Type the answers to the questions that the client asks at its start."""
        for answer in answers:
            self.screen.types(answer)

    def arrives(self) -> Peer:
        """Wait until the client has connected; raises Unreachable if it never does."""
        waited = self._awaits_arrival()
        if waited is not Waited.HAPPENED:
            says = mark("{who} tidak pernah menyambung ke 127.0.0.1 port {port}.")
            raise Unreachable(
                says,
                why=waited,
                instead=self.screen.last_words(),
                advice="" if self.program.ended else mark("Periksa alamat dan port di connect()."),
                who=self._program,
                port=self._scene.port,
            )
        scene, who = self._scene, self._program
        self.host = Peer(self._arrived[0], "Server", scene.hub, scene.story, who)
        scene.afterwards(self.host.close)
        scene.story.add(Kind.CONNECTED, who, b"", mark("{who} tersambung"), peer=self.host.name)
        return self.host

    def introduces(self) -> Peer:
        """Type the name, be asked NICK, in the dialect that this client answers to."""
        dialects = self._scene.manners.host_dialects
        for dialect in list(dialects):
            self.answers_prompts(self.name)
            host = self.arrives()
            host.dialect = dialect
            host.say("NICK")
            waited = self._scene.hub.wait(host.has_spoken, STEP)
            if waited is Waited.HAPPENED or dialect is dialects[-1]:
                dialects[:] = [dialect]
                break
            self._start()  # anew, so that nothing is left of the first attempt
        return host

    def is_refused(self, reason: str) -> None:
        """Refuse the name that was given, ask NICK again, and see the reason on the screen."""
        self._says_apart(reason)
        self._says_apart("NICK")
        self.screen.shows(reason)

    def tries_another_name(self) -> str:
        """Type another name; it comes as the answer, and not as a chat line; returns it."""
        name = self._scene.words.name("Sari")
        self.screen.types(name)
        self.host.hears_only(name)
        return name

    def is_let_in(self, name: str) -> None:
        """Tell the client that it is in the room under this name."""
        self._says_apart(f"{name} Bergabung!")
        self._says_apart("Terkoneksi dengan Server!")

    def calls(self) -> Peer:
        """Type address and name, as the client of pertemuan3 asks for them, and be called."""
        self.answers_prompts("127.0.0.1", self.name)
        return self.arrives()

    def is_greeted(self) -> str:
        """Be called, hear the name, and say our own; returns ours."""
        host = self.calls()
        self._scene.hub.wait(host.has_spoken, STEP)
        host.dialect = Dialect.LINE if "\n" in host.heard.text else Dialect.RAW
        name = self._scene.words.name("Sari")
        host.say(name)
        return name

    def types(self, text: str) -> str:
        """Type the text with a random tail; returns it."""
        message = self._scene.words.message(text)
        self.screen.types(message)
        return message

    def says_glued(self, *texts: str) -> list[str]:
        """Let the server say several lines in one segment; returns them."""
        return self.host.say_glued([self.line(text) for text in texts])

    def says(self, text: str) -> str:
        """Let the server say a line of somebody else, with a random tail; returns it."""
        line = self.line(text)
        self.host.say(line)
        return line

    def line(self, text: str) -> str:
        """A chat line of somebody else."""
        words = self._scene.words
        return f"{words.name('Budi')}: {words.message(text)}"

    def _awaits_arrival(self) -> Waited:
        return self._scene.hub.wait(lambda: bool(self._arrived), START, spin=SPIN_STARTING)

    def stops_listening(self) -> None:
        """From now on nobody can connect to us."""
        listener = self.program.listener
        assert listener is not None
        self._scene.hub.forget(listener)
        listener.close()

    def _says_apart(self, line: str) -> None:
        """Say a line and let the client take it in: a raw one reads one send at a time."""
        before = self.screen.screen.total
        self.host.say(line)
        self._scene.hub.wait(lambda: self.screen.screen.total > before, STEP)
        self._scene.hub.settle(SETTLE)

    def _start(self) -> None:
        self._arrived: list[socket.socket] = []
        self.program, self.screen = self._scene.run(
            self._program, self._scene.port, self.terminal, screen=self.windows
        )
        listener = self.program.listener
        assert listener is not None
        self._scene.hub.watch(listener, lambda: self._accept(listener))
        self._scene.afterwards(listener.close)
        self._scene.afterwards(lambda: self._scene.hub.forget(listener))

    def _accept(self, listener: socket.socket) -> None:
        caller, _ = listener.accept()
        self._arrived.append(caller)
        self._scene.afterwards(caller.close)
        if len(self._arrived) == CALLS:
            self._scene.hub.forget(listener)


class Alone:
    """The student's client.py where nobody listens."""

    def __init__(self, scene: Scene, program: str = "client.py") -> None:
        self.name = scene.words.name("Ani")
        self.program, self.screen = scene.run(program)
