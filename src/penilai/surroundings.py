"""What `pantau` needs of the student's workspace, one function for each; plain folders too."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from penilai import diagram, disk, hints, opening, output, petunjuk
from penilai.cek import targets
from penilai.errors import UserError
from penilai.language import mark, tr
from penilai.locking import place_for
from penilai.outcome import CheckResult, StageReport, Verdict
from penilai.stage import Stage
from penilai.workspace import Workspace, around

LOCK = Path(".penilai", "pantau.lock")
WRONG = {Verdict.GAGAL, Verdict.TERBLOKIR}


@dataclass(frozen=True)
class Target:
    """What is watched: a stage, the `folder` of its programs, and the lock that we hold.

    `where` is the workspace that the folder belongs to, if it does.
    """

    stage: Stage
    folder: Path
    lock: Path
    where: Workspace | None = None


def target(name: str | None, folder: Path | None) -> Target:
    """What the user means: a stage by name, the one whose folder this is, or the present one.

    Raises UserError.
    """
    found = targets([name] if name else [], folder)
    if len(found) > 1:
        found = _here(found, (folder or Path()).resolve())
    stage, place = found[0]
    return _watched(stage, place.resolve())


def _here(found: list[tuple[Stage, Path]], here: Path) -> list[tuple[Stage, Path]]:
    """The one of several stages in whose folder we are, or the present one of a workspace."""
    inside = [(stage, place) for stage, place in found if here.is_relative_to(place.resolve())]
    if inside:
        return inside
    if where := around(*found[-1]):
        return [(where.current(), where.place(where.current()))]
    says = tr(mark("Tahap mana? Misalnya: penilai pantau {name}. Di sini ada: {names}."))
    names = [stage.name for stage, _ in found]
    raise UserError(says.format(name=names[0], names=", ".join(names)))


def _watched(stage: Stage, place: Path) -> Target:
    where = around(stage, place)
    return Target(stage, place, where.folder / LOCK if where else place_for(place), where)


def onward(here: Target) -> Target:
    """The next stage, opened if need be; raises UserError when it cannot be."""
    where = here.where
    if where is None:
        says = tr(mark("Tahap berikut dibuka di ruang kerja. Buat dulu: penilai mulai FOLDER"))
        raise UserError(says)
    road = list(where.road.values())
    following = next(iter(road[road.index(here.stage) + 1 :]), None)
    if following is None:
        raise UserError(tr(mark("Ini tahap terakhir. Sekarang proyek Anda sendiri!")))
    if not where.place(following).is_dir():
        standing = where.progress.stages.get(here.stage.name)
        # as `lanjut` has it, and what was passed once may have been broken since
        if not (standing and standing.passed) or WRONG & set(standing.verdicts.values()):
            raise UserError(tr(mark("Tahap ini belum lulus, jadi yang berikut belum dibuka.")))
        opening.open_stage(where, following)
    return _watched(following, where.place(following))


def hint(here: Target, red: CheckResult, step: int) -> str:
    """The hint number `step` (from 0) for a check; past the last one, the last one again.

    A workspace remembers how many were shown, so there it goes on after those.
    """
    check = red.id.partition("::")[2]
    if here.where is not None:
        shown, total = petunjuk.reveal(here.where, here.stage, check)
    else:
        known = hints.of(here.stage, check)
        shown, total = list(known[: step + 1]), len(known)
    if not shown:
        raise UserError(tr(mark("Belum ada petunjuk untuk pemeriksaan ini. Baca README-nya.")))
    return f"{len(shown)}/{total}: {shown[-1]}"


def draw(here: Target, report: StageReport) -> Path:
    """Write the ladders of messages of a run; returns where. Raises UserError."""
    folder = here.where.folder if here.where else Path().resolve()
    path = folder / f"tangga-{here.stage.name}.html"
    diagram.expect_writable(path)
    with disk.told(path):
        disk.write(path, output.page([report]).encode())
    return path


def record(here: Target, report: StageReport) -> None:
    """Keep what a complete run has shown, in a workspace; raises UserError."""
    if here.where is not None:
        here.where.record(report)
