"""Where in all that somebody handed in the programs of a stage are; pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from penilai import filenames, submission
from penilai.hoard import Hoard, Path
from penilai.labels import Labels
from penilai.language import mark, tr
from penilai.stage import Stage
from penilai.submission import Submission

MOST_TOLD = 3


@dataclass(frozen=True)
class Home:
    """A folder that holds programs of a stage, and what belongs to the stage in it."""

    place: Path
    submission: Submission
    programs: frozenset[str]  # those that are there, also if they cannot be read
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """What was found of a stage; `notes` are sentences for the instructor."""

    submission: Submission
    places: tuple[Path, ...] = ()
    notes: tuple[str, ...] = field(default=())


def locate(hoard: Hoard, stage: Stage, stages: Collection[Stage], labels: Labels) -> Found:
    """The programs of the stage: in a folder named like it, or where only it can be meant.

    `stages` are those that are graded. Nothing is guessed: where different programs may be
    meant, none are taken and the notes say so.
    """
    places = _places(hoard, stage)
    own = [place for place in places if labels.nearest(place) == stage.name]
    loose = [place for place in places if labels.nearest(place) is None]
    if not own and _fitting(stage, stages) == [stage]:
        own = loose
    homes = [_home(hoard, stage, place) for place in own]
    if homes:
        return _chosen(stage, homes)
    notes = [_unclear(loose)] if loose else []
    says = tr(mark("{name} tidak dikumpulkan."))
    return nothing(stage, says, *notes)


def nothing(stage: Stage, says: str, *notes: str) -> Found:
    """Nothing to grade; `says` is said of each program."""
    missing = {name: says.format(name=name) for name in stage.programs}
    return Found(Submission({}, missing), (), notes)


def _places(hoard: Hoard, stage: Stage) -> list[Path]:
    """The folders with a program of the stage, the outermost first."""
    programs = {name.casefold() for name in stage.programs}
    paths = (*hoard.files, *hoard.refused)
    found = {path[:-1] for path in paths if path[-1].casefold() in programs}
    inside = [place for place in found if not any(p in stage.folders for p in place[1:])]
    return sorted(inside, key=lambda place: (len(place), place))


def _fitting(stage: Stage, stages: Collection[Stage]) -> list[Stage]:
    """The stages that programs of these names can be for."""
    return [other for other in stages if set(other.programs) & set(stage.programs)]


def _home(hoard: Hoard, stage: Stage, place: Path) -> Home:
    """What lies there, under the names that the stage has for it."""
    depth = len(place)
    files = {path[depth:]: data for path, data in hoard.files.items() if path[:depth] == place}
    errors = {path[depth:]: why for path, why in hoard.refused.items() if path[:depth] == place}
    names = _as_the_stage_has_them(stage, {path[0] for path in (*files, *errors)})
    notes = _renamed(names)
    named = {"/".join((names[p[0]], *p[1:])): data for p, data in files.items() if p[0] in names}
    failed = {"/".join((names[p[0]], *p[1:])): e for p, e in errors.items() if p[0] in names}
    found = submission.chosen(stage, named, failed)
    left = [name for name in failed if name not in stage.programs]
    notes += [_unused(name, failed[name]) for name in left[:MOST_TOLD]]
    programs = frozenset(name for name in stage.programs if name in named or name in failed)
    return Home(place, found, programs, tuple(notes))


def _as_the_stage_has_them(stage: Stage, names: Collection[str]) -> dict[str, str]:
    """The names that are kept, each with the one it gets: on Windows Server.py is server.py.

    Of several that are the same there, the one written as the stage has it is kept, else none.
    """
    theirs = {name.casefold(): name for name in (*stage.programs, *stage.folders)}
    alike: dict[str, list[str]] = {}
    for name in names:
        alike.setdefault(name.casefold(), []).append(name)
    kept = {}
    for low, same in alike.items():
        wanted = theirs.get(low, same[0])
        if wanted in same and (len(same) == 1 or low in theirs):
            kept[wanted] = wanted
        elif len(same) == 1:
            kept[same[0]] = wanted
    return kept


def _renamed(names: dict[str, str]) -> list[str]:
    says = tr(mark("{name} dibaca sebagai {wanted}."))
    changed = {name: wanted for name, wanted in names.items() if name != wanted}
    return [says.format(name=name, wanted=wanted) for name, wanted in sorted(changed.items())]


def _unused(name: str, error: OSError) -> str:
    says = tr(mark("{name} tidak dipakai: {why}."))
    return says.format(name=filenames.shown((name,)), why=error.strerror or error)


def _chosen(stage: Stage, homes: Sequence[Home]) -> Found:
    """The one that is meant, the parts of it in several folders, or none."""
    first = homes[0]
    others = [h for h in homes[1:] if h.submission != first.submission]
    if not others:
        return Found(first.submission, (first.place,), first.notes)
    depth = len(first.place)
    if first.programs >= set(stage.programs) and all(
        h.place[:depth] == first.place for h in others
    ):
        says = tr(mark("Di dalamnya masih ada yang lain, yang tidak dinilai: {places}."))
        note = says.format(places=told([h.place for h in others]))
        return Found(first.submission, (first.place,), (*first.notes, note))
    return _together(stage, homes) or _ambiguous(stage, homes)


def _together(stage: Stage, homes: Sequence[Home]) -> Found | None:
    """Each program in a folder of its own; None unless it is clear which and what with."""
    if sum(len(home.programs) for home in homes) != len(set().union(*(h.programs for h in homes))):
        return None
    files: dict[str, bytes] = {}
    missing: dict[str, str] = {}
    for home in homes:
        if any(files.get(name, data) != data for name, data in home.submission.files.items()):
            return None
        files |= home.submission.files
        missing |= home.submission.missing
    missing = {name: why for name, why in missing.items() if name not in files}
    notes = [note for home in homes for note in home.notes]
    return Found(Submission(files, missing), tuple(h.place for h in homes), tuple(notes))


def _ambiguous(stage: Stage, homes: Sequence[Home]) -> Found:
    says = tr(mark("{name} tidak dinilai: ada beberapa yang berbeda."))
    note = tr(mark("Ada beberapa yang berbeda, jadi tidak ada yang dinilai: {places}."))
    return nothing(stage, says, note.format(places=told([home.place for home in homes])))


def _unclear(places: Sequence[Path]) -> str:
    says = mark(
        "Tidak jelas untuk tahap mana program di {places}: namai foldernya seperti tahapnya, "
        "atau sebut satu tahap dengan --tahap."
    )
    return tr(says).format(places=told(places))


def told(places: Sequence[Path]) -> str:
    """The first few places, and how many more there are."""
    more = tr(mark("dan {count} lagi")).format(count=len(places) - MOST_TOLD)
    first = [filenames.shown(place) for place in places[:MOST_TOLD]]
    return ", ".join(first + ([more] if len(places) > MOST_TOLD else []))
