"""What is said of programs that are alike, on a page and on a terminal."""

from __future__ import annotations

import math
from collections.abc import Sequence

from penilai.alike import Case, Match
from penilai.book import Student
from penilai.cells import clean
from penilai.language import mark, tr
from penilai.problems import called
from penilai.resemblance import Resemblance

NAMED = 12  # people on a side
LONGEST = 60  # characters of a name
BETWEEN = "↔"


def purpose() -> str:
    """What it is for."""
    return tr(
        mark(
            "Bahan percakapan, bukan nilai: program bisa mirip karena belajar bersama atau dari "
            "contoh yang sama. Baca dulu, lalu tanya orangnya."
        )
    )


def method() -> str:
    """What is compared, and what the numbers mean."""
    return tr(
        mark(
            "Dibandingkan: yang ditulis sendiri, tanpa baris lembar kerja, komentar, baris print, "
            "pilihan nama dan teks. Yang ditulis lebih dari separuh kelas tidak dihitung. "
            "100% berarti semuanya sama."
        )
    )


def heading(found: Resemblance) -> str:
    """Which stage, and of how many students."""
    says = tr(mark("{stage}: {count} siswa dibandingkan"))
    return says.format(stage=found.stage.name, count=found.students)


def nothing(least: float) -> str:
    """That nobody is as alike as was asked for."""
    return tr(mark("Tidak ada yang mirip {share} atau lebih.")).format(share=percent(least))


def percent(share: float) -> str:
    """A share as people read it; only the whole is 100%."""
    return f"{math.floor(share * 100 + 1e-9)}%"


def share(case: Case) -> str:
    """How alike; for the same words, that they are."""
    return tr(mark("sama")) if case.matches[0].right is None else percent(case.share)


def people(case: Case, most: int = NAMED) -> str:
    """Who, on one side or on both; of each side at most so many."""
    return f" {BETWEEN} ".join(side(each, most) for each in case.people)


def side(students: Sequence[Student], most: int = NAMED) -> str:
    """The people of one side, the rest of them as a number."""
    names = [_name(each) for each in students[:most]]
    if (more := len(students) - most) > 0:
        names.append(tr(mark("dan {count} lagi")).format(count=more))
    return ", ".join(names)


def _name(student: Student) -> str:
    name = called(student)
    return name if len(name) <= LONGEST else f"{name[:LONGEST]}…"


def file(match: Match) -> str:
    """The file on either side, once if both call it the same."""
    names = [match.left.file] + ([match.right.file] if match.right else [])
    return clean(f" {BETWEEN} ".join(dict.fromkeys(names)))


def left_out(found: Resemblance) -> list[str]:
    """What was not compared: a sentence each."""
    says = tr(mark("{who}: {file} terlalu panjang, tidak dibandingkan."))
    return [says.format(who=_name(student), file=clean(name)) for student, name in found.left_out]
