"""What a command costs: wall and processor time of all that it causes.

Processes that bubblewrap's own init fetches never show in the usage of their ancestors, so a
command is put into a control group of its own, where the kernel counts all of them. Where no
group can be made, the whole machine is counted.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

# Joins the group and becomes the command: neither this benchmark nor the launcher is counted.
_LAUNCHER = ["/bin/sh", "-c", 'echo $$ > "$0" && exec "$@"']
_GROUPS = Path("/sys/fs/cgroup")
_NAME = f"grade-speed-{os.getpid()}"
_TICKS = os.sysconf("SC_CLK_TCK")
WHOLE_MACHINE = "whole machine (/proc/stat)"
LAST = 5.0  # seconds that a command's last processes have to end


@dataclass(frozen=True)
class Cost:
    """Seconds of `wall` and `cpu`; and what else was busy meanwhile.

    `others`: processors that other programs kept busy; `kernel`: seconds of kernel threads,
    which tidy up after a command (network namespaces, say) and are in no group.
    """

    wall: float
    cpu: float
    others: float
    kernel: float
    code: int
    output: str


@dataclass(frozen=True)
class Meter:
    """Counts with `read` (seconds so far) what runs in the group `folder`, if there is one."""

    label: str
    read: Callable[[], float]
    folder: Path | None = None

    def run(self, command: list[str], folder: Path, environment: dict[str, str]) -> Cost:
        """Run a command to its end, in this folder, with this added to the environment."""
        kernel, machine, before = kernel_threads(), whole_machine(), self.read()
        began = time.perf_counter()
        done = self._launch(command, folder, environment)
        wall = time.perf_counter() - began
        self.await_empty()
        cpu = self.read() - before
        others = (whole_machine() - machine - cpu) / (time.perf_counter() - began)
        kernel = kernel_threads() - kernel
        return Cost(wall, cpu, max(0.0, others), kernel, done.returncode, done.stdout)

    def _launch(
        self, command: list[str], folder: Path, environment: dict[str, str]
    ) -> subprocess.CompletedProcess[str]:
        words = [*_LAUNCHER, str(self.folder / "cgroup.procs")] if self.folder else []
        return subprocess.run(
            [*words, *command],
            cwd=folder,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        )

    def await_empty(self) -> None:
        """Wait until nothing of the command is left: its end is counted too."""
        deadline = time.monotonic() + LAST
        while self.folder and (self.folder / "cgroup.procs").read_text():
            if time.monotonic() > deadline:
                raise RuntimeError(f"processes were left over, see {self.folder}/cgroup.procs")
            time.sleep(0.001)


@contextlib.contextmanager
def best() -> Iterator[Meter]:
    """The most exact meter that this machine allows."""
    for make in (_version_1, _version_2):
        meter = make()
        if meter is not None:
            try:
                yield meter
            finally:
                assert meter.folder is not None
                meter.await_empty()
                meter.folder.rmdir()
            return
    yield Meter(WHOLE_MACHINE, whole_machine)


def whole_machine() -> float:
    """Seconds that all processors of this machine have worked so far."""
    user, nice, system, _, _, irq, softirq = map(
        int, Path("/proc/stat").read_text().split(maxsplit=8)[1:8]
    )
    return (user + nice + system + irq + softirq) / _TICKS


def kernel_threads() -> float:
    """Seconds that the kernel's own threads have worked so far; 0 where none can be seen."""
    seconds = 0.0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            parent = (process / "stat").read_text().rpartition(")")[2].split()[1]
            if parent == "2":  # kthreadd
                seconds += int((process / "schedstat").read_text().split()[0]) / 1e9
        except OSError:
            continue  # it has just ended
    return seconds


def _version_1() -> Meter | None:
    for controller in ("cpuacct", "cpu,cpuacct"):
        folder = _GROUPS / controller / _NAME
        usage = folder / "cpuacct.usage"
        if _works(folder, usage):
            return Meter("cgroup (v1)", lambda usage=usage: int(usage.read_text()) / 1e9, folder)
    return None


def _version_2() -> Meter | None:
    lines = Path("/proc/self/cgroup").read_text().splitlines()
    ours = next((line[3:] for line in lines if line.startswith("0::")), "/")
    for parent in (_GROUPS, _GROUPS / "unified"):
        folder = parent / ours.lstrip("/") / _NAME
        usage = folder / "cpu.stat"  # its first line: usage_usec N
        if _works(folder, usage):
            return Meter(
                "cgroup (v2)", lambda usage=usage: int(usage.read_text().split()[1]) / 1e6, folder
            )
    return None


def _works(folder: Path, usage: Path) -> bool:
    """Make the group; is it one that counts, and may we put a process into it?"""
    try:
        folder.mkdir()
    except OSError:
        return False
    procs = folder / "cgroup.procs"
    words = [*_LAUNCHER, str(procs), "true"]
    quiet = {"stderr": subprocess.DEVNULL, "check": False}
    if usage.exists() and procs.exists() and subprocess.run(words, **quiet).returncode == 0:
        return True
    folder.rmdir()
    return False
