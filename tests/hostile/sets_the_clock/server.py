import ctypes
import os
import socket
import time

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



attempt("clock_settime", lambda: time.clock_settime(time.CLOCK_REALTIME, 0))
attempt("settimeofday", lambda: call("settimeofday", (ctypes.c_long * 2)(1, 0), None))
attempt("adjtimex", lambda: call("adjtimex", (ctypes.c_char * 256)(1)))
attempt("hostname", lambda: socket.sethostname("milikku"))
attempt("reboot", lambda: call("reboot", 0x1234567))
attempt("swapoff", lambda: call("swapoff", b"/swap"))
attempt("nice", lambda: os.nice(-5))
for path in ("/proc/sys/kernel/hostname", "/proc/sys/net/core/somaxconn", "/proc/sys/vm/drop_caches", "/proc/sys/kernel/pid_max"):
    attempt(path, lambda: open(path, "wb", buffering=0).write(b"1"))
right.main()
