"""The small file of a workspace: what was reached in each stage, and which hints were given."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from penilai import disk, score
from penilai.outcome import StageReport, Verdict

WRONG = (FileNotFoundError, ValueError, LookupError, TypeError, AttributeError, RecursionError)


class Damaged(Exception):
    """The file is missing, or is not what we wrote."""


@dataclass(frozen=True)
class Standing:
    """What was reached in one stage: the best points, and the verdicts of the latest run."""

    best: int
    possible: int
    passed: bool
    verdicts: Mapping[str, Verdict]


@dataclass(frozen=True)
class Progress:
    """Standings by the stage's name, and by the check's id how many hints were shown."""

    stages: Mapping[str, Standing] = field(default_factory=dict)
    hints: Mapping[str, int] = field(default_factory=dict)

    def with_report(self, report: StageReport) -> Progress:
        """The same with a run taken in; what was reached once stays reached."""
        old = self.stages.get(report.stage)
        new = Standing(
            best=max(score.earned(report), old.best if old else 0),
            possible=score.possible(report),
            passed=score.passed(report) or (old is not None and old.passed),
            verdicts={check.id: check.verdict for check in report.checks},
        )
        return replace(self, stages={**self.stages, report.stage: new})

    def with_hint(self, check: str, shown: int) -> Progress:
        """The same with so many hints shown for this check."""
        return replace(self, hints={**self.hints, check: shown})


def read(path: Path) -> Progress:
    """The progress in this file; raises Damaged, and OSError where the file is locked."""
    try:
        return _from_json(json.loads(path.read_bytes()))
    except WRONG as error:
        raise Damaged(str(path)) from error
    except OSError:
        if path.is_dir():
            raise Damaged(str(path)) from None
        raise


def write(path: Path, progress: Progress) -> None:
    """Write the file whole or not at all; raises OSError."""
    disk.write(path, as_bytes(progress))


def as_bytes(progress: Progress) -> bytes:
    """What stands in the file."""
    stages = {
        name: {
            "best": standing.best,
            "possible": standing.possible,
            "passed": standing.passed,
            "checks": {id: verdict.value for id, verdict in standing.verdicts.items()},
        }
        for name, standing in progress.stages.items()
    }
    fields = {"version": 1, "stages": stages, "hints": dict(progress.hints)}
    return (json.dumps(fields, ensure_ascii=False, indent=1) + "\n").encode()


def _from_json(fields: dict[str, Any]) -> Progress:
    stages = {
        name: Standing(
            best=_count(standing["best"]),
            possible=_count(standing["possible"]),
            passed=bool(standing["passed"]),
            verdicts={id: Verdict(value) for id, value in standing["checks"].items()},
        )
        for name, standing in fields["stages"].items()
    }
    return Progress(stages, {check: _count(shown) for check, shown in fields["hints"].items()})


def _count(value: Any) -> int:
    if not isinstance(value, int) or value < 0:
        raise ValueError(f"{value!r} is no count")
    return value
