"""The two web apps by themselves: lists of users, what they refuse, what lies in static/.

Spoken to through Flask's and Flask-SocketIO's test clients, without a network; what needs a real
server, several processes or a browser is tested beside this file.
"""

import hashlib
import re
import sys
import types
from pathlib import Path

import pytest

from penilai import handing_out
from penilai.stage import find

ROOT = Path(__file__).parents[2]
APPS = ["ruang_obrolan", "proyek_chat"]
SHARED = [
    "presence.py",
    "incoming.py",
    "redis_presence.py",
    "static/style.css",
    "static/icon.svg",
    "static/socket.io.min.js",
]
SOCKET_IO = "d5d79a35039e860b32bdef4795528b05c2f788d4b2d9dacc913120e2878f7b3f"  # 4.8.4, from npm
SAY = {  # the event that says something, and how its text is given
    "ruang_obrolan": ("send_message", lambda text: {"message": text}),
    "proyek_chat": ("message", lambda text: {"msg": text}),
}
SAID = {"ruang_obrolan": ("receive_message", "message"), "proyek_chat": ("response", "msg")}
LEFT = {"ruang_obrolan": "{} has left the room.", "proyek_chat": "{} telah keluar."}
EVENTS = ["status", "users", "error_message", "receive_message", "response"]
every_app = pytest.mark.parametrize("chat", APPS, indirect=True)
JUNK = [None, 5, "halo", [], ["Ani", "kelas"], {}, {"username": 5, "room": []}, {"msg": {"a": 1}}]


class Chat:
    """A web app, imported afresh, with those who are in its chat."""

    def __init__(self, stage, course=ROOT):
        path = course / stage / "app.py"
        self.module = types.ModuleType(f"app_of_{stage}")
        self.module.__file__ = str(path)
        sys.modules[self.module.__name__] = self.module  # Flask looks there for templates
        with pytest.MonkeyPatch.context() as meanwhile:
            meanwhile.syspath_prepend(path.parent)
            meanwhile.setattr(sys, "dont_write_bytecode", True)
            exec(compile(path.read_bytes(), path, "exec"), vars(self.module))
        self.stage = stage

    def browser(self, username=None):
        """A browser without a socket yet, logged in under this name where there is a login."""
        client = self.module.app.test_client()
        if username and self.stage == "proyek_chat":
            client.post("/", data={"username": username})
        return client

    def connect(self, username, browser=None):
        """A connection that has not joined."""
        own = browser or self.browser(username)
        return self.module.socketio.test_client(self.module.app, flask_test_client=own)

    def join(self, username, browser=None, room="kelas"):
        person = self.connect(username, browser)
        if self.stage == "proyek_chat":
            person.emit("join")
        else:
            person.emit("joined", {"username": username, "room": room})
        return person

    def say(self, person, text):
        event, as_data = SAY[self.stage]
        person.emit(event, as_data(text))

    def said(self, person):
        """(name, text) of the messages that arrived since the last look."""
        event, field = SAID[self.stage]
        return [(data["username"], data[field]) for data in received(person)[event]]


@pytest.fixture
def chat(request):
    return Chat(request.param)


@pytest.fixture
def rooms():
    return Chat("ruang_obrolan")


@pytest.fixture
def public():
    return Chat("proyek_chat")


def received(person):
    """What arrived since the last look: {event: [data, ...]}."""
    found = {event: [] for event in EVENTS}
    for packet in person.get_received():
        args = packet["args"]
        data = args[0] if isinstance(args, list) else args
        found[packet["name"]].append(data)
    return found


def complaint(person):
    """The one sentence with which something was refused."""
    [refused] = received(person)["error_message"]
    return refused["msg"]


# The list of users -----------------------------------------------------------------------


@every_app
def test_two_tabs_of_one_user_are_one_name(chat):
    ani = chat.join("Ani")
    browser = chat.browser("Budi")
    first, second = chat.join("Budi", browser), chat.join("Budi", browser)
    heard = received(ani)
    assert heard["users"][-1] == {"users": ["Ani", "Budi"]}
    assert sum("Budi" in status["msg"] for status in heard["status"]) == 1

    first.disconnect()
    heard = received(ani)
    assert not heard["status"], "Budi is still there, in the other tab"
    assert heard["users"] == [{"users": ["Ani", "Budi"]}]

    second.disconnect()
    heard = received(ani)
    assert heard["status"] == [{"msg": LEFT[chat.stage].format("Budi")}]
    assert heard["users"] == [{"users": ["Ani"]}]


@every_app
def test_a_reload_leaves_one_name(chat):
    ani, budi = chat.join("Ani"), chat.join("Budi")
    budi.disconnect()
    chat.join("Budi")
    assert received(ani)["users"][-1] == {"users": ["Ani", "Budi"]}


