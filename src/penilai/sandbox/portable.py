"""The portable tier: plain child processes, for Windows, macOS and where namespaces are refused.

It ends what it started and moves ports apart, but isolates nothing; every report says so.
"""

from __future__ import annotations

import itertools
import os
import shutil
import socket
import sys
import tempfile
from pathlib import Path

from penilai.sandbox import interpreter, keyboard, packages
from penilai.sandbox.agents import CalledScreen
from penilai.sandbox.display import Display
from penilai.sandbox.inside import limits, script
from penilai.sandbox.program import SandboxError
from penilai.sandbox.unboxed import MARK, PortableProgram

WAY, AGENTS = "PENILAI_LAYAR", "agen"  # tries on Linux what Windows and macOS need
_starts = itertools.count()
KEPT = ("SYSTEMROOT", "TEMP", "TMP", "TZ", "COMSPEC", "PATHEXT")  # what Windows cannot miss


class Portable:
    """See `program.Sandbox` and `Box`. `port` is the one that is moved for each start."""

    tier = "portabel"

    def __init__(
        self,
        files: dict[str, bytes],
        environment: dict[str, str],
        port: int,
        wanted: tuple[str, ...] = (),
        screen: bool = False,
    ) -> None:
        self._files, self._environment, self._port = files, environment, port
        self._programs: list[PortableProgram] = []
        packed = packages.archive(wanted, interpreter.own()) if wanted else packages.NONE
        # a shadowing file must have its effect, which the shim's own imports would hide
        self.side_by_side = not script.shadows(files, packed.names)
        self._archive = _kept_on_disk(packed.data) if packed.data else None
        self._display = Display(boxed=False) if screen and sys.platform == "linux" else None
        _adopt_orphans()

    def start(
        self,
        program: str,
        listen_on: int | None = None,
        terminal: bool = False,
        screen: bool = False,
    ) -> PortableProgram:
        """See `program.Sandbox`; each start gets a fresh copy of the submission."""
        shown = self._open_screen() if screen else None
        folder = Path(tempfile.mkdtemp(prefix="penilai-"))
        for name, data in self._files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}
        mark = f"{os.getpid()}-{next(_starts)}"
        own = {"HOME": str(folder), "USERPROFILE": str(folder), MARK: mark}
        environment = limits.ENVIRONMENT | kept | own | self._environment
        if shown:
            environment |= shown.environment
        if self._archive is not None:
            environment["PYTHONPATH"] = str(self._archive)
        mapped = _free_port() if self.side_by_side else self._port
        try:
            listener = socket.create_server(("127.0.0.1", mapped)) if listen_on else None
        except OSError as error:
            shutil.rmtree(folder, ignore_errors=True)
            raise SandboxError(f"port {mapped}: {error}") from error
        ports = (self._port, mapped)
        keys = keyboard.choose(terminal, server=self._archive is not None)
        started = PortableProgram(program, folder, environment, ports, listener, keys, shown)
        self._programs.append(started)
        return started

    def _open_screen(self) -> Display | CalledScreen:
        if self._display:
            self._display.open()
        if self._display and os.environ.get(WAY) != AGENTS:
            return self._display
        return CalledScreen(self._display)

    def close(self) -> None:
        """End what an interrupt has kept from being stopped."""
        for program in self._programs:
            program.stop()
        if self._archive is not None:
            shutil.rmtree(self._archive.parent, ignore_errors=True)
        if self._display:
            self._display.close()


def _kept_on_disk(packed: bytes) -> Path:
    """A file of our own with the packages, in a folder of its own."""
    place = Path(tempfile.mkdtemp(prefix="penilai-")) / Path(limits.PACKAGES).name
    place.write_bytes(packed)
    return place


def _adopt_orphans() -> None:
    """Let processes whose parent ends become our children, where the system offers it."""
    if sys.platform == "linux":
        from penilai.sandbox.inside import kernel

        kernel.adopt_orphans()


def _free_port() -> int:
    """A port that nobody uses now; it was never connected to, so it can be bound at once."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
