"""Bad input over a real connection: refused with a clear answer, and the server goes on."""

import contextlib
import json

import pytest
import websocket

resource = pytest.importorskip("resource", reason="the limits of open files are POSIX")

MANY = 1000
FILES = 4096
PATIENCE = 20
NO_PACKETS = [*'42[ 42{} 42[] 42[5] 42["tidak_ada",{}] 451- 9 4'.split(), "", "42" + "[" * 5000]
EVENTS = {  # how one enters, and how one speaks; in both the text is the last field
    "ruang_obrolan": ("joined", {"username": "Ani", "room": "kelas"}, "send_message", "message"),
    "proyek_chat": ("join", {}, "message", "msg"),
}
every_app = pytest.mark.parametrize("app", EVENTS)


@pytest.fixture
def goes_on(hears):
    """She who has joined speaks, hears herself, and got no complaint of others."""

    def check(ani, app):
        _, _, say, field = EVENTS[app]
        ani.emit(say, {field: "masih di sini"})
        answer = {"ruang_obrolan": "receive_message", "proyek_chat": "response"}[app]
        assert hears(ani, answer)[field] == "masih di sini"

    return check


def joined(server, app, hears):
    event, data, _, _ = EVENTS[app]
    ani = server.connect("Ani")
    ani.emit(event, data)
    hears(ani, "users", users=["Ani"])
    return ani


@contextlib.contextmanager
def raw(server, app):
    """A connection on which anything can be said, just entered into Socket.IO."""
    cookie = server.login("Budi") if app == "proyek_chat" else None
    url = f"ws://127.0.0.1:{server.port}/socket.io/?EIO=4&transport=websocket"
    connection = websocket.create_connection(url, cookie=cookie, timeout=PATIENCE)
    try:
        assert connection.recv().startswith("0{")
        connection.send("40")
        yield connection
    finally:
        connection.shutdown()  # at once: a goodbye would be waited for


@every_app
def test_who_sends_nonsense_is_told_so_and_nobody_else(app, serve, hears, goes_on):
    server = serve(app)
    ani = joined(server, app, hears)
    event, _, say, field = EVENTS[app]
    budi = server.connect("Budi")
    budi.emit(say, {field: "belum bergabung"})
    assert "Bergabunglah dulu" in hears(budi, "error_message")["msg"]
    wrong = [None, 5, [], "", {}, {"username": 5, "room": {}}, {"username": "B" * 1_000_000}]
    for data in wrong if app == "ruang_obrolan" else []:  # the other takes nothing from the event
        budi.emit(event, data)
        assert hears(budi, "error_message")["msg"]
    budi.emit(event, EVENTS[app][1] and {"username": "Budi", "room": "kelas"})
    hears(budi, "users", users=["Ani", "Budi"])
    for data in ({}, {field: ["halo"]}, {field: "   "}, {field: None}, [1], 5, None, b"\0\1"):
        budi.emit(say, data)
        assert hears(budi, "error_message")["msg"]
    budi.emit(say, {field: "x" * 1_000_000})
    assert "terlalu panjang" in hears(budi, "error_message")["msg"]
    goes_on(ani, app)
    goes_on(budi, app)
    assert "Traceback" not in "".join(server.screen)


@every_app
def test_what_is_no_packet_ends_at_most_its_own_connection(app, serve, hears, goes_on):
    server = serve(app)
    ani = joined(server, app, hears)
    for packet in NO_PACKETS:
        with raw(server, app) as budi:
            budi.send(packet)
            goes_on(ani, app)


@every_app
def test_three_megabytes_end_their_own_connection(app, serve, hears, goes_on):
    server = serve(app)
    ani = joined(server, app, hears)
    _, _, say, field = EVENTS[app]
    with raw(server, app) as budi, contextlib.suppress(OSError, websocket.WebSocketException):
        budi.send("42" + json.dumps([say, {field: "x" * 3_000_000}]))
        while budi.recv():  # what was on its way; in the end that it is closed
            pass
    goes_on(ani, app)


def test_of_a_thousand_connections_those_beyond_the_limit_hear_why(serve, hears, goes_on):
    app = "ruang_obrolan"
    allow_many_connections()
    server = serve(app)
    ani = joined(server, app, hears)
    with contextlib.ExitStack() as crowd:
        answers = [crowd.enter_context(raw(server, app)).recv() for _ in range(MANY)]
        refused = [answer for answer in answers if answer.startswith("44")]
        taken = [answer for answer in answers if answer.startswith("40{")]
        assert taken and refused and len(taken) + len(refused) == MANY
        assert all("Server penuh" in answer for answer in refused)
        goes_on(ani, app)


def allow_many_connections():
    """Open files for a thousand connections, here and in the server that is started next."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < FILES:
        pytest.skip(f"{FILES} open files are needed and {hard} allowed")
    resource.setrlimit(resource.RLIMIT_NOFILE, (FILES, hard))
