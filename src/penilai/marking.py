"""From what a check raised to a verdict, with the story and one sentence of advice."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace

from penilai import advice
from penilai.language import mark, tr
from penilai.launch import Manners, Scene
from penilai.outcome import CheckResult, Verdict
from penilai.sandbox import Program, Sandbox, SandboxError
from penilai.stage import Stage, Submission
from penilai.story import Unmet, Unreachable
from penilai.words import Words


class Blocked(Exception):
    """The check was not run: what it needs did not work in an earlier one."""


@dataclass
class Grading:
    """The grading of one submission: its sandbox, and what was found out on the way."""

    stage: Stage
    submission: Submission
    seed: int
    open_sandbox: Callable[[], Sandbox]
    _sandbox: Sandbox | None = None

    def __post_init__(self) -> None:
        self.manners = Manners()
        self.results: list[CheckResult] = []
        self._obstacles: dict[str, CheckResult] = {}  # a program, and where it failed us
        self._worked: set[str] = set()

    @property
    def sandbox(self) -> Sandbox:
        if self._sandbox is None:
            self._sandbox = self.open_sandbox()
        return self._sandbox

    def scene(self, check: str) -> Scene:
        """The scene for one run of a check; the same words for the same seed."""
        return Scene(self._start, self.stage.port, Words(f"{self.seed}/{check}"), self.manners)

    def expect_usable(self, program: str) -> None:
        """Raises Blocked if an earlier check found that this program cannot be talked to."""
        if earlier := self._obstacles.get(program):
            says = tr(mark('Tidak dijalankan, karena {program} gagal di "{title}".'))
            raise Blocked(says.format(program=program, title=earlier.title))

    def remember(self, result: CheckResult, program: str, error: BaseException | None) -> None:
        """Take in a result; a program that could never be reached blocks the later checks."""
        self.results.append(result)
        if result.verdict is Verdict.LULUS:
            self._worked.add(program)
        elif isinstance(error, Unreachable) and program not in self._worked:
            self._obstacles.setdefault(program, result)

    def close(self) -> None:
        if self._sandbox is not None:
            self._sandbox.close()
            self._sandbox = None

    def _start(self, program: str, listen_on: int | None) -> Program:
        if sentence := self.submission.missing.get(program):
            raise Unreachable("{sentence}", sentence=sentence)
        try:
            return self.sandbox.start(program, listen_on)
        except SandboxError:
            self.close()  # the box broke; the next check shall not suffer from it
            return self.sandbox.start(program, listen_on)


def judge(
    rubric: CheckResult, error: BaseException | None, scene: Scene | None, hint: str
) -> CheckResult:
    """The result of one run of a check: no error is a pass, `Unmet` is the student's fault.

    `hint` is the check's own advice; a better one may follow from the error.
    """
    steps = scene.story.tell() if scene else []
    if error is None:
        return replace(rubric, verdict=Verdict.LULUS, story=tuple(steps))
    if isinstance(error, Blocked):
        return replace(rubric, verdict=Verdict.TERBLOKIR, story=(str(error),))
    if isinstance(error, Unmet):
        story = (*steps, error.tell())
        sentence = _advice(error, scene) or tr(hint)
        return replace(rubric, verdict=Verdict.GAGAL, story=story, advice=sentence)
    return replace(
        rubric,
        verdict=Verdict.BELUM_PASTI,
        story=(*steps, grader_fault(error)),
        advice=tr(mark("Ini bukan kesalahan Anda: jalankan sekali lagi, atau beri tahu pengajar.")),
    )


def grader_fault(error: BaseException) -> str:
    """The sentence for a fault that is not the student's."""
    if isinstance(error, SandboxError):
        return tr(mark("Penilai tidak bisa menjalankan program: {error}.")).format(error=error)
    kind = type(error).__name__
    return tr(mark("Penilai sendiri gagal: {kind}: {error}.")).format(kind=kind, error=error)


def settle(first: CheckResult, second: CheckResult) -> CheckResult:
    """A red check that was run again: red only if it is red again, else unsure."""
    if second.verdict is Verdict.GAGAL:
        return first
    if second.verdict is not Verdict.LULUS:
        return second
    return replace(
        first,
        verdict=Verdict.BELUM_PASTI,
        story=(*first.story, tr(mark("Dijalankan lagi dengan kata-kata yang sama: lulus."))),
        advice=tr(mark("Hasilnya berubah: lulus 1 dari 2 kali. Pengajar yang memutuskan.")),
    )


def _advice(error: Unmet, scene: Scene | None) -> str:
    """What the program's own error message suggests, or what its file names do."""
    if error.advice:
        return tr(error.advice)
    shown = [console.error() for console in scene.consoles] if scene else []
    for message in filter(None, shown):
        own = re.search(r"\((\w+)\.py ", message)
        if own and own[1] in sys.stdlib_module_names:
            says, fields = advice.for_shadowing(own[1])
            return tr(says).format(**fields)
        if sentence := advice.for_error(message):
            return tr(sentence)
    return ""
