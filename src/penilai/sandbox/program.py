"""A student's program, running: what both tiers offer of it."""

from __future__ import annotations

import socket
from typing import Protocol

from penilai.sandbox.inside.activity import Activity


class SandboxError(Exception):
    """The box itself failed: the grader's fault or the machine's, never the student's."""


class ScreenMissing(SandboxError):
    """Windows cannot be opened here; `package` is what Debian calls what would be needed."""

    def __init__(self, package: str) -> None:
        super().__init__(package)
        self.package = package


class Screen(Protocol):
    """Where a program's windows open, and how its Tk is talked to.

    An X server, and we `connect` to it; or, with `agents`, any screen, and the program's Tk
    calls us there. The `cookie` lets a client in.
    """

    @property
    def cookie(self) -> bytes: ...

    @property
    def agents(self) -> socket.socket | None: ...

    def connect(self) -> socket.socket:
        """A new connection to the X server; raises SandboxError."""
        ...


class Program(Protocol):
    """A started program. Its descriptors belong to it; `stop` closes them.

    `news` becomes readable when there is something to learn; `read_news` learns it.
    `exit` is the exit code (negative: the signal), "memory" or "processes" when it was
    ended for having too many of them, and None while it runs.
    """

    name: str
    stdin: int
    terminal: bool  # is `stdin` our side of a terminal, which can be read for what it echoes?
    news: socket.socket
    exit: int | str | None
    listener: socket.socket | None  # listened before the program started, if it was asked for

    @property
    def screen(self) -> Screen | None: ...  # if it was started with one

    @property
    def stdout(self) -> int | socket.socket: ...

    @property
    def stderr(self) -> int | socket.socket: ...

    @property
    def ended(self) -> bool: ...

    def read_news(self) -> None: ...

    def socket(self) -> socket.socket:
        """A new TCP socket in the program's network."""
        ...

    def address(self, port: int) -> tuple[str, int]:
        """Where the program's `port` is to be reached from that network."""
        ...

    def activity(self) -> Activity | None:
        """What its threads are doing; None where the system does not tell."""
        ...

    def listening(self) -> list[tuple[str, int]]:
        """On which addresses and ports it listens; slow, for a diagnosis."""
        ...

    def stop(self) -> None:
        """End it and all that it started; returns when nothing is left. Once is enough."""
        ...


class Sandbox(Protocol):
    """Where the programs of one submission run. `tier` stands in every result.

    `side_by_side`: can a program be started while an earlier start of it still runs?
    """

    tier: str

    @property
    def side_by_side(self) -> bool: ...

    def start(
        self,
        program: str,
        listen_on: int | None = None,
        terminal: bool = False,
        screen: bool = False,
    ) -> Program:
        """Start the program of that name in fresh surroundings.

        `listen_on`: a port on which we listen there, from before the program runs.
        `terminal`: its stdin is a terminal, as a person's is, where the system has such.
        `screen`: it may open windows; raises ScreenMissing where that cannot be had.
        """
        ...

    def close(self) -> None: ...
