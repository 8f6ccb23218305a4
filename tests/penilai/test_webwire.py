"""Our end of a Socket.IO conversation, against the bytes of a server."""

import contextlib
import socket
from types import SimpleNamespace

import pytest
from wsproto import ConnectionType, WSConnection
from wsproto import events as frames

from penilai.events import Hub
from penilai.story import Kind, Story
from penilai.webwire import Received, WebPeer


class Server:
    """The other end: what it says, and what it was told."""

    def __init__(self, far: socket.socket, hub: Hub) -> None:
        self.told: list[str] = []
        self._far, self._hub = far, hub
        self._ws = WSConnection(ConnectionType.SERVER)
        far.setblocking(False)
        self.listens()
        self._far.sendall(self._ws.send(frames.AcceptConnection()))

    def says(self, *packets: str) -> None:
        for packet in packets:
            self._far.sendall(self._ws.send(frames.TextMessage(packet)))
        while self._hub.pump(0):
            pass

    def listens(self) -> None:
        with contextlib.suppress(BlockingIOError):
            while data := self._far.recv(65536):
                self._ws.receive_data(data)
                for event in self._ws.events():
                    if isinstance(event, frames.Request):
                        self.asked = event
                    elif isinstance(event, frames.TextMessage):
                        self.told.append(event.data)
                    elif isinstance(event, frames.CloseConnection):
                        self.told.append(f"close {event.code}")


@pytest.fixture
def talk(request):
    """Ani, connected to a server in the namespace that the test asks for, and the story."""
    hub, story = Hub(), Story()
    namespace = getattr(request, "param", "/")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        near = socket.create_connection(listener.getsockname())
        far, _ = listener.accept()
    ani = WebPeer(near, "Ani", hub, story, "127.0.0.1:5000", "session=s1", namespace)
    server = Server(far, hub)
    server.says('0{"sid":"x","pingInterval":25000}')
    server.says('40{"sid":"y"}' if namespace == "/" else f'40{namespace},{{"sid":"y"}}')
    server.listens()
    with contextlib.closing(hub), contextlib.closing(ani), far:
        yield SimpleNamespace(ani=ani, server=server, story=story, hub=hub)


def test_it_connects_with_its_cookies_and_joins_the_namespace(talk):
    asked = talk.server.asked
    assert asked.target == "/socket.io/?EIO=4&transport=websocket"
    assert (b"cookie", b"session=s1") in [(n.lower(), v) for n, v in asked.extra_headers]
    assert talk.ani.connected and talk.server.told == ["40"]


@pytest.mark.parametrize("talk", ["/chat"], indirect=True)
def test_a_namespace_of_its_own_stands_on_every_event(talk):
    talk.ani.emit("joined", {"room": "a"})
    talk.server.listens()
    assert talk.server.told == ["40/chat,", '42/chat,1["joined",{"room":"a"}]']
    talk.server.says('42["status",{"msg":"lain"}]', '42/chat,["status",{"msg":"sini"}]')
    assert [heard.text for heard in talk.ani.events] == ["sini"]


def test_what_is_heard_and_sent_stands_in_the_story(talk):
    talk.ani.emit("message", "halo")
    talk.server.says('42["response",{"username":"Budi","msg":"é"}]')
    told = [(e.kind, e.data.decode()) for e in talk.story.events]
    assert told == [
        (Kind.SENT, 'message "halo"'),
        (Kind.RECEIVED, 'response {"username": "Budi", "msg": "é"}'),
    ]
    assert talk.ani.count("response", "budi", "É") == 1


def test_an_event_is_pending_until_the_server_has_dealt_with_it(talk):
    first, second = talk.ani.emit("joined"), talk.ani.emit("left")
    assert set(talk.ani.pending) == {first, second}
    talk.server.says(f"43{second}[]")
    assert talk.ani.pending == {first: "joined"}


@pytest.mark.parametrize(
    "answer", ['44/penilai,"Unable to connect"', '44/penilai,{"message":"x"}', "40/penilai,{}"]
)
def test_an_echo_stands_behind_what_was_said_before(talk, answer):
    talk.ani.calls_out()
    assert not talk.ani.echoed
    talk.server.listens()
    assert talk.server.told[-1] == "40/penilai,"
    talk.server.says('42["status","x"]', answer)
    assert talk.ani.echoed and talk.ani.events


def test_a_ping_is_answered(talk):
    talk.server.says("2")
    talk.server.listens()
    assert talk.server.told[-1] == "3"


def test_a_refusal_says_why(talk):
    talk.server.says('44{"message":"Silakan login dulu."}')
    assert "Silakan login" in talk.ani.refused


def test_a_closed_tab_says_that_it_goes_away(talk):
    talk.ani.close_tab()
    talk.server.listens()
    assert talk.server.told[-1] == "close 1001" and talk.ani.ended


@pytest.mark.parametrize("rubbish", ["42", "42[", "4", "", "9", "42{}", "4a", "42[[]]", "451-[1]"])
def test_rubbish_is_no_event_and_no_error(talk, rubbish):
    talk.server.says(rubbish, '42["status","sesudah"]')
    assert talk.ani.events[-1].text == "sesudah"


def test_a_bottomless_payload_is_no_error(talk):
    talk.server.says("42" + "[" * 90_000, '42["status","sesudah"]')
    assert talk.ani.events[-1].text == "sesudah"


@pytest.mark.parametrize(
    ("payload", "by_budi"),
    [
        ({"username": "Budi", "msg": "halo"}, True),
        ({"username": "Ani", "msg": "halo"}, False),
        ({"username": "Ani", "msg": "{'msg': 'halo', 'username': 'Budi'}"}, False),
        ({"username": "Ani", "msg": {"msg": "halo", "username": "Budi"}}, False),
        ("Budi: halo", True),
        ("Ani: halo", False),
        ({"username": "Budi", "msg": "lain"}, False),
    ],
)
def test_who_says_it(payload, by_budi):
    assert Received("response", [payload]).says_by("Budi", "halo") is by_budi
