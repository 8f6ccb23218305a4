"""From a save to the verdicts in `penilai pantau`, beside a cold `penilai cek`; see README.md.

Run as `python benchmarks/watch_speed.py` in the environment that penilai is installed in.
Ends with 0 if both promises hold, with 1 if not.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import os
import re
import select
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

from penilai import stage

STAGE = stage.find()["modul_contoh"]
FIRST_GREEN, ALL_GREEN = "✓{1,13}·", "✓{14}"  # a sign for each of the 14 checks
FIRST, ALL = 0.15, 0.6  # seconds that are promised, of the medians
PATIENCE = 60.0
COMMAND = [sys.executable, "-m", "penilai"]
WRITER = """
import sys, time
for path, text in (line.rstrip("\\n").split("\\t") for line in sys.stdin):
    with open(path, "ab", buffering=0) as file:
        began = time.monotonic()
        file.write(text.encode() + b"\\n")
    print(began, flush=True)
"""  # CLOCK_MONOTONIC is the same for all processes
ESCAPES = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")


class Watched:
    """The real `pantau` in a terminal of 80x24, and what it has written."""

    def __init__(self, folder: Path) -> None:
        self._near, far = os.openpty()
        fcntl.ioctl(far, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        environment = os.environ | {"TERM": "xterm-256color", "PENILAI_BAHASA": "id"}
        self._process = subprocess.Popen(
            [*COMMAND, "pantau"],
            cwd=folder,
            stdin=far,
            stdout=far,
            stderr=far,
            env=environment,
            start_new_session=True,
        )
        os.close(far)
        self._rest = ""

    def until(self, strip: str) -> float:
        """When the signs of the checks were like this on the screen, by the monotonic clock."""
        deadline = time.monotonic() + PATIENCE
        while (wait := deadline - time.monotonic()) > 0:
            if select.select([self._near], [], [], wait)[0]:
                self._rest += os.read(self._near, 65536).decode(errors="replace")
                now = time.monotonic()
                plain = ESCAPES.sub("", self._rest)
                if found := re.search(strip, plain):
                    self._rest = plain[found.end() :]
                    return now
        raise SystemExit(f"{strip} was not seen in {self._rest!r}")

    def close(self) -> None:
        os.write(self._near, b"q")
        with contextlib.suppress(OSError):  # Linux says so when the last writer has gone
            while os.read(self._near, 65536):
                pass
        self._process.wait()
        os.close(self._near)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=20, metavar="N", help="saves, 20")
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as place:
        os.chmod(place, 0o755)  # students' programs may run as another user
        folder = Path(shutil.copytree(STAGE.folder, Path(place) / STAGE.name))
        measured = measure(folder, rounds)
    for name, values in measured.items():
        print(f"{name:34} {middle(values):7.3f} s   {min(values):.3f}-{max(values):.3f}")
    first, whole, cold = measured.values()
    print(f"a cold cek takes {middle(cold) / middle(first):.1f} times as long as the first verdict")
    print(f"and {middle(cold) / middle(whole):.1f} times as long as all of them")
    print(f"{rounds} rounds; load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()}")
    kept = middle(first) <= FIRST and middle(whole) <= ALL
    print(f"promised: {FIRST} s and {ALL} s: {'kept' if kept else 'NOT kept'}")
    return 0 if kept else 1


def measure(folder: Path, rounds: int) -> dict[str, list[float]]:
    """Each round: one save by another process, seen on the screen; then one cold command."""
    first: list[float] = []
    whole: list[float] = []
    cold: list[float] = []
    pipe = subprocess.PIPE
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER], stdin=pipe, stdout=pipe, text=True, bufsize=1
    )
    assert writer.stdin is not None and writer.stdout is not None
    watched = Watched(folder)
    try:
        watched.until(ALL_GREEN)
        for number in range(rounds):
            writer.stdin.write(f"{folder / 'server.py'}\t# {number}\n")
            began = float(writer.stdout.readline())
            first.append(watched.until(FIRST_GREEN) - began)
            whole.append(watched.until(ALL_GREEN) - began)
            cold.append(cold_cek(folder))
    finally:
        watched.close()
        writer.stdin.close()
        writer.wait()
    return {"save to the first verdict": first, "save to all 14": whole, "cold penilai cek": cold}


def cold_cek(folder: Path) -> float:
    began = time.monotonic()
    words = [*COMMAND, "cek", STAGE.name, "--folder", str(folder)]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - began


def middle(values: list[float]) -> float:
    return statistics.median(values)


if __name__ == "__main__":
    sys.exit(main())
