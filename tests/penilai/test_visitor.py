"""Somebody at a browser: what is seen on a page, how its scripts speak, what names do to it."""

from types import SimpleNamespace

import pytest

from penilai import obrolan, publik
from penilai.browsing import Answer
from penilai.launch import Manners
from penilai.reader import html_names
from penilai.story import Story, Unmet
from penilai.visitor import Visitor
from penilai.webpage import Html
from penilai.webwire import Received
from penilai.words import Words

FILE = "file ini tidak pernah diminta"


def visitor(source: str, kind=Visitor, scripts: str = ""):
    """Ani, in front of this page; its file chat.js holds `scripts`."""
    got = SimpleNamespace(get=lambda path: SimpleNamespace(text=scripts), cookies="")
    room = SimpleNamespace(
        browser=lambda name: got,
        manners=Manners(),
        story=Story(),
        server=SimpleNamespace(name="app.py"),
        rooms=["Ruang"],
        words=Words(1),
    )
    ani = kind(room, "Ani")
    ani.page = Answer("/", 200, "text/html", source.encode(), Html(source))
    return ani


def failure(step, *arguments):
    with pytest.raises(Unmet) as caught:
        step(*arguments)
    return caught.value.tell()


@pytest.mark.parametrize(
    "page",
    [
        "Welcome, Ani!",
        "<h1>welcome <b>ANI</b></h1>",
        "<p>Welcome,\n Ani! Ruang: a",
        "»Welcome: Ani«",
    ],
)
def test_a_greeting_is_read_whatever_stands_around_it(page):
    visitor(page).sees("Welcome, Ani!")


@pytest.mark.parametrize("page", ["Welcome!", "Welcome, Animo!", "<title>Welcome, Ani!</title>"])
def test_a_greeting_that_is_not_there_is_told(page):
    told = failure(visitor(page).sees, "Welcome, Ani!")
    assert told.startswith('Ani seharusnya membaca "Welcome, Ani!"'), told


def test_the_form_that_lacks_a_field_is_told_with_the_field():
    ani = visitor('<form><input name="username"><input name="ruang"></form>')
    ani.sees_form("username")
    assert 'name="room"' in failure(ani.sees_form, "username", "room")


def test_a_button_has_one_of_the_labels():
    ani = visitor("<button>KIRIM!</button>")
    ani.sees_button("Send", "Kirim")
    assert "KIRIM" in failure(ani.sees_button, "Join Chat")


@pytest.mark.parametrize(
    ("script", "namespace"),
    [
        ("const socket = io();", "/"),
        ("io({transports: ['websocket']})", "/"),
        ("var s = io.connect('/chat');", "/chat"),
        ("io('http://' + document.domain + ':' + location.port + '/chat');", "/chat"),
        ("io(`http://127.0.0.1:5000/ruang`, {path: '/socket.io'})", "/ruang"),
        ("io('http://localhost:5000')", "/"),
        ("socket.emit('/chat'); studio('/x')", "/"),
    ],
)
def test_the_namespace_is_the_one_that_the_page_connects_to(script, namespace):
    assert visitor(f"<script>{script}</script>")._namespace() == namespace
    assert visitor("<script src='/static/chat.js'></script>", Visitor, script)._namespace() == (
        namespace
    )


@pytest.mark.parametrize("source", ["https://cdn.socket.io/4.7.2/x.js", "/static/socket.io.min.js"])
def test_scripts_of_others_are_not_fetched(source):
    assert visitor(f"<script src='{source}'></script>", Visitor, FILE).scripts() == ""


@pytest.mark.parametrize(
    ("event", "script", "wrapped_first"),
    [
        ("join", "socket.emit('join')", False),
        ("join", 'socket.emit("join", {})', True),
        ("join", "socket.emit( 'join' , where )", True),
        ("message", "socket.emit('message', {msg: text})", True),
        ("message", "socket.emit('message', text.value)", False),
        ("message", "socket.send(text.value)", False),
        ("message", "socket.send({msg: text})", True),
        ("message", "", False),
    ],
)
def test_an_event_goes_out_as_the_page_itself_sends_it(event, script, wrapped_first):
    guest = visitor(f"<script>{script}</script>", publik.Guest)
    assert guest._ways(event) == [wrapped_first, not wrapped_first]


@pytest.mark.parametrize(
    "payload",
    [
        {"users": ["Ani", "Budi"]},
        ["Budi", "Ani"],
        {"users": [{"id": 1, "name": "Ani"}, {"id": 2, "name": "Budi"}]},
        {"users": {"sid1": "Ani", "sid2": "Budi"}},
        {"users": ["Ani", "Budi", "Ani"]},
    ],
)
def test_a_list_of_users_in_any_wrapping(payload):
    ani = visitor("", obrolan.Member)
    ani.peer = SimpleNamespace(events=[Received("users", [payload])])
    assert ani._newest_users() == ["Ani", "Budi"]


@pytest.mark.parametrize("args", [[], [None], [3], ["Ani"], [{"users": 2}]])
def test_what_is_no_list_of_users_is_none(args):
    assert obrolan._names(args) == []


def test_names_with_html_are_short_and_each_has_its_own_mark():
    names = html_names(Words(7))
    assert len({tag for tag, _ in names}) == 3
    assert all(tag in name and len(name) <= 20 for tag, name in names)
