"""Pure arithmetic on reports: earned, possible, trustworthy."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from penilai.outcome import CheckResult, StageReport, Verdict


def earned(report: StageReport) -> int:
    """Points of the checks that passed."""
    return sum(check.points for check in report.checks if check.verdict is Verdict.LULUS)


def possible(report: StageReport) -> int:
    """Points of all checks, run or not."""
    return sum(check.points for check in report.checks)


def unsure(report: StageReport) -> tuple[CheckResult, ...]:
    """The checks that a person must settle."""
    return tuple(check for check in report.checks if check.verdict is Verdict.BELUM_PASTI)


def trustworthy(report: StageReport) -> bool:
    """True when no check of the report is unsure."""
    return not unsure(report)


def passed(report: StageReport) -> bool:
    """True when nothing is red or blocked, and at least half of the points are earned.

    What is unsure holds nobody back; where most of it is, nothing was graded at all.
    """
    red = (Verdict.GAGAL, Verdict.TERBLOKIR)
    if any(check.verdict in red for check in report.checks):
        return False
    return 2 * earned(report) >= possible(report)


def exit_code(stages: Iterable[Iterable[StageReport]]) -> int:
    """For each stage its runs: 0 full marks everywhere, 1 not full, 3 something is unsure.

    A verdict that was not the same in every run is unsure too, and that matters most.
    """
    runs = [tuple(stage) for stage in stages]
    reports = [report for stage in runs for report in stage]
    if any(changed_verdicts(stage) for stage in runs) or not all(map(trustworthy, reports)):
        return 3
    return 0 if all(earned(report) == possible(report) for report in reports) else 1


def changed_verdicts(runs: Iterable[StageReport]) -> dict[str, tuple[Verdict, ...]]:
    """The checks, by id, whose verdict was not the same in every run, with all verdicts."""
    verdicts: dict[str, list[Verdict]] = {}
    for run in runs:
        for check in run.checks:
            verdicts.setdefault(check.id, []).append(check.verdict)
    return {id: tuple(seen) for id, seen in verdicts.items() if len(set(seen)) > 1}


def as_json(report: StageReport) -> dict[str, Any]:
    """A report with its totals, as `penilai cek --json` writes it for each stage."""
    return {
        "stage": report.stage,
        "title": report.title,
        "earned": earned(report),
        "possible": possible(report),
        "isolation": report.isolation,
        "seed": report.seed,
        "seconds": round(report.seconds, 4),
        "checks": [check.as_json() for check in report.checks],
    }


def from_json(fields: dict[str, Any]) -> StageReport:
    """The inverse of `as_json`; raises KeyError, TypeError or ValueError for other data."""
    checks = tuple(map(CheckResult.from_json, fields["checks"]))
    report = StageReport(
        str(fields["stage"]),
        str(fields["title"]),
        checks,
        str(fields["isolation"]),
        int(fields["seed"]),
        float(fields["seconds"]),
    )
    if fields["earned"] != earned(report):  # by hand, or not ours
        raise ValueError(fields["earned"])
    return report
