"""Arithmetic on the rounds: medians with their range, ratios, and what the project promises."""

from __future__ import annotations

import statistics
from dataclasses import dataclass

from ways import Run

Rounds = list[dict[str, Run]]  # for each round the runs by the keys of the ways


@dataclass(frozen=True)
class Spread:
    """The median of some values, the lowest and the highest."""

    median: float
    low: float
    high: float


@dataclass(frozen=True)
class Promise:
    """A line that the project promises; `holds` is None where only the figure is told."""

    says: str
    figure: Spread
    unit: str
    holds: bool | None


def spread(values: list[float]) -> Spread:
    return Spread(statistics.median(values), min(values), max(values))


def of(rounds: Rounds, key: str, field: str) -> Spread:
    """A field of the runs of one way, over the rounds."""
    return spread([getattr(runs[key], field) for runs in rounds])


def ratio(rounds: Rounds, above: str, below: str, field: str) -> Spread:
    """Of the medians; the range is that of the rounds, whose runs stood side by side."""
    each = [getattr(runs[above], field) / getattr(runs[below], field) for runs in rounds]
    middle = of(rounds, above, field).median / of(rounds, below, field).median
    return Spread(middle, min(each), max(each))


def promises(rounds: Rounds) -> list[Promise]:
    """The promised lines of what was measured, each with its figure."""
    cold = of(rounds, "a1", "whole")
    lines = [_at_most("(a1) one stage, a cold command: at most 1.0 s", cold, 1.0, "s")]
    for key, least, name in (
        ("b", 3, "check50: at least 3 times"),
        ("b+", None, "check50 that acknowledges at once: no promise"),
        ("c", 10, "pytest that sleeps: at least 10 times"),
        ("c-", 10, "pytest that sleeps after starts only: at least 10 times"),
    ):
        if key in rounds[0]:
            faster = ratio(rounds, key, "a1", "wall")
            holds = None if least is None else faster.median >= least
            lines.append(Promise(f"(a1) faster than ({key}) {name}", faster, "x", holds))
    share = ratio(rounds, "a2", "d", "cpu")
    says = "(a2) CPU in a batch, isolated, beside (d) the exec limit: at most 1.0 times"
    lines.append(_at_most(says, share, 1.0, "x"))
    for key, name in (("d-", "python3 -c pass"), ("e", "the fork limit"), ("e-", "fork and exit")):
        away = ratio(rounds, "a2", key, "cpu")
        lines.append(Promise(f"(a2) the same beside ({key}) {name}: no promise", away, "x", None))
    return lines


def hangs(rounds: Rounds) -> Promise:
    """The promise on batches with and without programs that hang."""
    times = ratio(rounds, "hanging", "passing", "whole")
    says = "every tenth of a batch hangs, beside one that passes: at most 3 times"
    return _at_most(says, times, 3.0, "x")


def _at_most(says: str, figure: Spread, bound: float, unit: str) -> Promise:
    return Promise(says, figure, unit, figure.median <= bound)
