"""The warm interpreter: forks another for each submission, which forks the holders of its starts.

Answers are words and not JSON, for what is loaded here is copied by every fork.
"""

from __future__ import annotations

import gc
import importlib
import marshal
import os
import socket
import sys
from contextlib import suppress

from . import holder, kernel, limits, post, script, student
from .cargo import Cargo

TYPE_CHECKING = False  # `typing` is slow to load, and a checker knows this name
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import NoReturn

# What chat programs import: loaded once here, so that no start pays for it.
WARM = ("socket", "threading", "time", "codecs", "site")
# Loaded too, but only when a program names them: they are slow to load.
ON_DEMAND = frozenset(
    "asyncio collections concurrent contextlib dataclasses datetime getpass json logging queue "
    "random re selectors select signal socketserver string struct subprocess tkinter typing "
    "uuid".split()
)

# What a package loads only when its server runs; the name of the package is loaded with them.
WHEN_RUNNING = {
    "flask_socketio": ("engineio.async_drivers.threading", "werkzeug.serving", "werkzeug.debug")
}


def preload(sources: Iterable[bytes], packages: tuple[str, ...]) -> None:
    """Import what these sources import, so that the children find it ready."""
    names = imported(sources)
    modules = [*WARM, *sorted(names & ON_DEMAND)]
    for package in sorted(names.intersection(packages)):
        modules += [package, *WHEN_RUNNING.get(package, ())]
    for module in modules:
        with suppress(ImportError):  # Debian keeps tkinter in a package of its own
            importlib.import_module(module)
    gc.collect()
    gc.freeze()  # the children share these pages instead of copying them


def imported(sources: Iterable[bytes]) -> set[str]:
    """The module names that stand behind `import` or `from` at the start of a line."""
    names: set[str] = set()
    for source in sources:
        for line in source.splitlines():
            words = line.replace(b",", b" ").replace(b".", b" ").split()
            if words[:1] in ([b"import"], [b"from"]):
                names.update(word.decode("ascii", "replace") for word in words[1:])
    return names


def compile_ahead(files: dict[str, bytes]) -> dict[str, object]:
    """The code objects of the programs by name, compiled in a child with limits.

    Compiling runs nothing of the student's, but a source can make it take gigabytes. What
    does not compile is missing here, and says so when it is started.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        student.set_limits()
        kernel.drop_capabilities()
        sys.stderr = None  # warnings belong to the start
        codes: dict[str, object] = {}
        for name, data in files.items():
            if name.endswith(".py"):
                with suppress(Exception):
                    codes[name] = script.compile_source(name, data)
        with os.fdopen(writer, "wb") as pipe:
            marshal.dump(codes, pipe)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        text = pipe.read()
    _, status = os.waitpid(child, 0)
    compiled: dict[str, object] = marshal.loads(text) if status == 0 else {}
    return compiled


def main(control_number: int, likely: tuple[bytes, ...], packages: tuple[str, ...]) -> None:
    """Fork an interpreter for each submission, until the grader closes the control socket.

    `likely`: sources that import what most submissions will. Nothing of a submission comes
    into this process, only the way to its grader and a descriptor for the fork to read.
    """
    if packages:
        sys.path.append(limits.PACKAGES)
    preload(likely, packages)
    control = socket.socket(fileno=control_number)
    while (order := post.receive(control)) is not None:
        _, (way, load) = order
        if os.fork() == 0:
            control.close()
            serve_apart(way, load)
        os.close(way)
        os.close(load)
        fetch_ended(os.WNOHANG)
    fetch_ended(0)
    os._exit(0)


def serve_apart(way: int, load: int) -> NoReturn:
    """Be the interpreter of one submission, in user and PID namespaces of its own."""
    kernel.own_users()
    if os.fork():  # the child is in the new PID namespace, we are not
        os.wait()
        os._exit(0)
    with os.fdopen(load, "rb") as file:
        cargo = Cargo(*marshal.load(file))
    serve(socket.socket(fileno=way), cargo)


def serve(control: socket.socket, cargo: Cargo) -> NoReturn:
    """Serve orders for starts until the grader closes the control socket."""
    home = os.open("/proc/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC)
    preload(cargo.sources(), cargo.packages)
    cargo.code.update(compile_ahead(cargo.files))
    while (order := post.receive(control)) is not None:
        hold_apart(control, home, *order, cargo)
        fetch_ended(os.WNOHANG)
    fetch_ended(0)
    os._exit(0)


def hold_apart(
    control: socket.socket, home: int, text: str, numbers: list[int], cargo: Cargo
) -> None:
    """Fork a holder for this order and those that follow it, in a PID namespace of its own.

    The descriptors are the holder's channel and the program's stdin, stdout, stderr.
    """
    channel = socket.socket(fileno=numbers[0])
    try:
        if kernel.fork_apart(home) == 0:
            control.close()
            os.close(home)
            holder.hold(channel, numbers[1:], text, cargo)
    except OSError as error:
        channel.send(f"error {error}".encode())
    channel.close()
    for number in numbers[1:]:
        os.close(number)


def fetch_ended(options: int) -> None:
    """Wait for ended holders; their processor time is then counted as ours."""
    try:
        while os.waitpid(-1, options) != (0, 0):
            pass
    except ChildProcessError:
        pass  # there are none
