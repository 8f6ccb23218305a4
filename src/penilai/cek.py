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
from penilai.workspace import Workspace


def targets(names: list[str], folder: Path | None) -> list[tuple[Stage, Path]]:
    """What to grade: each stage with the folder that holds its programs.

    `folder` holds the programs of the one stage named, or stage folders; without it, the
    current folder. Raises UserError.
    """
    where = folder or Path()
    known = stage.find()
    if not where.is_dir():
        raise UserError(tr(mark('Folder "{folder}" tidak ada.')).format(folder=where))
    course = list(known.values())
    for name in names:
        if name not in known and (project := stage.own_project(name, where)):
            known[name] = project
    names = list(dict.fromkeys(stage.named(name, known).name for name in names))
    wanted = [known[name] for name in names] or course
    found = [(s, place) for s in wanted if (place := _place(s, where)) is not None]
    if len(names) == 1 and not found and folder is not None:
        return [(wanted[0], where)]
    if folder is None and len(found) < max(1, len(names)):
        found = _in_workspace(names) or found
    _expect(found, names, where, known)
    return found


def _place(wanted: Stage, where: Path) -> Path | None:
    """The folder of this stage below `where`, or `where` itself if it is that folder."""
    return next(iter(stage.places(wanted.name, where)), None)


def _in_workspace(names: list[str]) -> list[tuple[Stage, Path]]:
    """These stages, or the opened ones, of the workspace that we are somewhere inside of."""
    try:
        here = Workspace.open(Path())
    except UserError:
        return []
    here.current()
    for name in names:
        if name in here.road:  # a project of one's own is open where it is
            here.expect_open(here.road[name])
    return [(s, here.place(s)) for s in here.opened() if not names or s.name in names]


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
    from penilai import afterwards, report, score
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
                first = number == 0  # the others only say whether they differ
                run = grader.grade(place, seed + number, live.result, events=first)
                runs[-1].append(run)
    firsts = [stage_runs[0] for stage_runs in runs]
    for run in firsts:
        console.print(report.stage_table(run))
        report.failures(console, run)
    if repeat > 1:
        for stage_runs in runs:
            report.changes(console, stage_runs[0], score.changed_verdicts(stage_runs), repeat)
    output.show(console, firsts)
    seconds = sum(run.seconds for stage_runs in runs for run in stage_runs)
    report.summary(console, firsts, seconds, graders[0].reason)
    afterwards.keep((s, place, run) for (s, place), run in zip(wanted, firsts, strict=True))
    output.write(console, firsts)
    return score.exit_code(runs)
