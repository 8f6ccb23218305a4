"""The speed of grading, side by side with other ways and with the limits; see README.md.

Run as `python benchmarks/grade_speed.py` in the environment that penilai is installed in.
Ends with 0 if every promise holds, with 1 if not.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

import figures
import meter
import network
import show
import ways
from place import Place
from rich.console import Console

from penilai import sandbox

ATTEMPTS = 5  # a run in which a check was red is thrown away; so often in a row is too often
NO_GROUP = (
    "No control group can be made here, so the processor time of (a), (b) and (c) is that of the "
    "whole machine: whatever else ran is in it."
)
NO_CHECK50 = "check50 is not installed, so (b) is left out: pip install -e .[banding]"


def main() -> int:
    options = _options()
    console = show.screen()
    network.leave()  # where it is refused, the port has to be free on this machine
    with tempfile.TemporaryDirectory() as folder, meter.best() as chosen:
        os.chmod(folder, 0o755)  # students' programs may run as another user
        place = Place(Path(folder), chosen)
        about = _about(place)
        passing = place.batch(options.batch)
        compared = ways.all_of_them(passing, about["isolation"])
        rounds = measure(place, compared, options.rounds, console)
        console.print(show.costs(rounds, compared))
        promises, hung = figures.promises(rounds), []
        if options.hangs:
            batches = ways.with_hangs(passing, place.batch(options.batch, hangs=True))
            hung = measure(place, batches, options.rounds, console)
            promises.append(figures.hangs(hung))
            console.print("", show.hangs(hung, batches))
    console.print("", show.promises(promises), "")
    _remarks(console, rounds, hung, about)
    if options.json:
        _write(options.json, about, rounds, hung, promises)
    return 0 if all(promise.holds is not False for promise in promises) else 1


def measure(
    place: Place, compared: list[ways.Way], rounds: int, console: Console
) -> figures.Rounds:
    """Rounds of one run of every way; each round begins with another one."""
    done: figures.Rounds = []
    with console.status("") as status:
        for number in range(rounds):
            first = number % len(compared)
            runs = {}
            for way in [*compared[first:], *compared[:first]]:
                status.update(f"round {number + 1} of {rounds}: {way.title}")
                runs[way.key] = attempt(place, way)
            done.append(runs)
    return done


def attempt(place: Place, way: ways.Way) -> ways.Run:
    """A run in which the model answer passes everything, or an end with what was said."""
    for _ in range(ATTEMPTS):
        run = way.measure(place)
        if run.right:
            return run
        print(f"({way.key}) was not right, and is repeated", file=sys.stderr)
    raise SystemExit(f"{way.title}: not all checks passed.\n{run.says}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="runs of each way, 5")
    parser.add_argument("--batch", type=int, default=50, metavar="N", help="size of a batch, 50")
    parser.add_argument("--hangs", action="store_true", help="measure programs that hang, too")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every run to this file")
    options = parser.parse_args()
    if options.rounds < 1 or options.batch < 10:
        parser.error("at least one round, and ten submissions, of which one hangs")
    return options


def _about(place: Place) -> dict[str, str]:
    """What was measured, and on what, without a name that would lead to anybody."""
    theirs = ".".join(map(str, place.python.version))
    return {
        "processors": str(len(os.sched_getaffinity(0))),
        "system": f"{platform.system()} {'.'.join(platform.release().split('.')[:2])}",
        "grader": f"{platform.python_implementation()} {platform.python_version()}",
        "programs": f"{platform.python_implementation()} {theirs}",
        "isolation": sandbox.choose().name,
        "penilai": version("penilai"),
        "pytest": version("pytest"),
        "check50": version("check50") if ways.has_check50() else "",
        "processor time": place.meter.label,
    }


def _remarks(
    console: Console, rounds: figures.Rounds, hung: figures.Rounds, about: dict[str, str]
) -> None:
    """What has to be known to read the tables."""
    if not about["check50"]:
        console.print(NO_CHECK50)
    if about["processor time"] == meter.WHOLE_MACHINE:
        console.print(NO_GROUP)
    else:
        runs = [run for round_ in [*rounds, *hung] for run in round_.values()]
        console.print(show.noise(runs, int(about["processors"])))
        console.print(show.kernel(rounds))
    console.print("; ".join(f"{key}: {value}" for key, value in about.items() if value))


def _write(
    path: Path,
    about: dict[str, str],
    rounds: figures.Rounds,
    hung: figures.Rounds,
    promises: list[figures.Promise],
) -> None:
    plain = {
        "about": about,
        "rounds": [_plain(runs) for runs in rounds],
        "hangs": [_plain(runs) for runs in hung],
        "promises": [asdict(promise) for promise in promises],
    }
    path.write_text(json.dumps(plain, indent=1) + "\n", encoding="utf-8")


def _plain(runs: dict[str, ways.Run]) -> dict[str, dict[str, float | None]]:
    return {
        key: {name: value for name, value in asdict(run).items() if name not in ("says", "right")}
        for key, run in runs.items()
    }


if __name__ == "__main__":
    sys.exit(main())
