"""The tables that a person reads."""

from __future__ import annotations

from figures import Promise, Rounds, of, ratio
from rich.console import Console
from rich.table import Table
from ways import Run, Way

WIDTH = 120
HOLDS = {True: "ok", False: "NOT KEPT", None: ""}


def screen() -> Console:
    """For a terminal as wide as it is, else wide enough for the widest table."""
    console = Console(highlight=False, markup=False)
    if not console.is_terminal:
        console.width = WIDTH
    return console


def costs(rounds: Rounds, ways: list[Way]) -> Table:
    """A row for each way: whole command, wall and processor time a check, beside (d)."""
    table = _table(f"Cost of a check, {len(rounds)} rounds side by side", "", "way")
    for name in ("whole, s", "wall, ms", "min-max", "x (d)", "CPU, ms", "min-max", "x (d)"):
        table.add_column(name, justify="right", no_wrap=True)
    for way in ways:
        known = rounds[0][way.key].whole is not None
        whole = f"{of(rounds, way.key, 'whole').median:.2f}" if known else ""
        cells = [cell for field in ("wall", "cpu") for cell in _cells(rounds, way.key, field)]
        table.add_row(f"({way.key})", way.title, whole, *cells)
    return table


def hangs(rounds: Rounds, ways: list[Way]) -> Table:
    """The batches with and without programs that hang."""
    table = _table(f"Programs that hang, {len(rounds)} rounds side by side", "batch")
    for name in ("wall, s", "min-max"):
        table.add_column(name, justify="right")
    for way in ways:
        whole = of(rounds, way.key, "whole")
        table.add_row(way.title, f"{whole.median:.2f}", f"{whole.low:.2f}-{whole.high:.2f}")
    return table


def promises(lines: list[Promise]) -> Table:
    table = _table("What the project promises", "line")
    for name in ("measured", "min-max"):
        table.add_column(name, justify="right")
    table.add_column("")
    for line in lines:
        low, high = f"{line.figure.low:.2f}", f"{line.figure.high:.2f}"
        measured = f"{line.figure.median:.2f} {line.unit}"
        table.add_row(line.says, measured, f"{low}-{high}", HOLDS[line.holds])
    return table


def noise(runs: list[Run], processors: int) -> str:
    """What else ran on this machine meanwhile, in a sentence."""
    others = sum(run.others for run in runs) / len(runs)
    says = f"Other programs kept {others:.2f} of {processors} processors busy meanwhile"
    if others > 0.1 * processors:
        return f"{says}: a busy machine, so measure again before you believe a wall time."
    return f"{says}: a quiet machine."


def kernel(rounds: Rounds) -> str:
    """What no group counts, in a sentence."""
    during = {key: of(rounds, key, "kernel").median * 1000 for key in ("a2", "d")}
    return (
        f"Kernel threads of the whole machine, in no row: {during['a2']:.1f} ms a check during "
        f"(a2), {during['d']:.1f} during (d)."
    )


def _cells(rounds: Rounds, key: str, field: str) -> list[str]:
    """Median, range and ratio to the exec limit."""
    value = of(rounds, key, field)
    times = ratio(rounds, key, "d", field).median
    span = f"{value.low * 1000:.1f}-{value.high * 1000:.1f}"
    return [f"{value.median * 1000:.1f}", span, f"{times:.2f}"]


def _table(title: str, *texts: str) -> Table:
    table = Table(title=title, title_justify="left", box=None, min_width=len(title) + 2)
    for text in texts:
        table.add_column(text)
    return table
