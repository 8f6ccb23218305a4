"""The Python that runs students' programs: not the grader's environment, which has the checks."""

from __future__ import annotations

import functools
import os
import stat
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from penilai.sandbox.program import SandboxError

SYSTEM = ("/usr/bin/python3", "/usr/local/bin/python3")
OLDEST = (3, 11)
_ASK = "import sys; print(*sys.version_info[:2], sys.base_prefix, sys.base_exec_prefix, sep='\\n')"


@dataclass(frozen=True)
class Interpreter:
    """`path` of the executable, its `version`, the `prefixes` that hold its library."""

    path: str
    version: tuple[int, int]
    prefixes: tuple[str, ...]


def own() -> Interpreter:
    """The interpreter below ours, without our environment."""
    path = os.path.realpath(getattr(sys, "_base_executable", sys.executable))
    prefixes = tuple(sorted({sys.base_prefix, sys.base_exec_prefix}))
    return Interpreter(path, sys.version_info[:2], prefixes)


def of_a_box() -> Interpreter:
    """The one for boxes: root starts them as another user. Raises SandboxError."""
    return own() if os.getuid() else for_everyone()


@functools.cache
def for_everyone() -> Interpreter:
    """One that any user of this machine can run: ours, else the system's.

    Ours is not when it lies in a folder that only root can enter. Raises SandboxError when
    there is none.
    """
    ours = own()
    if all(open_to_all(place) for place in (ours.path, *ours.prefixes)):
        return ours
    for path in SYSTEM:
        found = _ask(path)
        if found is not None and found.version >= OLDEST:
            return found
    raise SandboxError(f"only root can run {ours.path}, and the system has no Python 3.11")


@functools.cache
def imports(python: Interpreter, module: str) -> bool:
    """Can it import this module? Debian keeps some of the standard library in other packages."""
    command = [python.path, "-I", "-S", "-c", f"import {module}"]
    try:
        return subprocess.run(command, capture_output=True).returncode == 0
    except OSError:
        return False


def open_to_all(path: str) -> bool:
    """Can any user walk to this place?"""
    return all(os.stat(folder).st_mode & stat.S_IXOTH for folder in Path(path).parents)


def _ask(path: str) -> Interpreter | None:
    try:
        command = [path, "-I", "-S", "-c", _ASK]
        words = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
    major, minor, *prefixes = words.splitlines()
    real = os.path.realpath(path)
    return Interpreter(real, (int(major), int(minor)), tuple(sorted(set(prefixes))))
