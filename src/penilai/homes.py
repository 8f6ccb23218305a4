"""The folders in which somebody has programs of a stage, and what belongs to the stage there."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from penilai import filenames, submission
from penilai.hoard import Hoard, Path
from penilai.language import mark, tr
from penilai.stage import Stage
from penilai.submission import Submission

MOST_TOLD = 3


@dataclass(frozen=True)
class Home:
    """A folder that holds programs of a stage, and what belongs to the stage in it.

    `programs` are those that are there, also if they cannot be read.
    """

    place: Path
    submission: Submission
    programs: frozenset[str]
    notes: tuple[str, ...] = ()


@dataclass
class _Content:
    """What lies in a folder, by path from there on."""

    files: dict[Path, bytes] = field(default_factory=dict)
    errors: dict[Path, OSError] = field(default_factory=dict)


def homes(hoard: Hoard, stage: Stage) -> list[Home]:
    """All folders with a program of the stage, the outermost first."""
    wanted = {name.casefold() for name in stage.programs}
    paths = (*hoard.files, *hoard.refused)
    places = {path[:-1] for path in paths if path[-1].casefold() in wanted}
    found: dict[Path, _Content] = {place: _Content() for place in places}
    for path, data in hoard.files.items():
        for depth in _depths(path, stage):
            if path[:depth] in found:
                found[path[:depth]].files[path[depth:]] = data
    for path, error in hoard.refused.items():
        for depth in _depths(path, stage):
            if path[:depth] in found:
                found[path[:depth]].errors[path[depth:]] = error
    order = sorted(found, key=lambda place: (len(place), place))
    return [_home(stage, place, found[place]) for place in order]


def _depths(path: Path, stage: Stage) -> list[int]:
    """How deep the folders lie that the file can belong to: its own, and those with its pages."""
    low = {folder.casefold() for folder in stage.folders}
    last = len(path) - 1
    pages = [n for n in range(max(1, last - 2), last) if path[n].casefold() in low]
    return [last, *pages]


def _home(stage: Stage, place: Path, content: _Content) -> Home:
    """What lies there, under the names that the stage has for it."""
    names = _as_the_stage_has_them(stage, {path[0] for path in (*content.files, *content.errors)})
    files = {_named(path, names): data for path, data in content.files.items() if path[0] in names}
    errors = {_named(path, names): why for path, why in content.errors.items() if path[0] in names}
    programs = frozenset(name for name in stage.programs if name in files or name in errors)
    found = submission.chosen(stage, files, errors)
    refused = [why for name, why in found.missing.items() if name in errors]
    notes = [*refused, *_renamed(names), *_dropped(content, names), *_unused(stage, errors)]
    return Home(place, found, programs, tuple(notes))


def _named(path: Path, names: dict[str, str]) -> str:
    return "/".join((names[path[0]], *path[1:]))


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
    changed = sorted((name, wanted) for name, wanted in names.items() if name != wanted)
    return [says.format(name=name, wanted=wanted) for name, wanted in changed]


def _dropped(content: _Content, names: dict[str, str]) -> list[str]:
    """On most computers only one of two such names can be there: none is the right one."""
    says = tr(mark("{names} tidak dipakai: di Windows nama itu sama dengan nama lain di sana."))
    left = sorted({path[0] for path in content.files} - set(names))
    return [says.format(names=told([(name,) for name in left]))] if left else []


def _unused(stage: Stage, errors: Mapping[str, OSError]) -> list[str]:
    says = tr(mark("{name} tidak dipakai: {why}."))
    modules = [name for name in errors if name not in stage.programs][:MOST_TOLD]
    shown = [(filenames.shown((name,)), errors[name]) for name in modules]
    return [says.format(name=name, why=error.strerror or error) for name, error in shown]


def told(places: Sequence[Path]) -> str:
    """The first few places, and how many more there are."""
    more = tr(mark("dan {count} lagi")).format(count=len(places) - MOST_TOLD)
    first = [filenames.shown(place) for place in places[:MOST_TOLD]]
    return ", ".join(first + ([more] if len(places) > MOST_TOLD else []))
