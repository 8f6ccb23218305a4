"""A browser without scripts: requests, redirects, cookies, and what goes wrong."""

from types import SimpleNamespace

import pytest

from penilai.browsing import Browser
from penilai.events import Waited
from penilai.story import Story, Unmet
from penilai.webpage import Html


class Server:
    """Answers each request with the next of its `answers`; `asked` are the requests."""

    def __init__(self, *answers: str) -> None:
        self.asked: list[str] = []
        self._answers = list(answers)

    def take(self, exchange) -> Waited:
        exchange.begin(SimpleNamespace(ended=True, send=lambda data: self.asked.append(data)))
        exchange.take(self._answers.pop(0).replace("\n", "\r\n").encode())
        return Waited.HAPPENED if exchange.done() else Waited.QUIET


def page(text: str, headers: str = "") -> str:
    return f"HTTP/1.1 200 OK\nContent-Type: text/html; charset=utf-8\n{headers}\n{text}"


def moved(where: str, status: str = "302 FOUND", headers: str = "") -> str:
    return f"HTTP/1.1 {status}\nLocation: {where}\n{headers}\n"


def browser(server: Server) -> Browser:
    return Browser("Ani", "127.0.0.1:5000", Story(), server.take)


def form(source: str):
    return Html(source).forms[0]


def test_a_page_is_asked_for_and_read():
    server = Server(page("<p>Halo</p>"))
    answer = browser(server).get("/")
    assert (answer.path, answer.status, answer.kind, answer.html.text) == (
        "/",
        200,
        "text/html",
        "Halo",
    )
    assert server.asked[0].startswith(b"GET / HTTP/1.1\r\nHost: 127.0.0.1:5000\r\n")


def test_a_redirect_is_followed_with_the_cookies_it_brings():
    server = Server(moved("/chat?a=1", headers="Set-Cookie: session=s1; HttpOnly\n"), page(""))
    ani = browser(server)
    assert ani.get("/").path == "/chat"
    assert b"GET /chat?a=1 " in server.asked[1] and b"Cookie: session=s1\r\n" in server.asked[1]
    assert ani.cookies == "session=s1"


@pytest.mark.parametrize(
    "gone", ["session=; Expires=Thu, 01 Jan 1970 00:00:00 GMT", "session=x; Max-Age=0"]
)
def test_a_cookie_is_deleted(gone):
    ani = browser(Server(page("", "Set-Cookie: session=s1\n"), page("", f"Set-Cookie: {gone}\n")))
    ani.get("/")
    ani.get("/")
    assert ani.cookies == ""


@pytest.mark.parametrize(
    ("status", "then"), [("302 FOUND", b"GET /chat "), ("307 MOVED", b"POST /chat ")]
)
def test_after_a_form_a_redirect_is_opened_as_its_status_says(status, then):
    server = Server(moved("chat", status), page(""))
    sent = browser(server).send(form("<form method=post>"), "/", {"username": "Ani & Budi"})
    assert server.asked[0].endswith(b"\r\n\r\nusername=Ani+%26+Budi")
    assert server.asked[1].startswith(then) and sent.path == "/chat"


def test_a_form_without_a_method_is_an_address():
    server = Server(page(""))
    browser(server).send(form("<form action=masuk>"), "/a/b", {"username": "Ani"})
    assert server.asked[0].startswith(b"GET /a/masuk?username=Ani HTTP/1.1")


def test_an_absolute_redirect_stays_with_the_server():
    server = Server(moved("http://localhost:5000/chat"), page(""))
    assert browser(server).get("/").path == "/chat"
    assert b"Host: 127.0.0.1:5000" in server.asked[1]


def test_redirects_without_end_are_told():
    with pytest.raises(Unmet, match="tanpa akhir"):
        browser(Server(*[moved("/")] * 9)).get("/")


@pytest.mark.parametrize("answer", ["", "SMTP ready\n\n", "HTTP/1.1 banyak OK\n\n"])
def test_what_is_no_answer_is_told(answer):
    with pytest.raises(Unmet) as caught:
        browser(Server(answer)).get("/chat")
    assert 'membuka "/chat", tetapi app.py tidak menjawab' in caught.value.tell()


@pytest.mark.parametrize(
    ("status", "advice"), [(404, "@app.route"), (405, "methods="), (400, "request.form"), (500, "")]
)
def test_an_error_is_no_page_and_has_its_own_advice(status, advice):
    ani = browser(Server(f"HTTP/1.1 {status} X\n\n"))
    with pytest.raises(Unmet) as caught:
        ani.expect_page(ani.get("/chat"))
    assert f"app.py menjawab {status}" in caught.value.tell()
    assert advice in caught.value.advice and bool(advice) == bool(caught.value.advice)


def test_an_answer_of_a_known_length_is_whole_before_the_connection_ends():
    ani = browser(Server())
    ani._asks = lambda exchange: whole(exchange)
    assert ani.get("/").html.text == "Halo"


def whole(exchange) -> Waited:
    exchange.begin(SimpleNamespace(ended=False, send=lambda data: None))
    exchange.take(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 4\r\n")
    assert not exchange.done()
    exchange.take(b"\r\nHal")
    assert not exchange.done()
    exchange.take(b"o")
    return Waited.HAPPENED if exchange.done() else Waited.QUIET
