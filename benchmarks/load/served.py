"""The servers that are measured: a copy of each on a free port, unchanged but for that."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
from load.people import HOST, PATIENCE, Liner, Publican, Roomer

HERE = Path(__file__).resolve().parent
COURSE = HERE.parents[1]
ACCEPT = re.compile(r"^( *)client, address = server\.accept\(\)\n", re.MULTILINE)
NODELAY = re.compile(r"^ *client\.setsockopt\(.*TCP_NODELAY.*\n", re.MULTILINE)
SET_IT = r"\g<0>\1client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)" + "\n"
MAIN = re.compile(r"^if __name__", re.MULTILINE)
SET_IT_IN_WERKZEUG = r"""from werkzeug.serving import WSGIRequestHandler

WSGIRequestHandler.disable_nagle_algorithm = True

\g<0>"""


@dataclass(frozen=True)
class Way:
    """One way to serve a chat: the program, its clients, and for how many it is measured."""

    title: str
    program: Path
    person: type[Liner | Roomer | Publican]
    sizes: tuple[int, ...]
    nodelay: bool | None = None  # set or unset it in a copy; None: as the program is


LINES, WEB = (10, 100, 500, 1000), (10, 100, 500)
_LESSON = COURSE / "modul_contoh" / "server.py"
_ROOMS = COURSE / "ruang_obrolan" / "app.py"
WAYS = (
    Way("threads, without TCP_NODELAY", _LESSON, Liner, LINES, nodelay=False),
    Way("threads, with TCP_NODELAY", _LESSON, Liner, LINES, nodelay=True),
    Way("asyncio", HERE / "with_asyncio.py", Liner, LINES),
    Way("selectors", HERE / "with_selectors.py", Liner, LINES),
    Way("ruang_obrolan", _ROOMS, Roomer, WEB),
    Way("ruang_obrolan, with TCP_NODELAY", _ROOMS, Roomer, (10,), nodelay=True),
    Way("proyek_chat", COURSE / "proyek_chat" / "app.py", Publican, WEB),
)


@contextlib.contextmanager
def serving(way: Way, folder: Path) -> Iterator[tuple[int, psutil.Process]]:
    """Run this server in a new folder; gives its port and process when it answers."""
    port = free_port()
    shutil.copytree(way.program.parent, folder, ignore=shutil.ignore_patterns("__pycache__"))
    copy = folder / way.program.name
    copy.write_text(on_port(with_nodelay(copy.read_text("utf-8"), way.nodelay), port), "utf-8")
    keyboard, ours = os.openpty()  # Flask-SocketIO serves only where somebody sits at a terminal
    with (folder / "screen.txt").open("wb") as screen:
        process = subprocess.Popen(
            [sys.executable, way.program.name],
            cwd=folder,
            stdin=ours,
            stdout=screen,
            stderr=subprocess.STDOUT,
        )
    try:
        await_port(port, process, folder / "screen.txt")
        yield port, psutil.Process(process.pid)
    finally:
        process.kill()
        process.wait()
        os.close(keyboard)
        os.close(ours)


def on_port(program: str, port: int) -> str:
    changed, times = re.subn(r"^PORT = \d+", f"PORT = {port}", program, flags=re.MULTILINE)
    assert times == 1, "the program has no line PORT = ..."
    return changed


def with_nodelay(program: str, wanted: bool | None) -> str:
    """A lesson's server with or without TCP_NODELAY, whichever of them it has itself."""
    if wanted is None:
        return program
    program, times = ACCEPT.subn(SET_IT if wanted else r"\g<0>", NODELAY.sub("", program))
    if not times:  # a web app: Werkzeug accepts for it
        program, times = MAIN.subn(SET_IT_IN_WERKZEUG if wanted else r"\g<0>", program)
    assert times == 1, "the program does not accept as it did"
    return program


def await_port(port: int, process: subprocess.Popen[bytes], screen: Path) -> None:
    """Until somebody listens. A connect does no harm here: these servers take many."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(ConnectionRefusedError):
            socket.create_connection((HOST, port)).close()
            return
        time.sleep(0.01)
    raise SystemExit(f"The server did not start:\n{screen.read_text(errors='replace')}")


def free_port() -> int:
    with socket.create_server((HOST, 0)) as probe:
        return int(probe.getsockname()[1])
