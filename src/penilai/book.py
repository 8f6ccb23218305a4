"""The records of a class: who handed in what, what it was worth, and what was decided."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from penilai.language import mark, tr
from penilai.outcome import StageReport, Verdict

NOTHING = mark("Tidak mengumpulkan apa-apa.")  # the note on who handed in nothing at all


@dataclass(frozen=True)
class Student:
    """Somebody of the class: `id` is what the grade book knows them by."""

    id: str
    name: str = ""
    email: str = ""


@dataclass(frozen=True)
class Decision:
    """What an instructor settled of one `check`: by `who`, `when` (ISO 8601) and `why`."""

    check: str
    verdict: Verdict
    who: str
    when: str
    why: str

    def as_json(self) -> dict[str, Any]:
        return self.__dict__ | {"verdict": self.verdict.value}


@dataclass(frozen=True)
class Entry:
    """One stage of one student: the `report`, or None and in `note` the sentence that says why not.

    With a report, `note` says what else the instructor has to know of it.
    """

    student: Student
    stage: str
    report: StageReport | None
    note: str = ""
    decisions: tuple[Decision, ...] = ()

    @property
    def is_absent(self) -> bool:
        """Did this student hand in nothing at all?"""
        return self.note in {NOTHING, tr(NOTHING)}  # in the language of that run

    @property
    def settled(self) -> StageReport | None:
        """The report with the decisions in the place of the verdicts that they settle."""
        if self.report is None or not self.decisions:
            return self.report
        decided = {decision.check: decision.verdict for decision in self.decisions}
        checks = [replace(c, verdict=decided.get(c.id, c.verdict)) for c in self.report.checks]
        return replace(self.report, checks=tuple(checks))
