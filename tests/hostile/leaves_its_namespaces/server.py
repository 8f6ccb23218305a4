import ctypes
import os

import right

libc = ctypes.CDLL(None, use_errno=True)


def call(name, *arguments):
    if getattr(libc, name)(*arguments) == -1:
        raise OSError(ctypes.get_errno(), name)


def attempt(what, do):
    try:
        result = do()
    except (OSError, ValueError, ImportError) as error:
        print("dicoba:", what, type(error).__name__)
    else:
        print("BOCOR:", what, repr(result)[:200])



for flag in (0x00020000, 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000, 0x80):
    attempt("unshare", lambda: call("unshare", flag))
for name in ("user", "mnt", "pid", "net", "ipc", "uts", "cgroup"):
    for pid in (1, os.getppid()):
        attempt("setns", lambda: call("setns", os.open(f"/proc/{pid}/ns/{name}", os.O_RDONLY), 0))
attempt("pidfd", lambda: call("setns", os.pidfd_open(1), 0x00020000))
attempt("chroot", lambda: os.chroot("/usr"))
attempt("pivot_root", lambda: call("syscall", 155, b"/tmp", b"/tmp"))
attempt("bind", lambda: call("mount", b"/", b"/tmp", None, 4096, None))
attempt("remount", lambda: call("mount", None, b"/usr", None, 32, None))
attempt("proc", lambda: call("mount", b"proc", b"/tmp", b"proc", 0, None))
attempt("umount", lambda: call("umount2", b"/usr", 2))
attempt("mknod", lambda: os.mknod("sda", 0o60666, os.makedev(8, 0)))
attempt("setuid", lambda: os.setuid(0))
attempt("chown", lambda: os.chown("server.py", 0, 0))
attempt("open_by_handle_at", lambda: call("open_by_handle_at", 3, b"\0" * 128, 0))
attempt("core_pattern", lambda: open("/proc/sys/kernel/core_pattern", "wb", buffering=0).write(b"|/tmp/x"))
attempt("uid_map", lambda: open("/proc/self/uid_map", "wb", buffering=0).write(b"0 0 1"))
attempt("sysrq", lambda: open("/proc/sysrq-trigger", "wb", buffering=0).write(b"b"))
right.main()
