"""What a class handed in: for each student and stage the files, or why there are none."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from penilai import collection, filenames, homes, locating, stage, whose
from penilai.book import NOTHING, Student
from penilai.collection import Source
from penilai.errors import UserError
from penilai.handin import HandIn
from penilai.hoard import Hoard, Refused
from penilai.labels import Labels
from penilai.language import mark, tr
from penilai.locating import Found
from penilai.stage import Stage
from penilai.whose import Owner

MOST_TOLD = 3
Fills = Mapping[str, Callable[[Hoard], None]]  # how each entry is taken, by its name


@dataclass(frozen=True)
class Kept:
    """What is said of a stage of a student; `touched` if something was handed in as that stage.

    `else_lost` are the sentences that must be told also if the stage is left out.
    """

    hand_in: HandIn
    touched: bool
    else_lost: tuple[str, ...] = ()


def hand_ins(
    path: Path,
    stages: Mapping[str, Stage],
    roster: Sequence[Student] | None = None,
    chosen: bool = False,
) -> list[HandIn]:
    """What each student handed in for each of the `stages`; raises UserError.

    `path` is a folder or a zip. A stage that nobody handed in is left out, unless the stages were
    `chosen` by the user: then it counts as nothing for everybody.
    """
    labels = Labels([*stage.find(), *stage.find(own=True), *stages])
    around = [collection.inside(path).name, path.resolve().name]
    named = [labels.of(filenames.stem(name)) for name in around]
    labels.around = next((name for name in named if name in stages), None)
    with collection.opened(path) as sources:
        _is_a_class(path, sources, labels)
        fills = {source.name: source.fill for source in sources}
        owners = whose.owners(fills, roster)
        found = [_of(owner, fills, stages, labels) for owner in owners]
    there = {one.hand_in.stage for own in found for one in own if one.touched}
    kept = stages if chosen or not there else there
    return [hand_in for own in found for hand_in in _only(own, kept)]


def _only(own: Sequence[Kept], stages: Container[str]) -> list[HandIn]:
    """A student's hand-ins of these stages; the first tells what is to be known of the others."""
    first, *others = [one.hand_in for one in own if one.hand_in.stage in stages]
    lost = [text for one in own if one.hand_in.stage not in stages for text in one.else_lost]
    new = [
        text for text in dict.fromkeys(lost) if all(text not in h.note for h in (first, *others))
    ]
    return [replace(first, note=" ".join(filter(None, (first.note, *new)))), *others]


def _is_a_class(path: Path, sources: Sequence[Source], labels: Labels) -> None:
    """Raises UserError for an empty folder, and for that of a single student."""
    if not sources:
        says = mark('Di "{path}" tidak ada folder atau zip milik siswa.')
        raise UserError(tr(says).format(path=path))
    if all(labels.exactly(whose.claim(source.name).text) for source in sources):
        says = mark(
            'Di "{path}" ada folder tahap, bukan folder siswa: ini tampaknya milik satu orang. '
            "Sebut folder yang berisi satu folder atau zip untuk tiap siswa; kalau siswanya ada "
            "di dalam tiap tahap, sebut folder satu tahap."
        )
        raise UserError(tr(says).format(path=path))


def _of(owner: Owner, fills: Fills, stages: Mapping[str, Stage], labels: Labels) -> list[Kept]:
    """What one student handed in, stage by stage."""
    hoard = _hoard(owner, fills, stages)
    return [_kept(owner, hoard, wanted, stages, labels) for wanted in stages.values()]


def _hoard(owner: Owner, fills: Fills, stages: Mapping[str, Stage]) -> Hoard:
    hoard = Hoard({folder.casefold() for each in stages.values() for folder in each.folders})
    for name in owner.names:
        inside = hoard.apart()
        try:
            fills[name](inside)
        except Refused as why:
            hoard.problem((name,), str(why))
        else:
            hoard.add(inside)
    return hoard


def _kept(
    owner: Owner, hoard: Hoard, wanted: Stage, stages: Mapping[str, Stage], labels: Labels
) -> Kept:
    found = _found(owner, hoard, wanted, stages, labels)
    own = [p for p in hoard.problems if labels.nearest(p) == wanted.name]
    loose = [p for p in hoard.problems if labels.nearest(p) is None and found.submission.missing]
    told = [*found.notes, *_told([hoard.problems[path] for path in (*own, *loose)])]
    if not told and not found.places:
        told = [tr(mark("Tidak ada yang dikumpulkan untuk tahap ini."))]
    files, missing = found.submission.files, found.submission.missing
    note, at = " ".join((*owner.notes, *told)), homes.told(found.places)
    made = HandIn(owner.student, wanted.name, files, missing, note, at)
    return Kept(made, bool(found.places or own), found.notes if owner.names else ())


def _found(
    owner: Owner, hoard: Hoard, wanted: Stage, stages: Mapping[str, Stage], labels: Labels
) -> Found:
    if owner.names:
        return locating.locate(hoard, wanted, list(stages.values()), labels)
    says = tr(mark("{name} tidak dikumpulkan."))
    return locating.nothing(wanted, says, tr(NOTHING))


def _told(problems: list[str]) -> list[str]:
    """What could not be opened and may have held something of the stage."""
    more = tr(mark("Masih ada {count} lagi yang tidak dibuka."))
    rest = len(problems) - MOST_TOLD
    return problems[:MOST_TOLD] + ([more.format(count=rest)] if rest > 0 else [])
