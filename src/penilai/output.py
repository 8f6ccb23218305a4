"""What a user wants of a run besides the table: a report file, the ladder, a diagram."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from penilai import disk, ladder, score
from penilai.errors import UserError
from penilai.language import mark, tr
from penilai.outcome import CheckResult, StageReport, Verdict
from penilai.story import Event

if TYPE_CHECKING:  # rich and Jinja2 are loaded while the checks run, or never
    from rich.console import Console

    from penilai.diagram import Section

RED = (Verdict.GAGAL, Verdict.BELUM_PASTI)


@dataclass(frozen=True)
class Output:
    """`json` and `diagram` are files to write; `ladder` a check, "" for the first red one."""

    json: Path | None = None
    diagram: Path | None = None
    ladder: str | None = None

    def expect_writable(self) -> None:
        """Raises UserError before anything runs, for what could not be written then."""
        if self.json is not None and not disk.writable(self.json):
            says = mark('Hasil tidak bisa ditulis ke "{file}": foldernya tidak ada atau terkunci.')
            raise UserError(tr(says).format(file=self.json))
        if self.diagram is not None:
            from penilai import diagram

            diagram.expect_writable(self.diagram)

    def expect_check(self, rubrics: Iterable[Iterable[CheckResult]]) -> None:
        """Raises UserError before anything runs, where no check has the name asked for."""
        checks = [check for rubric in rubrics for check in rubric]
        if self.ladder and not any(_is_called(check, self.ladder) for check in checks):
            says = tr(mark('Tidak ada pemeriksaan "{name}". Yang ada: {known}.'))
            known = ", ".join(check.id.partition("::")[2] for check in checks)
            raise UserError(says.format(name=self.ladder, known=known))

    def show(self, console: Console, reports: list[StageReport]) -> None:
        """Draw the ladder that was asked for."""
        if self.ladder is None:
            return
        checks = [check for each in reports for check in each.checks]
        wanted = [c for c in checks if _is_called(c, self.ladder)] if self.ladder else []
        wanted = wanted or [c for c in checks if c.verdict in RED and c.events][:1]
        if not wanted and not self.ladder:
            console.print(tr(mark("Tidak ada yang gagal. Pilih yang ingin dilihat, misalnya:")))
            console.print(f"  --tangga {checks[0].id.partition('::')[2]}\n", style="cyan")
        for check in wanted:
            _draw(console, check)

    def write(self, console: Console, reports: list[StageReport]) -> None:
        """Write the files that were asked for."""
        if self.json is not None:
            from penilai import report

            report.write_json(self.json, reports)
        if self.diagram is not None:
            disk.write(self.diagram, page(reports).encode())
            says = tr(mark("Diagram: {file}"))
            console.print(says.format(file=self.diagram), soft_wrap=True)


def page(reports: list[StageReport]) -> str:
    """The diagram of these runs: a section for each check."""
    from penilai import diagram

    title = ", ".join(each.stage for each in reports)
    earned = sum(score.earned(each) for each in reports)
    possible = sum(score.possible(each) for each in reports)
    says = tr(mark("Nilai: {earned} dari {possible}"))
    checks = [check for each in reports for check in each.checks]
    lead = next((check for check in checks if check.verdict in RED), checks[0] if checks else None)
    sections = [_section(check, check.verdict in RED or check is lead) for check in checks]
    return diagram.page(title, says.format(earned=earned, possible=possible), sections)


def _section(check: CheckResult, open: bool) -> Section:
    from penilai import diagram, report

    sign, word, _ = report.STYLES[check.verdict]
    earned = check.points if check.verdict is Verdict.LULUS else 0
    facts = f"{tr(word)} · {earned}/{check.points} · {check.seconds * 1000:.0f} ms"
    drawn = ladder.build(map(Event.from_json, check.events))
    value, id = check.verdict.value, check.id.replace("::", "-")
    return diagram.Section(
        id, check.title, drawn, sign, value, facts, check.story, check.advice, open
    )


def _draw(console: Console, check: CheckResult) -> None:
    from penilai import report, sketch

    sign, _, style = report.STYLES[check.verdict]
    console.print(f"{sign} {check.title}", style=style)
    if check.events:
        sketch.show(console, ladder.build(map(Event.from_json, check.events)))
    else:
        console.print(tr(mark("Tidak dijalankan, jadi tidak ada yang bisa digambar.")))
    console.print()


def _is_called(check: CheckResult, name: str) -> bool:
    """Is this the check of that name? Said with its stage or without, or as pytest says it."""
    stage, _, own = check.id.partition("::")
    return name in (check.id, own, f"test_{own}", f"{stage}::test_{own}")
