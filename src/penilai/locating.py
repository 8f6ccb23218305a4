"""Which of all that somebody handed in is meant for a stage; pure, and nothing is guessed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from penilai.hoard import Hoard, Path
from penilai.homes import Home, homes, told
from penilai.labels import Labels
from penilai.language import mark, tr
from penilai.stage import Stage
from penilai.submission import Submission


@dataclass(frozen=True)
class Found:
    """What was found of a stage, and where; `notes` are sentences for the instructor."""

    submission: Submission
    places: tuple[Path, ...] = ()
    notes: tuple[str, ...] = ()


def locate(hoard: Hoard, stage: Stage, stages: Collection[Stage], labels: Labels) -> Found:
    """The programs of the stage: in a folder named like it, or where only it can be meant.

    `stages` are those that are graded. Where different programs may be meant, none are taken
    and the notes say so.
    """
    all_homes = homes(hoard, stage)
    own = [home for home in all_homes if labels.nearest(home.place) == stage.name]
    loose = [home for home in all_homes if labels.nearest(home.place) is None]
    alone = _fitting(stage, stages) == [stage]
    if found := own or (loose if alone else []):
        return _chosen(stage, found, labels)
    others = _others(hoard, {stage.name, None} if alone else {stage.name}, labels)
    notes = [_unclear(loose)] if loose else [_only(others)] if others else []
    return nothing(stage, tr(mark("{name} tidak dikumpulkan.")), *notes)


def nothing(stage: Stage, says: str, *notes: str) -> Found:
    """Nothing to grade; `says` is said of each program."""
    missing = {name: says.format(name=name) for name in stage.programs}
    return Found(Submission({}, missing), (), notes)


def _fitting(stage: Stage, stages: Collection[Stage]) -> list[Stage]:
    """The stages that programs of these names can be for."""
    return [other for other in stages if set(other.programs) & set(stage.programs)]


def _others(hoard: Hoard, meant: Collection[str | None], labels: Labels) -> list[Path]:
    """Python files that lie where the stage is looked for, under names that it has not."""
    paths = [path for path in (*hoard.files, *hoard.refused) if path[-1].endswith(".py")]
    return sorted(path for path in paths if labels.nearest(path[:-1]) in meant)


def _chosen(stage: Stage, found: Sequence[Home], labels: Labels) -> Found:
    """The one that is meant, the parts of it in several folders, or none."""
    if all(home.submission.files == found[0].submission.files for home in found):
        return _one(found[0], ())
    main = _main(stage, found, labels)
    if main is not None:
        return _one(main, [home for home in found if home is not main])
    return _together(found) or _ambiguous(stage, found)


def _one(home: Home, others: Sequence[Home]) -> Found:
    says = tr(mark("Masih ada yang lain, yang tidak dinilai: {places}."))
    notes = [says.format(places=told([other.place for other in others]))] if others else []
    return Found(home.submission, (home.place,), (*home.notes, *notes))


def _main(stage: Stage, found: Sequence[Home], labels: Labels) -> Home | None:
    """The whole one that all others lie in, or that alone has the name of the stage itself."""
    whole = [home for home in found if home.programs >= set(stage.programs)]
    named = [home for home in whole if labels.of(home.place[-1]) == stage.name]
    if len(named) == 1:
        return named[0]
    first = found[0]
    inside = all(home.place[: len(first.place)] == first.place for home in found)
    return first if inside and first in whole else None


def _together(found: Sequence[Home]) -> Found | None:
    """Each program in a folder of its own; None unless it is clear which, and what with."""
    programs = [name for home in found for name in home.programs]
    if len(programs) != len(set(programs)) or _clash(found):
        return None
    files = {name: data for home in found for name, data in home.submission.files.items()}
    missing = dict(found[0].submission.missing)
    for home in found:  # each knows best of its own programs
        missing |= {n: why for n, why in home.submission.missing.items() if n in home.programs}
    missing = {name: why for name, why in missing.items() if name not in files}
    notes = [note for home in found for note in home.notes]
    return Found(Submission(files, missing), tuple(home.place for home in found), tuple(notes))


def _clash(found: Sequence[Home]) -> bool:
    """Do two files of one name differ, or two of one name on Windows?"""
    known: dict[str, tuple[str, bytes]] = {}
    everything = (item for home in found for item in home.submission.files.items())
    return any(known.setdefault(item[0].casefold(), item) != item for item in everything)


def _ambiguous(stage: Stage, found: Sequence[Home]) -> Found:
    places = tuple(home.place for home in found)
    says = tr(mark("{name} tidak dinilai: ada beberapa yang berbeda."))
    note = tr(mark("Ada beberapa yang berbeda, jadi tidak ada yang dinilai: {places}."))
    empty = nothing(stage, says)
    return Found(empty.submission, places, (note.format(places=told(places)),))


def _unclear(loose: Sequence[Home]) -> str:
    says = mark(
        "Tidak jelas untuk tahap mana program di {places}: namai foldernya seperti tahapnya, "
        "atau sebut satu tahap dengan --tahap."
    )
    return tr(says).format(places=told([home.place for home in loose]))


def _only(others: Sequence[Path]) -> str:
    """What lies there instead; to take one for the program would be a guess."""
    return tr(mark("Yang ada hanya {files}.")).format(files=told(others))
