"""Calls that have nothing to do in a chat program are refused to it; all others work."""

import errno
import os
import socket
from types import SimpleNamespace

import pytest

from penilai.sandbox import choose, seccomp
from penilai.sandbox.box import Box

TIER = choose()
in_a_box = pytest.mark.skipif(TIER.name != Box.tier, reason=f"no box here: {TIER.reason}")

# Prints a line for each attempt: its name, and the error's name or "allowed".
ATTEMPTS = """
import ctypes, errno, os, platform, signal, socket
libc = ctypes.CDLL(None, use_errno=True)

def tell(name, error):
    print(name, errno.errorcode[error] if error else "allowed")

def call(name, *arguments):
    failed = getattr(libc, name)(*arguments) == -1
    tell(name, ctypes.get_errno() if failed else 0)

def number(name, *arguments):
    place = {"x86_64": 0, "aarch64": 1}[platform.machine()]
    failed = libc.syscall(*map(ctypes.c_long, (NUMBERS[name][place], *arguments))) == -1
    tell(name, ctypes.get_errno() if failed else 0)

def family(name, kind, value=None):
    try:
        value = getattr(socket, name) if value is None else value
        socket.socket(value, kind).close()
        tell(name, 0)
    except OSError as error:
        tell(name, error.errno)

NUMBERS = {
    "keyctl": (250, 219), "add_key": (248, 217), "bpf": (321, 280), "kcmp": (312, 272),
    "io_uring_setup": (425, 425), "userfaultfd": (323, 282), "memfd_secret": (447, 447),
    "pidfd_getfd": (438, 438), "open_tree": (428, 428), "fsopen": (430, 430),
    "mount_setattr": (442, 442), "clone3": (435, 435), "perf_event_open": (298, 241),
    "pivot_root": (155, 41), "clone": (56, 220), "socket_with_high_bits": (41, 198),
    "TIOCSTI": (16, 29), "TIOCLINUX_with_high_bits": (16, 29), "TIOCSETD": (16, 29),
    "prlimit_of_another": (302, 261), "prlimit_of_oneself": (302, 261),
    "setpriority": (141, 140), "ioprio_set": (251, 30),
}
call("ptrace", 0, 0, 0, 0)
call("unshare", 0x10000000)
call("unshare", 0x40000000)
call("setns", 0, 0)
call("setsid")
call("memfd_create", b"a", 0)
call("mount", b"tmpfs", b"/tmp", b"tmpfs", 0, None)
call("umount2", b"/tmp", 2)
call("chroot", b"/tmp")
call("shmget", 0, 4096, 0o600)
call("msgget", 0, 0o600)
call("semget", 0, 1, 0o600)
call("process_vm_readv", os.getpid(), None, 0, None, 0, 0)
call("personality", 0xFFFFFFFF)
call("sched_setaffinity", 0, 128, b"\\xff" * 128)
call("sethostname", b"aku", 3)
for name in list(NUMBERS)[:-9]:
    number(name, 0, 0, 0, 0, 0)
number("TIOCSTI", 0, 0x5412, 0)
number("TIOCLINUX_with_high_bits", 0, 0x541C | 1 << 32, 0)
number("TIOCSETD", 0, 0x5423, 0)
number("prlimit_of_another", 1, 7, 0, 0)
number("prlimit_of_oneself", 0, 7, 0, 0)
number("setpriority", 0, 0, 5)
number("ioprio_set", 1, 0, 0)
number("clone", 0x10000000 | signal.SIGCHLD, 0, 0, 0, 0)
number("socket_with_high_bits", socket.AF_PACKET | 1 << 32, socket.SOCK_RAW, 0)
for name in ("AF_PACKET", "AF_VSOCK", "AF_ALG", "AF_BLUETOOTH", "AF_TIPC"):
    family(name, socket.SOCK_RAW if name == "AF_PACKET" else socket.SOCK_STREAM)
family("AF_KEY", socket.SOCK_RAW, 15)
family("AF_INET", socket.SOCK_STREAM)
family("AF_INET", socket.SOCK_DGRAM)
family("AF_INET6", socket.SOCK_STREAM)
family("AF_UNIX", socket.SOCK_STREAM)
family("AF_NETLINK", socket.SOCK_RAW)
try:
    socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 12).close()
    tell("netfilter", 0)
except OSError as error:
    tell("netfilter", error.errno)
"""
OTHER = {
    "clone3": "ENOSYS",  # glibc has a way around it
    **dict.fromkeys(
        "AF_PACKET AF_VSOCK AF_ALG AF_BLUETOOTH AF_TIPC AF_KEY".split(), "EAFNOSUPPORT"
    ),
    "socket_with_high_bits": "EAFNOSUPPORT",
    "netfilter": "EPROTONOSUPPORT",
    "prlimit_of_oneself": "allowed",
    **dict.fromkeys("AF_INET AF_INET6 AF_UNIX AF_NETLINK".split(), "allowed"),
}
NAMES = (
    "ptrace unshare setns setsid memfd_create mount umount2 chroot shmget msgget semget "
    "process_vm_readv personality sched_setaffinity sethostname clone keyctl add_key bpf kcmp "
    "io_uring_setup userfaultfd memfd_secret pidfd_getfd open_tree fsopen mount_setattr "
    "perf_event_open pivot_root TIOCSTI TIOCLINUX_with_high_bits TIOCSETD prlimit_of_another "
    "setpriority ioprio_set"
).split()


