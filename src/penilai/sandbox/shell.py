"""The outer shell: one bubblewrap, and in it an interpreter that forks one for each submission.

It loads what programs import and runs none of them, so a fork is as good as a fresh one. To
build a bubblewrap for each submission would cost a fifth of all processor time.
"""

from __future__ import annotations

import functools
import marshal
import os
import socket
import sys
from pathlib import Path

from penilai.sandbox import bubblewrap, cgroup, interpreter, outer, packages, seccomp
from penilai.sandbox.display import Display
from penilai.sandbox.inside import kernel, limits
from penilai.sandbox.program import SandboxError

INSIDE = Path(__file__).parent / "inside"
MODULES = "limits cargo kernel waiting activity network post script student holder zygote".split()
# Makes the package `penilai_box` of what it is sent: a file for each module would be a mount
# for each, copied at every start.
_BOOT = """
import marshal, os, sys, types
with os.fdopen({load}, "rb") as file:
    modules, imports, packages = marshal.load(file)
package = sys.modules["penilai_box"] = types.ModuleType("penilai_box")
for name, code in modules:
    module = sys.modules["penilai_box." + name] = types.ModuleType("penilai_box." + name)
    module.__package__ = "penilai_box"
    setattr(package, name, module)
    exec(code, module.__dict__)
package.zygote.main({control}, imports, packages)
"""


class Shell:
    """`wanted`: the packages that programs may import besides the standard library; `likely`:
    sources that import what most submissions will; `display`: a screen that is bound in.

    Raises SandboxError when bubblewrap cannot be started, or a package is missing.
    """

    def __init__(
        self,
        wanted: tuple[str, ...] = (),
        likely: tuple[bytes, ...] = (),
        display: Display | None = None,
    ) -> None:
        self.wanted = wanted
        python = interpreter.of_a_box()
        self._packed = packages.archive(wanted, python) if wanted else packages.NONE
        self._control, far = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._group = cgroup.Group()
        self._complaint = ""
        kernel.adopt_orphans()  # the first process of a box outlives bubblewrap for a moment
        command = bubblewrap.Command()
        try:
            if display:
                display.bind_into(command)
            _furnish(command, python, self._packed)
            load = (_inside_modules(python.version), likely, self._packed.names)
            words = command.finish(_boot(command, python, far.fileno(), marshal.dumps(load, 4)))
            with far, self._group.joined():
                self._process = outer.spawn(words, [far.fileno(), *command.descriptors])
        except (OSError, SandboxError) as error:
            self._control.close()
            self._group.remove()
            raise SandboxError(f"bubblewrap: {error}") from error
        finally:
            command.close()

    @property
    def alive(self) -> bool:
        return outer.alive(self._process)

    def fork(self, files: dict[str, bytes], environment: dict[str, str]) -> socket.socket:
        """The way to a fork for one submission: orders for starts go there, see `Holders`.

        It ends, with all that it has started, when that way is closed. Raises SandboxError.
        """
        near, far = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        cargo = (files, seccomp.program(), environment | self._packed.environment)
        number = bubblewrap.memory(marshal.dumps((*cargo, self._packed.names), 4))
        try:
            socket.send_fds(self._control, [b"submission"], [far.fileno(), number])
        except OSError as error:
            near.close()
            raise SandboxError(f"the box is gone: {error}") from error
        finally:
            far.close()
            os.close(number)
        return near

    def close(self) -> None:
        """End the bubblewrap and all in it; returns when nothing of it is left."""
        inside = outer.family(self._process)
        self._control.close()
        self._complaint = outer.end(self._process, inside)
        self._group.remove()

    def complaint(self) -> str:
        """What bubblewrap said when it failed; to be asked after `close`."""
        return self._complaint


def _furnish(
    command: bubblewrap.Command, python: interpreter.Interpreter, packed: packages.Archive
) -> None:
    """Put into the box what its programs find there."""
    command.system(python.prefixes)
    for path, text in bubblewrap.FILES.items():
        command.file(path, text.encode())
    if packed.data:
        command.file(limits.PACKAGES, packed.data)
    # for programs that start in a fresh interpreter, see `student.become`
    command.file("/box/penilai_box/script.py", (INSIDE / "script.py").read_bytes())
    command.folders()


def _boot(
    command: bubblewrap.Command, python: interpreter.Interpreter, control: int, load: bytes
) -> list[str]:
    """What starts the warm interpreter, with all that it is sent."""
    boot = _BOOT.format(control=control, load=command.memory(load))
    return [python.path, "-I", "-S", "-u", "-X", "utf8", "-c", boot]


@functools.cache
def _inside_modules(version: tuple[int, int]) -> list[tuple[str, object]]:
    """The modules of `inside/`, each after those that it imports.

    As code, so that no box compiles it, if its Python is like ours; else as text.
    """
    texts = {name: (INSIDE / f"{name}.py").read_bytes() for name in MODULES}
    if version != sys.version_info[:2]:
        return list(texts.items())
    return [(name, compile(text, f"{name}.py", "exec")) for name, text in texts.items()]


_kept: Shell | None = None  # of this process, for all the submissions that it will grade


def keep(wanted: tuple[str, ...], likely: tuple[bytes, ...]) -> None:
    """Have one ready for the boxes of this process and its forks; anew if it has ended.

    To be called by the thread that lives longest: the box ends with it. Raises SandboxError.
    """
    global _kept
    if _kept is not None and (not _kept.alive or _kept.wanted != wanted):
        release()
    if _kept is None:
        cgroup.sweep()
        _kept = Shell(wanted, likely)


def kept(wanted: tuple[str, ...]) -> Shell | None:
    """The one that is ready for these packages, if there is one."""
    return _kept if _kept is not None and _kept.wanted == wanted else None


def release() -> None:
    """End the one that is kept, if there is one."""
    global _kept
    ending, _kept = _kept, None
    if ending is not None:
        ending.close()
