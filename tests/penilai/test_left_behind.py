"""Nothing of a submission is left behind: no process, file, descriptor, mount or open port.

A short series by default; `pytest tests/penilai/test_left_behind.py --soak` starts 1,000 programs.
"""

from __future__ import annotations

import ctypes
import itertools
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from penilai import sandbox, stage
from penilai.launch import Manners, Scene
from penilai.room import Room
from penilai.sandbox.program import Sandbox
from penilai.story import Unreachable
from penilai.visit import Visit
from penilai.words import Words

STAGE = stage.find()["modul_contoh"]
FAULTS = Path(__file__).parents[1] / "faults"
NASTY = (
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
PER_SUBMISSION = 8  # starts in one sandbox, about as many as a grading makes
PATIENCE = 5.0  # seconds within which what was ended is gone
# bubblewrap, its PID 1, the warm interpreter, the submission's two, a holder, the program
PROGRAM_IN_A_BOX = 7
LINUX = sys.platform == "linux"

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the nasty programs fork")


@dataclass(frozen=True)
class Traces:
    """What there is of us on this machine at one moment."""

    processes: dict[int, str]  # number and command line
    descriptors: dict[int, str]  # number and what it leads to
    files: list[str]
    mounts: list[str]
    ports: set[int]


@pytest.fixture(autouse=True)
def orphans() -> Iterator[None]:
    """While it lasts, a process whose parent ends becomes our child, so that none gets away."""
    become_subreaper(True)
    before = descendants()
    yield
    for left in set(descendants()) - set(before):  # by a test that has failed for it
        with suppress(psutil.Error):
            left.kill()
    become_subreaper(False)


def become_subreaper(wanted: bool) -> None:
    if LINUX:
        ctypes.CDLL(None).prctl(36, int(wanted), 0, 0, 0)  # PR_SET_CHILD_SUBREAPER


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of all our temporary files; its path marks whatever was told of it."""
    folder = tmp_path / "sementara"
    folder.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return folder


# A series of starts ----------------------------------------------------------------------


def test_a_series_of_starts_leaves_nothing(temporary: Path, request: pytest.FixtureRequest) -> None:
    starts = SOAK if request.config.getoption("--soak") else STARTS
    submission("exits_at_once", 3)  # what is loaded once and kept is no trace
    before = traces(temporary)
    for name in itertools.islice(itertools.cycle(NASTY), starts // PER_SUBMISSION):
        submission(name, PER_SUBMISSION)
    after = traces(temporary)
    for kind in Traces.__dataclass_fields__:
        assert getattr(after, kind) == getattr(before, kind), f"{kind} after {starts} starts"


def submission(name: str, starts: int) -> None:
    """One sandbox with the programs of this fault; two starts of the server, one of the client."""
    files = {path.name: path.read_bytes() for path in (FAULTS / name).glob("*.py")}
    for program, given in (("right.py", "server.py"), ("client.py", "client.py")):
        files[program] = (STAGE.folder / given).read_bytes()
    box = sandbox.open_sandbox(files, STAGE.port, {})
    try:
        for number in range(starts):
            with scene(box, f"{name}/{number}") as made:
                visit(made) if number % 3 == 2 else chat(made)
    finally:
        box.close()


@contextmanager
def scene(box: Sandbox, seed: str) -> Iterator[Scene]:
    made = Scene(box.start, STAGE.port, Words(seed), Manners())
    try:
        yield made
    finally:
        made.close()


def chat(made: Scene) -> None:
    """Two join, and one is still there when all is ended."""
    with suppress(Unreachable):  # one of the programs never listens
        ani, _ = Room(made).join("Ani", "Budi")
        ani.leave()


def visit(made: Scene) -> None:
    Visit(made).introduces()


# The grader is ended in the middle -------------------------------------------------------


@pytest.mark.skipif(not LINUX, reason="elsewhere nothing tells a parent whose orphans are whose")
@pytest.mark.parametrize("whom", ["all of it by Ctrl-C", "the command", "the process that grades"])
def test_an_interrupted_grading_leaves_nothing(whom: str, temporary: Path, tmp_path: Path) -> None:
    folder = tmp_path / "kumpulan"
    shutil.copytree(FAULTS / "sleeps", folder)
    others = {child.pid for child in descendants()}  # of the tests before this one
    command = [sys.executable, "-m", "penilai", "cek", STAGE.name, "--folder", str(folder)]
    pipe = subprocess.PIPE
    grading = subprocess.Popen(command, start_new_session=True, stdout=pipe, stderr=pipe, text=True)
    fork = the_one_that_grades(grading.pid)
    if whom == "all of it by Ctrl-C":
        os.killpg(grading.pid, signal.SIGINT)
    elif whom == "the command":
        grading.kill()
    else:
        fork.kill()
    deadline = time.monotonic() + PATIENCE
    # some become ours only now
    while (ours := of_this_test(others)) and time.monotonic() < deadline:
        psutil.wait_procs(ours, timeout=1)
    left = {pid: said for pid, said in processes(str(temporary)).items() if pid not in others}
    assert left == {}, "these processes are left"
    assert sorted(os.listdir(temporary)) == [], "these files are left"
    _, errors = grading.communicate()
    assert "Traceback" not in errors and "INTERNALERROR" not in errors, errors


def the_one_that_grades(command: int) -> psutil.Process:
    """The command's worker forks one process for each submission: that one, when a program of
    it runs, below itself or in the box that the worker shares with it."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with suppress(psutil.Error):
            for worker in workers(psutil.Process(command)):
                for fork in workers(worker):
                    shared = deepest(worker) >= PROGRAM_IN_A_BOX
                    if shared or len(fork.children()) > len(workers(fork)):
                        return fork
    raise AssertionError("no program was started")


def deepest(process: psutil.Process) -> int:
    """How many generations are below it."""
    return max((1 + deepest(child) for child in process.children()), default=0)


def workers(parent: psutil.Process) -> list[psutil.Process]:
    return [child for child in parent.children() if "penilai.worker" in words(child)]


# What is looked at -----------------------------------------------------------------------


def traces(temporary: Path) -> Traces:
    # bubblewrap does not wait for the init of its namespace: that becomes ours, and is fetched
    psutil.wait_procs(psutil.Process().children(), timeout=0)
    ours = processes(str(temporary))
    return Traces(
        processes=ours,
        descriptors=descriptors(),
        files=sorted(str(path) for path in temporary.rglob("*")),
        mounts=Path("/proc/self/mountinfo").read_text().splitlines() if LINUX else [],
        ports=ports({*ours, os.getpid()}),
    )


def descendants() -> list[psutil.Process]:
    return psutil.Process().children(recursive=True)


def of_this_test(others: set[int]) -> list[psutil.Process]:
    return [child for child in descendants() if child.pid not in others]


def processes(temporary: str) -> dict[int, str]:
    """Our descendants, zombies too, and whoever was told of our folder for temporary files."""
    found = {child.pid: words(child) for child in descendants()}
    for process in psutil.process_iter():
        with suppress(psutil.Error, OSError):
            told = [process.cwd(), *process.cmdline(), *process.environ().values()]
            if process.pid != os.getpid() and any(temporary in word for word in told):
                found[process.pid] = words(process)
    return found


def words(process: psutil.Process) -> str:
    """The command line, for reading."""
    try:
        return " ".join(process.cmdline())
    except psutil.Error as error:
        return repr(error)


def descriptors() -> dict[int, str]:
    """Our open descriptors; where the system does not tell what they are, only how many."""
    if not LINUX:
        return {psutil.Process().num_fds(): "descriptors"}
    found = {}
    for number in os.listdir("/proc/self/fd"):
        with suppress(OSError):  # the one that lists them
            found[int(number)] = os.readlink(f"/proc/self/fd/{number}")
    return found


def ports(pids: set[int]) -> set[int]:
    """Ports on which these processes listen."""
    found = set()
    for pid in pids:
        with suppress(psutil.Error):
            connections = psutil.Process(pid).net_connections("tcp")
            found |= {c.laddr.port for c in connections if c.status == psutil.CONN_LISTEN}
    return found
