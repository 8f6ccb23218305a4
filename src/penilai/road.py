"""What a student sees of the workspace: the road, what a stage still lacks, and hints."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from penilai.language import mark, tr
from penilai.outcome import StageReport, Verdict
from penilai.report import STYLES


class State(Enum):
    """How far a stage is; with its sign, its word and its style."""

    DONE = ("✓", mark("selesai"), "green")
    HERE = ("→", mark("di sini"), "bold cyan")
    OPEN = ("○", mark("terbuka"), "")
    CLOSED = ("·", mark("tertutup"), "dim")


@dataclass(frozen=True)
class Step:
    """One stage of the road; `earned` is None where nothing was graded yet."""

    name: str
    title: str
    state: State
    earned: int | None
    possible: int


def road(steps: list[Step]) -> Table:
    """All stages in their order, with the best points so far."""
    table = Table(box=box.SIMPLE_HEAD, expand=True, pad_edge=False)
    table.add_column(tr(mark("Tahap")), no_wrap=True)
    table.add_column(tr(mark("Isinya")), ratio=1)
    table.add_column(tr(mark("Nilai")), justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    for step in steps:
        sign, word, style = step.state.value
        subject = step.title.partition(": ")[2] or step.title  # the rest repeats the name
        points = "" if step.earned is None else f"{step.earned}/{step.possible}"
        row = (f"{sign} {step.name}", subject, points, tr(word))
        table.add_row(*(Text(cell, style=style) for cell in row))
    return table


def missing(report: StageReport) -> Group:
    """The checks that did not pass, a line each; more is for `penilai cek` to tell."""
    table = Table.grid(padding=(0, 1))
    table.add_column(no_wrap=True)
    table.add_column(ratio=1)
    table.add_column(justify="right", no_wrap=True)
    table.expand = True
    for check in report.checks:
        if check.verdict is not Verdict.LULUS:
            sign, _, style = STYLES[check.verdict]
            table.add_row(Text(sign, style=style), Text(check.title), Text(f"0/{check.points}"))
    heading = Text(f"{report.stage} · {report.title}", style="bold")
    return Group(heading, "", table)


def hints(title: str, shown: list[str], total: int) -> Group:
    """The hints given so far for a check; the newest stands out."""
    table = Table.grid(padding=(0, 1, 0, 0))
    for number, text in enumerate(shown, 1):
        style = "cyan" if number == len(shown) else "dim"
        table.add_row(Text(f"{number}.", style=style), Text(text, style=style))
    count = tr(mark("petunjuk {number} dari {total}")).format(number=len(shown), total=total)
    return Group(Text(title, style="bold"), Text(count, style="dim"), "", table)
