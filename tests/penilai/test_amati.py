"""`penilai amati`: a real server, real clients, and a recorder in between that changes nothing."""

import contextlib
import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from queue import Queue
from types import SimpleNamespace

import pytest

from penilai import stage
from penilai.errors import UserError
from penilai.observed import Observed
from penilai.recorder import HERE, Door, Line
from penilai.story import Event, Kind

WAIT = 30  # seconds that a busy machine may need


# The recorder ----------------------------------------------------------------------------


@pytest.fixture
def line():
    """A recorder between a client's socket and a server's, and what it tells."""
    with socket.create_server((HERE, 0)) as server:
        pairs = [(socket.create_connection(server.getsockname()), server.accept()[0])]
        pairs += [(socket.create_connection(server.getsockname()), server.accept()[0])]
    (client, near), (far, behind) = pairs
    for sock in (client, behind):
        sock.settimeout(WAIT)
    told = Queue()
    made = Line("Ani", "server.py", near, far, lambda *event: told.put(event))
    with client, behind:
        yield SimpleNamespace(client=client, server=behind, told=told, line=made)
        made.hang_up()


def test_segments_go_on_as_they_came_in_both_directions(line):
    line.client.sendall(b"ha")
    assert line.server.recv(100) == b"ha"
    line.client.sendall(b"lo\n")
    assert line.server.recv(100) == b"lo\n"
    line.server.sendall(b"\xff\x00")
    assert line.client.recv(100) == b"\xff\x00"
    assert [line.told.get(timeout=WAIT) for _ in range(3)] == [
        (Kind.SENT, "Ani", "server.py", b"ha"),
        (Kind.SENT, "Ani", "server.py", b"lo\n"),
        (Kind.SENT, "server.py", "Ani", b"\xff\x00"),
    ]


def test_half_a_close_stays_half_a_close(line):
    line.client.shutdown(socket.SHUT_WR)
    assert line.server.recv(100) == b""
    line.server.sendall(b"masih\n")
    assert line.client.recv(100) == b"masih\n"
    line.server.close()
    assert line.client.recv(100) == b""
    kinds = [line.told.get(timeout=WAIT)[:2] for _ in range(3)]
    assert kinds == [(Kind.CLOSED, "Ani"), (Kind.SENT, "server.py"), (Kind.CLOSED, "server.py")]


@pytest.mark.parametrize("who", ["client", "server"])
def test_a_reset_stays_a_reset_and_is_told_once(line, who):
    breaks, other = getattr(line, who), line.server if who == "client" else line.client
    breaks.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    breaks.close()
    with pytest.raises(ConnectionError):
        other.recv(100)
    name = "Ani" if who == "client" else "server.py"
    assert line.told.get(timeout=WAIT)[:2] == (Kind.RESET, name)
    assert line.told.empty()


def test_hanging_up_ends_both_politely(line):
    line.line.hang_up()
    assert line.client.recv(100) == line.server.recv(100) == b""


