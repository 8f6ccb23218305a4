"""Holds one start: makes its namespaces, starts the program, serves the grader's questions.

It stays outside the program's PID namespace and keeps the way to the grader; the program
has nothing but its stdin, stdout and stderr.
"""

from __future__ import annotations

import os
import select
import signal
import socket
import time
from contextlib import suppress

from . import activity, kernel, limits, network, student
from .cargo import Cargo

TYPE_CHECKING = False  # `typing` is slow to load, and a checker knows this name
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import NoReturn

FIRST_SOCKETS = 3  # most checks need no more, so most starts need no second question


def hold(channel: socket.socket, stdio: list[int], order: str, cargo: Cargo) -> NoReturn:
    """Run the program ordered with `stdio`, answer questions on `channel`, end the process.

    The order is `PORT NAME`: with a port that is not 0, a socket listens there before the
    program runs, and is the first to be passed out.
    """
    port, _, program = order.partition(" ")
    try:
        kernel.own_namespaces()
        network.bring_up()
        fill_home(cargo.files)
        listener = [socket.create_server(("127.0.0.1", int(port)))] if port != "0" else []
        init = start([channel, *listener], stdio, program, cargo)
    except OSError as error:
        channel.send(f"error {error}".encode())
        os._exit(1)
    for number in stdio:
        os.close(number)
    send_sockets(channel, FIRST_SOCKETS, listener)
    serve(channel, init)


def fill_home(files: dict[str, bytes]) -> None:
    """A fresh home on a fresh file system, with the submission's files in it."""
    kernel.mount_scratch(limits.HOME, limits.HOME_MEGABYTES, limits.HOME_INODES)
    for folder in ("/tmp", "/dev/shm"):
        kernel.mount_scratch(folder, limits.SCRATCH_MEGABYTES, 256)
    for name, data in files.items():
        path = os.path.join(limits.HOME, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(data)


def start(ours: list[socket.socket], stdio: list[int], program: str, cargo: Cargo) -> int:
    """Fork PID 1 of the new namespace and, under it, the program; returns PID 1.

    `ours` are our sockets, the channel first; of these the program has nothing.
    """
    init = os.fork()
    if init == 0:
        kernel.own_process_table()
        child = os.fork()
        if child == 0:
            for own in ours:
                own.detach()  # or it would one day close a descriptor of the program's
            student.become(program, stdio, cargo)
        for number in stdio:
            os.close(number)
        reap(ours[0], child)
    return init


def reap(channel: socket.socket, child: int) -> NoReturn:
    """PID 1: fetch every ended process, and say when the program itself has ended."""
    while True:
        try:
            pid, status = os.wait()
        except ChildProcessError:
            os._exit(0)
        if pid == child:
            channel.send(f"ended {os.waitstatus_to_exitcode(status)}".encode())


def send_sockets(channel: socket.socket, count: int, ready: Iterable[socket.socket] = ()) -> None:
    """Pass out the sockets `ready`, and `count` new TCP sockets of this network."""
    sockets = [*ready, *(socket.socket() for _ in range(count))]
    socket.send_fds(channel, [b"sockets"], [s.fileno() for s in sockets])
    for s in sockets:
        s.close()


def serve(channel: socket.socket, init: int) -> NoReturn:
    """Answer until the grader says stop or has gone; watch the memory in between."""
    namespace = os.readlink(f"/proc/{init}/ns/pid")
    poll = select.poll()
    poll.register(channel, select.POLLIN)
    next_watch = 0.0
    while True:
        if time.monotonic() >= next_watch:
            watch_memory(channel, init, namespace)
            next_watch = time.monotonic() + limits.WATCH_SECONDS
        if not poll.poll(limits.WATCH_SECONDS * 1000):
            continue
        question = channel.recv(256)
        if not question or question == b"stop":
            stop(channel, init)
        answer(channel, question, init, namespace)


def answer(channel: socket.socket, question: bytes, init: int, namespace: str) -> None:
    """One question, one packet back."""
    verb, _, argument = question.partition(b" ")
    if verb == b"sockets":
        send_sockets(channel, int(argument))
    elif verb == b"activity":
        seen = activity.look(members(init, namespace), init)
        channel.send(b"activity" if seen is None else words(seen))
    elif verb == b"listening":
        places = (f" {host}:{port}" for host, port in network.listening())
        channel.send(f"listening{''.join(places)}".encode())


def words(seen: activity.Activity) -> bytes:
    """An activity as a packet; the trace only has to differ, so its hash will do."""
    return f"activity {seen.idle:d} {seen.resting:d} {seen.cpu:.2f} {hash(seen.trace)}".encode()


def members(init: int, namespace: str) -> list[int]:
    """The processes of the program: all in its PID namespace except PID 1."""
    found = []
    for name in os.listdir("/proc"):
        if name.isdigit() and int(name) != init:
            try:
                if os.readlink(f"/proc/{name}/ns/pid") == namespace:
                    found.append(int(name))
            except OSError:
                continue  # ended, or not of this program
    return found


def watch_memory(channel: socket.socket, init: int, namespace: str) -> None:
    """End the program when all its processes together hold too much."""
    if activity.memory(members(init, namespace)) > limits.TREE_BYTES:
        channel.send(b"ended memory")
        os.kill(init, signal.SIGKILL)


def stop(channel: socket.socket, init: int) -> NoReturn:
    """End PID 1 and so everything of this start; say so when nothing is left."""
    os.kill(init, signal.SIGKILL)
    os.waitpid(init, 0)
    with suppress(OSError):  # the grader may have gone before us
        channel.send(b"gone")
    os._exit(0)
