"""From what a check raised to a verdict, with the story and one sentence of advice."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from penilai import advice
from penilai.console import PythonError
from penilai.grading import Blocked
from penilai.language import mark, tr
from penilai.launch import Scene
from penilai.outcome import CheckResult, Verdict
from penilai.sandbox import Program, SandboxError, ScreenMissing
from penilai.story import Kind, Unmet, bounded, shown, shown_end


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
        advice=_advice_for_fault(error),
    )


def grader_fault(error: BaseException) -> str:
    """The sentence for a fault that is not the student's."""
    if isinstance(error, ScreenMissing):
        says = tr(mark("Di komputer ini jendela tidak bisa diperiksa: {package} belum ada."))
        return says.format(package=error.package)
    if isinstance(error, SandboxError):
        return tr(mark("Penilai tidak bisa menjalankan program: {error}.")).format(error=error)
    kind = type(error).__name__
    return tr(mark("Penilai sendiri gagal: {kind}: {error}.")).format(kind=kind, error=error)


def _advice_for_fault(error: BaseException) -> str:
    if isinstance(error, ScreenMissing):
        says = tr(mark("Ini bukan kesalahan Anda. Pasang dulu: {command}"))
        return says.format(command="sudo apt-get install xvfb python3-tk")
    return tr(mark("Ini bukan kesalahan Anda: jalankan sekali lagi, atau beri tahu pengajar."))


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
        return says.format(who=program.name, signal=_name_of(-program.exit))
    return ""


def _name_of(number: int) -> str:
    """The name of a signal; the real-time ones have none."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return str(number)


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
