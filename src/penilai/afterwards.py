"""After a grading in a workspace: keep what came out, and say what to do next."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from penilai import score, submission
from penilai.language import mark, tr
from penilai.outcome import StageReport
from penilai.stage import Stage
from penilai.workspace import Workspace, around, trying


def keep(graded: Iterable[tuple[Stage, Path, StageReport]]) -> None:
    """Keep the reports on folders that are stages of a workspace; others are none of ours."""
    for each, place, report in graded:
        if where := around(each, place):
            if where.notice:
                print(where.notice, file=sys.stderr)
            with trying():
                where.record(report)
            _say_next(where, each, report)


def _say_next(where: Workspace, each: Stage, report: StageReport) -> None:
    missing = submission.read(each, where.place(each)).missing
    if missing:
        says = tr(mark("Pasang lagi lembar kerja {stage}: {command}"))
        print(says.format(stage=each.name, command=where.typed(f"ulangi {each.name}")))
    elif each == where.current() and not score.passed(report):
        print(tr(mark("Petunjuk: {command}")).format(command=where.typed("petunjuk")))
    elif each == where.current() and where.following():
        print(tr(mark("Tahap berikutnya: {command}")).format(command=where.typed("lanjut")))
