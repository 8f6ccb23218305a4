"""Whose is what lies in the folder of a class: by the names of files and folders there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from penilai import filenames, matching
from penilai.book import Student
from penilai.language import mark, tr

MOST_WORDS = 12  # of a name
Words = tuple[str, ...]
Index = dict[Hashable, list[Student]]
# Moodle's bulk download (mod/assign/classes/downloader.php): a folder each, or files without
MOODLE = re.compile(
    r"(?P<name>.+?)_(?P<number>\d+)_assignsubmission_(?P<plugin>[a-z]+)(_(?P<rest>.*))?", re.S
)
NUMBER_FIRST = re.compile(r"(?P<id>\d{5,})[\s_-]+(?P<name>\D.*)", re.S)
NUMBER_LAST = re.compile(r"(?P<name>.*\D)[\s_-]+(?P<id>\d{5,})", re.S)


@dataclass(frozen=True)
class Claim:
    """What a name says: who it is, by `text` and perhaps by Moodle's `number`.

    `file` is the student's own name of a file, where Moodle put its words before that.
    """

    text: str
    number: str = ""
    folder: str = ""
    file: str = ""


def claim(name: str) -> Claim:
    """What the name of an entry says."""
    moodle = MOODLE.fullmatch(name)
    if moodle is None:
        return Claim(_plain(filenames.stem(name)))
    file = moodle["rest"] or ""
    return Claim(_plain(moodle["name"]), moodle["number"], name[: len(name) - len(file)], file)


def _plain(text: str) -> str:
    return filenames.shown((unicodedata.normalize("NFC", text).strip(),)) or "?"


def by_name(said: Claim) -> Student:
    """Whoever calls themselves so; a long number in the name is what the grade book knows."""
    if said.number:
        return Student(said.number, said.text)
    found = NUMBER_FIRST.fullmatch(said.text) or NUMBER_LAST.fullmatch(said.text)
    return (
        Student(found["id"], found["name"].strip(" _-")) if found else Student(said.text, said.text)
    )


@dataclass(frozen=True)
class Owner:
    """A student, with the names of all entries that are theirs and what is to be said of that."""

    student: Student
    names: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def owners(names: Iterable[str], roster: Sequence[Student] | None) -> list[Owner]:
    """Everybody of the roster, and whoever else handed in something; nobody is guessed."""
    known = Roster(roster or ())
    found = {student.id: Owner(student) for student in roster or ()}
    for name in names:
        said = claim(name)
        meant = known.meant(said)
        student = meant[0] if len(meant) == 1 else by_name(said)
        if len(meant) != 1 and student.id in known.ids:
            student = Student(said.text, said.text)  # the number is somebody else's
        owner = found.get(student.id, Owner(student))
        note = () if roster is None or len(meant) == 1 else (_not_clear(name, meant),)
        names_too, notes = (*owner.names, name), (*owner.notes, *note)
        found[student.id] = replace(owner, names=names_too, notes=notes)
    return list(found.values())


def _not_clear(name: str, meant: Sequence[Student]) -> str:
    shown = filenames.shown((name,))
    if not meant:
        says = tr(mark('"{name}" tidak cocok dengan siapa pun di daftar peserta.'))
        return says.format(name=shown)
    says = tr(mark('"{name}" cocok dengan beberapa peserta: {ids}.'))
    return says.format(name=shown, ids=", ".join(student.id for student in meant))


class Roster:
    """A class, in which is looked up who may be meant."""

    def __init__(self, students: Sequence[Student]) -> None:
        self.ids = {student.id for student in students}
        self._by_id = _index((s, matching.keys([s.id])) for s in students)
        self._by_key = _index((s, matching.keys([s.id, s.email])) for s in students)
        self._by_name = _index((s, matching.keys([s.name])) for s in students)
        self._id_words = _index((s, [_words(s.id)]) for s in students)
        self._name_words = _index((s, [_words(s.name)]) for s in students)

    def meant(self, said: Claim) -> list[Student]:
        """Those who may be meant: one, if it is clear who, or several, or none."""
        key = matching.key(said.text)
        known = self._by_id.get(matching.key(said.number), []) if said.number else []
        named = self._by_key.get(key) or self._by_name.get(key) or self._inside(said.text)
        both = [student for student in known if student in named]
        return both or [*known, *named]

    def _inside(self, text: str) -> list[Student]:
        """Those whose id, or else whose name, is a part of the text.

        Of names the longest: where Ani Wijaya stands, Ani is only a part of it.
        """
        runs = set(_runs(_words(text)))
        found = [s for run in sorted(runs) for s in self._id_words.get(run, ())]
        names = sorted(run for run in runs if run in self._name_words)
        whole = [n for n in names if not any(n != other and n in _runs(other) for other in names)]
        return found or [s for name in whole for s in self._name_words[name]]


def _index(pairs: Iterable[tuple[Student, Iterable[Hashable]]]) -> Index:
    found: Index = {}
    for student, keys in pairs:
        for key in keys:
            found.setdefault(key, []).append(student)
    return found


def _words(text: str) -> Words:
    return tuple(re.findall(r"[^\W_]+", matching.key(text)))


def _runs(words: Words) -> Iterator[Words]:
    """All that stands in the words, one after another."""
    for begin in range(len(words)):
        for end in range(begin + 1, min(len(words), begin + MOST_WORDS) + 1):
            yield words[begin:end]
