"""A student's programs, running, for one check: started fresh, and ended with it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass, field

from penilai.clock import Clock
from penilai.console import Console
from penilai.events import Hub
from penilai.language import mark
from penilai.sandbox import Program
from penilai.story import Kind, Story
from penilai.tabs import Tabs
from penilai.wire import Dialect
from penilai.words import Words

MOST_WAITED = 60.0  # seconds for all waits of one check; an honest one needs a tenth of it
# a program, the port that we listen on there, is its keyboard a terminal, may it open windows?
Start = Callable[[str, int | None, bool, bool], Program]


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
    scripts: str | None = None  # of a chat page: how it speaks to its server
    unanswered: set[str] = field(default_factory=set)  # events that the server never answered
    wrapped: dict[str, list[bool]] = field(default_factory=dict)  # an event, as an object or not


@dataclass
class Scene:
    """All that one check has to do with: who starts programs, and who listens."""

    start: Start
    port: int
    words: Words
    manners: Manners
    secrets: dict[str, str] = field(default_factory=dict)  # in the programs' environment
    start_bare: Start | None = None  # the same without the secrets
    clock: Clock = field(default_factory=Clock)
    story: Story = field(default_factory=Story)
    hub: Hub = field(default_factory=functools.partial(Hub, MOST_WAITED))
    tabs: Tabs = field(default_factory=Tabs)  # of a real browser, for those who look at pages
    consoles: list[Console] = field(default_factory=list)
    programs: list[Program] = field(default_factory=list)
    _closing: list[Callable[[], None]] = field(default_factory=list)
    _ended: set[int] = field(default_factory=set)  # the programs whose end stands in the story

    def run(
        self,
        name: str,
        listen_on: int | None = None,
        terminal: bool = False,
        bare: bool = False,
        screen: bool = False,
    ) -> tuple[Program, Console]:
        """Start a program and put a person before its screen; see `sandbox.Sandbox.start`.

        `bare`: without the secrets in its environment.
        """
        start = self.start_bare if bare and self.start_bare else self.start
        program = start(name, listen_on, terminal, screen)
        self.programs.append(program)
        self.hub.watch(program.news, functools.partial(self._learn, program))
        self.hub.follow(program)
        says = mark("{who} dijalankan tanpa {names}") if bare else mark("{who} dijalankan")
        self.story.add(Kind.STARTED, name, b"", says, names=", ".join(self.secrets))
        self.consoles.append(Console(program, self.hub, self.story))
        return program, self.consoles[-1]

    def end(self, program: Program) -> None:
        """End a program before the check is over."""
        place = self.programs.index(program)
        self.consoles.pop(place).close()
        self.programs.pop(place)
        self.hub.leave(program)
        self.hub.forget(program.news)
        program.stop()

    def afterwards(self, close: Callable[[], None]) -> None:
        """Have `close` called when the check is over."""
        self._closing.append(close)

    def _learn(self, program: Program) -> None:
        program.read_news()
        self._note_end(program)

    def _note_end(self, program: Program) -> None:
        """Write the end of a program into the story, once."""
        if program.ended and id(program) not in self._ended:
            self._ended.add(id(program))
            self.story.add(Kind.ENDED, program.name, exit=program.exit)

    def close(self) -> None:
        """End all programs and conversations; returns when nothing is left."""
        for program in self.programs:
            self._note_end(program)
        for console in self.consoles:
            console.close()
        for close in reversed(self._closing):
            close()
        for program in self.programs:
            self.hub.forget(program.news)
            program.stop()
        self.hub.close()
