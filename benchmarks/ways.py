"""The ways to check one submission that are compared, and the limits that they live under."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass

from meter import Cost
from place import CHECKS, HERE, STAGE, Place

STARTS = 5 * CHECKS  # starts measured at once for a limit


@dataclass(frozen=True)
class Run:
    """One run: seconds of `wall` and `cpu` a check, and of `whole` for a command."""

    wall: float
    cpu: float
    whole: float | None
    others: float  # processors that other programs kept busy meanwhile
    kernel: float  # of processor time a check that kernel threads took meanwhile
    right: bool  # did the model answer pass everything?
    says: str


@dataclass(frozen=True)
class Way:
    """`key` in the results, `title` in the table, and how one run of it is measured."""

    key: str
    title: str
    measure: Callable[[Place], Run]


def all_of_them(submissions: list[str], tier: str) -> list[Way]:
    """The ways that can be measured here, in the order of the table."""
    count = len(submissions)
    ours = f"penilai, {tier}"  # with one worker
    ways = [
        Way("a1", f"{ours}: one, cold command", penilai_cold),
        Way("a2", f"{ours}: batch of {count}", lambda at: batch(at, submissions)),
        Way("b", "check50: one, cold command", check50),
        Way("b+", "... its checks acknowledge at once", lambda at: check50(at, QUICK_ACK="1")),
        Way("c", "pytest, sleeps after starts and steps", by_hand),
        Way("c-", "... sleeps after starts only", lambda at: by_hand(at, STEP_SLEEP="0")),
        Way("d", "exec limit: python3 PROGRAM", limit("exec_program")),
        Way("d-", "... python3 -c pass", limit("exec_pass")),
        Way("e", "fork limit: PROGRAM in a fork", limit("fork_program")),
        Way("e-", "... fork and exit", limit("fork_exit")),
    ]
    return [way for way in ways if has_check50() or not way.key.startswith("b")]


def with_hangs(passing: list[str], mixed: list[str]) -> list[Way]:
    """A batch that passes, and the same one with every tenth server replaced by one that hangs."""
    count = len(passing)
    hanging = count // 10
    return [
        Way("passing", f"{count} that pass", lambda at: batch(at, passing)),
        Way("hanging", f"{hanging} of {count} hang", lambda at: batch(at, mixed, hanging)),
    ]


def has_check50() -> bool:
    return importlib.util.find_spec("check50") is not None


def penilai_cold(place: Place) -> Run:
    """`penilai cek modul_contoh`, as a student types it in the course's folder."""
    command = [sys.executable, "-m", "penilai", "cek", STAGE]
    cost = place.run(command, place.stage.folder.parent)
    return _run(cost, CHECKS, cost.code == 0)


def batch(place: Place, submissions: list[str], hanging: int = 0) -> Run:
    """Submissions one after the other through `penilai.grade.Grader`, its start included."""
    cost = place.run([sys.executable, str(HERE / "batch.py"), STAGE, *submissions], place.folder)
    full = json.loads(cost.output.splitlines()[-1])["full"] if cost.code == 0 else -1
    return _run(cost, CHECKS * len(submissions), full == len(submissions) - hanging)


def check50(place: Place, **environment: str) -> Run:
    """check50 with its own way of writing checks.

    `--dev` takes the checks from a folder, which spares check50 its git commands, and JSON
    spares it a progress bar and a page of HTML.
    """
    options = ["--local", "--offline", "--dev", "--log-level", "warning", "--output", "json"]
    command = [sys.executable, "-m", "check50", *options, "--", "../check50_problem"]
    cost = place.run(command, place.answer, **environment)
    return _run(cost, CHECKS, cost.output.count('"passed": true') == CHECKS)


def by_hand(place: Place, **environment: str) -> Run:
    """One cold `pytest` in a folder with the programs and a test file."""
    cost = place.run([sys.executable, "-m", "pytest", "-q"], place.by_hand, **environment)
    return _run(cost, CHECKS, cost.code == 0 and f"{CHECKS} passed" in cost.output)


def limit(name: str) -> Callable[[Place], Run]:
    """A way of `bare.py`, which counts for itself what is only the starts."""

    def measure(place: Place) -> Run:
        words = [str(HERE / "bare.py"), name, str(place.answer), str(STARTS)]
        cost = place.run([place.python.path, "-I", "-S", *words], place.folder)
        if cost.code:
            return _run(cost, STARTS, False)
        starts = json.loads(cost.output.splitlines()[-1])
        wall, cpu = starts["wall"], starts["cpu"]
        kernel = cost.kernel / STARTS
        return Run(wall / STARTS, cpu / STARTS, None, cost.others, kernel, True, cost.output)

    return measure


def _run(cost: Cost, checks: int, right: bool) -> Run:
    return Run(
        wall=cost.wall / checks,
        cpu=cost.cpu / checks,
        whole=cost.wall,
        others=cost.others,
        kernel=cost.kernel / checks,
        right=right,
        says=cost.output,
    )
