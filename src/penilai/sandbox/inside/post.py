"""Words and descriptors over the sockets between the grader and the box."""

from __future__ import annotations

import array
import socket

TYPE_CHECKING = False  # `typing` is slow to load, and a checker knows this name
if TYPE_CHECKING:
    from collections.abc import Iterable


def receive(source: socket.socket) -> tuple[str, list[int]] | None:
    """One order (see `holder.hold`) with its descriptors; None when the grader is gone."""
    numbers: array.array[int] = array.array("i")
    text, ancillary, _, _ = source.recvmsg(4096, socket.CMSG_SPACE(4 * numbers.itemsize))
    for _, _, data in ancillary:
        numbers.frombytes(data)
    return (text.decode(), list(numbers)) if text else None


def send_sockets(channel: socket.socket, count: int, ready: Iterable[socket.socket] = ()) -> None:
    """Pass out the sockets `ready`, and `count` new TCP sockets of this network."""
    sockets = [*ready, *(socket.socket() for _ in range(count))]
    socket.send_fds(channel, [b"sockets"], [s.fileno() for s in sockets])
    for s in sockets:
        s.close()
