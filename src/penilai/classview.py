"""The class on a terminal, in brief: 80 columns, what waits for the instructor last."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from penilai import classwords, marks, score
from penilai.book import Entry
from penilai.language import mark, tr
from penilai.outcome import Verdict
from penilai.problems import called
from penilai.reasons import failures
from penilai.report import STYLES
from penilai.statistics import items, ran, summary
from penilai.story import visible

LONGEST_BAR = 30  # columns
HARDEST = 5  # checks that are shown
COMMONEST = 5
UNSURE = 10  # students who are named
NOT_GRADED = 3
LONGEST = 140  # characters of what a program may have said


def show(entries: Sequence[Entry], console: Console) -> None:
    """Print the class: its points, stage by stage, what was hard, what is to be decided."""
    _points(entries, console)
    if len(marks.rubric(entries)) > 1:
        console.print(_stages(entries))
    hard = _hardest(entries)
    if hard.row_count:
        console.print(hard)
    _failures(entries, console)
    _not_graded(entries, console)
    _unsure(entries, console)


def _points(entries: Sequence[Entry], console: Console) -> None:
    found = summary(entries)
    says = tr(mark("{students} siswa, {took_part} dinilai"))
    parts = [says.format(students=found.students, took_part=found.took_part)]
    if found.median is not None:
        parts.append(tr(mark("nilai tengah {median:.0f}%")).format(median=found.median))
    parts.append(classwords.isolation(entries))
    console.print(Text(" · ".join(parts), style="bold"))
    longest = max(bar.count for bar in found.bars) or 1
    grid = Table.grid(padding=(0, 1))
    grid.add_column(justify="right")
    grid.add_column()
    for bar in found.bars:
        length = -(-bar.count * LONGEST_BAR // longest)
        drawn = Text("█" * length, style="blue").append(f" {bar.count}" if bar.count else "")
        grid.add_row(Text(classwords.bar(bar), style="dim"), drawn)
    console.print(grid if found.took_part else "")


def _stages(entries: Sequence[Entry]) -> Table:
    """Each stage: how many handed it in, how many got all, the median."""
    table = _table(tr(mark("Tahap")))
    for heading in (mark("Dinilai"), mark("Nilai tengah"), mark("Nilai penuh")):
        table.add_column(tr(heading), justify="right")
    for stage in marks.rubric(entries):
        found = summary([entry for entry in entries if entry.stage == stage])
        median = classwords.UNKNOWN if found.median is None else f"{found.median:.0f}%"
        cells = (stage, f"{found.took_part}/{found.students}", median, str(found.full))
        table.add_row(*map(Text, cells))
    return table


def _hardest(entries: Sequence[Entry]) -> Table:
    """The checks that the fewest passed."""
    table = _table(tr(mark("Yang paling sulit")))
    for heading in (mark("Gagal"), mark("Terblokir"), mark("Lulus"), mark("Daya pisah")):
        table.add_column(tr(heading), justify="right", no_wrap=True)
    several = len(marks.rubric(entries)) > 1
    found = [item for item in items(entries) if item.passed is not None and item.passed < 1]
    for item in sorted(found, key=lambda item: item.passed or 0)[:HARDEST]:
        name = item.check.id if several else item.check.id.rpartition("::")[2]
        numbers = (item.failed, item.counts[Verdict.TERBLOKIR])
        shares = (classwords.percent(item.passed), classwords.discrimination(item))
        table.add_row(*(Text(str(cell)) for cell in (name, *numbers, *shares)))
    return table


def _table(first: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, expand=True, pad_edge=False)
    table.add_column(first, ratio=1)
    return table


def _failures(entries: Sequence[Entry], console: Console) -> None:
    """The same step failed for how many."""
    found = failures(entries)[:COMMONEST]
    if not found:
        return
    console.print(Text(tr(mark("Kegagalan yang paling sering")), style="bold"))
    grid = Table.grid(padding=(0, 1))
    grid.add_column(justify="right")
    grid.add_column(overflow="fold")
    for failure in found:
        sign, _, style = STYLES[Verdict.GAGAL]
        check = failure.example[1]
        text = Text(f"{check.title}\n").append(_short(failure.reason), style="dim")
        grid.add_row(Text(f"{len(failure.found)} {sign}", style=style), text)
    console.print(grid)


def _not_graded(entries: Sequence[Entry], console: Console) -> None:
    """Who handed in something, and has nothing because we could not tell what it is."""
    found = {e.student.id: e for e in entries if e.note and not ran(e) and not e.is_absent}
    if not found:
        return
    sign, _, style = STYLES[Verdict.BELUM_PASTI]
    says = mark("{count} siswa mengumpulkan sesuatu yang tidak bisa dinilai, jadi nilainya 0:")
    console.print()
    console.print(Text(f"{sign} {tr(says).format(count=len(found))}", style=style))
    for entry in list(found.values())[:NOT_GRADED]:
        console.print(Text(f"  {called(entry.student)}: {visible(entry.note)}"))
    _more(len(found) - NOT_GRADED, console)


def _more(count: int, console: Console) -> None:
    if count > 0:
        console.print(Text("  " + tr(mark("dan {count} lagi")).format(count=count)))


def _unsure(entries: Sequence[Entry], console: Console) -> None:
    """What an instructor has yet to settle, and how."""
    found = [(e, c) for e in entries if e.settled and ran(e) for c in score.unsure(e.settled)]
    if not found:
        return
    sign, _, style = STYLES[Verdict.BELUM_PASTI]
    says = tr(mark("{count} hasil belum pasti: putuskan dengan penilai putuskan"))
    console.print()
    console.print(Text(f"{sign} {says.format(count=len(found))}", style=style))
    for entry, check in found[:UNSURE]:
        console.print(Text(_short(f"  {called(entry.student)}: {check.id}")))
    _more(len(found) - UNSURE, console)


def _short(text: str) -> str:
    text = visible(text)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
