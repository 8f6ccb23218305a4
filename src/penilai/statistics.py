"""What the results of a class say of the class and of its checks; pure arithmetic.

Whoever handed in nothing is in none of it but the number of those who did not. What is unsure is
left out until an instructor has settled it: it says nothing of a student, nor of a check.
"""

from __future__ import annotations

import statistics as _stdlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from penilai import marks
from penilai.book import Entry
from penilai.marks import Marks
from penilai.outcome import CheckResult, StageReport, Verdict

FEWEST = 10  # students below which a correlation is chance
BARS = 10  # of the histogram, and one more for full marks
COUNTED = (Verdict.LULUS, Verdict.GAGAL, Verdict.TERBLOKIR)


def ran(entry: Entry) -> bool:
    """Was anything of it run? Where nothing was handed in, every check is blocked."""
    checks = entry.report.checks if entry.report else ()
    return any(check.verdict is not Verdict.TERBLOKIR for check in checks)


# The class -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Bar:
    """So many students have at least `low` and less than `high` percent of the points."""

    low: int
    high: int
    count: int


@dataclass(frozen=True)
class Summary:
    """The class in numbers; `median` in percent of the points, None where nobody took part."""

    students: int
    took_part: int
    full: int
    median: float | None
    bars: tuple[Bar, ...]


def summary(entries: Sequence[Entry]) -> Summary:
    """The points of those who handed in something, over all stages."""
    everyone = marks.by_student(entries)
    shares = [_percent(own) for own in everyone if any(map(ran, own.entries))]
    found = Counter(min(int(share * BARS // 100), BARS) for share in shares)
    step = 100 // BARS
    bars = [Bar(n * step, n * step + step, found[n]) for n in range(BARS)]
    return Summary(
        students=len(everyone),
        took_part=len(shares),
        full=found[BARS],
        median=float(_stdlib.median(shares)) if shares else None,
        bars=(*bars, Bar(100, 100, found[BARS])),
    )


def _percent(own: Marks) -> Fraction:
    return Fraction(100 * own.earned, own.possible) if own.possible else Fraction(0)


# Its checks ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Item:
    """One check over the class: how many it came out how for.

    `passed` is the share of those who got its points (what test theory calls its difficulty: the
    lower, the harder); None where nobody has a result. `discrimination` is how well it separates:
    the point-biserial correlation with the points of the stage's other checks, from -1 to 1. It is
    None where everybody or nobody passed, where the others do not differ, and with fewer than
    FEWEST students. (The corrected item-total correlation of S. Henrysson, Psychometrika 28,
    1963.)
    """

    stage: str
    check: CheckResult
    counts: Counter[Verdict]
    passed: float | None
    discrimination: float | None

    @property
    def failed(self) -> int:
        return self.counts[Verdict.GAGAL]


def items(entries: Iterable[Entry]) -> list[Item]:
    """The checks of all stages, in the order of the stages and of their rubrics."""
    stages: dict[str, list[StageReport]] = {}
    for entry in entries:
        stages.setdefault(entry.stage, [])
        if entry.settled is not None and ran(entry):
            stages[entry.stage].append(entry.settled)
    return [item for name, reports in stages.items() for item in _of_stage(name, reports)]


def _of_stage(stage: str, reports: list[StageReport]) -> list[Item]:
    results: dict[str, list[tuple[CheckResult, StageReport]]] = {}
    for report in reports:
        for check in report.checks:
            results.setdefault(check.id, []).append((check, report))
    return [_item(stage, found) for found in results.values()]


def _item(stage: str, found: list[tuple[CheckResult, StageReport]]) -> Item:
    counts = Counter(check.verdict for check, _ in found)
    sure = [pair for pair in found if pair[0].verdict in COUNTED]
    passed = [check.verdict is Verdict.LULUS for check, _ in sure]
    rests = [_rest(check, report) for check, report in sure]
    share = sum(passed) / len(passed) if passed else None
    return Item(stage, found[0][0], counts, share, _correlation(passed, rests))


def _rest(check: CheckResult, report: StageReport) -> Fraction | None:
    """The share of the points of the other checks; the check itself would agree with itself."""
    others = [c for c in report.checks if c.id != check.id and c.verdict in COUNTED]
    possible = sum(c.points for c in others)
    earned = sum(c.points for c in others if c.verdict is Verdict.LULUS)
    return Fraction(earned, possible) if possible else None


def _correlation(passed: list[bool], rests: list[Fraction | None]) -> float | None:
    pairs = [
        (float(ok), float(rest)) for ok, rest in zip(passed, rests, strict=True) if rest is not None
    ]
    if len(pairs) < FEWEST or any(len(set(values)) == 1 for values in zip(*pairs, strict=True)):
        return None
    return _stdlib.correlation(*zip(*pairs, strict=True))
