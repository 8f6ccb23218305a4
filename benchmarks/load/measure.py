"""One server with one number of clients: how fast, how late, how much lost, how big."""

from __future__ import annotations

import itertools
import random
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from load.people import Crowd
from load.served import Way, serving

TOGETHER = 50  # who join at the same time: a server's backlog is finite
IN_FLIGHT = 10  # lines that are on their way at any time while the most is measured
LEAST = 20  # lines of which each one's delay is measured, at least


@dataclass(frozen=True)
class Row:
    """A line of the table; delays are in milliseconds, memory in MiB.

    `busy`: the share of its time that the crowd computed; near 1 it measures itself.
    """

    way: str
    clients: int
    rate: float
    median: float
    p99: float
    lost: int
    twice: int
    memory: float
    busy: float


def row(way: Way, clients: int, seconds: float, seed: int) -> Row:
    """Start the server, let everybody join, measure both, end it."""
    with (
        tempfile.TemporaryDirectory() as place,
        Crowd() as crowd,
        serving(way, Path(place) / "served") as (port, process),
    ):
        names = [f"orang{number:04}" for number in range(clients)]
        for first in range(0, clients, TOGETHER):
            crowd.admit(way.person, port, names[first : first + TOGETHER])
        delays, said = one_after_another(crowd, seconds, random.Random(seed))
        rate, busy, more = as_many_as_go(crowd, seconds)
        missing = [said + more - person.heard for person in crowd.people]
        memory = process.memory_info().rss
    return Row(
        way.title,
        clients,
        rate,
        statistics.median(delays) * 1000,
        statistics.quantiles(delays, n=100)[98] * 1000,
        sum(count for count in missing if count > 0),
        -sum(count for count in missing if count < 0),
        memory / 2**20,
        busy,
    )


def one_after_another(
    crowd: Crowd, seconds: float, chance: random.Random
) -> tuple[list[float], int]:
    """Somebody speaks as soon as everyone has heard the one before: all delays, and how many."""
    delays: list[float] = []
    said, end = 0, time.perf_counter() + seconds
    while (began := time.perf_counter()) < end or said < LEAST:
        chance.choice(crowd.people).speaks()
        said += 1
        delays += [come - began for come in crowd.hear(len(crowd.people))]
    return delays, said


def as_many_as_go(crowd: Crowd, seconds: float) -> tuple[float, float, int]:
    """So many lines in flight at any time: lines heard a second, the crowd's share, lines said."""
    said, heard, size = 0, 0, len(crowd.people)
    speakers = itertools.cycle(crowd.people)
    began, computed = time.perf_counter(), time.process_time()
    while time.perf_counter() < began + seconds:
        while said * size < heard + IN_FLIGHT * size:
            next(speakers).speaks()
            said += 1
        heard += len(crowd.hear(1))
    heard += len(crowd.hear(said * size - heard))
    took = time.perf_counter() - began
    return heard / took, (time.process_time() - computed) / took, said
