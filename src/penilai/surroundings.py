"""What `pantau` needs of the student's workspace, one function for each; plain folders too."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from penilai.cek import targets
from penilai.errors import UserError
from penilai.language import mark, tr
from penilai.locking import place_for
from penilai.outcome import CheckResult, StageReport
from penilai.stage import Stage

_LATER = mark("Tombol ini baru berguna di versi berikutnya.")


@dataclass(frozen=True)
class Target:
    """What is watched: a stage, the `folder` of its programs, and the lock that we hold."""

    stage: Stage
    folder: Path
    lock: Path


def target(name: str | None, folder: Path | None) -> Target:
    """What the user means: a stage by name, or the one whose folder this is; raises UserError."""
    found = targets([name] if name else [], folder)
    if len(found) > 1:
        says = tr(mark("Tahap mana? Misalnya: penilai pantau {name}. Di sini ada: {names}."))
        names = [stage.name for stage, _ in found]
        raise UserError(says.format(name=names[0], names=", ".join(names)))
    stage, place = found[0]
    place = place.resolve()
    return Target(stage, place, place_for(place))


def onward(here: Target) -> Target:
    """The next stage; raises UserError when it cannot be opened yet."""
    raise UserError(tr(_LATER))


def hint(here: Target, red: CheckResult, step: int) -> str:
    """The hint number `step` (from 0) for a check; past the last one, the last one again."""
    raise UserError(tr(_LATER))


def diagram(here: Target, red: CheckResult) -> Path:
    """Write the check's ladder of messages; returns where. Raises UserError."""
    raise UserError(tr(_LATER))


def record(here: Target, report: StageReport) -> None:
    """Keep what a complete run has shown, in a workspace."""
