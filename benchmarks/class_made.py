"""A class made by a script: what its students handed in, and what each of them must lose."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterable
from pathlib import Path

from penilai import stage
from penilai.book import Entry
from penilai.outcome import Verdict
from penilai.stage import Stage

TESTS = Path(__file__).resolve().parents[1] / "tests"
KINDS = ("model", "honest", "mutants")


class Class:
    """`count` students of one stage; a third handed in the model answer, a third an honest variant,
    a third a broken program, each of these in turn, and no two the same bytes.

    With `kinds` only these are handed in, each by as many.
    """

    def __init__(self, name: str, count: int, kinds: Iterable[str] = KINDS) -> None:
        self.stage = stage.find()[name]
        self.students: dict[str, Path] = {}  # by id, the folder of the case
        cases = {kind: _cases(self.stage, kind) for kind in kinds}
        order = list(cases)
        for number in range(count):
            kind = order[number % len(order)]
            mine = cases[kind][number // len(order) % len(cases[kind])]
            self.students[f"2210{number:05}"] = mine

    def write(self, folder: Path) -> None:
        """Put the collection there: a folder for each student, with that of the stage in it."""
        for id, case in self.students.items():
            place = folder / id / self.stage.name
            place.mkdir(parents=True)
            programs = {name: self.stage.folder / name for name in self.stage.programs}
            for name, path in (programs | {p.name: p for p in case.glob("*.py")}).items():
                (place / name).write_bytes(path.read_bytes() + f"\n# {id}\n".encode())

    def wrong(self, entries: Iterable[Entry]) -> list[str]:
        """What is not as it must be: a sentence for each student with another verdict."""
        found, graded = [], set()
        for entry in entries:
            case = self.students[entry.student.id]
            graded.add(entry.student.id)
            lost = [c for c in entry.report.checks if c.verdict is not Verdict.LULUS]
            names = sorted(check.id.partition("::")[2] for check in lost)
            if names != sorted(expected(case)):
                unsure = [c.story[-1] for c in lost if c.verdict is Verdict.BELUM_PASTI]
                found.append(f"{entry.student.id} {case.name}: lost {names} {unsure}")
        return found + [f"{id}: not graded" for id in self.students if id not in graded]


def expected(case: Path) -> list[str]:
    """The checks that this program must lose."""
    file = case / "expected.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))["loses"] if file.exists() else []


def _cases(wanted: Stage, kind: str) -> list[Path]:
    """The folders with programs of this kind, in an order that is always the same."""
    if kind == "model":
        return [wanted.folder]
    found = sorted(p.parent for p in (TESTS / kind / wanted.name).glob("*/expected.toml"))
    random.Random(1).shuffle(found)
    return found
