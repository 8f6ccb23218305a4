"""`penilai peta`: the road with all its stages, and the points so far."""

from __future__ import annotations

from collections.abc import Mapping

from penilai import report
from penilai.language import mark, tr
from penilai.progress import Standing
from penilai.road import State, Step, road
from penilai.stage import Stage
from penilai.workspace import Workspace, enter

WORTH = 100  # of every stage; tests/course holds it


def peta() -> int:
    """Show the road, and what to type next; returns the exit code."""
    where = enter()
    reached = where.progress.stages
    steps = [_step(where, each, reached.get(each.name)) for each in where.road.values()]
    report.screen().print(road(steps))
    says = tr(mark("Nilai sejauh ini: {earned} dari {possible}"))
    earned = sum(step.earned or 0 for step in steps)
    print(says.format(earned=earned, possible=sum(step.possible for step in steps)))
    print(_next(where, reached))
    return 0


def _step(where: Workspace, each: Stage, standing: Standing | None) -> Step:
    if standing and standing.passed:
        state = State.DONE
    elif each not in (opened := where.opened()):
        state = State.CLOSED
    else:
        state = State.HERE if each == opened[-1] else State.OPEN
    best, possible = (standing.best, standing.possible) if standing else (None, WORTH)
    return Step(each.name, tr(each.title), state, best, possible)


def _next(where: Workspace, reached: Mapping[str, Standing]) -> str:
    """What to type, for the present stage."""
    present = where.current()
    standing = reached.get(present.name)
    if not (standing and standing.passed):
        says = tr(mark("Anda di {stage}. Periksa: {command}"))
        return says.format(stage=present.name, command=where.typed(f"cek {present.name}"))
    if where.following():
        says = tr(mark("{stage} sudah lulus. Tahap berikutnya: {command}"))
        return says.format(stage=present.name, command=where.typed("lanjut"))
    return tr(mark("Semua tahap sudah dibuka, dan yang terakhir lulus. Selamat!"))
