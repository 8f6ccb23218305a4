"""A program of the portable tier: a plain child process, ended with all that it started."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO

import psutil

from penilai.sandbox import interpreter, keyboard
from penilai.sandbox.agents import CalledScreen
from penilai.sandbox.display import Display
from penilai.sandbox.inside import activity
from penilai.sandbox.inside.activity import Activity
from penilai.sandbox.program import SandboxError

SHIM = Path(__file__).parent / "shim.py"
MARK = "PENILAI_START"  # in the environment of all that a start leaves behind
_running: set[int] = set()  # the programs of this tier that are not yet stopped


class PortableProgram:
    """See `program.Program`."""

    def __init__(
        self,
        name: str,
        folder: Path,
        environment: dict[str, str],
        ports: tuple[int, int],
        listener: socket.socket | None,
        keys: tuple[int, int | None],
        screen: Display | CalledScreen | None,
    ) -> None:
        self.name, self.listener, self.screen = name, listener, screen
        self.terminal = keyboard.OFFERED and keys[1] is not None
        self.exit: int | str | None = None
        self._folder, self._ports, self._mark = folder, ports, environment[MARK]
        python = interpreter.own().path
        port, mapped = ports
        moved = [str(SHIM), name, str(port), str(mapped), str(os.getpid())]
        words = ["-s", "-u", name] if port == mapped else ["-S", "-u", *moved]
        command = [python, "-X", "utf8", *words]
        self._process, self._keyboard = _spawn(command, folder, environment, keys)
        _running.add(self._process.pid)
        self._began = psutil.Process(self._process.pid).create_time()
        streams = (self._keyboard, self._process.stdout, self._process.stderr)
        self.stdin, stdout, stderr = (stream.fileno() for stream in streams if stream)
        self.stdout, self.stderr = _selectable(stdout), _selectable(stderr)
        self.news, self._tell = socket.socketpair()
        self._waiter = threading.Thread(target=self._wait, daemon=True)
        self._waiter.start()

    @property
    def ended(self) -> bool:
        return self.exit is not None

    def read_news(self) -> None:
        self.news.setblocking(False)
        with contextlib.suppress(BlockingIOError):
            self.news.recv(1)
            self.exit = self._process.returncode

    def socket(self) -> socket.socket:
        return socket.socket()

    def address(self, port: int) -> tuple[str, int]:
        own, mapped = self._ports
        return "127.0.0.1", mapped if port == own else port

    def activity(self) -> Activity | None:
        if sys.platform != "linux":
            return None
        own = activity.look(activity.family(self._process.pid))
        return activity.beside(own, self.screen.activity()) if own and self.screen else own

    def listening(self) -> list[tuple[str, int]]:
        own, mapped = self._ports
        found = []
        for process in self._descendants():
            with contextlib.suppress(psutil.Error):
                for connection in process.net_connections("tcp"):
                    if connection.status == psutil.CONN_LISTEN:
                        host, port = connection.laddr
                        found.append((host, own if port == mapped else port))
        return found

    def stop(self) -> None:
        if self._keyboard.closed:
            return
        self._process.kill()
        self._waiter.join()  # only then its children are ours
        while remaining := self._descendants():
            for process in remaining:
                with contextlib.suppress(psutil.Error):
                    process.kill()
            psutil.wait_procs(remaining, 1)
        for stream in (self._keyboard, self._process.stdout, self._process.stderr):
            if stream is not None:
                stream.close()
        for end in (self.stdout, self.stderr, self.news, self._tell):
            if isinstance(end, socket.socket):
                end.close()
        if isinstance(self.screen, CalledScreen):
            self.screen.close()
        _running.discard(self._process.pid)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _wait(self) -> None:
        self._process.wait()
        with contextlib.suppress(OSError):
            self._tell.send(b"e")

    def _descendants(self) -> list[psutil.Process]:
        """The program, its children, and its orphans, which have become ours."""
        found: dict[int, psutil.Process] = {}
        with contextlib.suppress(psutil.NoSuchProcess):
            own = psutil.Process(self._process.pid)
            if self._process.returncode is None:
                found = {child.pid: child for child in (own, *own.children(recursive=True))}
        for process in psutil.Process().children(recursive=True):
            with contextlib.suppress(psutil.Error, ProcessLookupError):
                if process.status() == psutil.STATUS_ZOMBIE:
                    _fetch(process.pid)
                elif self._started(process):
                    found[process.pid] = process
        return list(found.values())

    def _started(self, process: psutil.Process) -> bool:
        """Is this one the program's doing? Its session says so, or the mark it inherited.

        One that has thrown off both is, if it became our child since the program began.
        """
        if os.name == "posix":
            session = os.getsid(process.pid)
            if session in (self._process.pid, os.getsid(0)):
                return session == self._process.pid
        with contextlib.suppress(psutil.AccessDenied):
            if mark := process.environ().get(MARK):
                return mark == self._mark
        ours = process.ppid() == os.getpid() and process.pid not in _running
        return ours and process.create_time() >= self._began


def _spawn(
    command: list[str], folder: Path, environment: dict[str, str], keys: tuple[int, int | None]
) -> tuple[subprocess.Popen[bytes], IO[bytes]]:
    """Start the process; returns it and its keyboard. Raises SandboxError."""
    theirs, ours = keys
    try:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=theirs,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
            start_new_session=os.name == "posix",
        )
    except OSError as error:
        if ours is not None:
            os.close(ours)
        raise SandboxError(f"{command[0]}: {error}") from error
    finally:
        if theirs >= 0:
            os.close(theirs)
    if ours is not None:
        return process, os.fdopen(ours, "wb", buffering=0)
    assert process.stdin is not None
    return process, process.stdin


def _fetch(pid: int) -> None:
    """Take an ended orphan off the process table; programs are waited for elsewhere."""
    if pid not in _running and os.getsid(pid) != os.getsid(0):
        with contextlib.suppress(ChildProcessError):
            os.waitpid(pid, os.WNOHANG)


def _selectable(stream: int) -> int | socket.socket:
    """What a selector can wait for: the pipe itself, on Windows a socket fed from it."""
    if os.name == "posix":
        return stream
    near, far = socket.socketpair()

    def feed() -> None:
        with contextlib.suppress(OSError), far:
            while data := os.read(stream, 65536):
                far.sendall(data)

    threading.Thread(target=feed, daemon=True).start()
    return near
