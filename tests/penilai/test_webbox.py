"""A Flask-SocketIO program runs in the sandbox as its author starts it, however that is written."""

import contextlib
import json
import os
import sys

import pytest
import websocket

from penilai.events import Hub, Waited
from penilai.sandbox import choose
from penilai.sandbox.box import Box
from penilai.sandbox.inside import limits
from penilai.sandbox.portable import Portable

TIER = choose()
PORT = 5000
PATIENCE = 20  # seconds; only a failure uses them
WEB = ("flask_socketio",)
APP = """
from flask import Flask, render_template
from flask_socketio import SocketIO, emit

app = Flask(__name__)
socketio = SocketIO(app)

@app.route("/")
def index():
    return render_template("halaman.html", nama="Ani")

@socketio.on("kirim")
def kirim(data):
    emit("terima", data["isi"], broadcast=True)

if __name__ == "__main__":
    RUN
"""
WAYS = {
    "biasa.py": "socketio.run(app)",
    "debug.py": "socketio.run(app, debug=True)",
    "semua.py": 'socketio.run(app, host="0.0.0.0", port=5000)',
    "nekat.py": "socketio.run(app, allow_unsafe_werkzeug=True)",
    "flask_saja.py": "app.run()",
    "flask_debug.py": "app.run(debug=True)",
}
LOOKS = """
import json, os, sys
def tried(name):
    try:
        __import__(name)
    except ImportError:
        return False
    return True
print(json.dumps({
    "imports": {name: tried(name) for name in NAMES},
    "path": sys.path, "environment": dict(os.environ), "tty": os.isatty(0), "again": sys.orig_argv,
}))
"""
OURS = "penilai penilai_box pytest rich psutil websocket redis eventlet gevent requests".split()
FILES = {name: APP.replace("RUN", way) for name, way in WAYS.items()}
FILES |= {
    "templates/halaman.html": "<h1>Halo {{ nama }}</h1>",
    "static/style.css": "h1 { color: teal }",
    "lihat.py": f"NAMES = {['flask', *OURS]}\n{LOOKS}",
    "eventlet_.py": APP.replace("SocketIO(app)", 'SocketIO(app, async_mode="eventlet")'),
}


def opened(tier, files):
    data = {name: text.encode() for name, text in files.items()}
    return Box(data, {}, WEB) if tier is Box else Portable(data, {}, PORT, WEB)


@pytest.fixture(scope="module", params=[Box, Portable], ids=["box", "portabel"])
def sandbox(request):
    if request.param is Box and TIER.name != Box.tier:
        pytest.skip(f"no box here: {TIER.reason}")
    made = opened(request.param, FILES)
    yield made
    made.close()


@contextlib.contextmanager
def running(sandbox, name):
    program = sandbox.start(name, terminal=True)
    hub = Hub()
    hub.follow(program)
    hub.watch(program.news, program.read_news)
    try:
        yield program, hub
    finally:
        hub.close()
        program.stop()


def connected(program, hub):
    """A connection to its port, as soon as it listens."""
    made = []

    def tried():
        attempt = program.socket()
        if attempt.connect_ex(program.address(PORT)) == 0:
            attempt.settimeout(PATIENCE)
            made.append(attempt)
        else:
            attempt.close()
        return bool(made)

    hub.wait(tried, PATIENCE, every=0.003, spin=PATIENCE)
    assert made, os.read(program.stderr, 20000).decode()
    return made[0]


def page(program, hub, path="/"):
    with connected(program, hub) as own:
        own.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        return b"".join(iter(lambda: own.recv(65536), b"")).decode()


def speaker(program, hub):
    """Somebody connected over Socket.IO."""
    made = websocket.create_connection(
        "ws://localhost:5000/socket.io/?EIO=4&transport=websocket", socket=connected(program, hub)
    )
    assert made.recv().startswith("0{")
    made.send("40")
    assert made.recv().startswith("40")
    return made


@pytest.mark.parametrize("name", WAYS)
def test_however_it_is_run_it_serves_pages_and_events(sandbox, name):
    if sandbox.tier == Portable.tier and name not in ("biasa.py", "debug.py"):
        return  # there the same interpreter does the same
    with running(sandbox, name) as (program, hub):
        assert "<h1>Halo Ani</h1>" in page(program, hub)
        assert "color: teal" in page(program, hub, "/static/style.css")
        ani = speaker(program, hub)
        ani.send('42["kirim",{"isi":"halo é"}]')
        assert json.loads(ani.recv()[2:]) == ["terima", "halo é"]
        ani.close()
        assert not program.ended


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing tells what threads do")
@pytest.mark.parametrize("name", ["biasa.py", "debug.py"])
def test_a_wait_for_what_never_comes_ends_before_its_deadline(sandbox, name):
    with running(sandbox, name) as (program, hub):
        clients = [speaker(program, hub) for _ in range(3)]
        assert hub.settle(PATIENCE) is True, "though its threads all have a time limit"
        assert hub.wait(bool, PATIENCE / 2) is Waited.QUIET
        clients[0].send('42["kirim",{"isi":"halo"}]')
        assert "halo" in clients[2].recv(), "and it goes on when it is spoken to"
        for client in clients:
            client.shutdown()


def shown(program, stream, hub):
    """All that it showed there until its end."""
    hub.wait(lambda: program.ended, PATIENCE, spin=PATIENCE)
    assert program.ended
    return os.read(stream, 65536).decode()


def test_it_can_import_that_and_nothing_of_ours(sandbox):
    with running(sandbox, "lihat.py") as (program, hub):
        seen = json.loads(shown(program, program.stdout, hub))
    assert [name for name, there in seen["imports"].items() if there] == ["flask"]
    assert not [place for place in seen["path"] if "site-packages" in place], seen["path"]
    assert seen["tty"] is True, "werkzeug serves only who started it at a terminal"
    assert seen["again"][1:] == ["lihat.py"], "what the reloader starts again"
    places = [value for name, value in seen["environment"].items() if name == "PYTHONPATH"]
    assert len(places) == 1 and places[0].endswith("paket.zip"), seen["environment"]


def test_another_async_mode_says_so_in_pythons_words(sandbox):
    with running(sandbox, "eventlet_.py") as (program, hub):
        assert "Invalid async_mode" in shown(program, program.stderr, hub)


@pytest.mark.parametrize("tier", [Box, Portable], ids=["box", "portabel"])
def test_a_file_that_hides_a_package_has_its_effect(tier):
    if tier is Box and TIER.name != Box.tier:
        pytest.skip(f"no box here: {TIER.reason}")
    hiding = "import blinker\nprint(blinker.MILIKKU)\nimport flask_socketio"
    sandbox = opened(tier, {"app.py": hiding, "blinker.py": "MILIKKU = 'berkasku'"})
    try:
        with running(sandbox, "app.py") as (program, hub):
            assert shown(program, program.stdout, hub).strip() == "berkasku"
            assert "blinker" in os.read(program.stderr, 65536).decode(), "flask misses the real one"
    finally:
        sandbox.close()


def test_a_box_without_packages_has_none():
    if TIER.name != Box.tier:
        pytest.skip(f"no box here: {TIER.reason}")
    box = Box({"server.py": f"NAMES = ['flask']\n{LOOKS}".encode()}, {})
    try:
        with running(box, "server.py") as (program, hub):
            seen = json.loads(shown(program, program.stdout, hub))
    finally:
        box.close()
    assert seen["imports"] == {"flask": False}
    assert seen["environment"] == limits.ENVIRONMENT
