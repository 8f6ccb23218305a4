"""One warm interpreter for many submissions: none of them notices that there were others."""

import os
import select
import signal
import sys
import time
from contextlib import ExitStack, suppress

import psutil
import pytest

from penilai.sandbox import tier

if sys.platform != "linux" or tier.choose().name != "bubblewrap":
    pytest.skip("no isolation on this machine", allow_module_level=True)

from penilai.sandbox import SandboxError, shell
from penilai.sandbox.box import Box
from penilai.sandbox.shell import Shell

LOOKS = """
import os, sys, threading
print(sorted(os.listdir()), sorted(os.listdir("/tmp")), os.environ.get("RAHASIA"), end=" ")
print(sorted(name for name in os.listdir("/proc") if name.isdigit()), end=" ")
print("jejak" in vars(threading), threading.active_count())
"""
LEAVES = """
import os, signal, threading
threading.jejak = True
for place in (".", "/tmp", "/dev/shm"):
    open(place + "/jejak", "w").close()
if os.fork() == 0:
    os.fork()
    for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}:
        signal.signal(number, signal.SIG_IGN)
    input()
try:
    os.kill(-1, signal.SIGKILL)
except OSError:
    pass
print("siap")
input()
"""


@pytest.fixture
def shared():
    made = Shell((), (LOOKS.encode(),))
    yield made
    made.close()


def open_box(shared, text, **environment):
    return Box({"server.py": text.encode()}, environment, shell=shared)


def screen(box):
    """The first line on the screen of the program, which is left running."""
    program = box.start("server.py")
    with os.fdopen(os.dup(program.stdout)) as stream:
        text = stream.readline()
    for number in (program.stdin, program.stdout, program.stderr):
        os.close(number)
    return text


def test_a_submission_finds_nothing_of_the_one_before(shared):
    first = open_box(shared, LEAVES, RAHASIA="kunci")
    assert screen(first) == "siap\n"
    first.close()
    second = open_box(shared, LOOKS)
    said = screen(second)
    second.close()
    assert said == "['server.py'] [] None ['1', '2'] False 1\n"


def test_a_box_that_is_closed_leaves_nothing_alive(shared):
    box = open_box(shared, LEAVES)
    assert screen(box) == "siap\n"
    assert living(shared) > warm_ones(shared)
    box.close()
    deadline = time.monotonic() + 5
    while living(shared) != warm_ones(shared) and time.monotonic() < deadline:
        pass  # the one whose end told us may still be in the last step of it
    assert living(shared) == warm_ones(shared)


def test_two_boxes_at_once_do_not_meet(shared):
    one, other = open_box(shared, LEAVES), open_box(shared, LOOKS)
    assert screen(one) == "siap\n"
    assert screen(other) == "['server.py'] [] None ['1', '2'] False 1\n"
    one.close()
    assert screen(other), "the end of one is none of the other's"
    other.close()


def test_what_ends_one_interpreter_leaves_the_warm_one(shared):
    box = open_box(shared, LOOKS)
    assert screen(box)
    for pid in living(shared) - warm_ones(shared):
        with suppress(ProcessLookupError):  # it has ended with another one
            os.kill(pid, signal.SIGKILL)
    with pytest.raises(SandboxError), ExitStack() as stack:
        program = box.start("server.py")  # its end may take a moment
        stack.callback(program.stop)
        program.wait_started()
    box.close()
    again = open_box(shared, LOOKS)
    assert screen(again)
    again.close()


def test_one_is_kept_until_it_ends_and_then_made_anew():
    shell.keep((), ())
    try:
        first = shell.kept(())
        shell.keep((), ())
        assert shell.kept(()) is first, "once is enough"
        assert shell.kept(("flask",)) is None, "one with other packages is no use"
        end = os.pidfd_open(first._process.pid)
        os.kill(first._process.pid, signal.SIGKILL)
        assert select.select([end], [], [], 10)[0]
        os.close(end)
        shell.keep((), ())
        box = open_box(shell.kept(()), LOOKS)
        assert screen(box)
        box.close()
    finally:
        shell.release()
    assert shell.kept(()) is None


def living(shared):
    inside = psutil.Process(shared._process.pid).children(recursive=True)
    return {one.pid for one in inside if one.status() != psutil.STATUS_ZOMBIE}


def warm_ones(shared):
    """Bubblewrap's PID 1 and the interpreter below it."""
    first = psutil.Process(shared._process.pid).children()
    return {one.pid for one in (*first, *(one for init in first for one in init.children()))}
