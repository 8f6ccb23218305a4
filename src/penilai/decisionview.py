"""What is unsure in a class, and what was decided, as an instructor reads it on a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from penilai.book import Decision, Entry
from penilai.language import mark, tr
from penilai.outcome import CheckResult
from penilai.problems import called
from penilai.report import STYLES
from penilai.starter import quoted
from penilai.store import Kept
from penilai.story import shown

STEPS = 3  # of a story, its last ones


def show(
    console: Console,
    folder: Path,
    unsure: Sequence[tuple[Entry, CheckResult]],
    kept: Sequence[Kept],
) -> None:
    """The unsure checks with the command that settles each, then the decisions so far."""
    for entry, check in unsure:
        _unsure(console, folder, entry, check)
    if unsure:
        says = mark("Untuk memutuskan, tambahkan di belakang perintahnya: {words}")
        words = tr(mark('lulus (atau gagal) --alasan "..."'))
        console.print(tr(says).format(words=words), end="\n\n")
    decided = [(one, decision) for one in kept for decision in one.history]
    if decided:
        console.print(Text(tr(mark("Keputusan sejauh ini")), style="bold"))
    for one, decision in decided:
        _decision(console, one.entry, decision)
    says = tr(mark("Belum pasti: {unsure}. Keputusan: {decided}."))
    console.print(says.format(unsure=len(unsure), decided=len(decided)))


def _unsure(console: Console, folder: Path, entry: Entry, check: CheckResult) -> None:
    sign, _, style = STYLES[check.verdict]
    head = Text(f"{sign} {called(entry.student)} · {check.id} ", style=style)
    points = tr(mark("({points} poin)")).format(points=check.points)
    console.print(head.append(points, "not bold"))
    console.print(Padding(Text(check.title), (0, 0, 0, 2)))
    first = max(0, len(check.story) - STEPS)
    for number, step in enumerate(check.story[first:], first + 1):
        console.print(Padding(Text(f"{number}. {step}", style="dim"), (0, 0, 0, 4)))
    # on one line however long, so that it can be copied
    console.print(Text(f"  {_command(folder, entry, check)}\n", style="cyan"), soft_wrap=True)


def _command(folder: Path, entry: Entry, check: CheckResult) -> str:
    """What to type, but for the decision itself: copied as it is, it decides nothing."""
    words = [str(folder), entry.student.id, check.id]
    return f"penilai putuskan {' '.join(map(quoted, words))}"


def _decision(console: Console, entry: Entry, decision: Decision) -> None:
    _, word, style = STYLES[decision.verdict]
    line = Text(f"{decision.when[:16].replace('T', ' ')}  {called(entry.student)} · ", style="")
    line.append(f"{decision.check}: ").append(tr(word), style)
    line.append(f' ({shown(decision.who)}: "{shown(decision.why)}")')
    if decision not in entry.decisions:
        line.append(f" {tr(mark('(tidak berlaku lagi)'))}", "magenta")
    console.print(Padding(line, (0, 0, 0, 2)))
