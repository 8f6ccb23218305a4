"""`penilai cek`: grade the stages of a folder and show what came out."""

from __future__ import annotations

import random
from pathlib import Path

from penilai import stage
from penilai.errors import UserError
from penilai.grade import Grader
from penilai.language import mark, tr
from penilai.outcome import StageReport
from penilai.output import Output
from penilai.stage import Stage


def targets(names: list[str], folder: Path | None) -> list[tuple[Stage, Path]]:
    """What to grade: each stage with the folder that holds its programs.

    `folder` holds the programs of the one stage named, or stage folders; without it, the
    current folder. Raises UserError.
    """
    known = stage.find()
    for name in names:
        if name not in known:
            says = tr(mark('Tidak ada tahap "{name}". Yang ada: {known}.'))
            raise UserError(says.format(name=name, known=", ".join(known)))
    where = folder or Path()
    if not where.is_dir():
        raise UserError(tr(mark('Folder "{folder}" tidak ada.')).format(folder=where))
    wanted = [known[name] for name in dict.fromkeys(names)] or list(known.values())
    found = [(s, place) for s in wanted if (place := _place(s, where)) is not None]
    if len(names) == 1 and not found and folder is not None:
        return [(wanted[0], where)]
    _expect(found, names, where, known)
    return found


def _place(wanted: Stage, where: Path) -> Path | None:
    """The folder of this stage below `where`, or `where` itself if it is that folder."""
    for place in (where / wanted.name, where / "exercises" / wanted.name):
        if place.is_dir():
            return place
    itself = where.resolve().name == wanted.name and not (where / wanted.name).exists()
    return where if itself else None


def _expect(
    found: list[tuple[Stage, Path]], names: list[str], where: Path, known: dict[str, Stage]
) -> None:
    missing = set(names) - {s.name for s, _ in found}
    if missing:
        says = tr(
            mark(
                'Di "{folder}" tidak ada folder {names}. Kalau programnya ada di tempat '
                "lain: penilai cek {name} --folder FOLDER"
            )
        )
        name = sorted(missing)[0]
        raise UserError(
            says.format(folder=where.resolve(), names=", ".join(sorted(missing)), name=name)
        )
    if not found:
        says = tr(
            mark(
                'Di "{folder}" tidak ada folder tahap ({known}). Sebutkan satu tahap: '
                "penilai cek {name} --folder FOLDER"
            )
        )
        first = next(iter(known))
        raise UserError(says.format(folder=where.resolve(), known=", ".join(known), name=first))


def cek(
    names: list[str], folder: Path | None, output: Output, seed: int | None, repeat: int
) -> int:
    """Grade, show, write; returns the exit code."""
    wanted = targets(names, folder)
    output.expect_writable()
    graders = [Grader(s) for s, _ in wanted]  # they load while we load rich
    try:
        return _run(wanted, graders, output, seed, repeat)
    finally:
        for grader in graders:
            grader.close()


def _run(
    wanted: list[tuple[Stage, Path]],
    graders: list[Grader],
    output: Output,
    seed: int | None,
    repeat: int,
) -> int:
    from penilai import report, score
    from penilai.live import Live

    console = report.screen()
    output.expect_check(grader.rubric for grader in graders)
    seed = random.randrange(10**6) if seed is None else seed
    runs: list[list[StageReport]] = []
    with Live(console) as live:
        for (_, place), grader in zip(wanted, graders, strict=True):
            runs.append([])
            for number in range(repeat):
                live.stage(grader.name, len(grader.rubric))
                runs[-1].append(grader.grade(place, seed + number, live.result, events=True))
    firsts = [stage_runs[0] for stage_runs in runs]
    for first in firsts:
        console.print(report.stage_table(first))
        report.failures(console, first)
    if repeat > 1:
        for stage_runs in runs:
            report.changes(console, stage_runs[0], score.changed_verdicts(stage_runs), repeat)
    output.show(console, firsts)
    seconds = sum(run.seconds for stage_runs in runs for run in stage_runs)
    report.summary(console, firsts, seconds, graders[0].reason)
    output.write(console, firsts)
    return score.exit_code(runs)
