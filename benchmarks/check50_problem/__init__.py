"""The 14 checks of modul_contoh for check50, written as its documentation teaches.

What a good author does is done here: connecting is retried, TCP_NODELAY is set, a line is
waited for and never slept for, and no prompt is waited out. QUICK_ACK=1 in the environment adds
what hardly an author knows: to acknowledge at once, which spares the server Nagle's wait.
"""

import contextlib
import fcntl
import os
import socket
import struct
import time

import check50

ADDRESS = ("127.0.0.1", 5005)
PATIENCE = 5.0  # seconds
RETRY = 0.005  # seconds between two attempts to connect
QUICK_ACK = "QUICK_ACK" in os.environ


class Peer:
    """Our end of one conversation; with `name`, that of a chat client."""

    def __init__(self, sock, name=""):
        self.name, self._socket, self._heard = name, sock, b""
        sock.settimeout(PATIENCE)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._acknowledge()

    def send(self, data):
        self._socket.sendall(data)

    def says(self, text):
        """Say a line as a chat client writes it; returns it."""
        line = f"{self.name}: {text}"
        self.send(f"{line}\n".encode())
        return line

    def hears(self, words, times=1):
        """Wait until these words were heard so many times."""
        while self.count(words) < times:
            try:
                segment = self._socket.recv(65536)
            except OSError:
                segment = b""
            if not segment:
                raise check50.Failure(f"{self.name} did not hear {words!r}: {self._heard!r}")
            self._heard += segment
            self._acknowledge()

    def hears_once(self, words, before):
        """Wait for a later line, then be sure that the words came exactly once."""
        self.hears(before)
        if (times := self.count(words)) != 1:
            raise check50.Failure(f"{self.name} heard {words!r} {times} times")

    def count(self, words):
        return self._heard.count(words.encode())

    def stops_talking(self):
        self._socket.shutdown(socket.SHUT_WR)

    def resets(self):
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close()

    def close(self):
        self._socket.close()

    def _acknowledge(self):
        if QUICK_ACK:  # it resets itself, so after every recv
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)


class Room:
    """server.py, running, and those who chat there."""

    def __init__(self, server):
        self.server, self.peers = server, []

    def connect(self, name):
        self.peers.append(Peer(connected(), name))
        return self.peers[-1]

    def join(self, *names):
        """Connect, answer NICK and be welcomed, one after the other."""
        return [self.enter(self.connect(name)) for name in names]

    def enter(self, peer):
        peer.hears("NICK\n")
        peer.send(f"{peer.name}\n".encode())
        peer.hears("Terkoneksi dengan Server!\n")
        return peer


