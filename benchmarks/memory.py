"""How much memory a command and all that it starts hold, looked at while it runs (Linux).

Memory that processes share is counted once (PSS): a fork of the grader shares most of its own.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path

from meter import Meter

SECONDS = 0.25  # between two looks
OURS = b"penilai"  # in the command line of the grader's processes, and of no box


@dataclass(frozen=True)
class Sample:
    """Megabytes at one moment: of the grader, and with the boxes and the students' programs."""

    grader: float
    whole: float


class Memory:
    """While it lasts, looks at what is in the meter's group; without a group nothing is seen."""

    def __init__(self, meter: Meter) -> None:
        self.samples: list[Sample] = []
        self._folder, self._over = meter.folder, threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> Memory:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while self._folder and not self._over.wait(SECONDS):
            held = [_held(pid) for pid in (self._folder / "cgroup.procs").read_text().split()]
            sample = Sample(sum(size for size, ours in held if ours), sum(s for s, _ in held))
            if sample.grader:
                self.samples.append(sample)


def _held(pid: str) -> tuple[float, bool]:
    """Megabytes of a process, and whether it is the grader's."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes()
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0, False  # it has just ended
    size = next((line.split()[1] for line in lines if line.startswith("Pss:")), "0")
    first = words.split(b"\0-c\0")[0]  # a box gets its program as a word
    return int(size) / 1024, OURS in first