@pytest.fixture(scope="module")
def attempted():
    """What became of each attempt, by name: the program tries them all, one after another."""
    ran = run(ATTEMPTS)
    assert ran.exit == 0, ran.stderr
    lines = [line.split() for line in ran.stdout.splitlines()]
    return {name: {outcome for other, outcome in lines if other == name} for name, _ in lines}


def run(source):
    """Run this program in a box of its own, to its end."""
    box = Box({"server.py": source.encode()}, {})
    program = box.start("server.py")
    try:
        program.wait_ended()
        texts = []
        for number in (program.stdout, program.stderr):
            with os.fdopen(os.dup(number)) as stream:
                texts.append(stream.read())
    finally:
        program.stop()
        box.close()
    return SimpleNamespace(exit=program.exit, stdout=texts[0], stderr=texts[1])


@in_a_box
@pytest.mark.parametrize("name", [*NAMES, *OTHER])
def test_this_call_is_refused_or_not(attempted, name):
    assert attempted[name] == {OTHER.get(name, "EPERM")}, attempted[name]


@in_a_box
def test_every_attempt_is_looked_at(attempted):
    assert set(attempted) == {*NAMES, *OTHER}, "one is tried and not expected"


@in_a_box
def test_a_refusal_cannot_be_taken_back():
    source = "import ctypes; print(ctypes.CDLL(None).prctl(22, 0, 0, 0, 0))"
    assert run(source).stdout == "-1\n", "the filter could be taken away"


@in_a_box
def test_what_chat_programs_need_still_works():
    source = """
import os, selectors, socket, subprocess, sys, threading
threading.Thread(target=print, args=("thread",)).start()
print(subprocess.run([sys.executable, "-c", "print('child')"], capture_output=True).stdout)
selectors.DefaultSelector().close()
a, b = socket.socketpair()
if os.fork() == 0:
    os._exit(0)
print(os.wait()[1])
"""
    ran = run(source)
    assert (ran.exit, ran.stderr) == (0, ""), ran.stderr
    assert sorted(ran.stdout.split()) == ["0", "b'child\\n'", "thread"], ran.stdout


@in_a_box
def test_the_filter_compiles_to_classic_bpf():
    code = seccomp.program()
    assert len(code) % 8 == 0 and 50 < len(code) // 8 <= 4096, "BPF_MAXINSNS of linux/filter.h"
    assert seccomp.program() is code, "it is made once"


def test_what_is_refused_is_named_once():
    assert len(set(seccomp.REFUSED)) == len(seccomp.REFUSED)
    assert "clone" not in seccomp.REFUSED, "threads need it; only its flags are looked at"


def test_the_families_of_chat_programs_are_among_the_allowed():
    assert {socket.AF_INET, socket.AF_UNIX} <= set(seccomp.FAMILIES)
    assert errno.EPERM == 1, "what a refused call fails with"


@in_a_box
def test_a_socket_keeps_its_usual_size_whatever_is_asked_for():
    source = """
import socket
a, b = socket.socketpair()
for option in (socket.SO_SNDBUF, socket.SO_RCVBUF):
    before = a.getsockopt(socket.SOL_SOCKET, option)
    a.setsockopt(socket.SOL_SOCKET, option, 1 << 22)
    print(a.getsockopt(socket.SOL_SOCKET, option) == before)
"""
    assert run(source).stdout.split() == ["True", "True"]
