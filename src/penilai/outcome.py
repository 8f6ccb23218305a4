"""The records of grading: what a check is worth, what came out of it, and their JSON."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any


class Verdict(Enum):
    """What became of a check; the values are those of the JSON report."""

    LULUS = "lulus"  # passed
    GAGAL = "gagal"  # the student's program is wrong
    TERBLOKIR = "terblokir"  # what the check needs did not work
    BELUM_PASTI = "belum_pasti"  # our fault, the machine's, or an unstable result


@dataclass(frozen=True)
class CheckResult:
    """One check of a stage: `id` as in the contract, `title` as the student reads it.

    `story` is the numbered steps as text, `advice` one sentence, `seconds` wall time.
    `events` are the story as data, in the JSON of `story.Event`, where they were asked for;
    they are neither part of the report nor of what makes two results equal.
    """

    id: str
    title: str
    points: int
    verdict: Verdict = Verdict.TERBLOKIR
    story: tuple[str, ...] = ()
    advice: str = ""
    seconds: float = 0.0
    events: tuple[dict[str, Any], ...] = field(default=(), compare=False, repr=False)

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "title": self.title,
            "points": self.points,
            "verdict": self.verdict.value,
            "story": list(self.story),
            "advice": self.advice,
            "seconds": round(self.seconds, 4),
            "earned": self.points if self.verdict is Verdict.LULUS else 0,
        }

    @staticmethod
    def from_json(fields: dict[str, Any]) -> CheckResult:
        """The inverse of `as_json`; raises KeyError or ValueError for other data."""
        return CheckResult(
            id=fields["id"],
            title=fields["title"],
            points=fields["points"],
            verdict=Verdict(fields["verdict"]),
            story=tuple(fields["story"]),
            advice=fields["advice"],
            seconds=fields["seconds"],
        )


@dataclass(frozen=True)
class StageReport:
    """All checks of one submission's stage, in the order of the rubric.

    `isolation` names the tier the programs ran in, `seed` repeats the run,
    `seconds` is the wall time of the whole stage.
    """

    stage: str
    title: str
    checks: tuple[CheckResult, ...]
    isolation: str
    seed: int
    seconds: float = 0.0

    def with_result(self, result: CheckResult) -> StageReport:
        """The same report with `result` in the place of the check of that id."""
        checks = tuple(result if c.id == result.id else c for c in self.checks)
        return replace(self, checks=checks)
