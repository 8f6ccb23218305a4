"""`penilai lanjut`: open the next stage when the present one is passed."""

from __future__ import annotations

import os
import random
from pathlib import Path

from penilai import opening, report, road, score, starter
from penilai.grade import Grader
from penilai.language import mark, tr
from penilai.live import Live
from penilai.outcome import StageReport
from penilai.stage import Stage
from penilai.workspace import Workspace, enter, trying


def lanjut(from_example: bool) -> int:
    """Grade the present stage, and open the next one if it is passed; returns the exit code."""
    where = enter()
    present = where.current()
    opening.expect_programs(where, present)
    graded = _grade(where, present)
    if not score.passed(graded):
        _say_what_is_missing(where, graded)
        with trying():
            where.record(graded)
        return score.exit_code([[graded]])
    where.record(graded)
    following = where.following()
    if following is None:
        _congratulate(where)
        return 0
    opening.open_stage(where, following, from_example)
    _say_what_is_new(where, following, from_example)
    return 0


def _grade(where: Workspace, present: Stage) -> StageReport:
    with Grader(present) as grader, Live(report.screen()) as live:
        live.stage(grader.name, len(grader.rubric))
        return grader.grade(where.place(present), random.randrange(10**6), live.result)


def _say_what_is_missing(where: Workspace, graded: StageReport) -> None:
    report.screen().print(road.missing(graded))
    print()
    says = tr(
        mark("{stage} belum lulus ({earned}/{possible}), jadi tahap berikutnya belum dibuka.")
    )
    earned, possible = score.earned(graded), score.possible(graded)
    print(says.format(stage=graded.stage, earned=earned, possible=possible))
    if not score.trustworthy(graded):
        print(tr(report.UNSURE))
    print(tr(mark("Ceritanya: {command}")).format(command=where.typed(f"cek {graded.stage}")))
    print(tr(mark("Petunjuk: {command}")).format(command=where.typed("petunjuk")))


def _say_what_is_new(where: Workspace, new: Stage, from_example: bool) -> None:
    print(tr(mark("Lulus. Tahap berikutnya: {title}.")).format(title=tr(new.title)))
    print()
    place = starter.quoted(_from_here(where.place(new)))
    if new.starts_from and not from_example:
        says = tr(mark("Kode Anda dari {earlier} sudah disalin ke {place}."))
        print(says.format(earlier=new.starts_from, place=place))
    else:
        print(tr(mark("Lembar kerjanya ada di {place}.")).format(place=place))
    print(tr(mark("Baca README.md di sana: tugas yang baru dijelaskan di situ.")))
    print(tr(mark("Periksa: {command}")).format(command=where.typed(f"cek {new.name}")))


def _from_here(path: Path) -> str:
    try:
        return os.path.relpath(path)
    except ValueError:  # on another drive of Windows
        return str(path)


def _congratulate(where: Workspace) -> None:
    print(
        tr(mark("Selamat! Anda sampai di ujung jalan: semua tahap sudah dibuka, yang ini lulus."))
    )
    if project := opening.open_project(where):
        place = starter.quoted(_from_here(where.place(project)))
        says = tr(mark("Sekarang proyek Anda sendiri: awalnya ada di {place}. Baca README.md-nya."))
        print(says.format(place=place))
        command = where.typed(f"cek {project.name}")
        print(tr(mark("Periksa: {command}")).format(command=command))
    print(tr(mark("Nilai Anda semuanya: {command}")).format(command=where.typed("peta")))
