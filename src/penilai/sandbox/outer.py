"""A bubblewrap as a process: started, as a spare user where we are root, and ended."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
from typing import Any

from penilai.sandbox import bubblewrap
from penilai.sandbox.inside import activity

CLOSE_SECONDS = 5.0
FIRST_SPARE_UID = 1_500_000_000  # far from any user's; one for each process of ours


def uid() -> int:
    """The user that owns a box on this machine; inside it is `bubblewrap.UID`."""
    return FIRST_SPARE_UID + os.getpid() if os.getuid() == 0 else os.getuid()


def spawn(
    words: list[str], descriptors: list[int], owner: int | None = None
) -> subprocess.Popen[bytes]:
    """Start `bwrap` with these words; its complaints are the process's stderr.

    Where we are root, `owner` is the user that it belongs to instead of `uid()`.
    """
    binary = os.open(bubblewrap.find(), os.O_RDONLY)
    try:
        return subprocess.Popen(
            words,
            # by descriptor: a spare user may not be allowed to walk to the file
            executable=f"/proc/self/fd/{binary}",
            pass_fds=[binary, *descriptors],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            cwd="/",
            process_group=0,  # a Ctrl-C is for us, who then end it in order
            **_as_spare_user(uid() if owner is None else owner),
        )
    finally:
        os.close(binary)


def family(process: subprocess.Popen[bytes]) -> list[int]:
    """Its processes, to be asked before it is told to end: then `end` can wait for them all."""
    return activity.family(process.pid)


def end(process: subprocess.Popen[bytes], inside: list[int], seconds: float = CLOSE_SECONDS) -> str:
    """Wait so long for its end, then kill it; returns its complaints when nothing is left."""
    with contextlib.suppress(ProcessLookupError):  # whoever fetches orphans has fetched it, too
        _await_end(process.pid, seconds)
        # the whole group: a bubblewrap that was killed in its first moments has left a child
        # that waits for it for ever
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    for pid in inside:  # PID 1 of the box, which is ours now, a moment from its end
        with contextlib.suppress(ChildProcessError):
            os.waitpid(pid, 0)
    assert process.stderr is not None
    with process.stderr as stream:
        os.set_blocking(stream.fileno(), False)  # it is all there
        return (stream.read(2000) or b"").decode(errors="replace").strip()


def alive(process: subprocess.Popen[bytes]) -> bool:
    """Does it still run? It stays to be fetched by `end`, so that its number is nobody else's."""
    try:
        return os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None
    except ChildProcessError:  # whoever fetches orphans has fetched it, too
        return False


def _await_end(pid: int, seconds: float) -> None:
    """Wait for the end of a child, at most so long."""
    end = os.pidfd_open(pid)
    try:
        select.select([end], [], [], seconds)
    finally:
        os.close(end)


def _as_spare_user(owner: int) -> dict[str, Any]:
    """Root must not start students' programs: RLIMIT_NPROC, for one, does not bind it."""
    return {"user": owner, "group": owner, "extra_groups": []} if os.getuid() == 0 else {}
