"""A student's programs, running, for one check: started fresh, and ended with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from penilai.clock import Clock
from penilai.console import Console
from penilai.events import Hub
from penilai.language import mark
from penilai.sandbox import Program
from penilai.story import Kind, Story
from penilai.wire import Dialect
from penilai.words import Words


@dataclass
class Manners:
    """How this submission's programs behave, learned at the first meeting.

    It only tells us how long to listen politely; no mark comes from it.
    """

    asks: bool = True
    lines_at_join: int | None = None
    bytes_at_join: int | None = None
    announces: bool | None = None
    dialect: Dialect | None = None
    host_dialects: list[Dialect] = field(default_factory=lambda: [Dialect.LINE, Dialect.RAW])


@dataclass
class Scene:
    """All that one check has to do with: who starts programs, and who listens."""

    start: Callable[[str, int | None], Program]  # a program, and the port we listen on there
    port: int
    words: Words
    manners: Manners
    clock: Clock = field(default_factory=Clock)
    story: Story = field(default_factory=Story)
    hub: Hub = field(default_factory=Hub)
    consoles: list[Console] = field(default_factory=list)
    programs: list[Program] = field(default_factory=list)
    _closing: list[Callable[[], None]] = field(default_factory=list)

    def run(self, name: str, listen_on: int | None = None) -> tuple[Program, Console]:
        """Start a program and put a person before its screen."""
        program = self.start(name, listen_on)
        self.programs.append(program)
        self.hub.watch(program.news, program.read_news)
        self.hub.follow(program)
        self.story.add(Kind.STARTED, name, b"", mark("{who} dijalankan"))
        self.consoles.append(Console(program, self.hub, self.story))
        return program, self.consoles[-1]

    def afterwards(self, close: Callable[[], None]) -> None:
        """Have `close` called when the check is over."""
        self._closing.append(close)

    def close(self) -> None:
        """End all programs and conversations; returns when nothing is left."""
        for console in self.consoles:
            console.close()
        for close in reversed(self._closing):
            close()
        for program in self.programs:
            self.hub.forget(program.news)
            program.stop()
        self.hub.close()
