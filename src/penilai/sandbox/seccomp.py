"""The filter of system calls for a student's program, made with libseccomp.

Everything is allowed but what has nothing to do in a chat program and would let one escape
its limits. A refused call fails with EPERM (ENOSYS where a library has a way around it).
"""

from __future__ import annotations

import ctypes
import errno
import functools
import os

_ALLOW = 0x7FFF0000
_ERRNO = 0x00050000
_DIFFERS, _MASKED, _INT = 1, 7, 0xFFFFFFFF  # SCMP_CMP_NE and _MASKED_EQ of seccomp.h
_NEW_NAMESPACES = 0x7E020000  # CLONE_NEW* of sched.h; NEWTIME shares a bit with signals

REFUSED = (
    "ptrace process_vm_readv process_vm_writev kcmp pidfd_getfd "
    "mount umount2 pivot_root chroot move_mount open_tree fsopen fsmount fsconfig fspick "
    "mount_setattr unshare setns keyctl add_key request_key bpf perf_event_open "
    "io_uring_setup io_uring_enter io_uring_register userfaultfd memfd_create memfd_secret "
    "shmget shmat shmctl shmdt semget semop semctl semtimedop msgget msgsnd msgrcv msgctl "
    "mq_open mq_unlink mq_timedsend mq_timedreceive mq_notify mq_getsetattr "
    "setsid sched_setaffinity sched_setscheduler sched_setattr setpriority ioprio_set "
    "init_module finit_module delete_module kexec_load kexec_file_load reboot swapon swapoff "
    "quotactl acct settimeofday clock_settime clock_adjtime adjtimex sethostname "
    "setdomainname personality name_to_handle_at open_by_handle_at fanotify_init"
).split()
# TIOCSTI and TIOCLINUX type at a keyboard in somebody's place; TIOCSETD loads rarely tried code
IOCTLS = (0x5412, 0x541C, 0x5423)
BUFFERS = (7, 8)  # SO_SNDBUF and SO_RCVBUF: a socket's memory is counted as of the usual size
_NETLINK = 16  # of it the protocol 0, which tells of addresses and routes
FAMILIES = (1, 2, 10, _NETLINK)  # UNIX, INET, INET6, NETLINK, as Linux counts them


class _Comparison(ctypes.Structure):
    _fields_ = [
        ("argument", ctypes.c_uint),
        ("operator", ctypes.c_int),
        ("first", ctypes.c_uint64),
        ("second", ctypes.c_uint64),
    ]


@functools.cache
def program() -> bytes:
    """The filter as classic BPF. Raises OSError where libseccomp is not to be had."""
    library = ctypes.CDLL("libseccomp.so.2", use_errno=True)
    library.seccomp_init.restype = ctypes.c_void_p
    context = ctypes.c_void_p(library.seccomp_init(ctypes.c_uint32(_ALLOW)))
    try:
        for name in REFUSED:
            _refuse(library, context, name, errno.EPERM)
        # clone3 hides its flags from a filter; without it glibc falls back to clone
        _refuse(library, context, "clone3", errno.ENOSYS)
        for bit in range(64):
            if _NEW_NAMESPACES >> bit & 1:
                same = _Comparison(0, _MASKED, 1 << bit, 1 << bit)
                _refuse(library, context, "clone", errno.EPERM, same)
        # the limits of its own process may be set, not those of the one that holds it
        _refuse(library, context, "prlimit64", errno.EPERM, _Comparison(0, _DIFFERS, 0))
        for request in IOCTLS:
            typing = _Comparison(1, _MASKED, _INT, request)  # an int again, of 64 bits
            _refuse(library, context, "ioctl", errno.EPERM, typing)
        for family in range(46):
            if family not in FAMILIES:
                same = _Comparison(0, _MASKED, _INT, family)  # the kernel looks at an int
                _refuse(library, context, "socket", errno.EAFNOSUPPORT, same)
        for option in BUFFERS:
            asked = _Comparison(1, _MASKED, _INT, 1), _Comparison(2, _MASKED, _INT, option)
            _refuse(library, context, "setsockopt", 0, *asked)  # SOL_SOCKET; done, it is told
        netlink = _Comparison(0, _MASKED, _INT, _NETLINK), _Comparison(2, _DIFFERS, 0)
        _refuse(library, context, "socket", errno.EPROTONOSUPPORT, *netlink)
        return _export(library, context)
    finally:
        library.seccomp_release(context)


def _refuse(
    library: ctypes.CDLL, context: ctypes.c_void_p, name: str, code: int, *when: _Comparison
) -> None:
    number = library.seccomp_syscall_resolve_name(name.encode())
    comparisons = (_Comparison * len(when))(*when)
    result = library.seccomp_rule_add_array(
        context, ctypes.c_uint32(_ERRNO | code), number, len(when), comparisons
    )
    if result not in (0, -errno.EDOM, -errno.EINVAL):  # not a call of this architecture
        raise OSError(-result, f"libseccomp: {name}")


def _export(library: ctypes.CDLL, context: ctypes.c_void_p) -> bytes:
    reader, writer = os.pipe()
    with os.fdopen(reader, "rb") as file:
        try:
            result = library.seccomp_export_bpf(context, writer)
        finally:
            os.close(writer)
        if result < 0:
            raise OSError(-result, "libseccomp: export")
        return file.read()
