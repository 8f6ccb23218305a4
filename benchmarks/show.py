"""The tables that a person reads."""

from __future__ import annotations

from figures import Promise, Rounds, Spread, of, ratio
from rich.console import Console
from rich.table import Table
from ways import Run, Way

WIDTH = 118
HOLDS = {True: "ok", False: "NOT KEPT", None: ""}


def screen() -> Console:
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=WIDTH)


def costs(rounds: Rounds, ways: list[Way]) -> Table:
    """A row for each way: whole command, wall and processor time a check, beside (d)."""
    table = Table(title=f"Cost of a check, {len(rounds)} rounds side by side", box=None)
    table.add_column("")
    table.add_column("way")
    for name in ("whole, s", "wall, ms", "min-max", "x (d)", "CPU, ms", "min-max", "x (d)"):
        table.add_column(name, justify="right", no_wrap=True)
    for way in ways:
        known = rounds[0][way.key].whole is not None
        whole = f"{of(rounds, way.key, 'whole').median:.2f}" if known else ""
        cells = [cell for field in ("wall", "cpu") for cell in _cells(rounds, way.key, field)]
        table.add_row(f"({way.key})", way.title, whole, *cells)
    return table


def hangs(passing: list[Run], hanging: list[Run]) -> Table:
    """The batches with and without programs that hang, in seconds."""
    table = Table(title=f"Programs that hang, {len(passing)} rounds side by side", box=None)
    for name in ("batch", "wall, s", "min-max", "CPU, s", "min-max"):
        table.add_column(name, justify="left" if name == "batch" else "right")
    for name, runs in (("all pass", passing), ("every tenth hangs", hanging)):
        rounds = [{name: run} for run in runs]
        wall, cpu = of(rounds, name, "wall"), of(rounds, name, "cpu")
        table.add_row(name, *_seconds(wall), *_seconds(cpu))
    return table


def promises(lines: list[Promise]) -> Table:
    table = Table(title="What the project promises", box=None)
    for name in ("line", "measured", "min-max", ""):
        table.add_column(name, justify="left" if name in ("line", "") else "right")
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
        return f"{says}: the machine was busy, so trust the ratios more than the milliseconds."
    return f"{says}: the machine was quiet."


def _cells(rounds: Rounds, key: str, field: str) -> list[str]:
    """Median, range and ratio to the exec limit."""
    value = of(rounds, key, field)
    times = ratio(rounds, key, "d", field).median
    span = f"{value.low * 1000:.1f}-{value.high * 1000:.1f}"
    return [f"{value.median * 1000:.1f}", span, f"{times:.2f}"]


def _seconds(value: Spread) -> list[str]:
    return [f"{value.median:.2f}", f"{value.low:.2f}-{value.high:.2f}"]
