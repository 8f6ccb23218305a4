"""A page in a real browser: read as a person reads it, used as a person uses it, and shut in."""

import http.server
import json
import socket
import threading

import pytest

from penilai.events import Waited
from penilai.sandbox import find_browser
from penilai.tabs import Tabs
from penilai.visitor import SCRIPT

PATIENCE = 10.0  # seconds
CLIENT = b"window.io = () => 'salinan kami'"
pytestmark = pytest.mark.skipif(find_browser() is None, reason="there is no browser here")


class Site:
    """A program that shows these pages; `asked` are the requests that came."""

    name, ended = "app.py", False

    def __init__(self):
        self.pages, self.asked = {}, []
        site = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                site.asked.append((self.path, self.headers.get("Cookie", "")))
                body = site.pages.get(self.path)
                self.send_response(404 if body is None else 200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Set-Cookie", "kue=enak")
                self.end_headers()
                self.wfile.write((body or "").encode())

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever)
        self.thread.start()

    def socket(self):
        return socket.socket()

    def address(self, port):
        assert port == 5000
        return self.server.server_address

    def close(self):
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture(scope="module")
def tabs():
    opened = Tabs()
    yield opened
    opened.close()


@pytest.fixture
def site():
    running = Site()
    yield running
    running.close()


@pytest.fixture
def visit(tabs, site, hub):
    """Open a page with this body; returns it when it was read to its end."""
    opened = []

    def visit(body, client=CLIENT):
        for tab in opened:
            tab.close()
        site.pages["/"] = f"<!doctype html><title>uji</title>{body}"
        tab = tabs.open(site, 5000, hub, client)
        opened.append(tab)
        tab.page.open("/")
        assert hub.wait(lambda: tab.page.loads > 0, PATIENCE) is Waited.HAPPENED
        return tab.page

    yield visit
    for tab in opened:
        tab.close()


# What is read ------------------------------------------------------------------------------


def test_what_can_be_seen_is_read_and_nothing_else(visit):
    page = visit(
        "<p>satu <b>dua</b></p><p hidden>rahasia</p><script>var rahasia</script>"
        "<textarea>tiga</textarea><input readonly value=empat><input type=hidden value=rahasia>"
    )
    text = page.read()
    assert "satu dua" in text and "tiga" in text and "empat" in text
    assert "rahasia" not in text and "uji" not in text


@pytest.mark.parametrize(
    "change",
    [
        "document.body.append('nah')",
        "document.querySelector('p').textContent = 'nah'",
        "document.querySelector('p').firstChild.data = 'nah'",
        "document.querySelector('[hidden]').hidden = false",
        "document.querySelector('textarea').value += 'nah'",
        "document.querySelector('input').value = 'nah'",
    ],
)
def test_what_changes_is_told(visit, hub, change):
    page = visit(
        "<p>belum</p><p hidden>nah</p><textarea></textarea><input>"
        f"<script>setTimeout(() => {{ {change} }}, 200)</script>"
    )
    assert "nah" not in page.text
    assert hub.wait(lambda: "nah" in page.text, PATIENCE) is Waited.HAPPENED


def test_a_wait_ends_when_the_page_is_at_rest(visit, hub):
    page = visit("<p>selesai</p>")
    assert hub.wait(lambda: "tidak pernah" in page.text, PATIENCE) in (
        Waited.QUIET,
        Waited.DEADLINE,  # where the system does not tell
    )


def test_what_we_typed_ourselves_is_not_what_the_page_shows(visit):
    page = visit("<textarea></textarea>")
    assert page.call("goToMessage")
    page.type("kata kita")
    assert "kata kita" not in page.read()


@pytest.mark.parametrize(("listed", "found"), [("Ani Budi", True), ("Ani Budi Citra", False)])
def test_names_are_looked_for_where_others_are_not(visit, listed, found):
    items = "".join(f"<li>{name}" for name in listed.split())
    news = "<li>Citra masuk<li>Budi masuk<li>Citra keluar"
    page = visit(f"<h1>Ani</h1><ul>{items}</ul><ol>{news}</ol>")
    assert page.call("lists", ["Ani", "Budi"], ["Citra"]) is found


# What is done ------------------------------------------------------------------------------

