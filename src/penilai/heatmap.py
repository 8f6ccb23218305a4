"""The class as a map: a row for each student, a column for each check, in each cell its sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from penilai.book import Entry
from penilai.marks import Marks, earned
from penilai.outcome import CheckResult, Verdict
from penilai.report import STYLES
from penilai.statistics import Item, ran
from penilai.studentpage import why_not

LETTERS = {  # the classes of cells: there are so many that each byte counts
    Verdict.LULUS: "l",
    Verdict.GAGAL: "g",
    Verdict.TERBLOKIR: "t",
    Verdict.BELUM_PASTI: "b",
}
DECIDED = "*"  # beside the sign of what an instructor settled


@dataclass(frozen=True)
class Group:
    """The columns of one stage."""

    stage: str
    checks: tuple[CheckResult, ...]


@dataclass(frozen=True)
class Cell:
    """`style` is a letter of LETTERS; with `width` it stands for all columns of its stage."""

    text: str
    style: str = ""
    width: int = 1


@dataclass(frozen=True)
class Row:
    """A student: where the page tells more of them, the points, and the cells."""

    anchor: str
    name: str
    id: str
    points: int
    cells: tuple[Cell, ...]


def groups(items: Sequence[Item], entries: Sequence[Entry]) -> list[Group]:
    """The columns, stage by stage; one that nobody handed in has an empty one."""
    found: dict[str, list[CheckResult]] = {entry.stage: [] for entry in entries}
    for item in items:
        found[item.stage].append(item.check)
    return [Group(stage, tuple(checks)) for stage, checks in found.items()]


def row(anchor: str, own: Marks, columns: Sequence[Group]) -> Row:
    """The row of one student."""
    entries = {entry.stage: entry for entry in own.entries}
    cells = [cell for group in columns for cell in _cells(group, entries.get(group.stage))]
    cells = cells[1:] if len(columns) == 1 else cells  # its points are those of the row
    student = own.student
    return Row(anchor, student.name or student.id, student.id, own.earned, tuple(cells))


def _cells(group: Group, entry: Entry | None) -> list[Cell]:
    """The points of the stage and a cell for each check, or one that says why there are none."""
    if entry is None:
        return [Cell(""), Cell("", "", max(1, len(group.checks)))]
    points = Cell(str(earned(entry)), "p")
    if entry.settled is None or not ran(entry):
        return [points, Cell(why_not(entry), "n", max(1, len(group.checks)))]
    decided = {decision.check for decision in entry.decisions}
    found = {check.id: check for check in entry.settled.checks}
    return [points, *(_cell(found.get(check.id), check.id in decided) for check in group.checks)]


def _cell(check: CheckResult | None, decided: bool) -> Cell:
    if check is None:  # graded by other checks than the rest
        return Cell("")
    sign = STYLES[check.verdict][0]
    return Cell(sign + DECIDED if decided else sign, LETTERS[check.verdict])
