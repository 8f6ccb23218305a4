"""Holds one start after another: fresh surroundings, the program, the grader's questions.

It is PID 1 of the program's PID namespace: out of the program's reach, because it keeps its
capabilities, and what it leaves behind is ended by the kernel. It keeps the way to the
grader; the program has nothing but its stdin, stdout and stderr.
"""

from __future__ import annotations

import os
import select
import signal
import socket
import time
from contextlib import suppress

from . import activity, kernel, limits, network, post, student
from .cargo import Cargo

TYPE_CHECKING = False  # `typing` is slow to load, and a checker knows this name
if TYPE_CHECKING:
    from typing import NoReturn

MOST_PLACES = 1000  # that are told: an answer has to fit into one packet
FIRST_SOCKETS = 3  # most checks need no more, so most starts need no second question


def hold(channel: socket.socket, stdio: list[int], order: str, cargo: Cargo) -> NoReturn:
    """Run what is ordered with `stdio`, then what is ordered on `channel`, until nobody orders.

    An order is `PORT NAME`: with a port that is not 0, a socket listens there before the
    program runs, and is the first to be passed out. Between two starts nothing is alive in our
    PID namespace but ourselves, so the next one may have it: a fork costs more than all the rest.
    """
    following: tuple[str, list[int]] | None = (order, stdio)
    try:
        kernel.own_mounts()
        kernel.let_nobody_in()
        # Python's own handler would be the one signal that acts on a PID 1
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        while following is not None:
            Holder(channel, run(channel, *following, cargo)).serve()
            channel.send(b"gone")
            following = post.receive(channel)
    except OSError as error:
        with suppress(OSError):  # the grader may have gone before us
            channel.send(f"error {error}".encode())
    os._exit(0)


def run(channel: socket.socket, order: str, stdio: list[int], cargo: Cargo) -> int:
    """Start the program in fresh surroundings; returns its number."""
    port, _, program = order.partition(" ")
    kernel.own_network()
    network.bring_up()
    network.bound_buffers()
    fill_home(cargo.files)
    listener = [socket.create_server(("127.0.0.1", int(port)))] if port != "0" else []
    child = start([channel, *listener], stdio, program, cargo)
    for number in stdio:
        os.close(number)
    post.send_sockets(channel, FIRST_SOCKETS, listener)
    return child


def fill_home(files: dict[str, bytes]) -> None:
    """A fresh home on a fresh file system, with the submission's files in it."""
    kernel.mount_scratch(limits.HOME, limits.HOME_MEGABYTES, limits.HOME_INODES)
    for folder in ("/tmp", "/dev/shm"):
        kernel.mount_scratch(folder, limits.SCRATCH_MEGABYTES, 256)
    if os.path.isdir(limits.SCREEN):  # X clients look for their display in this place
        os.symlink(limits.SCREEN, "/tmp/.X11-unix")
    for name, data in files.items():
        path = f"{limits.HOME}/{name}"
        if "/" in name:
            os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(data)


def start(ours: list[socket.socket], stdio: list[int], program: str, cargo: Cargo) -> int:
    """Fork the program; returns its number.

    `ours` are our sockets, the channel first; of these the program has nothing.
    """
    child = os.fork()
    if child == 0:
        for own in ours:
            own.detach()  # or it would one day close a descriptor of the program's
        student.become(program, stdio, cargo)
    return child


class Holder:
    """Tells the grader about the program, and fetches what has ended: we are its PID 1."""

    def __init__(self, channel: socket.socket, child: int) -> None:
        self._channel, self._child = channel, child
        self._poll = select.poll()
        self._poll.register(channel, select.POLLIN)
        self._end = os.pidfd_open(child)
        self._poll.register(self._end, select.POLLIN)

    def serve(self) -> None:
        """Answer until the grader says stop; watch the memory in between. Nothing is left then."""
        next_watch = time.monotonic() + limits.WATCH_SECONDS
        while True:
            ready = [number for number, _ in self._poll.poll(limits.WATCH_SECONDS * 1000)]
            self._fetch_ended()
            if self._channel.fileno() in ready:
                question = self._channel.recv(256)
                if question in (b"stop", b""):
                    return self._stop()
                self._answer(question)
            if time.monotonic() >= next_watch:
                self._watch_memory()
                next_watch = time.monotonic() + limits.WATCH_SECONDS

    def _fetch_ended(self) -> None:
        """Take ended processes off the table; say so when the program itself is one.

        What it has started ends with it, as if its terminal had been closed: else it would be
        chance what a child still does for a program that has ended.
        """
        with suppress(ChildProcessError):
            while (found := os.waitpid(-1, os.WNOHANG)) != (0, 0):
                pid, status = found
                if pid == self._child:
                    self._poll.unregister(self._end)
                    kill_all()
                    self._tell_end(f"{os.waitstatus_to_exitcode(status)}")

    def _tell_end(self, how: str) -> None:
        self._child = 0  # its end is told once
        self._channel.send(f"ended {how}".encode())

    def _answer(self, question: bytes) -> None:
        """One question, one packet back."""
        verb, _, argument = question.partition(b" ")
        if verb == b"sockets":
            post.send_sockets(self._channel, int(argument))
        elif verb == b"activity":
            seen = activity.look(members(), int(os.readlink("/proc/self")))
            self._channel.send(b"activity" if seen is None else words(seen))
        elif verb == b"listening":
            places = [f" {host}:{port}" for host, port in network.listening()]
            self._channel.send(f"listening{''.join(places[:MOST_PLACES])}".encode())

    def _watch_memory(self) -> None:
        """End the program when all its processes together hold too much.

        Of a socket it is taken for granted that it is full: to look would take too long.
        """
        held = activity.memory(members()) + network.sockets() * limits.SOCKET_BYTES
        if self._child and held > limits.TREE_BYTES:
            self._tell_end("memory")
            kill_all()

    def _stop(self) -> None:
        """End everything of this start; returns when nothing is left."""
        kill_all()
        with suppress(ChildProcessError):
            while True:
                os.wait()
        os.close(self._end)


def kill_all() -> None:
    """Kill every process of our PID namespace but ourselves, in one step."""
    with suppress(ProcessLookupError):
        os.kill(-1, signal.SIGKILL)


def words(seen: activity.Activity) -> bytes:
    """An activity as a packet; the trace only has to differ, so its hash will do."""
    facts = f"{seen.idle:d} {seen.resting:d} {seen.cpu:.2f} {hash(seen.trace)} {seen.wakes:.3f}"
    return f"activity {facts} {seen.timed} {' '.join(seen.turns)}".encode()


def members() -> list[int]:
    """The processes of the program: all in our PID namespace except ourselves.

    Their numbers are those of /proc, which may be that of the box (`own_mounts`).
    """
    own, namespace = os.readlink("/proc/self"), os.readlink("/proc/self/ns/pid")
    found = []
    for name in os.listdir("/proc"):
        if name.isdigit() and name != own:
            try:
                if os.readlink(f"/proc/{name}/ns/pid") == namespace:
                    found.append(int(name))
            except OSError:
                continue  # ended, or not of this program
    return found
