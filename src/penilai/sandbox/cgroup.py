"""Control groups, where we may write them: a bound on a box that no process inside can pass.

Both versions are served: v1 has a tree for each controller, v2 one tree for all. Where
neither can be written (an ordinary user, most containers), the limits of each process and
the watchdog remain.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import time
from collections.abc import Iterator
from pathlib import Path

from penilai.sandbox.inside import limits

ROOT = Path("/sys/fs/cgroup")
# Somewhat above what the box's own limits allow, so that those speak first.
PROCESSES = 2 * limits.PROCESSES
MEMORY = limits.TREE_BYTES + (256 << 20)
_V1 = {"pids": {"pids.max": PROCESSES}, "memory": {"memory.limit_in_bytes": MEMORY}}
_V2 = {"pids.max": PROCESSES, "memory.max": MEMORY, "memory.swap.max": 0}

LAST_SECONDS = 5.0  # in which the members of a group end after their grader

_numbers = itertools.count()


class Group:
    """A group of ours in every tree that we may write; possibly in none."""

    def __init__(self, root: Path = ROOT) -> None:
        self.folders: list[Path] = []
        name = f"penilai-{os.getpid()}-{next(_numbers)}"
        for parent, bounds in _trees(root):
            with contextlib.suppress(OSError):
                folder = parent / name
                folder.mkdir()
                self.folders.append(folder)
                for file, bound in bounds.items():
                    (folder / file).write_text(str(bound))

    @contextlib.contextmanager
    def joined(self) -> Iterator[None]:
        """While it lasts this process is a member, and so will be what it starts."""
        entered = []
        for folder in self.folders:
            with contextlib.suppress(OSError):
                (folder / "cgroup.procs").write_text("0")
                entered.append(folder)
        try:
            yield
        finally:
            for folder in entered:
                (folder.parent / "cgroup.procs").write_text("0")

    def remove(self) -> None:
        """Take the group away, as soon as all its members have ended.

        Those of a box that was closed while it was still being made end a moment after it.
        """
        for folder in self.folders:
            _remove(folder)
        self.folders = []


def remove_those_of(pid: int, root: Path = ROOT) -> None:
    """Take away the groups of a process of ours that was ended before it could do so itself.

    Its box ends with it, but a moment later.
    """
    for parent, _ in _trees(root):
        for folder in parent.glob(f"penilai-{pid}-*"):
            _remove(folder)


def sweep(root: Path = ROOT) -> None:
    """Take away the empty groups of graders of ours that were killed."""
    for parent, _ in _trees(root):
        for folder in parent.glob("penilai-*-*"):
            if not Path("/proc", folder.name.split("-")[1]).exists():
                with contextlib.suppress(OSError):  # not empty: its box is just ending
                    folder.rmdir()


def _remove(folder: Path) -> None:
    """Remove it as soon as nobody is in it any more, which no event tells."""
    deadline = time.monotonic() + LAST_SECONDS
    while time.monotonic() < deadline:
        try:
            folder.rmdir()
            return
        except FileNotFoundError:
            return
        except OSError:
            os.sched_yield()


def _trees(root: Path) -> list[tuple[Path, dict[str, int]]]:
    """Our place in each tree that has controllers to offer, with the bounds to set there."""
    places = _own_places()
    if (root / "cgroup.controllers").exists():
        parent = root / places.get("", "").lstrip("/")
        offered = _words(parent / "cgroup.subtree_control")
        return [(parent, _V2)] if {"pids", "memory"} <= offered else []
    return [
        (root / name / places.get(name, "").lstrip("/"), bounds)
        for name, bounds in _V1.items()
        if (root / name).is_dir()
    ]


def _own_places() -> dict[str, str]:
    """In which group we are, by controller; "" is the tree of v2."""
    places: dict[str, str] = {}
    with contextlib.suppress(OSError):
        for line in Path("/proc/self/cgroup").read_text().splitlines():
            _, controllers, place = line.split(":", 2)
            places |= dict.fromkeys(controllers.split(","), place)
    return places


def _words(path: Path) -> set[str]:
    with contextlib.suppress(OSError):
        return set(path.read_text().split())
    return set()