def connected():
    """A connection, as soon as somebody listens."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return socket.create_connection(ADDRESS, PATIENCE)
        except ConnectionRefusedError:
            if time.monotonic() > deadline:
                raise check50.Failure("nobody listens on port 5005") from None
            time.sleep(RETRY)


@contextlib.contextmanager
def running(command):
    """The program, running; nobody else has the port meanwhile, though checks run together."""
    with open(check50.internal.run_root_dir / "port.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        program = check50.run(command)
        try:
            yield program
        finally:
            program.kill()


@contextlib.contextmanager
def room():
    with running("python3 server.py") as server:
        here = Room(server)
        try:
            yield here
        finally:
            for peer in here.peers:
                peer.close()


@contextlib.contextmanager
def visit(name):
    """client.py with its name typed, our end of its connection, and NICK answered."""
    with running("python3 client.py") as client, socket.create_server(ADDRESS) as listener:
        listener.settimeout(PATIENCE)
        client.stdout("Masukkan username: ", regex=False).stdin(name, prompt=False)
        host = Peer(listener.accept()[0], "Server")
        try:
            host.send(b"NICK\n")
            host.hears(f"{name}\n")
            yield client, host
        finally:
            host.close()


@check50.check()
def server_asks_nick():
    """server sends NICK, and shows the name"""
    with room() as here:
        here.join("Ani")
        here.server.stdout("Username Ani", regex=False)


@check50.check()
def server_broadcasts():
    """a line reaches all other clients, exactly once"""
    with room() as here:
        ani, budi, citra = here.join("Ani", "Budi", "Citra")
        line, last = ani.says("halo semua"), ani.says("sampai jumpa")
        budi.hears_once(line, before=last)
        citra.hears_once(line, before=last)


@check50.check()
def server_echoes_sender():
    """the sender receives its line too, exactly once"""
    with room() as here:
        [ani] = here.join("Ani")
        line, last = ani.says("halo"), ani.says("masih di sini")
        ani.hears_once(line, before=last)


@check50.check()
def server_announces_join():
    """those present hear that somebody joins"""
    with room() as here:
        ani, _ = here.join("Ani", "Budi")
        ani.hears("Budi Bergabung")


@check50.check()
def server_announces_leave():
    """those left hear that somebody left"""
    with room() as here:
        ani, budi, citra = here.join("Ani", "Budi", "Citra")
        ani.close()
        budi.hears("Ani keluar")
        citra.hears("Ani keluar")


@check50.check()
def server_survives_reset():
    """a reset does not disturb the others"""
    with room() as here:
        ani, budi, citra = here.join("Ani", "Budi", "Citra")
        ani.resets()
        budi.hears("Ani keluar")
        citra.hears("Ani keluar")
        line, last = budi.says("kita lanjut"), budi.says("masih lancar")
        citra.hears_once(line, before=last)


@check50.check()
def server_forgets_leaver():
    """who left is forgotten, and may come back"""
    with room() as here:
        ani, budi, citra = here.join("Ani", "Budi", "Citra")
        ani.stops_talking()
        citra.hears("Ani keluar")
        line = budi.says("Ani sudah pergi")
        citra.hears(line)
        if ani.count(line):
            raise check50.Failure("the one who left is still sent to")
        [again] = here.join("Ani")
        citra.hears("Ani Bergabung")
        budi.close()
        citra.hears("Budi keluar")
        again.hears("Budi keluar")


@check50.check()
def server_silent_client():
    """one who does not answer NICK holds nobody up"""
    with room() as here:
        here.connect("Diam")
        ani, budi = here.join("Ani", "Budi")
        budi.hears(ani.says("ada yang diam"))


@check50.check()
def server_many_at_once():
    """20 clients join and speak together, nothing lost, nothing twice"""
    with room() as here:
        crowd = [here.connect(f"Klien{chr(97 + number)}") for number in range(20)]
        for peer in crowd:
            peer.hears("NICK\n")
        for peer in crowd:
            peer.send(f"{peer.name}\n".encode())
        for peer in crowd:
            peer.hears("Terkoneksi dengan Server!\n")
        lines = [peer.says("halo") for peer in crowd]
        for peer in crowd:
            for line in lines:
                peer.hears(line)
        last = crowd[0].says("sudah semua")
        for peer in crowd:
            for line in lines:
                peer.hears_once(line, before=last)


@check50.check()
def server_keeps_lines_whole():
    """a line cut or glued on its way arrives whole"""
    with room() as here:
        ani, budi, citra = here.join("Ani", "Budi", "Citra")
        ani.send(b"Ani: baris yang ")
        citra.hears(budi.says("menyela"))
        ani.send(b"terpotong\n")
        citra.hears("\nAni: baris yang terpotong\n")
        ani.send(b"Ani: satu\nAni: dua\n")
        citra.hears("\nAni: satu\n")
        citra.hears("\nAni: dua\n")


@check50.check()
def server_unicode():
    """letters outside ASCII arrive unchanged"""
    with room() as here:
        ani, budi = here.join("Ani", "Budi")
        budi.hears(ani.says("café 网络 🚀 ñandú"))
        line = "Ani: 🚀 こんにちは\n".encode()
        ani.send(line[:7])
        ani.hears(budi.says("menyela"))
        ani.send(line[7:])
        budi.hears(line.decode())


@check50.check()
def client_answers_nick():
    """client answers NICK with the name, and does not show it"""
    with visit("Ani") as (client, host):
        host.send(b"Budi: selamat datang\n")
        client.stdout("Budi: selamat datang", regex=False)
        if "NICK" in client.process.before:
            raise check50.Failure("NICK is shown")


@check50.check()
def client_sends():
    """what is typed is sent with the name before it"""
    with visit("Ani") as (client, host):
        client.stdin("halo semua", prompt=False)
        host.hears("Ani: halo semua\n")


@check50.check()
def client_shows():
    """received lines are shown, glued ones as separate lines"""
    with visit("Ani") as (client, host):
        client.stdout(">> ", regex=False)  # or it may come in the middle of a line
        host.send(b"Budi: selamat datang\n")
        client.stdout("Budi: selamat datang\n", regex=False)
        host.send(b"Budi: satu\nBudi: dua\n")
        client.stdout("Budi: satu\n", regex=False)
        client.stdout("Budi: dua\n", regex=False)
