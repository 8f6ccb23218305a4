"""The state of `pantau`'s screen: what is known of a stage's checks at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from penilai.language import mark, tr
from penilai.outcome import CheckResult, Verdict

RED = (Verdict.GAGAL, Verdict.BELUM_PASTI)


@dataclass(frozen=True)
class View:
    """All that the screen shows: a stage, what is known of its checks, and what was said last.

    `reached` holds the results of this run by id, `before` those known until then. `gone` says
    why there is nothing to check now; it takes the place of all results.
    """

    stage: str
    title: str
    checks: tuple[CheckResult, ...] = ()
    reached: Mapping[str, CheckResult] = field(default_factory=dict)
    before: Mapping[str, CheckResult] = field(default_factory=dict)
    running: bool = True
    listing: bool = False
    status: str = ""
    hint: str = ""
    gone: str = ""

    def known(self, check: CheckResult) -> CheckResult | None:
        """The result of a check: this run's, while it goes on else the last one's."""
        return self.reached.get(check.id) or (self.before.get(check.id) if self.running else None)

    def first_red(self) -> CheckResult | None:
        """The check to work on: the first that did not pass."""
        found = (self.known(check) for check in self.checks)
        return next((result for result in found if result and result.verdict in RED), None)

    def is_old(self, result: CheckResult) -> bool:
        """Is this result of the last run, and shown until this run gets there?"""
        return result.id not in self.reached

    @property
    def passed(self) -> bool:
        """Is the run complete, and everything right?"""
        return not self.running and len(self.green()) == len(self.checks) > 0

    def green(self) -> list[CheckResult]:
        """The checks that passed in this run."""
        return [r for r in self.reached.values() if r.verdict is Verdict.LULUS]

    def points(self) -> str:
        """The points so far, in words."""
        earned = sum(result.points for result in self.green())
        possible = sum(check.points for check in self.checks)
        says = tr(mark("Nilai: {earned} dari {possible}"))
        return says.format(earned=earned, possible=possible)
