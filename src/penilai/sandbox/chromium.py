"""A running Chromium, shut in: no file of the user's, and no network but our own proxy.

It is spoken to through two pipes, so that no port is open to others.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from penilai.sandbox import box, browsers, bubblewrap, interpreter, outer, tier
from penilai.sandbox.inside import activity, kernel
from penilai.sandbox.program import SandboxError

START_SECONDS = 20.0  # it takes a tenth of one; a machine may be very busy
APART = 1 << 23  # from the user of our boxes, whose processes are counted
PROFILE = "/tmp/profil"  # in its box
# Run by a Python that then becomes the browser. It hands out a listening socket of the network
# that it is in, and puts the pipes where a browser looks for them. Outside of a box, a child
# waits for our end, ends the browser and removes its folder.
_BOOT = """
import fcntl, os, shutil, signal, socket, sys
talk, reader, writer = map(int, sys.argv[1:4])
keeper, profile, *command = sys.argv[4:]
listener = socket.create_server(("127.0.0.1", 0))
proxy = "--proxy-server=socks5://127.0.0.1:%d" % listener.getsockname()[1]
far = socket.socket(fileno=talk)
socket.send_fds(far, [b"."], [listener.fileno()])
browser = os.getpid()
if keeper and os.fork() == 0:
    os.closerange(0, talk)
    os.closerange(talk + 1, 4096)
    far.recv(1)
    if os.getppid() == browser:
        os.kill(browser, signal.SIGKILL)
    while os.path.exists(profile):  # until the last of its processes has stopped writing
        shutil.rmtree(profile, ignore_errors=True)
    os._exit(0)
ends = [os.open(os.devnull, os.O_WRONLY), reader, writer]
for number, end in enumerate([fcntl.fcntl(end, fcntl.F_DUPFD, 20) for end in ends], 2):
    os.dup2(end, number)
os.closerange(5, 4096)
os.execv(command[0], [*command, "--user-data-dir=" + profile, proxy])
"""


class Chromium:
    """A browser, started and soon there.

    What is written to `writer` and read from `reader` are messages of the DevTools protocol,
    each ended by a zero byte. Raises SandboxError where it cannot be started.
    """

    def __init__(self, binary: Path) -> None:
        self._near, far = socket.socketpair()
        theirs_in, self.writer = os.pipe()
        self.reader, theirs_out = os.pipe()
        start = _boxed if tier.choose().name == box.Box.tier else _plain
        try:
            with far:
                self._folder, self._process = start(binary, far.fileno(), theirs_in, theirs_out)
        except OSError as error:
            self._close_ends()
            raise SandboxError(f"{binary}: {error}") from error
        finally:
            os.close(theirs_in)
            os.close(theirs_out)
        self.tells = sys.platform == "linux"  # can `rest` say anything?
        self._listener: socket.socket | None = None

    @property
    def listener(self) -> socket.socket:
        """Where its connections come in, as SOCKS (RFC 1928); raises SandboxError."""
        if self._listener is None:
            self._listener = self._received()
        return self._listener

    def _received(self) -> socket.socket:
        self._near.settimeout(START_SECONDS)
        try:
            _, numbers, _, _ = socket.recv_fds(self._near, 1, 1)
        except OSError:
            numbers = []
        if not numbers:
            self.close()
            raise SandboxError("the browser could not be started")
        return socket.socket(fileno=numbers[0])

    def rest(self) -> str | None:
        """While no thread of it runs: what changes whenever one has; else None.

        None also where the system does not tell.
        """
        trace = []
        try:
            for pid in activity.family(self._process.pid) if sys.platform == "linux" else ():
                for thread in os.listdir(f"/proc/{pid}/task"):
                    state, ran = _thread(f"/proc/{pid}/task/{thread}")
                    if state not in "SZ":
                        return None
                    trace.append(f"{thread} {ran}")
        except (FileNotFoundError, ProcessLookupError):
            return None  # one has just ended
        return "\n".join(trace) or None

    def close(self) -> None:
        """End it; returns when nothing of it is left. Twice is harmless."""
        if self._near.fileno() < 0:
            return
        family = activity.family(self._process.pid) if sys.platform == "linux" else []
        if self._listener is not None:
            self._listener.close()
        self._close_ends()
        self._process.kill()
        self._process.wait()
        if self._process.stderr is not None:
            self._process.stderr.close()
        for pid in family:  # the first process of the box, or orphans: they are ours now
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, 0)
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)

    def _close_ends(self) -> None:
        self._near.close()
        os.close(self.reader)
        os.close(self.writer)


def _thread(place: str) -> tuple[str, str]:
    """The state of this thread (a letter of proc(5)), and how long it has run."""
    with open(f"{place}/stat") as stat, open(f"{place}/schedstat") as ran:
        return stat.read().rpartition(")")[2].split()[0], ran.read().split(" ", 1)[0]


def _boxed(binary: Path, *numbers: int) -> tuple[str, subprocess.Popen[bytes]]:
    """In a bubblewrap of its own, where its profile is in memory and ends with it."""
    kernel.adopt_orphans()
    command = bubblewrap.Command()
    try:
        python = interpreter.of_a_box()
        command.system((*python.prefixes, str(binary.parent)))
        command.browser()
        boot = [python.path, "-I", "-S", "-c", _BOOT, *map(str, numbers), "", PROFILE]
        words = command.finish([*boot, str(binary), *browsers.FLAGS])
        return "", outer.spawn(words, [*numbers, *command.descriptors], outer.uid() + APART)
    finally:
        command.close()


def _plain(binary: Path, *numbers: int) -> tuple[str, subprocess.Popen[bytes]]:
    """As the user's own, with its profile in a temporary folder."""
    if sys.platform == "linux":
        kernel.adopt_orphans()
    folder = tempfile.mkdtemp(prefix="penilai-")
    boot = [sys.executable, "-I", "-S", "-c", _BOOT, *map(str, numbers), "keeper", folder]
    as_root = ["--no-sandbox"] if os.getuid() == 0 else []  # it would refuse
    nowhere: dict[str, Any] = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)
    words = [*boot, str(binary), *browsers.FLAGS, *as_root]
    return folder, subprocess.Popen(words, pass_fds=numbers, process_group=0, **nowhere)