def test_a_door_that_is_taken_is_one_sentence():
    with socket.create_server((HERE, 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(UserError, match=str(port)):
            Door(port)


def test_a_door_that_is_not_open_lets_nobody_in():
    with socket.create_server((HERE, 0)) as other:
        port = other.getsockname()[1]
    door = Door(port)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((HERE, port))
    came = Queue()
    door.open(came.put)
    with socket.create_connection((HERE, port)) as client:
        came.get(timeout=WAIT).refuse()
        with pytest.raises(ConnectionError):
            client.recv(1)
    door.close()
    with pytest.raises(ConnectionError):
        socket.create_connection((HERE, port))


# What is seen ----------------------------------------------------------------------------


def seen(*events):
    observed = Observed(60)
    for kind, who, peer, data in events:
        observed.add(Event(0.0, kind, who, data, peer=peer))
    return observed


def asked(client, name):
    return [
        (Kind.CONNECTED, client, "server.py", b""),
        (Kind.SENT, "server.py", client, b"NICK\n"),
        (Kind.SENT, client, "server.py", name),
    ]


def text(observed):
    return "\n".join(line.plain for line in observed.draw())


def test_a_client_is_called_what_it_answers_to_nick():
    observed = seen(*asked("Klien 1", b"Ani\n"))
    assert "Ani" in text(observed).splitlines()[0]
    assert {event.peer for event in observed.events} == {"server.py", "Ani"}


@pytest.mark.parametrize("name", [b"\n", b"x" * 50, b"\x1b[2J\n"])
def test_what_is_no_name_leaves_the_number(name):
    assert "Klien 1" in text(seen(*asked("Klien 1", name)))


def test_two_of_one_name_are_told_apart():
    observed = seen(*asked("Klien 1", b"Ani\n"))
    text(observed)
    for event in asked("Klien 2", b"Ani\n"):
        observed.add(Event(0.0, event[0], event[1], event[3], peer=event[2]))
    assert "Ani (Klien 2)" in text(observed)


def test_messages_are_counted_by_lines():
    assert seen((Kind.SENT, "a", "b", b"1\n2\n"), (Kind.SENT, "a", "b", b"3")).messages == 3


# All of it -------------------------------------------------------------------------------


class Output:
    """What a running command prints, line by line as it comes."""

    def __init__(self, stream):
        self.text, self._changed = "", threading.Condition()
        threading.Thread(target=self._read, args=(stream,), daemon=True).start()

    def _read(self, stream):
        while data := os.read(stream.fileno(), 65536):
            with self._changed:
                self.text += data.decode()
                self._changed.notify_all()

    def shows(self, words):
        with self._changed:
            found = self._changed.wait_for(lambda: words in self.text, WAIT)
        assert found, f"{words!r} is not in:\n{self.text}"


@contextlib.contextmanager
def running(*command, cwd=None, **environment):
    pipe = subprocess.PIPE
    process = subprocess.Popen(
        [sys.executable, "-u", *command],
        cwd=cwd,
        env={**os.environ, "PYTHONUTF8": "1", "PENILAI_BAHASA": "id", **environment},
        stdin=pipe,
        stdout=pipe,
        stderr=subprocess.STDOUT,
        process_group=0 if os.name == "posix" else None,
    )
    with process:
        output = Output(process.stdout)
        try:
            yield process, output
        finally:
            process.kill()


def types(process, words):
    process.stdin.write(f"{words}\n".encode())
    process.stdin.flush()


@pytest.fixture
def course(tmp_path):
    """The course's stages with ports of this test's own."""
    found = {}
    for name in ("modul_contoh", "pertemuan3"):
        folder = shutil.copytree(stage.find()[name].folder, tmp_path / name)
        found[name] = folder
    return found


@pytest.fixture(scope="module", autouse=True)
def ports_are_free():
    """The stages' ports are fixed: this test needs them."""
    for port in (5005, 12345):
        deadline = time.monotonic() + WAIT
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError), socket.create_server((HERE, port)):
                break
        else:
            pytest.skip(f"port {port} is used by somebody else")


@pytest.mark.skipif(os.name != "posix", reason="Ctrl-C as POSIX sends it")
@pytest.mark.parametrize("tier", ["", "portabel"])
def test_two_clients_chat_and_the_ladder_is_drawn(course, tmp_path, tier):
    client = str(course["modul_contoh"] / "client.py")
    command = ["-m", "penilai", "amati", "modul_contoh", "--folder", "modul_contoh"]
    environment = {"PENILAI_ISOLASI": tier} if tier else {}
    page = tmp_path / "obrolan.html"
    with running(*command, "--diagram", page, cwd=tmp_path, **environment) as (watch, drawn):
        drawn.shows("mendengarkan di port 5005. Jalankan")
        with running(client) as (ani, first), running(client) as (budi, second):
            types(ani, "Ani")
            first.shows("Terkoneksi")
            types(budi, "Budi")
            second.shows("Terkoneksi")
            types(ani, "halo 🚀")
            second.shows("Ani: halo 🚀")
            drawn.shows("Ani: halo 🚀⏎")
            os.killpg(watch.pid, signal.SIGINT)
            drawn.shows("Diagram:")
            second.shows("Server menutup sambungan")
        assert watch.wait(WAIT) == 0, drawn.text
    assert "12 pesan terlihat." in drawn.text, drawn.text
    assert "Traceback" not in drawn.text, drawn.text
    written = page.read_text(encoding="utf-8")
    assert "Ani: halo 🚀⏎" in written and "Klien 1" not in written


def test_the_server_of_one_client_is_asked_at_our_keyboard_and_ends(course):
    command = ["-m", "penilai", "amati", "pertemuan3"]
    with running(*command, cwd=course["pertemuan3"]) as (watch, drawn):
        drawn.shows("Masukkan Username:")
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection((HERE, 12345))
        types(watch, "Sari")
        drawn.shows("Jalankan python client.py")
        with socket.create_connection((HERE, 12345), WAIT) as budi:
            budi.sendall(b"Budi")
            assert budi.recv(100) == b"Sari"
            drawn.shows("Budi sudah terhubung.")
        drawn.shows("pesan terlihat.")
        assert watch.wait(WAIT) == 0
    assert "berakhir, kode keluar 0" in drawn.text


def test_a_port_that_is_taken_is_said_at_once(course):
    command = [sys.executable, "-m", "penilai", "amati", "modul_contoh", "--folder", "."]
    with socket.create_server((HERE, 5005)):
        done = subprocess.run(
            command,
            cwd=course["modul_contoh"],
            env=os.environ | {"PENILAI_BAHASA": "id"},
            capture_output=True,
            encoding="utf-8",
        )
    assert (done.returncode, done.stdout) == (2, ""), done
    assert done.stderr.count("\n") == 1 and "Port 5005 sedang dipakai" in done.stderr
