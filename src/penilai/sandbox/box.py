"""The isolated tier: one bubblewrap for a submission, fresh namespaces inside for each start."""

from __future__ import annotations

import contextlib
import functools
import marshal
import os
import select
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

from penilai.sandbox import bubblewrap, cgroup, interpreter, packages, seccomp
from penilai.sandbox.boxed import BoxedProgram
from penilai.sandbox.holders import Holders
from penilai.sandbox.inside import activity, kernel, limits, script
from penilai.sandbox.program import SandboxError

CLOSE_SECONDS = 5.0
INSIDE = Path(__file__).parent / "inside"
FIRST_SPARE_UID = 1_500_000_000  # far from any user's; one for each process of ours
MODULES = "limits cargo kernel waiting activity network post script student holder zygote".split()
# Makes the package `penilai_box` of what it is sent: a file for each module would be a mount
# for each, copied at every start.
_BOOT = """
import marshal, os, sys, types
with os.fdopen({cargo}, "rb") as file:
    modules, cargo = marshal.load(file)
package = sys.modules["penilai_box"] = types.ModuleType("penilai_box")
for name, code in modules:
    module = sys.modules["penilai_box." + name] = types.ModuleType("penilai_box." + name)
    module.__package__ = "penilai_box"
    setattr(package, name, module)
    exec(code, module.__dict__)
package.zygote.main({control}, cargo)
"""


class Box:
    """See `program.Sandbox`. `files` are the submission's, by name.

    `environment` is added to the programs', who may import `wanted` besides the standard
    library. Raises SandboxError when bubblewrap cannot be started, or a package is missing.
    """

    tier = "bubblewrap"
    side_by_side = True  # each start has a network of its own

    def __init__(
        self, files: dict[str, bytes], environment: dict[str, str], wanted: tuple[str, ...] = ()
    ) -> None:
        python = interpreter.of_a_box()
        packed = packages.archive(wanted, python) if wanted else packages.NONE
        control, far = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._holders = Holders(control)
        self._group = cgroup.Group()
        kernel.adopt_orphans()  # the first process of a box outlives bubblewrap for a moment
        uid = FIRST_SPARE_UID + os.getpid() if os.getuid() == 0 else os.getuid()
        command = bubblewrap.Command()
        try:
            _furnish(command, python, packed, files)
            cargo = (files, seccomp.program(), environment | packed.environment, packed.names)
            words = command.finish(_boot(command, python, far.fileno(), cargo))
            with far, self._group.joined():
                self._process = spawn(words, [far.fileno(), *command.descriptors], uid)
        except OSError as error:
            self._group.remove()
            raise SandboxError(f"bubblewrap: {error}") from error
        finally:
            command.close()

    def start(
        self, program: str, listen_on: int | None = None, terminal: bool = False
    ) -> BoxedProgram:
        """See `program.Sandbox`; the program `limits.NOTHING` does all but run one."""
        return BoxedProgram(program, self._holders, listen_on, terminal)

    def close(self) -> None:
        """End the box; returns when nothing of it is left."""
        inside = activity.family(self._process.pid)
        self._holders.close()  # the warm interpreter ends, and the box with it
        if not _ended(self._process.pid, CLOSE_SECONDS):
            self._process.kill()
        self._process.wait()
        for pid in inside:  # PID 1 of the box, which is ours now, a moment from its end
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, 0)
        self._group.remove()
        assert self._process.stderr is not None
        with self._process.stderr as stream:
            self._complaint = stream.read(2000).decode(errors="replace").strip()

    def complaint(self) -> str:
        """What bubblewrap said when it failed; to be asked after `close`."""
        return self._complaint


def _furnish(
    command: bubblewrap.Command,
    python: interpreter.Interpreter,
    packed: packages.Archive,
    files: dict[str, bytes],
) -> None:
    """Put into the box what its programs find there."""
    command.system(python.prefixes)
    for path, text in bubblewrap.FILES.items():
        command.file(path, text.encode())
    if packed.data:
        command.file(limits.PACKAGES, packed.data)
    if script.shadows(files, packed.names):  # its programs start in fresh interpreters
        command.file("/box/penilai_box/script.py", (INSIDE / "script.py").read_bytes())
    command.folders()


def _boot(
    command: bubblewrap.Command, python: interpreter.Interpreter, control: int, cargo: Any
) -> list[str]:
    """What starts the warm interpreter, with all that it is sent."""
    load = marshal.dumps((_inside_modules(python.version), cargo), 4)
    boot = _BOOT.format(control=control, cargo=command.memory(load))
    return [python.path, "-I", "-S", "-u", "-X", "utf8", "-c", boot]


def spawn(words: list[str], descriptors: list[int], uid: int) -> subprocess.Popen[bytes]:
    binary = os.open(bubblewrap.find(), os.O_RDONLY)
    try:
        return subprocess.Popen(
            words,
            # by descriptor: a spare user may not be allowed to walk to the file
            executable=f"/proc/self/fd/{binary}",
            pass_fds=[binary, *descriptors],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            cwd="/",
            process_group=0,  # a Ctrl-C is for us, who then end it in order
            **_as_user(uid),
        )
    finally:
        os.close(binary)


def _ended(pid: int, seconds: float) -> bool:
    """Wait for the end of a child, at most so long."""
    end = os.pidfd_open(pid)
    try:
        return bool(select.select([end], [], [], seconds)[0])
    finally:
        os.close(end)


def _as_user(uid: int) -> dict[str, Any]:
    """Root must not start students' programs: RLIMIT_NPROC, for one, does not bind it."""
    return {"user": uid, "group": uid, "extra_groups": []} if os.getuid() == 0 else {}


@functools.cache
def _inside_modules(version: tuple[int, int]) -> list[tuple[str, object]]:
    """The modules of `inside/`, each after those that it imports.

    As code, so that no box compiles it, if its Python is like ours; else as text.
    """
    texts = {name: (INSIDE / f"{name}.py").read_bytes() for name in MODULES}
    if version != sys.version_info[:2]:
        return list(texts.items())
    return [(name, compile(text, f"{name}.py", "exec")) for name, text in texts.items()]
