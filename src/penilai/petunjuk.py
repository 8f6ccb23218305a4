"""`penilai petunjuk`: the next hint for one check."""

from __future__ import annotations

from penilai import hints, report, road
from penilai.errors import UserError
from penilai.language import mark, tr
from penilai.outcome import Verdict
from penilai.stage import Stage
from penilai.workspace import Workspace, enter, trying


def petunjuk(text: str) -> int:
    """Show the next hint for this check, or for the first red one; returns the exit code."""
    where = enter()
    found = _chosen(where, text) if text.strip() else first_red(where)
    if found is None:
        says = tr(mark("Semua pemeriksaan {stage} sudah lulus. Tahap berikutnya: {command}"))
        print(says.format(stage=where.current().name, command=where.typed("lanjut")))
        return 0
    of, check = found
    shown, total = reveal(where, of, check)
    report.screen().print(road.hints(hints.titles(of)[check], shown, total))
    print()
    if len(shown) < total:
        name = check if of == where.current() else f"{of.name}::{check}"
        again = where.typed(f"petunjuk {name}")
        print(tr(mark("Belum cukup? Ketik lagi: {command}")).format(command=again))
    else:
        print(tr(mark("Itu petunjuk terakhir. Masih buntu? Baca README-nya, atau tanyakan.")))
    return 0


def reveal(where: Workspace, of: Stage, check: str) -> tuple[list[str], int]:
    """One hint more than last time, remembered: all that are shown now, and how many there are.

    Raises UserError where there is none.
    """
    known = hints.of(of, check)
    if not known:
        says = tr(mark("Belum ada petunjuk untuk {stage}::{check}. Baca README tahap itu."))
        raise UserError(says.format(stage=of.name, check=check))
    id = f"{of.name}::{check}"
    number = min(where.progress.hints.get(id, 0) + 1, len(known))
    with trying():
        where.record_hint(id, number)
    return list(known[:number]), len(known)


def first_red(where: Workspace) -> tuple[Stage, str] | None:
    """The first check of the present stage that did not pass; None if all did."""
    present = where.current()
    standing = where.progress.stages.get(present.name)
    verdicts = standing.verdicts if standing else {}
    names = list(hints.titles(present))
    for wanted in (Verdict.GAGAL, Verdict.BELUM_PASTI, Verdict.TERBLOKIR, None):
        for name in names:
            if verdicts.get(f"{present.name}::{name}") is wanted:
                return present, name
    return None


def _chosen(where: Workspace, text: str) -> tuple[Stage, str]:
    """The check that was named; one of a closed stage is none."""
    named, separator, _ = text.strip().rpartition("::")
    if separator and named in where.road:
        where.expect_open(where.road[named])
    where.current()
    return hints.find(text, where.opened()[::-1])
