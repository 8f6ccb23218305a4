"""Nothing of a submission is left behind: no process, file, descriptor, mount or open port.

A short series by default; `pytest tests/penilai/test_left_behind.py --soak` starts 1,000 programs.
"""

from __future__ import annotations

import ctypes
import itertools
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil
import pytest

from penilai import sandbox, stage
from penilai.launch import Manners, Scene
from penilai.room import Room
from penilai.sandbox import Program
from penilai.story import Unreachable
from penilai.visit import Visit
from penilai.words import Words

STAGE = stage.find()["modul_contoh"]
FAULTS = Path(__file__).parents[1] / "faults"
NASTY = (  # what they leave behind is for us to tidy up
    "leaves_a_daemon",
    "daemon_without_environment",
    "forks_twenty_children",
    "leaves_zombies",
    "ignores_signals",
    "one_endless_file",
    "floods_its_screen",
    "exits_at_once",
)
STARTS, SOAK = 64, 1000
PER_SUBMISSION = 8  # starts in one sandbox, as a grading makes them
LINUX = sys.platform == "linux"

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the nasty programs fork")


@dataclass(frozen=True)
class Traces:
    """What there is of us on this machine at one moment."""

    processes: dict[int, str]  # number and command line
    descriptors: int
    files: list[str]
    mounts: list[str]
    ports: set[int]


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for all temporary files of ours; its path marks whatever was told of it."""
    folder = tmp_path / "sementara"
    folder.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return folder


@pytest.fixture(autouse=True)
def orphans() -> Iterator[None]:
    """While it lasts, a process whose parent ends becomes our child, and none gets away."""
    set_subreaper(True)
    yield
    set_subreaper(False)


def set_subreaper(wanted: bool) -> None:
    if LINUX:
        ctypes.CDLL(None).prctl(36, int(wanted), 0, 0, 0)  # PR_SET_CHILD_SUBREAPER


def test_a_series_of_starts(temporary: Path, request: pytest.FixtureRequest) -> None:
    starts = SOAK if request.config.getoption("--soak") else STARTS
    submission(NASTY[0], 1)  # what is loaded once and kept is no trace
    before = traces(temporary)
    for name in itertools.islice(itertools.cycle(NASTY), starts // PER_SUBMISSION):
        submission(name, PER_SUBMISSION)
    assert traces(temporary) == before


def submission(name: str, starts: int) -> None:
    """One sandbox with the programs of this fault; server and client are started in turn."""
    files = {path.name: path.read_bytes() for path in (FAULTS / name).glob("*.py")}
    for program, given in (("right.py", "server.py"), ("client.py", "client.py")):
        files[program] = (STAGE.folder / given).read_bytes()
    box = sandbox.open_sandbox(files, STAGE.port, {})
    try:
        for meet, number in zip(itertools.cycle((chat, chat, visit)), range(starts), strict=False):
            with scene(box, f"{name}/{number}") as made:
                meet(made)
    finally:
        box.close()


@contextmanager
def scene(box: sandbox.program.Sandbox, seed: str) -> Iterator[Scene]:
    def start(program: str, listen_on: int | None) -> Program:
        return box.start(program, listen_on)

    made = Scene(start, STAGE.port, Words(seed), Manners())
    try:
        yield made
    finally:
        made.close()


def chat(made: Scene) -> None:
    """Two join; one is still there when all is ended."""
    with suppress(Unreachable):  # one of the programs never listens
        ani, _ = Room(made).join("Ani", "Budi")
        ani.leave()


def visit(made: Scene) -> None:
    Visit(made).introduces()


def traces(temporary: Path) -> Traces:
    ours = processes(str(temporary))
    return Traces(
        processes=ours,
        descriptors=psutil.Process().num_fds(),
        files=sorted(str(path) for path in temporary.rglob("*")),
        mounts=Path("/proc/self/mountinfo").read_text().splitlines() if LINUX else [],
        ports=ports({*ours, os.getpid()}),
    )


def processes(temporary: str) -> dict[int, str]:
    """Our descendants, zombies too, and whoever was told of our folder for temporary files."""
    found = {child.pid: name(child) for child in psutil.Process().children(recursive=True)}
    for process in psutil.process_iter():
        with suppress(psutil.Error, OSError):
            words = [process.cwd(), *process.cmdline(), *process.environ().values()]
            if process.pid != os.getpid() and any(temporary in word for word in words):
                found[process.pid] = name(process)
    return found


def name(process: psutil.Process) -> str:
    try:
        return f"{process.status()} {process.cmdline()}"
    except psutil.Error as error:
        return repr(error)


def ports(pids: set[int]) -> set[int]:
    """Ports on which these processes listen."""
    found = set()
    for pid in pids:
        with suppress(psutil.Error):
            connections = psutil.Process(pid).net_connections("tcp")
            found |= {c.laddr.port for c in connections if c.status == psutil.CONN_LISTEN}
    return found
