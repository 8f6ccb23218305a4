"""Programs that are alike on a terminal: who, how much, in which files."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from penilai import alikewords
from penilai.alike import Case
from penilai.language import mark, tr
from penilai.resemblance import Resemblance

SHOWN = 20  # cases of a stage
FILES = 3  # of a case
TOLD = 5  # sentences about what was not compared
NAMED = 4  # people on a side


def show(found: Sequence[Resemblance], least: float, console: Console) -> None:
    """Print the cases of each stage, the most alike first, and what they are for."""
    for each in found:
        console.print(Text(alikewords.heading(each), style="bold"))
        if each.cases:
            console.print(_table(each.cases[:SHOWN]))
            more = len(each.cases) - SHOWN + each.more
            _dim(console, [tr(mark("dan {count} lagi")).format(count=more)] if more > 0 else [])
        else:
            console.print(Text(alikewords.nothing(least)))
        _dim(console, alikewords.left_out(each)[:TOLD])
        console.print()
    _dim(console, [alikewords.method()])
    console.print(Text(alikewords.purpose(), style="bold yellow"))


def _table(cases: Sequence[Case]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, expand=True, pad_edge=False)
    table.add_column(tr(mark("Mirip")), justify="right", no_wrap=True)
    table.add_column(tr(mark("Siapa")), ratio=2, overflow="fold")
    table.add_column(tr(mark("Berkas")), ratio=1, overflow="fold")
    for case in cases:
        table.add_row(
            *map(Text, (alikewords.share(case), alikewords.people(case, NAMED), _files(case)))
        )
    return table


def _files(case: Case) -> str:
    """Each file with how alike it is, where that is another number than that of the case."""
    names = []
    for match in case.matches[:FILES]:
        share = f" {alikewords.percent(match.share)}" if match.share < case.share else ""
        names.append(alikewords.file(match) + share)
    return ", ".join(names) + (", …" if len(case.matches) > FILES else "")


def _dim(console: Console, sentences: Sequence[str]) -> None:
    for sentence in sentences:
        console.print(Text(sentence, style="dim"))
