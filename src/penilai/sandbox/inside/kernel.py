"""The few calls of the Linux kernel that Python's standard library does not offer."""

import contextlib
import ctypes
import os

CLONE_NEWNS = 0x20000
CLONE_NEWUSER = 0x10000000
CLONE_NEWPID = 0x20000000
CLONE_NEWIPC = 0x08000000
CLONE_NEWNET = 0x40000000

_MS_NOSUID, _MS_NODEV, _MS_NOEXEC = 2, 4, 8
_MNT_DETACH = 2
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_SECCOMP = 1, 4, 22
_PR_SET_CHILD_SUBREAPER, _PR_SET_NO_NEW_PRIVS = 36, 38
_SECCOMP_MODE_FILTER = 2
_CAPABILITY_VERSION_3 = 0x20080522

_libc = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None


class _Filter(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("code", ctypes.c_char_p)]


def _call(name: str, *arguments: object) -> None:
    if getattr(_libc, name)(*arguments) < 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{name}: {os.strerror(code)}")


def own_users() -> None:
    """Leave the user, PID and IPC namespaces for fresh ones, with every capability there.

    The caller keeps its user and group number. Children are born in the new PID namespace. The
    filter refuses all that would use IPC, but its settings in /proc belong to the root of its
    user namespace: here there is none, so nobody can leave word in them for the next start.
    """
    uid, gid = os.getuid(), os.getgid()
    _call("unshare", CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWIPC)
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{uid} {uid} 1"),
        ("gid_map", f"{gid} {gid} 1"),
    ):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(text)


def fork_apart(home: int) -> int:
    """Fork, like `os.fork`, a child that is PID 1 of a PID namespace of its own.

    `home` is an open descriptor of the caller's own PID namespace, for its later children.
    """
    _call("unshare", CLONE_NEWPID)
    child = -1
    try:
        child = os.fork()
    finally:
        if child:  # not in the child, but also where there could be none
            _call("setns", home, CLONE_NEWPID)
    return child


def own_mounts() -> None:
    """Leave the mounts of the box for a copy of them, with a /proc of our own.

    Where the kernel refuses that /proc, the processes of the box are shown, which are of no
    use to a program.
    """
    _call("unshare", CLONE_NEWNS)
    with contextlib.suppress(OSError):
        options = _MS_NOSUID | _MS_NODEV | _MS_NOEXEC
        _call("mount", b"proc", b"/proc", b"proc", options, None)


def own_network() -> None:
    """Leave the network for a fresh one."""
    _call("unshare", CLONE_NEWNET)


def mount_scratch(folder: str, megabytes: int, inodes: int) -> None:
    """Mount an empty file system in memory on `folder`, of that size at most.

    One that was mounted there by an earlier call is gone.
    """
    with contextlib.suppress(OSError):
        _call("umount2", folder.encode(), _MNT_DETACH)
    options = f"size={megabytes}m,nr_inodes={inodes},mode=0755".encode()
    _call("mount", b"tmpfs", folder.encode(), b"tmpfs", _MS_NOSUID | _MS_NODEV, options)


def drop_capabilities() -> None:
    """Give up every capability, for good (together with `no_new_privileges`)."""
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    none = (ctypes.c_uint32 * 6)()
    _call("capset", header, none)


def no_new_privileges() -> None:
    _call("prctl", _PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


def let_nobody_in() -> None:
    """Give the files of this process in /proc to nobody: others of its user may not write them."""
    _call("prctl", _PR_SET_DUMPABLE, 0, 0, 0, 0)


def let_in_again() -> None:
    """Take that back, in a child."""
    _call("prctl", _PR_SET_DUMPABLE, 1, 0, 0, 0)


def end_with_parent(how: int, parent: int) -> None:
    """Be sent this signal when the parent of that number ends, however it ends."""
    _call("prctl", _PR_SET_PDEATHSIG, how, 0, 0, 0)
    if os.getppid() != parent:
        os.kill(os.getpid(), how)  # it ended before we asked


def adopt_orphans() -> None:
    """Become the parent of descendants whose parent ends (instead of the system's init)."""
    _call("prctl", _PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def filter_calls(code: bytes) -> None:
    """Load a seccomp filter: `code` is classic BPF, eight bytes an instruction."""
    program = _Filter(len(code) // 8, code)
    _call("prctl", _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0)