def test_each_room_has_its_own_list(rooms):
    ani = rooms.join("Ani")
    received(ani)
    citra = rooms.join("Citra", room="lain")
    assert received(citra)["users"] == [{"users": ["Citra"]}]
    assert not any(received(ani).values()), "another room is none of Ani's business"


def test_who_leaves_politely_is_announced_once(rooms):
    ani, budi = rooms.join("Ani"), rooms.join("Budi")
    received(ani)
    budi.emit("left", {"username": "Ani", "room": "kelas"})
    budi.disconnect()
    assert received(ani)["status"] == [{"msg": "Budi has left the room."}]


# Who speaks ------------------------------------------------------------------------------


@every_app
def test_the_event_does_not_choose_the_name(chat):
    ani, budi = chat.join("Ani"), chat.join("Budi")
    event, as_data = SAY[chat.stage]
    budi.emit(event, as_data("halo") | {"username": "Ani", "room": "lain"})
    assert chat.said(ani) == [("Budi", "halo")]


@every_app
def test_a_connection_joins_once(chat):
    ani, budi = chat.join("Ani"), chat.join("Budi")
    event = "join" if chat.stage == "proyek_chat" else "joined"
    budi.emit(event, {"username": "Ani", "room": "kelas"})
    assert "sudah bergabung" in complaint(budi)
    chat.say(budi, "masih Budi")
    assert chat.said(ani) == [("Budi", "masih Budi")]


def test_without_login_there_is_no_connection(public):
    assert not public.connect(None).is_connected()


def test_after_logout_there_is_no_connection(public):
    browser = public.browser("Ani")
    assert browser.post("/logout").location == "/"
    assert browser.get("/chat").location == "/"
    assert not public.connect(None, browser).is_connected()


def test_a_message_may_be_bare_text(public):
    ani = public.join("Ani")
    ani.emit("message", "halo")
    assert public.said(ani) == [("Ani", "halo")]


# What is refused -------------------------------------------------------------------------


@every_app
def test_who_has_not_joined_is_told_so(chat):
    ani, stranger = chat.join("Ani"), chat.connect("Zaki")
    chat.say(stranger, "halo")
    assert "Bergabunglah dulu" in complaint(stranger)
    assert not chat.said(ani)


@every_app
@pytest.mark.parametrize("junk", JUNK, ids=str)
def test_wrong_types_get_a_sentence_and_the_chat_goes_on(chat, junk):
    ani, stranger = chat.join("Ani"), chat.connect("Zaki")
    if chat.stage == "ruang_obrolan":
        stranger.emit("joined", junk)
        assert complaint(stranger) == "Nama belum diisi."
    if (chat.stage, junk) != ("proyek_chat", "halo"):  # bare text is allowed there
        ani.emit(SAY[chat.stage][0], junk)
        assert complaint(ani) == "Pesan belum diisi."
    chat.say(ani, "masih di sini")
    assert ("Ani", "masih di sini") in chat.said(ani)


@every_app
@pytest.mark.parametrize("data", [[], [{}, {}, {}]], ids=["nothing", "too much"])
def test_a_wrong_number_of_arguments_gets_a_sentence(chat, data):
    ani = chat.join("Ani")
    ani.emit(SAY[chat.stage][0], *data)
    assert complaint(ani)


@every_app
@pytest.mark.parametrize("length", [501, 1_048_576])
def test_a_text_that_is_too_long_is_refused_whole(chat, length):
    ani = chat.join("Ani")
    chat.say(ani, "x" * length)
    assert complaint(ani) == "Pesan terlalu panjang: paling banyak 500 huruf."
    chat.say(ani, "é" * 500)
    assert chat.said(ani) == [("Ani", "é" * 500)]


@every_app
def test_what_went_wrong_in_the_program_is_told_and_logged(chat, monkeypatch, caplog):
    ani = chat.join("Ani")
    monkeypatch.setattr(chat.module, "read", None)
    chat.say(ani, "halo")
    assert complaint(ani) == "Kiriman itu tidak bisa dikerjakan."
    assert "TypeError" in caplog.text
    monkeypatch.undo()
    chat.say(ani, "halo lagi")
    assert chat.said(ani) == [("Ani", "halo lagi")]


@every_app
def test_a_full_server_refuses_until_somebody_goes(chat, monkeypatch):
    monkeypatch.setattr(chat.module, "MOST_CONNECTIONS", 2)
    ani, budi = chat.join("Ani"), chat.join("Budi")
    assert not chat.connect("Citra").is_connected()
    budi.disconnect()
    assert chat.connect("Citra").is_connected()
    chat.say(ani, "halo")
    assert chat.said(ani) == [("Ani", "halo")]


