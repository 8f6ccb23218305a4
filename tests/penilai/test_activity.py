"""What a program is doing, read from /proc: whoever waits without end will do nothing more."""

import ctypes
import os
import signal
import struct
import subprocess
import sys
import time
from math import inf

import pytest

from penilai.sandbox.inside import activity, waiting

MACHINE = os.uname().machine if hasattr(os, "uname") else ""
NOBODY = 2**22 + 1  # no process can have this number
NONE, SOME, ENDLESS = "0x0", "0x7ffd12345678", "0xffffffff"

# the numbers of a call on the machines that are known
NUMBERS = {
    "x86_64": dict(read=0, write=1, readv=19, writev=20, pause=34, accept=43, sendto=44)
    | dict(recvfrom=45, sendmsg=46, recvmsg=47, wait4=61, flock=73, rt_sigsuspend=130, waitid=247)
    | dict(accept4=288, select=23, rt_sigtimedwait=128, futex=202, pselect6=270, ppoll=271)
    | dict(recvmmsg=299, epoll_pwait2=441, poll=7, epoll_wait=232, epoll_pwait=281)
    | dict(nanosleep=35, clock_nanosleep=230, connect=42),
    "aarch64": dict(read=63, write=64, readv=65, writev=66, accept=202, sendto=206, recvfrom=207)
    | dict(sendmsg=211, recvmsg=212, wait4=260, flock=32, rt_sigsuspend=133, waitid=95)
    | dict(accept4=242, pselect6=72, ppoll=73, futex=98, rt_sigtimedwait=137, recvmmsg=243)
    | dict(epoll_pwait2=441, epoll_pwait=22, nanosleep=101, clock_nanosleep=115, connect=203),
}.get(MACHINE, {})
FOREVER = (
    "read write readv writev pause accept sendto recvfrom sendmsg recvmsg wait4 flock "
    "rt_sigsuspend waitid accept4"
).split()
LIMIT_AT = {  # the place of the time limit among the arguments
    "select": 4,
    "rt_sigtimedwait": 2,
    "futex": 3,
    "pselect6": 4,
    "ppoll": 2,
    "recvmmsg": 4,
    "epoll_pwait2": 3,
}
MILLISECONDS_AT = {"poll": 2, "epoll_wait": 3, "epoll_pwait": 3}

pytestmark = pytest.mark.skipif(not NUMBERS, reason=f"no numbers of calls for {MACHINE or 'it'}")


def line(call, at=0, value=NONE):
    """A line of /proc/PID/task/TID/syscall, with `value` as argument number `at`."""
    if call not in NUMBERS:
        pytest.skip(f"{MACHINE} has no {call}")
    arguments = ["0x3"] * 6
    arguments[at] = value
    return f"{NUMBERS[call]} {' '.join(arguments)} 0x7ffd00000000 0x7f0000000000\n"


@pytest.mark.parametrize("call", FOREVER)
def test_these_calls_wait_without_end(call):
    assert waiting.look(NOBODY, line(call)) == (waiting.FOREVER, inf), call


@pytest.mark.parametrize("call", ["read", "write", "readv", "writev"])
def test_who_reads_a_file_waits_for_the_disk_and_not_for_us(call, tmp_path):
    ends = os.pipe()
    with (tmp_path / "besar.pyc").open("w") as file:
        assert waiting.look(os.getpid(), line(call, 0, hex(file.fileno())))[0] == waiting.BUSY
        assert waiting.look(os.getpid(), line(call, 0, hex(ends[0])))[0] == waiting.FOREVER
    for end in ends:
        os.close(end)


def test_the_kernel_says_who_waits_for_a_disk():
    assert waiting.for_the_disk("12 (a) D ) D 1 12 12\n"), "the name may be anything"
    assert not waiting.for_the_disk("12 (a) D ) S 1 12 12\n")
    assert not waiting.for_the_disk("")


@pytest.mark.parametrize(("call", "at"), LIMIT_AT.items())
def test_a_time_limit_that_is_absent_is_no_end(call, at):
    assert waiting.look(NOBODY, line(call, at, NONE)) == (waiting.FOREVER, inf), "without one"
    how, seconds = waiting.look(NOBODY, line(call, at, SOME))
    unknown = waiting.BUSY if call == "futex" else waiting.SOMETIME  # see the GIL, below
    assert (how, seconds) == (unknown, 0), f"{call} with one that cannot be read"


