"""From what a check raised to a verdict, with the story and one sentence of advice."""

from __future__ import annotations

import functools
import signal
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from penilai import advice
from penilai.console import PythonError
from penilai.language import mark, tr
from penilai.launch import Manners, Scene
from penilai.outcome import CheckResult, Verdict
from penilai.sandbox import Program, Sandbox, SandboxError
from penilai.stage import Stage, Submission
from penilai.story import Kind, Unmet, Unreachable, bounded, shown, shown_end
from penilai.words import Words


class Blocked(Exception):
    """The check was not run: what it needs did not work in an earlier one."""


@dataclass
class Grading:
    """The grading of one submission: its sandbox, and what was found out on the way."""

    stage: Stage
    submission: Submission
    seed: int
    open_sandbox: Callable[[dict[str, str]], Sandbox]  # with more for the environment
    keeps_events: bool = False  # do the results hold their stories as data?
    _sandboxes: dict[bool, Sandbox] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.manners = Manners()
        self.secrets = {name: Words(f"{self.seed}/{name}").secret() for name in self.stage.secrets}
        self.results: list[CheckResult] = []
        self._obstacles: dict[str, CheckResult] = {}  # a program, and where it failed us
        self._worked: set[str] = set()

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
        port, manners = self.stage.port, self.manners
        return Scene(start, port, words, manners, self.secrets, start_bare)

    def expect_usable(self, program: str) -> None:
        """Raises Blocked if an earlier check found that this program cannot be talked to."""
        if earlier := self._obstacles.get(program):
            says = tr(mark("Tidak dijalankan, karena {program} sudah gagal di: {title}"))
            raise Blocked(says.format(program=program, title=earlier.title))

    def remember(self, result: CheckResult, program: str, error: BaseException | None) -> None:
        """Take in a result; a program that could never be reached blocks the later checks."""
        self.results.append(result)
        if result.verdict is Verdict.LULUS:
            self._worked.add(program)
        elif isinstance(error, Unreachable) and program not in self._worked:
            self._obstacles.setdefault(program, result)

    def close(self) -> None:
        while self._sandboxes:
            self._sandboxes.popitem()[1].close()

    def _start(self, bare: bool, program: str, listen_on: int | None, terminal: bool) -> Program:
        if sentence := self.submission.missing.get(program):
            advice = mark("Beri nama berkasnya persis seperti di soal.")
            raise Unreachable("{sentence}", advice=advice, sentence=sentence)
        try:
            return self.sandbox(bare).start(program, listen_on, terminal)
        except SandboxError:
            if broken := self._sandboxes.pop(bare, None):
                broken.close()  # the next check shall not suffer from it
            return self.sandbox(bare).start(program, listen_on, terminal)


def judge(
    rubric: CheckResult,
    error: BaseException | None,
    scene: Scene | None,
    hint: str,
    own_modules: Iterable[str] = (),
) -> CheckResult:
    """The result of one run of a check: no error is a pass, `Unmet` is the student's fault.

    `hint` is the check's own advice; a better one may follow from the error, or from the
    names of the submission's modules.
    """
    steps = scene.story.tell() if scene else []
    if error is None:
        return replace(rubric, verdict=Verdict.LULUS, story=tuple(steps))
    if isinstance(error, Blocked):
        return replace(rubric, verdict=Verdict.TERBLOKIR, story=(str(error),))
    if isinstance(error, Unmet):
        failed = error.tell()
        story = (*steps, " ".join(filter(None, [failed, *_mentions(scene, failed)])))
        sentence = _advice(error, scene, own_modules) or tr(hint)
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


def kept(
    result: CheckResult, error: BaseException | None, scene: Scene | None
) -> tuple[dict[str, Any], ...]:
    """The story of this run as data; one that failed ends with the step that did not happen."""
    if scene is None or isinstance(error, Blocked):
        return ()
    if error is not None:
        who = error.fields.get("who", "") if isinstance(error, Unmet) else ""
        scene.story.add(Kind.FAILED, who, sentence=result.story[-1])
    return tuple(event.as_json() for event in bounded(scene.story.events))


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


def _errors(scene: Scene | None) -> list[PythonError]:
    """The Python errors on the screens of the programs."""
    shown = [console.error() for console in scene.consoles] if scene else []
    return [error for error in shown if error is not None]


def _mentions(scene: Scene | None, sentence: str) -> list[str]:
    """What went wrong on a screen or with a program that the failed step did not look at."""
    says = tr(mark('Di layar: "{error}".'))
    told = [error.tell() for error in _errors(scene)]
    said = [says.format(error=shown(text)) for text in told if shown_end(text) not in sentence]
    return said + [_how_it_ended(program) for program in (scene.programs if scene else [])]


def _how_it_ended(program: Program) -> str:
    """A sentence for a program that did not end by its own doing; else empty."""
    if program.exit == "memory":
        return tr(mark("{who} dihentikan: memorinya terlalu banyak.")).format(who=program.name)
    if isinstance(program.exit, int) and program.exit < 0:
        says = tr(mark("{who} dihentikan oleh sistem ({signal})."))
        return says.format(who=program.name, signal=signal.Signals(-program.exit).name)
    return ""


def _advice(error: Unmet, scene: Scene | None, own_modules: Iterable[str]) -> str:
    """What the failure itself suggests, or the program's own error message."""
    if error.advice:
        return tr(error.advice)
    for seen in _errors(scene):
        for name in sys.stdlib_module_names.intersection(own_modules):
            if f"{name}.py" == seen.file or f"'{name}'" in seen.text:
                return tr(advice.FOR_SHADOWING).format(name=name)
        if sentence := advice.for_error(seen.text):
            return tr(sentence)
    return ""
