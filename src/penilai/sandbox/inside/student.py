"""The last step before a student's code: shut it in, for good."""

from __future__ import annotations

import os
import resource
import signal
import sys
import threading
import time

from . import kernel, limits, script
from .cargo import Cargo

TYPE_CHECKING = False  # `typing` is slow to load, and a checker knows this name
if TYPE_CHECKING:
    from typing import NoReturn


def become(program: str, stdio: list[int], cargo: Cargo) -> NoReturn:
    """Turn this process into the student's program; never returns."""
    for number, own in enumerate(stdio):
        os.dup2(own, number)
    os.closerange(3, 4096)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # which our parent does without
    kernel.let_in_again()
    os.chdir(limits.HOME)
    os.environ.clear()
    os.environ.update(limits.ENVIRONMENT, **cargo.environment)
    time.tzset()  # the warm interpreter has its own notion of TZ by now
    set_limits()
    kernel.drop_capabilities()
    kernel.no_new_privileges()
    kernel.filter_calls(cargo.filter)
    if program == limits.NOTHING:
        os._exit(0)
    if script.shadows(cargo.files, cargo.packages):
        # what was imported here before would hide the student's file of that name
        # of a fresh interpreter, the limit decides how large the stacks of its threads are
        _, hard = resource.getrlimit(resource.RLIMIT_STACK)
        resource.setrlimit(resource.RLIMIT_STACK, (limits.STACK_BYTES, hard))
        places = ("/box", limits.PACKAGES) if cargo.packages else ("/box",)
        os.execv(sys.executable, [sys.executable, *_FRESH, _RUN, program, *places])
    script.run(program, cargo.code.get(program))


# The same start in a fresh interpreter, in which nothing hides the student's file yet.
_RUN = "import sys; sys.path += sys.argv[2:]; from penilai_box.script import run; run(sys.argv[1])"
_FRESH = ("-I", "-S", "-u", "-X", "utf8", "-c")


def set_limits(without: tuple[str, ...] = ()) -> None:
    """Set the limits of `limits`, but for those named in `without`."""
    for name, value in (
        ("CPU", limits.CPU_SECONDS),
        ("DATA", limits.DATA_BYTES),
        ("FSIZE", limits.FILE_BYTES),
        ("NOFILE", limits.OPEN_FILES),
        ("NPROC", limits.PROCESSES),
        ("CORE", 0),
    ):
        if name not in without:
            resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (value, value))
    threading.stack_size(limits.STACK_BYTES)