@pytest.mark.parametrize(("call", "at"), MILLISECONDS_AT.items())
@pytest.mark.parametrize(
    ("limit", "how"),
    [
        (ENDLESS, waiting.FOREVER),
        ("0xffffffffffffffff", waiting.FOREVER),
        ("0x0", waiting.SOMETIME),
        ("0x1388", waiting.TURNS),
    ],
)
def test_minus_one_milliseconds_are_without_end_and_others_are_turns(call, at, limit, how):
    assert waiting.look(NOBODY, line(call, at, limit))[0] == how, f"{call} {limit}"


@pytest.mark.parametrize("call", ["nanosleep", "clock_nanosleep"])
def test_who_sleeps_will_wake_up_when_is_not_known(call):
    assert waiting.look(NOBODY, line(call)) == (waiting.SOMETIME, 0), call


@pytest.mark.parametrize("text", ["running\n", "-1 0x7ffd0 0x7f00\n", ""])
def test_who_is_in_no_call_does_not_wait(text):
    assert waiting.look(NOBODY, text) == (waiting.BUSY, 0), text


def test_who_waits_for_the_interpreters_lock_has_work_to_do():
    how, _ = waiting.look(NOBODY, line("futex", 3, SOME))
    assert how == waiting.BUSY, "the GIL is waited for with a limit"


def test_connecting_is_not_waiting_for_us():
    assert waiting.look(NOBODY, line("connect"))[0] != waiting.FOREVER, "its answer is on its way"


# Real processes --------------------------------------------------------------------------


@pytest.fixture
def run():
    """Starts `python -c`, waits for its line of handshake, and ends it afterwards."""
    started = []

    def start(code, **variables):
        command = [sys.executable, "-S", "-u", "-c", f"print('siap')\n{code}"]
        pipe = subprocess.PIPE
        process = subprocess.Popen(
            command, stdin=pipe, stdout=pipe, process_group=0, env={**os.environ, **variables}
        )
        started.append(process)
        assert process.stdout.readline() == b"siap\n", "it did not start"
        if activity.look([process.pid]) is None:
            pytest.skip("this system does not tell what a process does")
        return process

    yield start
    for process in started:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def seen(process, wanted):
    """Look until it is as wanted; the last look at the deadline."""
    deadline = time.monotonic() + 10
    while True:
        look = activity.look(activity.family(process.pid))
        if wanted(look) or time.monotonic() > deadline:
            return look


BLOCKED = {
    "accept": "import socket; socket.create_server(('127.0.0.1', 0)).accept()",
    "keyboard": "input()",
    "select": "import select; select.select([0], [], [])",
    "poll": "import select; p = select.poll(); p.register(0); p.unregister(0); p.poll()",
    "lock": "import _thread; lock = _thread.allocate_lock(); lock.acquire(); lock.acquire()",
    "thread": "import threading; threading.Thread(target=input).start()",
    "child": "import os; os.fork() or input(); os.wait()",
}


@pytest.mark.parametrize("code", BLOCKED.values(), ids=BLOCKED)
def test_a_blocked_program_is_idle(run, code):
    look = seen(run(code), lambda look: look.idle)
    assert look.idle and look.resting, look.trace


LATER = {
    "sleep": "import time; time.sleep(60)",
    "lock": "import _thread; lock = _thread.allocate_lock(); lock.acquire(); lock.acquire(1, 60)",
    "queue": "import queue; queue.Queue().get(timeout=60)",
    "event": "import threading; threading.Event().wait(60)",
    "timer": "import threading; threading.Timer(60, print).start()",
}


@pytest.mark.parametrize("code", LATER.values(), ids=LATER)
def test_when_a_waiting_program_goes_on_by_itself_is_known(run, code):
    look = seen(run(code), lambda look: look.idle and look.wakes < inf)
    assert look.idle and look.resting and not look.turns, look.trace
    assert 0 < look.wakes <= 60, "seconds"


def test_the_first_thread_to_wake_counts(run):
    code = "import threading as t, time\nt.Timer(60, print).start()\ntime.sleep(30)"
    look = seen(run(code), lambda look: look.idle and look.wakes <= 30)
    assert 0 < look.wakes <= 30, look.trace


def test_a_length_of_time_is_no_moment(run):
    look = seen(run("import select; select.select([], [], [], 60)"), lambda look: look.resting)
    assert look.resting and not look.idle, "nothing tells when it began"