NAMES = {
    "": "belum diisi",
    "  ": "belum diisi",
    "x" * 21: "terlalu panjang",
    "A\u200bni": "terlihat",
}


@every_app
@pytest.mark.parametrize(("name", "reason"), NAMES.items(), ids=[*map(ascii, NAMES)])
def test_a_name_that_cannot_be_is_refused_on_the_page(chat, name, reason):
    form = {"username": name, "room": "kelas"}
    answer = chat.browser().post("/" if chat.stage == "proyek_chat" else "/chat", data=form)
    assert answer.status_code == 400
    assert re.search(rf'role="alert">Nama [^<]*{reason}', answer.text)
    assert "<form" in answer.text, "one can try again at once"


def test_a_reload_does_not_send_the_form_again(rooms):
    browser = rooms.browser()
    answer = browser.post("/chat", data={"username": "Ani <b>", "room": "kelas & lab"})
    assert answer.status_code == 303
    page = browser.get(answer.location)
    assert "Welcome, <bdi>Ani &lt;b&gt;</bdi>!" in page.text
    assert 'data-room="kelas &amp; lab"' in page.text
    assert 'value="Ani &lt;b&gt;"' in browser.get("/").text, "the form remembers"


# The hand-out ----------------------------------------------------------------------------


@pytest.fixture(params=APPS)
def handed_out(request, tmp_path):
    for name, content in handing_out.files(find()[request.param]).items():
        path = tmp_path / request.param / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return Chat(request.param, tmp_path)


def test_the_hand_out_starts_and_shows_its_pages(handed_out):
    browser = handed_out.browser()
    form = {"username": "Ani", "room": "kelas"}
    assert "<form" in browser.get("/").text
    browser.post("/", data=form)
    page = browser.get("/chat", query_string=form)
    assert page.status_code == 200 and 'id="messages"' in page.text


def test_the_hand_out_carries_no_message(handed_out):
    if handed_out.stage == "proyek_chat":  # nor does its login let anybody in
        assert not handed_out.connect("Ani").is_connected()
    else:
        ani = handed_out.join("Ani")
        handed_out.say(ani, "halo")
        assert "Bergabunglah dulu" in complaint(ani)


# Secrets and files -----------------------------------------------------------------------


@every_app
def test_the_secret_key_is_the_environments_or_random(chat, monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    keys = {Chat(chat.stage).module.app.secret_key for _ in range(2)}
    assert len(keys) == 2 and min(map(len, keys)) >= 32
    monkeypatch.setenv("SECRET_KEY", "dari lingkungan")
    assert Chat(chat.stage).module.app.secret_key == "dari lingkungan"


@pytest.mark.parametrize("stage", APPS)
def test_the_browsers_socket_io_is_the_one_of_npm(stage):
    script = (ROOT / stage / "static" / "socket.io.min.js").read_bytes()
    assert hashlib.sha256(script).hexdigest() == SOCKET_IO
    licence = (ROOT / stage / "static" / "socket.io.LICENSE.txt").read_text(encoding="utf-8")
    assert "MIT License" in licence and "4.8.4" in licence


@pytest.mark.parametrize("name", SHARED)
def test_both_stages_look_the_same(name):
    assert len({(ROOT / stage / name).read_bytes() for stage in APPS}) == 1


@every_app
def test_all_that_a_page_needs_comes_from_here_and_nothing_is_inline(chat):
    browser = chat.browser("Ani")
    for path in ("/", "/chat?username=Ani&room=kelas"):
        page = browser.get(path).text
        for url in re.findall(r'(?:src|href)="([^"]*)"', page):
            assert url.startswith("/"), f"{url} is elsewhere"
            with browser.get(url) as answer:
                assert answer.status_code == 200, url
        assert not re.search(r"<style|<script(?![^>]*src=)|\s(?:style|on\w+)=", page), path
    assert 'rel="icon"' in page, "a browser would ask for /favicon.ico"


@every_app
def test_limits_on_the_page_are_those_of_the_server(chat):
    page = chat.browser("Ani").get("/chat?username=Ani&room=kelas").text
    limits = {longest for _, longest in chat.module.LIMITS.values()}
    assert {int(n) for n in re.findall(r'maxlength="(\d+)"', page)} <= limits
    assert 'maxlength="500"' in page


@pytest.mark.parametrize("stage", APPS)
def test_the_script_never_writes_html(stage):
    script = (ROOT / stage / "static" / "chat.js").read_text(encoding="utf-8")
    assert not re.search(r"\.(inner|outer)HTML|insertAdjacentHTML|document\.write|eval\(", script)
