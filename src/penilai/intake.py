"""What a class handed in: for each student and stage the files, or why there are none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from penilai import collection, filenames, locating, stage, whose
from penilai.book import Student
from penilai.collection import Source
from penilai.errors import UserError
from penilai.handin import HandIn
from penilai.hoard import Hoard, Refused
from penilai.labels import Labels
from penilai.language import mark, tr
from penilai.locating import Found
from penilai.stage import Stage

MOST_TOLD = 3


@dataclass(frozen=True)
class Owner:
    """A student, with all entries that are theirs and what is to be said of that."""

    student: Student
    sources: tuple[Source, ...]
    notes: tuple[str, ...] = ()


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
    with collection.opened(path) as sources:
        _is_a_class(path, sources, labels)
        owners = _owners(sources, roster)
        found = [entry for owner in owners for entry in _of(owner, stages, labels)]
    there = {entry.stage for entry in found if entry.found_at}
    kept = stages if chosen or not there else there
    return [entry for entry in found if entry.stage in kept]


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


def _of(owner: Owner, stages: Mapping[str, Stage], labels: Labels) -> list[HandIn]:
    """What one student handed in, stage by stage."""
    hoard = _hoard(owner, stages)
    return [_hand_in(owner, hoard, wanted, stages, labels) for wanted in stages.values()]


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


def _hand_in(
    owner: Owner, hoard: Hoard, wanted: Stage, stages: Mapping[str, Stage], labels: Labels
) -> HandIn:
    if not owner.sources:
        says = tr(mark("{name} tidak dikumpulkan."))
        found = locating.nothing(wanted, says, tr(mark("Tidak mengumpulkan apa-apa.")))
    else:
        found = locating.locate(hoard, wanted, list(stages.values()), labels)
    notes = [*owner.notes, *found.notes, *_problems(hoard, wanted, found, labels)]
    if owner.sources and not found.places and not found.notes:
        notes.append(tr(mark("Tidak ada yang dikumpulkan untuk tahap ini.")))
    at = locating.told(found.places)
    return HandIn(
        owner.student,
        wanted.name,
        found.submission.files,
        found.submission.missing,
        " ".join(notes),
        at,
    )


def _problems(hoard: Hoard, wanted: Stage, found: Found, labels: Labels) -> list[str]:
    """What could not be opened and may have held something of this stage."""
    about = {path: labels.nearest(path) for path in hoard.problems}
    told = [
        sentence
        for path, sentence in hoard.problems.items()
        if about[path] == wanted.name or (about[path] is None and found.submission.missing)
    ]
    more = tr(mark("Masih ada {count} lagi yang tidak dibuka.")).format(count=len(told) - MOST_TOLD)
    return told[:MOST_TOLD] + ([more] if len(told) > MOST_TOLD else [])