def test_who_waits_in_turns_is_seen_to_take_them(run):
    process = run("import select\nwhile True: select.poll().poll(50)")
    first = seen(process, lambda look: look.idle)
    assert first.idle and first.wakes == inf and len(first.turns) == 1, first.trace
    later = seen(process, lambda look: look.idle and look.turns != first.turns)
    assert later.turns and not later.turns & first.turns, "it has taken a turn"
    assert later.trace == first.trace, "and nothing else has run"


WITH_A_SERVER = "import threading, time\nthreading.Thread(target=input).start()\n"


@pytest.mark.parametrize(
    ("before", "main", "never"),
    [
        (WITH_A_SERVER, "true", True),
        (WITH_A_SERVER, "false", False),
        ("import time\n", "true", False),
    ],
)
def test_the_main_thread_of_a_reloaded_server_only_looks_for_changed_files(
    run, before, main, never
):
    process = run(before + "time.sleep(60)", WERKZEUG_RUN_MAIN=main)

    def sleeps(look):
        not_counted = f"{process.pid}" in map(str.strip, look.trace.splitlines())
        return look.idle and (look.wakes < inf or not_counted)

    look = seen(process, sleeps)
    assert look.idle and (look.wakes == inf) is never, look.trace


def test_a_spinning_program_neither_rests_nor_is_idle(run):
    process = run("while True: pass")
    look = seen(process, lambda look: look.cpu >= 0.05)
    assert not look.idle and not look.resting, look.trace
    assert seen(process, lambda later: later.cpu > look.cpu).cpu > look.cpu, "its time goes on"


def test_one_busy_thread_is_enough(run):
    code = "import threading; threading.Thread(target=input).start()\nwhile True: pass"
    look = seen(run(code), lambda look: look.cpu >= 0.05)
    assert not look.idle and not look.resting, look.trace


def test_one_busy_child_is_enough(run):
    look = seen(
        run("import os\nif not os.fork():\n while True: pass\nos.wait()"), lambda a: a.cpu > 0.05
    )
    assert not look.idle, look.trace


def test_the_trace_stays_while_nothing_runs_and_changes_when_it_has(run):
    process = run("while True: input()")
    before = seen(process, lambda look: look.idle)
    assert activity.look([process.pid]).trace == before.trace, "nothing ran in between"
    os.write(process.stdin.fileno(), b"halo\n")
    after = seen(process, lambda look: look.idle and look.trace != before.trace)
    assert after.idle and after.trace != before.trace, "it read, and waits again"


def test_a_zombie_does_nothing_more(run):
    process = run("")
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    assert activity.look([process.pid]).idle, "it is over, only not yet fetched"


def test_who_is_not_there_is_not_idle():
    look = activity.look([NOBODY])
    assert look is None or not (look.idle or look.resting), "its end is an event of its own"
    look = activity.look([])
    assert look is None or not (look.idle or look.resting), "it is just starting"


def test_the_memory_of_a_family_is_that_of_all_together(run):
    code = "import os; block = b'x' * (40 << 20)\nif os.fork(): os.wait()\nelse: input()"
    process = run(code)
    seen(process, lambda look: look.idle and len(activity.family(process.pid)) == 2)
    assert activity.memory(activity.family(process.pid)) >= 80 << 20, "40 MB each"
    assert activity.memory([process.pid]) < 80 << 20, "one of them alone"
    assert activity.memory([NOBODY]) == 0, "who is not there holds nothing"


def test_tcl_waits_for_a_time_where_python_wants_the_lock_of_the_interpreter():
    """Both are a futex with a time limit; only the clock that measures it differs."""

    def how(operation, clock):
        moment = time.clock_gettime(clock) + 0.05
        limit = ctypes.create_string_buffer(struct.pack("=qq", int(moment), int(moment % 1 * 1e9)))
        arguments = f"0x7f {operation} 0x0 {ctypes.addressof(limit):#x} 0x0 0xffffffff"
        return waiting.look(os.getpid(), f"{NUMBERS['futex']} {arguments} 0x7ff 0x7f0\n")[0]

    assert how("0x89", time.CLOCK_MONOTONIC) == waiting.BUSY
    assert how("0x189", time.CLOCK_REALTIME) == waiting.UNTIL


def test_a_program_is_as_quiet_as_the_screen_between_it_and_us():
    own = activity.Activity(True, True, "own", 1.5, timed=1)
    busy = activity.Activity(False, False, "screen", 9.0)
    both = activity.beside(own, busy)
    assert both is not None
    assert (both.idle, both.resting, both.cpu, both.timed) == (False, False, 1.5, 1)
    assert activity.beside(own, None) is None, "where the screen cannot be seen, nothing is known"
