"""The isolated tier: one bubblewrap for a submission, fresh namespaces inside for each start."""

from __future__ import annotations

import functools
import marshal
import socket
import sys
from pathlib import Path
from typing import Any

from penilai.sandbox import bubblewrap, cgroup, interpreter, outer, packages, seccomp
from penilai.sandbox.boxed import BoxedProgram
from penilai.sandbox.display import Display
from penilai.sandbox.holders import Holders
from penilai.sandbox.inside import kernel, limits, script
from penilai.sandbox.program import SandboxError

INSIDE = Path(__file__).parent / "inside"
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
    library, and with `screen` open windows. Raises SandboxError when bubblewrap cannot be
    started, or a package is missing.
    """

    tier = "bubblewrap"
    side_by_side = True  # each start has a network of its own

    def __init__(
        self,
        files: dict[str, bytes],
        environment: dict[str, str],
        wanted: tuple[str, ...] = (),
        screen: bool = False,
    ) -> None:
        python = interpreter.of_a_box()
        packed = packages.archive(wanted, python) if wanted else packages.NONE
        control, far = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._holders = Holders(control)
        self._display = Display(boxed=True) if screen else None
        self._group = cgroup.Group()
        kernel.adopt_orphans()  # the first process of a box outlives bubblewrap for a moment
        command = bubblewrap.Command()
        try:
            if self._display:
                self._display.bind_into(command)
                environment = environment | self._display.environment
            _furnish(command, python, packed, files)
            cargo = (files, seccomp.program(), environment | packed.environment, packed.names)
            words = command.finish(_boot(command, python, far.fileno(), cargo))
            with far, self._group.joined():
                self._process = outer.spawn(words, [far.fileno(), *command.descriptors])
        except (OSError, SandboxError) as error:
            self._group.remove()
            if self._display:
                self._display.close()
            raise SandboxError(f"bubblewrap: {error}") from error
        finally:
            command.close()

    def start(
        self,
        program: str,
        listen_on: int | None = None,
        terminal: bool = False,
        screen: bool = False,
    ) -> BoxedProgram:
        """See `program.Sandbox`; the program `limits.NOTHING` does all but run one."""
        display = self._display if screen else None
        if display:
            display.open()
        return BoxedProgram(program, self._holders, listen_on, terminal, display)

    def close(self) -> None:
        """End the box; returns when nothing of it is left."""
        inside = outer.family(self._process)
        self._holders.close()  # the warm interpreter ends, and the box with it
        self._complaint = outer.end(self._process, inside)
        self._group.remove()
        if self._display:
            self._display.close()

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


@functools.cache
def _inside_modules(version: tuple[int, int]) -> list[tuple[str, object]]:
    """The modules of `inside/`, each after those that it imports.

    As code, so that no box compiles it, if its Python is like ours; else as text.
    """
    texts = {name: (INSIDE / f"{name}.py").read_bytes() for name in MODULES}
    if version != sys.version_info[:2]:
        return list(texts.items())
    return [(name, compile(text, f"{name}.py", "exec")) for name, text in texts.items()]
