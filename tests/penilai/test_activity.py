"""What a program is doing, read from /proc: whoever waits without end will do nothing more."""

import os
import signal
import subprocess
import sys
import time

import pytest

from penilai.sandbox.inside import activity

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
    assert activity._waits_forever(line(call)), call
    assert activity._waits(line(call)), "and whoever waits without end waits"


@pytest.mark.parametrize(("call", "at"), LIMIT_AT.items())
def test_a_time_limit_that_is_absent_is_no_end(call, at):
    assert activity._waits_forever(line(call, at, NONE)), f"{call} without a limit"
    assert not activity._waits_forever(line(call, at, SOME)), f"{call} with one"


@pytest.mark.parametrize(("call", "at"), MILLISECONDS_AT.items())
@pytest.mark.parametrize(
    ("limit", "forever"),
    [(ENDLESS, True), ("0xffffffffffffffff", True), ("0x0", False), ("0x1388", False)],
)
def test_minus_one_milliseconds_are_without_end(call, at, limit, forever):
    assert activity._waits_forever(line(call, at, limit)) is forever, f"{call} {limit}"


@pytest.mark.parametrize("call", ["nanosleep", "clock_nanosleep"])
def test_who_sleeps_rests_but_will_wake_up(call):
    assert activity._waits(line(call)) and not activity._waits_forever(line(call)), call


@pytest.mark.parametrize("text", ["running\n", "-1 0x7ffd0 0x7f00\n", ""])
def test_who_is_in_no_call_does_not_wait(text):
    assert not activity._waits(text) and not activity._waits_forever(text), text


def test_who_waits_for_the_interpreters_lock_has_work_to_do():
    assert not activity._waits(line("futex", 3, SOME)), "the GIL is waited for with a limit"


def test_connecting_is_not_waiting_for_us():
    assert not activity._waits_forever(line("connect")), "an answer is on its way"


# Real processes --------------------------------------------------------------------------


@pytest.fixture
def run():
    """Starts `python -c`, waits for its line of handshake, and ends it afterwards."""
    started = []

    def start(code):
        command = [sys.executable, "-S", "-u", "-c", f"print('siap')\n{code}"]
        pipe = subprocess.PIPE
        process = subprocess.Popen(command, stdin=pipe, stdout=pipe, process_group=0)
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


@pytest.mark.parametrize(
    "code", ["import time; time.sleep(60)", "import select as s; s.poll().poll(60000)"]
)
def test_a_sleeping_program_rests_but_is_not_idle(run, code):
    look = seen(run(code), lambda look: look.resting)
    assert look.resting and not look.idle, look.trace


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
    number = NUMBERS["futex"]
    python, tcl = (
        f"{number} 0x7f {op} 0x0 {SOME} 0x0 0x0 0x7ff 0x7f0\n" for op in ("0x89", "0x189")
    )
    assert not activity._waits(python)
    assert activity._waits(tcl) and not activity._waits_forever(tcl)


def test_a_program_is_as_quiet_as_the_screen_between_it_and_us():
    own = activity.Activity(True, True, "own", 1.5, timed=1)
    busy = activity.Activity(False, False, "screen", 9.0)
    both = activity.beside(own, busy)
    assert both is not None
    assert (both.idle, both.resting, both.cpu, both.timed) == (False, False, 1.5, 1)
    assert activity.beside(own, None) is None, "where the screen cannot be seen, nothing is known"
