"""A program in the box, as the grader sees it: its stdio and a channel to its holder."""

from __future__ import annotations

import os
import socket

from penilai.sandbox import keyboard
from penilai.sandbox.display import Display
from penilai.sandbox.holders import ANSWER_SECONDS, Holders
from penilai.sandbox.inside.activity import Activity, beside
from penilai.sandbox.program import SandboxError


class BoxedProgram:
    """See `program.Program`. One of the `holders` starts it, and has the next when it is over."""

    def __init__(
        self,
        name: str,
        holders: Holders,
        listen_on: int | None = None,
        terminal: bool = False,
        screen: Display | None = None,
    ) -> None:
        self.name, self.terminal, self.screen = name, terminal, screen
        self._holders = holders
        self.listener: socket.socket | None = None
        self.exit: int | str | None = None
        self._sockets: list[socket.socket] = []
        self._started = False
        far_stdin, self.stdin = keyboard.open_terminal() if terminal else os.pipe()
        self.stdout, far_stdout = os.pipe()
        self.stderr, far_stderr = os.pipe()
        ends = [far_stdin, far_stdout, far_stderr]
        try:
            self.news = holders.order(f"{listen_on or 0} {name}", ends)
        except OSError as error:
            self._close()
            raise SandboxError(f"the box is gone: {error}") from error
        finally:
            for end in ends:
                os.close(end)
        if listen_on:
            self._listen()

    @property
    def ended(self) -> bool:
        return self.exit is not None

    def read_news(self) -> None:
        """Take in one packet of the holder, if there is one."""
        self.news.setblocking(False)
        try:
            self._receive()
        except BlockingIOError:
            return
        finally:
            self.news.settimeout(ANSWER_SECONDS)

    def socket(self) -> socket.socket:
        self.wait_started()
        if not self._sockets:
            self._ask(b"sockets 24", b"sockets")
        return self._sockets.pop(0)

    def address(self, port: int) -> tuple[str, int]:
        return "127.0.0.1", port

    def activity(self) -> Activity | None:
        words = self._ask(b"activity", b"activity").split()
        if len(words) < 7:
            return None
        _, idle, resting, cpu, trace, wakes, timed, *turns = words
        numbers = float(cpu), float(wakes), frozenset(turns), int(timed)
        own = Activity(idle == "1", resting == "1", trace, *numbers)
        return beside(own, self.screen.activity()) if self.screen else own

    def listening(self) -> list[tuple[str, int]]:
        places = self._ask(b"listening", b"listening").split()[1:]
        pairs = (place.rpartition(":") for place in places)
        return [(host, int(port)) for host, _, port in pairs]

    def wait_started(self) -> None:
        """Wait until the program runs; raises SandboxError when it could not be started."""
        if not self._started:
            self._await(b"sockets")

    def wait_ended(self) -> None:
        """Wait until the program has ended by itself."""
        while not self.ended:
            self._await(b"ended")

    def stop(self) -> None:
        if self.news.fileno() < 0:
            return
        try:
            self._ask(b"stop", b"gone")
        except BaseException:
            self.news.close()
            raise
        else:
            self._holders.take_back(self.news)
        finally:
            self._close()

    def _listen(self) -> None:
        try:
            self.listener = self.socket()
        except SandboxError:
            self.news.close()
            self._close()
            raise

    def _close(self) -> None:
        for number in (self.stdin, self.stdout, self.stderr):
            os.close(number)
        for unused in self._sockets:
            unused.close()

    def _ask(self, question: bytes, answer: bytes) -> str:
        try:
            self.news.send(question)
        except OSError as error:
            raise SandboxError(f"the box is gone: {error}") from error
        return self._await(answer)

    def _await(self, answer: bytes) -> str:
        """Receive until a packet begins with `answer`."""
        while True:
            try:
                text = self._receive()
            except TimeoutError as error:
                raise SandboxError("the box does not answer") from error
            if text.startswith(answer):
                return text.decode()

    def _receive(self) -> bytes:
        text, numbers, _, _ = socket.recv_fds(self.news, 65536, 32)
        self._sockets += [socket.socket(fileno=number) for number in numbers]
        word, _, rest = text.partition(b" ")
        self._started = self._started or word == b"sockets"
        if word == b"ended":
            self.exit = rest.decode() if rest.isalpha() else int(rest)
        elif word in (b"error", b""):
            raise SandboxError(rest.decode() or "the box is gone")
        return text
