"""A virtual screen for the windows of one sandbox: an X server that nobody else can reach.

It shows nothing to anybody: never the user's own display, which any program on it could watch
and type at. A cookie keeps others away, and is what Tk's `send` insists on.
"""

from __future__ import annotations

import os
import secrets
import select
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

from penilai.sandbox import bubblewrap, outer
from penilai.sandbox.inside import activity, limits
from penilai.sandbox.inside.activity import Activity
from penilai.sandbox.program import SandboxError, ScreenMissing

READY_SECONDS = 10.0
ANSWER_SECONDS = 5.0
DATA_KILOBYTES = 400_000  # of the server: pictures that a program draws are kept there
SOCKETS = "/tmp/.X11-unix"
FONTS = ("/etc/fonts", "/var/cache/fontconfig")  # or each start would look through all fonts
AUTHORITY = "/etc/Xauthority"  # in a box
_PREFIX = "penilai-layar-"
_WILD = 0xFFFF  # this entry is for any display
COOKIE_NAME = b"MIT-MAGIC-COOKIE-1"
# No shared memory, no network, few clients; -s: no screen saver, which would be a timer;
# -noreset: when the last client goes, it would throw out those that just come, too.
_OPTIONS = (
    "-screen 0 1024x768x24 -nolisten tcp -s 0 -noreset -maxclients 64 -extension MIT-SHM -pn"
).split()
# $0 is the server; what it may hold is bounded before it runs
_LIMITED = f'ulimit -d {DATA_KILOBYTES}; ulimit -c 0; exec "$0" "$@"'
# outside of a box: it ends with the grader (PR_SET_PDEATHSIG), however that ends
_KEPT = """
import ctypes, os, sys
ctypes.CDLL(None).prctl(1, 9, 0, 0, 0)
if os.getppid() != int(sys.argv[1]):
    sys.exit()
os.execv(sys.argv[2], sys.argv[2:])
"""


class Display:
    """The virtual screen of one sandbox; started when it is first opened.

    `boxed`: the server is shut in as well, and its socket is put into a folder that is bound
    into the box of the programs.
    """

    agents = None  # X11 has Tk's `send`

    def __init__(self, boxed: bool) -> None:
        self.cookie = secrets.token_bytes(16)
        self.folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=_place()))
        self._boxed, self._number = boxed, 0
        self._server: subprocess.Popen[bytes] | None = None
        self._authority = self.folder / "Xauthority"
        if not boxed:
            self._authority.write_bytes(_entry(self.cookie))
        elif os.getuid() == 0:
            os.chown(self.folder, outer.uid(), outer.uid())

    @property
    def environment(self) -> dict[str, str]:
        """What programs need to find it."""
        authority = AUTHORITY if self._boxed else str(self._authority)
        return {"DISPLAY": f":{self._number}", "XAUTHORITY": authority}

    def bind_into(self, box: bubblewrap.Command) -> None:
        """Let the programs of this box reach it; without a way to change what is there."""
        box.folder(str(self.folder), limits.SCREEN)
        for place in filter(os.path.isdir, FONTS):
            box.folder(place, place)
        box.file(AUTHORITY, _entry(self.cookie))

    def open(self) -> None:
        """Start the server unless it runs; raises ScreenMissing or SandboxError."""
        if self._server is not None:
            return
        server = shutil.which("Xvfb")
        if server is None:
            raise ScreenMissing("xvfb")
        reader, writer = os.pipe()
        words = ["/bin/sh", "-c", _LIMITED, server, *_OPTIONS, "-displayfd", str(writer)]
        try:
            self._server = self._spawn(words, writer)
        except OSError as error:
            os.close(reader)
            raise SandboxError(f"Xvfb: {error}") from error
        finally:
            os.close(writer)
        with os.fdopen(reader, "rb", buffering=0) as told:
            self._number = self._await_number(told.fileno())

    def connect(self) -> socket.socket:
        """A new connection to the server; raises SandboxError."""
        folder = self.folder if self._boxed else Path(SOCKETS)
        made = socket.socket(socket.AF_UNIX)
        made.settimeout(ANSWER_SECONDS)
        try:
            made.connect(str(folder / f"X{self._number}"))
        except OSError as error:
            made.close()
            raise SandboxError(f"Xvfb: {error}") from error
        return made

    def activity(self) -> Activity | None:
        """What the server is doing; None where the system does not tell."""
        if self._server is None:
            return None
        return activity.look(activity.family(self._server.pid))

    def close(self) -> None:
        """End the server; returns when nothing of it is left."""
        if self._server is not None:
            inside = outer.family(self._server)
            self._server.terminate()
            outer.end(self._server, inside)
            self._server = None
        shutil.rmtree(self.folder, ignore_errors=True)

    def _spawn(self, words: list[str], writer: int) -> subprocess.Popen[bytes]:
        if not self._boxed:
            kept = [sys.executable, "-I", "-S", "-c", _KEPT, str(os.getpid())]
            return subprocess.Popen(
                [*kept, *words, "-auth", str(self._authority)],
                pass_fds=[writer],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                process_group=0,
            )
        command = bubblewrap.Command()
        try:
            command.system(())
            command.file(AUTHORITY, _entry(self.cookie))
            command.scratch("/tmp")
            command.folder(str(self.folder), SOCKETS, writable=True)
            words = command.finish([*words, "-auth", AUTHORITY, ":0"])
            return outer.spawn(words, [writer, *command.descriptors])
        finally:
            command.close()

    def _await_number(self, told: int) -> int:
        """The number of the display, which the server tells when it is ready."""
        said = b""
        while not said.endswith(b"\n"):
            ready = select.select([told], [], [], READY_SECONDS)[0]
            more = os.read(told, 16) if ready else b""
            if not more:
                complaint = self._end_after_failure()
                raise SandboxError(f"Xvfb: {complaint or 'no answer'}")
            said += more
        return int(said)

    def _end_after_failure(self) -> str:
        assert self._server is not None
        broken, self._server = self._server, None
        broken.terminate()
        return outer.end(broken, outer.family(broken))


def remove_those_of(pid: int) -> None:
    """Remove the folders that a killed process of this number has left; its servers are gone."""
    for folder in Path(_place() or tempfile.gettempdir()).glob(f"{_PREFIX}{pid}-*"):
        shutil.rmtree(folder, ignore_errors=True)


def _place() -> str | None:
    """A spare user must be able to walk there, and the path of a socket must be short."""
    return "/tmp" if os.path.isdir("/tmp") else None


def _entry(cookie: bytes) -> bytes:
    """A file `.Xauthority` with one entry."""
    head = struct.pack(">HHHH", _WILD, 0, 0, len(COOKIE_NAME))
    return head + COOKIE_NAME + struct.pack(">H", len(cookie)) + cookie
