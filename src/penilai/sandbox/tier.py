"""Which tier this machine offers, found by a full dry run of a box."""

from __future__ import annotations

import functools
import os
import signal
import sys
from dataclasses import dataclass

from penilai.sandbox import cgroup, display, interpreter, packages, shell
from penilai.sandbox.box import Box
from penilai.sandbox.inside import kernel, limits
from penilai.sandbox.portable import Portable
from penilai.sandbox.program import Sandbox, SandboxError

VARIABLE = "PENILAI_ISOLASI"
_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")
_INTERRUPTS = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]


@dataclass(frozen=True)
class Tier:
    """`name` as it stands in results; `reason` why it is not the isolated one, or empty."""

    name: str
    reason: str = ""


@functools.cache
def choose() -> Tier:
    """The isolated tier if a box stands all of a start, else the portable one.

    The environment variable PENILAI_ISOLASI (`portabel` or `bubblewrap`) decides instead;
    raises SandboxError when the wanted tier is not to be had.
    """
    wanted = os.environ.get(VARIABLE, "")
    if wanted not in ("", Box.tier, Portable.tier):
        raise SandboxError(f"{VARIABLE}={wanted}? ({Box.tier}, {Portable.tier})")
    if wanted == Portable.tier:
        return Tier(Portable.tier, f"{VARIABLE}={wanted}")
    if sys.platform != "linux":
        return Tier(Portable.tier, sys.platform)
    try:
        dry_run()
    except SandboxError as error:
        if wanted == Box.tier:
            raise
        return Tier(Portable.tier, str(error))
    return Tier(Box.tier)


def can_open_windows() -> bool:
    """Has the Python that runs the programs Tkinter? Asked of it, which takes a moment."""
    return interpreter.imports(_python(), "tkinter")


def dry_run() -> None:
    """Build a box and do every step of a start in it; raises SandboxError if one fails."""
    box = Box({}, {})
    try:
        program = box.start(limits.NOTHING)
        program.wait_started()
        program.wait_ended()
        program.stop()
    except SandboxError as error:
        box.close()
        raise SandboxError(f"{error} {box.complaint()}".strip()) from error
    box.close()
    if program.exit != 0:
        raise SandboxError(f"the dry run ended with {program.exit}")


def end_with_parent(parent: int) -> None:
    """Have this process interrupted, as by Ctrl-C, when `parent`, which started it, ends.

    So nothing that it runs outlives a grading that was killed. Only Linux tells.
    """
    for number in _INTERRUPTS:
        signal.signal(number, _interrupt)
    if sys.platform == "linux":
        kernel.end_with_parent(signal.SIGTERM, parent)


def tidy_up_after(pid: int) -> None:
    """Remove what a process of ours has left that was ended while it had a sandbox."""
    if sys.platform == "linux":
        cgroup.remove_those_of(pid)
        display.remove_those_of(pid)


def _interrupt(number: int, frame: object) -> None:
    for other in _INTERRUPTS:  # what is tidied up now must not be interrupted in its turn
        signal.signal(other, lambda *_: None)
    raise KeyboardInterrupt


def pack(wanted: tuple[str, ...]) -> None:
    """Get these packages ready for the sandboxes that this process and its forks will open."""
    if wanted:
        packages.archive(wanted, _python())


def prepare(wanted: tuple[str, ...], likely: tuple[bytes, ...]) -> None:
    """Have what the sandboxes of this process and its forks share, until `release`.

    `likely`: sources that import what most submissions will. To be called by the main thread,
    and again whenever something may have ended it. Raises SandboxError.
    """
    if choose().name == Box.tier:
        shell.keep(wanted, likely)


def release() -> None:
    """Give up what `prepare` has made."""
    if sys.platform == "linux":
        shell.release()


def _python() -> interpreter.Interpreter:
    """The Python that runs the programs in the chosen tier."""
    return interpreter.of_a_box() if choose().name == Box.tier else interpreter.own()


def open_sandbox(
    files: dict[str, bytes],
    port: int,
    environment: dict[str, str],
    wanted: tuple[str, ...] = (),
    screen: bool = False,
) -> Sandbox:
    """A sandbox of the chosen tier for these files; see `Box` and `Portable`.

    `screen`: its programs may be started with a screen.
    """
    if choose().name == Box.tier:
        return Box(files, environment, wanted, screen, shell.kept(wanted))
    return Portable(files, environment, port, wanted, screen)
