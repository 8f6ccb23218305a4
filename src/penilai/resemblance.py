"""What is alike among all that was handed in for one stage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from penilai import alike, ownwork, winnowing
from penilai.alike import Case, Program
from penilai.book import Student
from penilai.language import mark, tr
from penilai.ownwork import Given
from penilai.stage import Stage

SHORTEST = 30  # words of their own, below which it says nothing that two wrote the same

Handed = Iterable[tuple[Student, Mapping[str, bytes]]]


@dataclass(frozen=True)
class Resemblance:
    """The `cases` of a stage; `more` pairs were not kept, `left_out` (who, file) not compared."""

    stage: Stage
    given: Given
    students: int
    cases: list[Case]
    more: int
    left_out: list[tuple[Student, str]]


def kit() -> Student:
    """Who has the kit's own answer: it lies open, and some hand it in."""
    return Student("", tr(mark("contoh jawaban kit")))


def of_stage(of: Stage, known: Mapping[str, Stage], handed: Handed, least: float) -> Resemblance:
    """What is alike by at least this share, from 0 to 1; raises UserError for a stage that has no
    hand-out.
    """
    given = ownwork.given(of, known)
    pile = _Pile(given)
    pile.add(kit(), ownwork.example(of))
    left_out: list[tuple[Student, str]] = []
    students = 0
    for student, files in handed:
        students += bool(files)
        left_out += [(student, name) for name in pile.add(student, files)]
    cases, more = alike.cases(pile.programs(), students, least)
    return Resemblance(of, given, students, cases, more, left_out)


class _Pile:
    """What was handed in, the same programs on one another."""

    def __init__(self, given: Given) -> None:
        self._given = given
        self._found: dict[tuple[str, bytes], Program] = {}

    def add(self, student: Student, files: Mapping[str, bytes]) -> list[str]:
        """The names of files that are too large to be compared."""
        texts, left_out = ownwork.texts(files)
        for name, text in texts.items():
            own = self._given.own(name, text)
            if len(own) >= SHORTEST:
                key = name, winnowing.whole([word.written for word in own])
                before = self._found.get(key)
                prints = before.prints if before else winnowing.fingerprints([w.means for w in own])
                owners = (*before.owners, student) if before else (student,)
                self._found[key] = Program(name, before.text if before else text, owners, prints)
        return left_out

    def programs(self) -> list[Program]:
        """Those of students; the kit's own if one of them has it."""
        return [program for program in self._found.values() if any(s.id for s in program.owners)]
