"""Show results on a terminal: calm, 80 columns, what matters first."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from penilai import disk, score
from penilai.language import mark, tr
from penilai.outcome import CheckResult, StageReport, Verdict

STYLES = {
    Verdict.LULUS: ("✓", mark("lulus"), "green"),
    Verdict.GAGAL: ("✗", mark("gagal"), "bold red"),
    Verdict.TERBLOKIR: ("–", mark("terblokir"), "yellow"),
    Verdict.BELUM_PASTI: ("?", mark("belum pasti"), "bold magenta"),
}
UNSURE = mark("Ada hasil yang belum pasti: jalankan lagi, atau tanyakan kepada pengajar.")
WIDTH = 80


def screen() -> Console:
    """The console of all output: at most 80 columns, and student text is never markup."""
    console = Console(highlight=False, markup=False, emoji=False)
    console.width = min(console.width, WIDTH)
    return console


def stage_table(report: StageReport) -> Table:
    """One stage: the sentence of each check, its points, its verdict."""
    table = Table(box=box.SIMPLE_HEAD, expand=True, pad_edge=False, title_justify="left")
    table.title = Text(f"{report.stage} · {report.title}", style="bold")
    table.add_column(tr(mark("Yang diperiksa")), ratio=1)
    table.add_column(tr(mark("Nilai")), justify="right")
    table.add_column(tr(mark("Hasil")), no_wrap=True)
    for check in report.checks:
        sign, word, style = STYLES[check.verdict]
        earned = check.points if check.verdict is Verdict.LULUS else 0
        points = Text(f"{earned}/{check.points}")
        table.add_row(Text(check.title), points, Text(f"{sign} {tr(word)}", style=style))
    table.show_footer = True
    table.columns[0].footer = Text(tr(mark("Jumlah")), style="bold")
    total = f"{score.earned(report)}/{score.possible(report)}"
    table.columns[1].footer = Text(total, style="bold")
    return table


def failures(console: Console, report: StageReport) -> None:
    """For each check that did not pass: its story, numbered, and one sentence of advice."""
    for check in report.checks:
        if check.verdict in (Verdict.GAGAL, Verdict.BELUM_PASTI):
            _failure(console, check)
    blocked = [check for check in report.checks if check.verdict is Verdict.TERBLOKIR]
    for sentence in dict.fromkeys(step for check in blocked for step in check.story):
        console.print(Text(f"– {sentence}", style="yellow"))
        console.print()


def _failure(console: Console, check: CheckResult) -> None:
    sign, _, style = STYLES[check.verdict]
    console.print(Text(f"{sign} {check.title}", style=style))
    steps = Table.grid(padding=(0, 1, 0, 0))
    steps.add_column(justify="right", style="dim")
    steps.add_column(overflow="fold")
    for number, step in enumerate(check.story, 1):
        last = number == len(check.story)
        steps.add_row(f"{number}.", Text(step, style="bold" if last else ""))
    if check.advice:
        steps.add_row(Text("→", style="not dim cyan"), Text(check.advice, style="cyan"))
    console.print(Padding(steps, (0, 0, 1, 2)))


def summary(console: Console, reports: list[StageReport], seconds: float, reason: str) -> None:
    """The last lines: the total, how long it all took, how the programs were shut in."""
    earned = sum(score.earned(report) for report in reports)
    possible = sum(score.possible(report) for report in reports)
    full = earned == possible
    says = tr(mark("Nilai: {earned} dari {possible}")).format(earned=earned, possible=possible)
    console.print(Text(says, style="bold green" if full else "bold"))
    if any(not score.trustworthy(report) for report in reports):
        console.print(Text(tr(UNSURE), style="magenta"))
    details = tr(mark("{seconds:.1f} detik · {isolation} · ulangi persis dengan --seed {seed}"))
    says = mark("tidak terisolasi: {reason}") if reason else mark("terisolasi: {name}")
    isolation = tr(says).format(name=reports[0].isolation, reason=reason)
    seed = reports[0].seed
    line = details.format(seconds=seconds, isolation=isolation, seed=seed)
    console.print(Text(line, style="dim"))


def changes(
    console: Console, report: StageReport, changed: Mapping[str, Iterable[Verdict]], runs: int
) -> None:
    """After `--ulang`: every check whose verdict was not the same each time."""
    if not changed:
        says = tr(mark("{stage}: {runs} kali dijalankan, semua hasil selalu sama."))
        console.print(Text(says.format(stage=report.stage, runs=runs), style="green"))
        return
    says = tr(mark("{stage}: hasil {count} pemeriksaan berubah-ubah dalam {runs} kali:"))
    line = says.format(stage=report.stage, count=len(changed), runs=runs)
    console.print(Text(line, style="bold magenta"))
    for id, verdicts in changed.items():
        seen = list(verdicts)
        counts = ", ".join(f"{tr(STYLES[v][1])} {seen.count(v)}×" for v in Verdict if v in seen)
        console.print(Text(f"  {id}: {counts}"))


def write_json(path: Path, reports: list[StageReport]) -> None:
    """Write the report file; a file that is there is replaced whole or not at all."""
    text = json.dumps({"stages": [score.as_json(r) for r in reports]}, ensure_ascii=False, indent=1)
    disk.write(path, f"{text}\n".encode())
