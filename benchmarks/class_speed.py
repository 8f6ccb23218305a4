"""The speed of a whole class: seconds and memory of `penilai kelas`, see README.md.

Run as `python benchmarks/class_speed.py` in the environment that penilai is installed in.
Ends with 0 if every promise holds, with 1 if not.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

import figures
import meter
import network
import show
import ways
from class_made import KINDS, Class
from figures import Promise, Spread
from memory import Memory
from place import CHECKS, STAGE, Place
from rich.table import Table

from penilai import sandbox, store
from penilai.engines import cores

SIZES = (100, 300, 1000)
SECONDS = 240.0  # for 1,000 on two processors
AGAIN = 10.0
MEGABYTES = 300.0
ROUNDS = 3  # of the other ways


@dataclass(frozen=True)
class Run:
    """One class: seconds of the first run and of the second, megabytes of the grader.

    `peak` is the most, `early` and `late` the medians of the second quarter and of the last;
    `whole` is the most with the boxes and the students' programs.
    """

    count: int
    wall: float
    cpu: float
    again: float
    peak: float
    early: float
    late: float
    whole: float
    others: float
    wrong: list[str]


def main() -> int:
    options = _options()
    console = show.screen()
    network.leave()
    with tempfile.TemporaryDirectory() as folder, meter.best() as chosen:
        os.chmod(folder, 0o755)  # students' programs may run as another user
        place = Place(Path(folder), chosen)
        runs = []
        for count in options.sizes:
            runs.append(grade(place, Class(STAGE, count, options.kinds), options))
            console.print(_line(runs[-1]))
        compared = [] if options.alone else others(place)
    lines = promises(runs, compared)
    console.print("", _table(runs), "", show.promises(lines), "", _about(place))
    for run in runs:
        for sentence in run.wrong:
            console.print(f"{run.count}: {sentence}")
    if options.json:
        plain = {"runs": [asdict(run) for run in runs], "promises": [asdict(p) for p in lines]}
        options.json.write_text(json.dumps(plain, indent=1) + "\n", encoding="utf-8")
    return 0 if all(promise.holds is not False for promise in lines) else 1


def grade(place: Place, made: Class, options: argparse.Namespace) -> Run:
    """Grade a class twice, into a new book."""
    count = len(made.students)
    collection, target = (place.folder / f"{what}-{count}" for what in ("class", "book"))
    made.write(collection)
    command = [sys.executable, "-m", "penilai", "kelas", str(collection), "--seed", "1"]
    command += ["--keluaran", str(target), *options.more]
    with Memory(place.meter) as memory:
        first = place.run(command, place.folder)
    second = place.run(command, place.folder)
    if {first.code, second.code} - {0, 3}:
        raise SystemExit(first.output + second.output)
    taken = [sample.grader for sample in memory.samples] or [0.0]
    quarter = max(1, len(taken) // 4)
    return Run(
        count=count,
        wall=first.wall,
        cpu=first.cpu,
        again=second.wall,
        peak=max(taken),
        early=statistics.median(taken[quarter : 2 * quarter] or taken),
        late=statistics.median(taken[-quarter:]),
        whole=max((sample.whole for sample in memory.samples), default=0.0),
        others=first.others,
        wrong=made.wrong(store.entries(target)),
    )


def others(place: Place) -> figures.Rounds:
    """What the same checks cost elsewhere, for the model answer."""
    measured = [
        way for way in ways.all_of_them([], sandbox.choose().name) if way.key in ("b", "d", "d-")
    ]
    return [{way.key: way.measure(place) for way in measured} for _ in range(ROUNDS)]


def promises(runs: list[Run], compared: figures.Rounds) -> list[Promise]:
    """The promised lines, each with its figure."""
    first, last = runs[0], runs[-1]
    each = [run.wall / run.count for run in runs]
    lines = [
        _at_most(
            "1,000 submissions: seconds, from those of the largest",
            last.wall / last.count * 1000,
            SECONDS,
            "s",
        ),
        _at_most(
            "seconds a submission, the largest beside the smallest", each[-1] / each[0], 1.1, "x"
        ),
        _at_most("the largest again, unchanged", last.again, AGAIN, "s"),
        _at_most("memory of the grader, the most", max(run.peak for run in runs), MEGABYTES, "MB"),
        _at_most(
            "the same, at the end beside the beginning", last.late / (last.early or 1), 1.1, "x"
        ),
        _at_most("verdicts that are not what they must be", sum(len(r.wrong) for r in runs), 0, ""),
    ]
    if not compared:
        return lines
    bare, empty = (figures.of(compared, key, "cpu").median * CHECKS for key in ("d", "d-"))
    share = first.cpu if len(runs) == 1 else last.cpu
    for name, cost in (
        (f"{CHECKS} bare starts of the programs", bare),
        (f"{CHECKS} starts of python3 -c pass", empty),
    ):
        lines.append(_told(f"CPU a submission, beside {name}", share / last.count / cost, "x"))
    if "b" in compared[0]:
        slower = figures.of(compared, "b", "whole").median * last.count / last.wall
        lines.append(_told("faster than check50, one submission after the other", slower, "x"))
    return lines


def _at_most(says: str, value: float, bound: float, unit: str) -> Promise:
    return Promise(f"{says}: at most {bound:g}", Spread(value, value, value), unit, value <= bound)


def _told(says: str, value: float, unit: str) -> Promise:
    return Promise(f"{says}: no promise", Spread(value, value, value), unit, None)


def _table(runs: list[Run]) -> Table:
    table = Table(title="A class, isolated", title_justify="left", box=None)
    heads = "submissions|first run, s|s each|CPU, s|again, s|grader, MB|early|late|with boxes"
    for name in heads.split("|"):
        table.add_column(name, justify="right")
    for run in runs:
        numbers = (run.wall, run.wall / run.count, run.cpu, run.again)
        sizes = (run.peak, run.early, run.late, run.whole)
        cells = [*(f"{n:.2f}" for n in numbers), *(f"{n:.0f}" for n in sizes)]
        table.add_row(str(run.count), *cells)
    return table


def _line(run: Run) -> str:
    return (
        f"{run.count}: {run.wall:.1f} s, {run.cpu:.1f} s of processors, {run.peak:.0f} MB, "
        f"{len(run.wrong)} wrong; others kept {run.others:.2f} of {cores()} processors busy"
    )


def _about(place: Place) -> str:
    return (
        f"processors: {cores()}; isolation: {sandbox.choose().name}; "
        f"processor time: {place.meter.label}; a third each: {', '.join(KINDS)}"
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    says = "how many submissions, 100 300 1000"
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="N", help=says)
    says = "what is handed in: model, honest, mutants"
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=KINDS, help=says)
    parser.add_argument("--alone", action="store_true", help="measure no other way")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every run to this file")
    parser.add_argument("more", nargs="*", help="after --: more for penilai kelas")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
