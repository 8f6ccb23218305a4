"""One submission's grading: its sandboxes, secrets and clock, and what was found out on the way."""

from __future__ import annotations

import contextlib
import functools
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from penilai.clock import Clock
from penilai.early import Early
from penilai.language import mark, tr
from penilai.launch import Manners, Scene
from penilai.outcome import CheckResult, Verdict
from penilai.sandbox import Program, Sandbox, SandboxError, ScreenMissing
from penilai.stage import Stage
from penilai.story import Unreachable
from penilai.submission import Submission
from penilai.tabs import Tabs
from penilai.words import Words

MOST_SECONDS = 150.0  # for the checks of one program; only one that lets us wait needs more


class Blocked(Exception):
    """The check was not run: what it needs did not work in an earlier one."""


@dataclass
class Grading:
    """The grading of one submission: its sandbox, and what was found out on the way."""

    stage: Stage
    submission: Submission
    seed: int
    open_sandbox: Callable[[dict[str, str]], Sandbox]  # with more for the environment
    clock: Clock = field(default_factory=Clock)
    keeps_events: bool = False  # do the results hold their stories as data?
    _sandboxes: dict[bool, Sandbox] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.manners = Manners()
        self.tabs = Tabs()
        self.secrets = {name: Words(f"{self.seed}/{name}").secret() for name in self.stage.secrets}
        self.results: list[CheckResult] = []
        self._early: dict[str, Early] = {}
        self._obstacles: dict[str, CheckResult] = {}  # a program, and where it failed us
        self._worked: set[str] = set()
        self._taken = defaultdict[str, float](float)  # seconds, by program

    @property
    def own_modules(self) -> set[str]:
        """The names under which the submission's files can be imported."""
        return {name.removesuffix(".py") for name in self.submission.files}

    def sandbox(self, bare: bool = False) -> Sandbox:
        """Where the programs run; `bare`: without the secrets of the stage."""
        if bare not in self._sandboxes:
            self._sandboxes[bare] = self.open_sandbox({} if bare else self.secrets)
        return self._sandboxes[bare]

    def scene(self, check: str) -> Scene:
        """The scene for one run of a check; the same words for the same seed."""
        words = Words(f"{self.seed}/{check}")
        start, start_bare = (functools.partial(self._start, bare) for bare in (False, True))
        port, manners, secrets = self.stage.port, self.manners, self.secrets
        return Scene(start, port, words, manners, secrets, start_bare, self.clock, tabs=self.tabs)

    def open_early(self, checks: Iterable[str]) -> None:
        """Open the rooms that these checks want to have been open for a while.

        The first check has been done: a program that it did not reach is not waited for again.
        For pages that are looked at later, the browser starts meanwhile.
        """
        if self.stage.folders and not self._obstacles:
            self.tabs.warm()
        for check in checks if not self._obstacles else ():
            with contextlib.suppress(SandboxError):  # the check will say so itself
                if not self.sandbox().side_by_side:
                    continue
                self._early[check] = Early(self.scene(check))
                self._early[check].open()

    def early(self, check: str) -> Early:
        """The room that was opened early for this check; for a second run a new one."""
        return self._early.pop(check, None) or Early(self.scene(check))

    def expect_usable(self, program: str) -> None:
        """Raises Blocked if an earlier check found that this program cannot be talked to.

        Or if those before have taken too long: one submission must not hold up a class.
        """
        if earlier := self._obstacles.get(program):
            says = tr(mark("Tidak dijalankan, karena {program} sudah gagal di: {title}"))
            raise Blocked(says.format(program=program, title=earlier.title))
        if self._taken[program] > MOST_SECONDS:
            says = mark("Tidak dijalankan: {program} sudah membuat kita menunggu {seconds} detik.")
            raise Blocked(tr(says).format(program=program, seconds=round(self._taken[program])))

    def remember(self, result: CheckResult, program: str, error: BaseException | None) -> None:
        """Take in a result; a program that could never be reached blocks the later checks."""
        self.results.append(result)
        self._taken[program] += result.seconds
        if result.verdict is Verdict.LULUS:
            self._worked.add(program)
        elif isinstance(error, Unreachable) and program not in self._worked:
            self._obstacles.setdefault(program, result)

    def close(self) -> None:
        self.tabs.close()
        while self._early:
            with contextlib.suppress(SandboxError):
                self._early.popitem()[1].close()
        while self._sandboxes:
            self._sandboxes.popitem()[1].close()

    def _start(
        self, bare: bool, program: str, listen_on: int | None, terminal: bool, screen: bool
    ) -> Program:
        # werkzeug's server runs only for a person who has started it at a terminal
        terminal = terminal or bool(self.stage.packages)
        if sentence := self.submission.missing.get(program):
            advice = mark("Beri nama berkasnya persis seperti di soal.")
            raise Unreachable("{sentence}", advice=advice, sentence=sentence)
        try:
            return self.sandbox(bare).start(program, listen_on, terminal, screen)
        except ScreenMissing:
            raise  # and will be missing the next time
        except SandboxError:
            if broken := self._sandboxes.pop(bare, None):
                broken.close()  # the next check shall not suffer from it
            return self.sandbox(bare).start(program, listen_on, terminal, screen)