LAYOUTS = {
    "an input and a button": "<input id=x><button>Send</button>",
    "a form": "<form><input id=x><input type=submit value=Kirim></form>",
    "a text area": "<textarea id=x></textarea><button>Kirim</button>",
    "an editable element": "<p contenteditable id=x></p><button>Kirim</button>",
    "a log in a text area": "<textarea>Ani masuk</textarea><input id=x><button>Send</button>",
    "an empty log in a text area": "<textarea></textarea><input id=x>",
    "a search above": "<input placeholder=Cari><ul></ul><input id=x><button>Send</button>",
    "another form below": "<form><input id=x><button>Kirim</button></form><form><input></form>",
    "the name in a field": "<input value=Ani><input id=x><button>Send</button>",
    "hidden and dead fields": "<input hidden><input disabled><input readonly><input id=x>",
    "an icon as button": "<input id=x><button aria-label='Kirim pesan'>➤</button>",
    "a link as button": "<input id=x><a href=#>Kirim</a>",
    "a button before": "<button>Send</button><input id=x>",
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_field_for_messages_is_found(visit, layout):
    page = visit(LAYOUTS[layout])
    assert page.call("goToMessage")
    page.type("halo")
    assert page.evaluate("x.value ?? x.innerText") == "halo"


@pytest.mark.parametrize("layout", ["<p>tidak ada</p>", "<input type=checkbox>", "<input hidden>"])
def test_no_field_is_no_field(visit, layout):
    assert not visit(layout).call("goToMessage")


def test_a_form_is_filled_in_and_sent(visit, site, hub):
    page = visit(
        "<form action=/chat><input name=username value=lama><select name=room><option>A<option>B"
        "</select><button>Batal</button><button name=join value=1>Join Chat</button></form>"
    )
    site.pages["/chat?username=Ani&room=B&join=1"] = "<p>selamat datang</p>"
    assert page.call("choose", "room", "B") and not page.call("choose", "room", "C")
    assert page.call("goTo", "username") and not page.call("goTo", "nama")
    page.type("Ani")
    assert page.call("join", "join")
    assert hub.wait(lambda: "selamat datang" in page.text, PATIENCE) is Waited.HAPPENED


# What goes wrong there ---------------------------------------------------------------------


def test_errors_of_its_scripts_are_kept_with_their_place(visit, hub):
    page = visit("<script>\n\nsoket.emit('x')</script>")
    hub.wait(lambda: bool(page.errors), PATIENCE)
    assert page.errors == ["ReferenceError: soket is not defined (:3)"]


MESSAGE = json.dumps(SCRIPT).replace("</", "<\\/")  # as it can stand in a script


@pytest.mark.parametrize("way", ["innerHTML = m", "insertAdjacentHTML('beforeend', m)"])
def test_a_script_in_a_message_is_noticed(visit, way):
    page = visit(f"<p id=e></p><script>const m = {MESSAGE}; e.{way}</script>")
    page.call("comesToRest")
    assert page.trapped


def test_a_script_that_stays_text_is_none(visit):
    page = visit(f"<p id=e></p><script>e.textContent = {MESSAGE}</script>")
    page.call("comesToRest")
    assert not page.trapped and SCRIPT in page.read()


def test_a_dialog_stops_nobody(visit, hub):
    page = visit("<script>alert('hai'); document.write('sesudah itu')</script>")
    assert hub.wait(lambda: "sesudah itu" in page.text, PATIENCE) is Waited.HAPPENED


# How it is shut in -------------------------------------------------------------------------


def test_files_of_other_hosts_are_refused_and_noted(visit, hub):
    page = visit(
        "<script src=https://cdn.contoh/jquery.js></script>"
        "<link rel=stylesheet href=//cdn.contoh/a.css>"
    )
    assert hub.wait(lambda: len(page.missing) == 2, PATIENCE) is Waited.HAPPENED
    found = {(missing.url, missing.kind) for missing in page.missing}
    assert found == {
        ("https://cdn.contoh/jquery.js", "Script"),
        ("http://cdn.contoh/a.css", "Stylesheet"),
    }


def test_our_copy_of_the_client_stands_in_for_any_other(visit, hub):
    page = visit(
        '<script src="https://cdn.contoh/4.0.1/socket.io.min.js" integrity="sha512-AAAA" '
        'crossorigin="anonymous"></script><script>document.write(io())</script>'
    )
    assert hub.wait(lambda: "salinan kami" in page.text, PATIENCE) is Waited.HAPPENED
    assert page.borrowed.startswith("https://cdn.contoh/") and not page.missing


def test_nothing_else_of_this_machine_can_be_reached(visit, hub):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        page = visit(
            "<script>const done = (what) => document.body.append(what + ';');"
            f"fetch('http://127.0.0.1:{port}/').then(() => done('A'), () => done('a'));"
            f"const s = new WebSocket('ws://127.0.0.1:{port}/'); s.onerror = () => done('b');"
            "const t = new WebSocket('ws://192.0.2.1:5000/'); t.onerror = () => done('c');"
            "const u = new WebSocket('ws://contoh.id:5000/'); u.onerror = () => done('d');"
            "</script><body>"
        )
        done = hub.wait(lambda: set("abcd") <= set(page.text.replace(";", "")), PATIENCE)
        assert done is Waited.HAPPENED, page.text
        other.setblocking(False)
        with pytest.raises(BlockingIOError):
            other.accept()


def test_a_tab_knows_nothing_of_those_before(visit, site, hub):
    keeps = "localStorage.a = sessionStorage.a = window.name = 'lama'"
    shows = "document.write(`[${[localStorage.a, sessionStorage.a, window.name]}]`)"
    for _ in range(2):
        page = visit(f"<script>{shows}; {keeps}</script>")
        assert hub.wait(lambda page=page: "[,,]" in page.text, PATIENCE) is Waited.HAPPENED
    assert [cookie for path, cookie in site.asked if path == "/"] == ["", ""]
