"""What a class handed in: for each student and stage the files, or why there are none."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from penilai import collection, filenames, homes, locating, stage, whose
from penilai.book import Student
from penilai.collection import Source
from penilai.errors import UserError
from penilai.handin import HandIn
from penilai.hoard import Hoard, Refused
from penilai.labels import Labels
from penilai.language import mark, tr
from penilai.stage import Stage

MOST_TOLD = 3


@dataclass(frozen=True)
class Owner:
    """A student, with all entries that are theirs and what is to be said of that."""

    student: Student
    sources: tuple[Source, ...]
    notes: tuple[str, ...] = ()


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
    named = labels.of(filenames.stem(path.resolve().name))
    labels.around = named if named in stages else None
    with collection.opened(path) as sources:
        _is_a_class(path, sources, labels)
        found = [_of(owner, stages, labels) for owner in _owners(sources, roster)]
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
            "Sebut folder yang berisi satu folder atau zip untuk tiap siswa."
        )
        raise UserError(tr(says).format(path=path))


def _owners(sources: Sequence[Source], roster: Sequence[Student] | None) -> list[Owner]:
    """Everybody of the roster, and whoever else handed in something."""
    students = {student.id: student for student in roster or ()}
    theirs: dict[str, list[Source]] = {id: [] for id in students}
    notes: dict[str, list[str]] = {}
    for source in sources:
        said = whose.claim(source.name)
        meant = whose.in_roster(said, roster or ())
        student = meant[0] if len(meant) == 1 else whose.by_name(said)
        if len(meant) != 1 and student.id in (s.id for s in roster or ()):
            student = Student(said.text, said.text)  # the number of somebody else
        students.setdefault(student.id, student)
        theirs.setdefault(student.id, []).append(source)
        if roster is not None and len(meant) != 1:
            notes.setdefault(student.id, []).append(_unknown(source, meant))
    return [Owner(s, tuple(theirs[id]), tuple(notes.get(id, ()))) for id, s in students.items()]


def _unknown(source: Source, meant: Sequence[Student]) -> str:
    name = filenames.shown((source.name,))
    if not meant:
        return tr(mark('"{name}" tidak cocok dengan siapa pun di daftar peserta.')).format(
            name=name
        )
    says = tr(mark('"{name}" cocok dengan beberapa peserta: {ids}.'))
    return says.format(name=name, ids=", ".join(student.id for student in meant))


def _of(owner: Owner, stages: Mapping[str, Stage], labels: Labels) -> list[Kept]:
    """What one student handed in, stage by stage."""
    hoard = _hoard(owner, stages)
    return [_kept(owner, hoard, wanted, stages, labels) for wanted in stages.values()]


def _hoard(owner: Owner, stages: Mapping[str, Stage]) -> Hoard:
    folders = {folder.casefold() for each in stages.values() for folder in each.folders}
    hoard = Hoard(folders)
    for source in owner.sources:
        inside = hoard.apart()
        try:
            source.fill(inside)
        except Refused as why:
            hoard.problem((source.name,), str(why))
        else:
            hoard.add(inside)
    return hoard


def _kept(
    owner: Owner, hoard: Hoard, wanted: Stage, stages: Mapping[str, Stage], labels: Labels
) -> Kept:
    if owner.sources:
        found = locating.locate(hoard, wanted, list(stages.values()), labels)
    else:
        says = tr(mark("{name} tidak dikumpulkan."))
        found = locating.nothing(wanted, says, tr(mark("Tidak mengumpulkan apa-apa.")))
    own = [p for p in hoard.problems if labels.nearest(p) == wanted.name]
    loose = [p for p in hoard.problems if labels.nearest(p) is None and found.submission.missing]
    notes = [*owner.notes, *found.notes, *_told([hoard.problems[p] for p in (*own, *loose)])]
    if not notes and not found.places:
        notes = [tr(mark("Tidak ada yang dikumpulkan untuk tahap ini."))]
    files, missing = found.submission.files, found.submission.missing
    at = homes.told(found.places)
    made = HandIn(owner.student, wanted.name, files, missing, " ".join(notes), at)
    return Kept(made, bool(found.places or own), found.notes if owner.sources else ())


def _told(problems: list[str]) -> list[str]:
    """What could not be opened and may have held something of the stage."""
    more = tr(mark("Masih ada {count} lagi yang tidak dibuka."))
    rest = len(problems) - MOST_TOLD
    return problems[:MOST_TOLD] + ([more.format(count=rest)] if rest > 0 else [])
