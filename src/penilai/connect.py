"""The first contact with a program that is just starting, and why there may be none."""

from __future__ import annotations

import errno
import socket
from typing import Any

from penilai.console import Console
from penilai.events import SPIN_STARTING, Hub, Waited
from penilai.language import mark
from penilai.sandbox import Program
from penilai.story import Unreachable

START = 12.0  # seconds from the start of a program to its first word with us
RETRY = 0.003  # seconds between two attempts to connect; a word on the screen brings one too
LATE = 25  # rests of a program (each SLICE) that an answer in flight may outlast
_EVERYWHERE = {"0.0.0.0", "127.0.0.1", "::"}
_WINDOWS_ASKED_TWICE = 10022  # WSAEINVAL
_UNDERWAY = {errno.EINPROGRESS, errno.EALREADY, errno.EWOULDBLOCK, _WINDOWS_ASKED_TWICE}
_CONNECTED = {0, errno.EISCONN}
_RECONNECTS = hasattr(socket, "TCP_QUICKACK")  # Linux: a refused socket may try again


class Connecting:
    """A connection that is tried until the program listens.

    No probe: a single-client server would spend its only accept on it. A refused connect
    is seen by nobody.
    """

    def __init__(self, program: Program, port: int) -> None:
        self._program, self._address = program, program.address(port)
        self.connected = False
        self._fresh_socket()

    def made(self) -> bool:
        """Try once; True when connected. Never waits."""
        if self.connected:
            return True
        code = self.socket.connect_ex(self._address)
        if code in _UNDERWAY:  # on the loopback it is done by now, or refused
            code = self.socket.connect_ex(self._address)
        self.in_flight = code in _UNDERWAY
        self.connected = code in _CONNECTED
        if not self.connected and not self.in_flight and not _RECONNECTS:
            self.socket.close()
            self._fresh_socket()
        return self.connected

    def _fresh_socket(self) -> None:
        self.socket = self._program.socket()
        self.socket.setblocking(False)
        self.in_flight = False  # is an answer still to come? A full backlog makes it late


def connected(program: Program, screen: Console, port: int, hub: Hub) -> socket.socket:
    """Connect as soon as the program listens; raises Unreachable if it never does."""
    connection = Connecting(program, port)
    for _ in range(LATE):
        waited = hub.wait(connection.made, START, RETRY, SPIN_STARTING)
        if waited is not Waited.QUIET or not connection.in_flight:
            break
    if waited is not Waited.HAPPENED:
        connection.socket.close()
        raise unreachable(program, screen, port, waited)
    return connection.socket


def unreachable(program: Program, screen: Console, port: int, waited: Waited) -> Unreachable:
    """Say why a server cannot be talked to: it ended, listens elsewhere, or not at all."""
    fields: dict[str, Any] = {"who": program.name, "port": port}
    advice = mark("Apakah bind() dan listen() benar-benar dijalankan?")
    places = [] if program.ended else program.listening()
    if program.ended:
        says = mark("{who} berakhir sebelum mendengarkan di port {port}.")
        waited = Waited.HAPPENED
    elif any(found == port and host in _EVERYWHERE for host, found in places):
        says = mark("{who} mendengarkan di port {port}, tetapi tidak menerima sambungan lagi.")
        advice = mark("Panggil accept() terus-menerus, jangan menunggu satu klien di sana.")
    elif port in [found for _, found in places]:
        says = mark("{who} mendengarkan di port {port}, tetapi hanya di alamat {host}.")
        advice = mark('Pakai "" di bind(): server lalu mendengarkan di semua alamat komputer ini.')
        fields["host"] = next(host for host, found in places if found == port)
        waited = Waited.HAPPENED
    elif places:
        says = mark("{who} mendengarkan di port {other}, seharusnya port {port}.")
        advice = mark("Periksa nomor port di bind() atau create_server().")
        fields["other"] = places[0][1]
        waited = Waited.HAPPENED
    else:
        says = mark("{who} tidak pernah mendengarkan di port {port}.")
    if program.ended:
        advice = ""  # what it said at its end tells more
    return Unreachable(says, why=waited, instead=screen.last_words(), advice=advice, **fields)
