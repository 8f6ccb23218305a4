"""Somebody with a browser that runs no script: opens pages, sends forms, keeps cookies."""

from __future__ import annotations

import contextlib
import http.client
import io
import socket
from collections.abc import Callable
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import Any, NoReturn, cast
from urllib.parse import urlencode, urljoin, urlsplit

from penilai.events import Waited
from penilai.language import mark
from penilai.story import Kind, Story, Unmet
from penilai.stream import Stream
from penilai.webpage import Form, Html

KEPT = 1 << 20  # bytes of one answer; more is not read
REDIRECTS = 6  # that lead on from one page, at most
_MOVED = {301, 302, 303, 307, 308}
_KEEPS_METHOD = {307, 308}
_ADVICE = {
    400: mark('Nama di request.form["..."] harus sama dengan name="..." di formulir.'),
    404: mark("Setiap alamat butuh fungsi dengan @app.route; berkas lain masuk folder static/."),
    405: mark('Kalau formulir dikirim ke alamat itu, tambahkan methods=["GET", "POST"] di route.'),
}


@dataclass(frozen=True)
class Answer:
    """What a server answered: `path` is where it was asked, after all redirects."""

    path: str
    status: int
    kind: str  # as in `text/html`, without parameters
    body: bytes
    html: Html

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")


class Exchange:
    """One request on a connection of its own, and what is answered."""

    def __init__(self, request: bytes) -> None:
        self._request, self._data = request, b""
        self.stream: Stream | None = None

    def begin(self, stream: Stream) -> None:
        self.stream = stream
        stream.send(self._request)

    def take(self, data: bytes) -> None:
        self._data = (self._data + data)[:KEPT]

    def done(self) -> bool:
        """Is the answer whole, as far as it will ever be?"""
        assert self.stream is not None
        return self.stream.ended or len(self._data) == KEPT or self._has_its_length()

    def response(self) -> tuple[http.client.HTTPResponse, bytes] | None:
        """The answer and its body; None for what is no HTTP, or nothing."""
        found = http.client.HTTPResponse(cast(socket.socket, _Bytes(self._data)))
        try:
            found.begin()
            return found, found.read(KEPT)
        except (http.client.HTTPException, OSError, ValueError):
            return None

    def _has_its_length(self) -> bool:
        head, end, body = self._data.partition(b"\r\n\r\n")
        if not end:
            return False
        for line in head.lower().split(b"\r\n")[1:]:
            name, _, value = line.partition(b":")
            if name == b"content-length" and value.strip().isdigit():
                return len(body) >= int(value)
        return False


class _Bytes:
    """Bytes that http.client can read as if they came from a socket."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def makefile(self, _mode: str) -> io.BytesIO:
        return io.BytesIO(self._data)


class Browser:
    """The browser of `name`. `asks` puts a request to the server and waits for the answer."""

    def __init__(
        self,
        name: str,
        host: str,
        story: Story,
        asks: Callable[[Exchange], Waited],
        other: str = "app.py",
    ) -> None:
        self.name, self._host, self._story, self._asks = name, host, story, asks
        self._other = other
        self._cookies: dict[str, str] = {}

    @property
    def cookies(self) -> str:
        """The cookies as they go into a header."""
        return "; ".join(f"{name}={value}" for name, value in self._cookies.items())

    def get(self, path: str) -> Answer:
        """Open an address of the server's, and go where it leads on to; raises Unmet."""
        return self._follow("GET", path, None)

    def send(self, form: Form, at: str, answers: dict[str, str]) -> Answer:
        """Send a form of the page at `at`, filled in; raises Unmet."""
        where = urlsplit(urljoin(at, form.action))
        path = where.path + (f"?{where.query}" if where.query else "")
        fields = form.filled_in(**answers)
        if form.method == "post":
            return self._follow("POST", path, fields)
        return self._follow("GET", f"{where.path}?{urlencode(fields)}", None)

    def _follow(self, method: str, path: str, fields: dict[str, str] | None) -> Answer:
        for _ in range(REDIRECTS):
            response, body = self._ask(method, path, fields)
            target = response.getheader("Location")
            if response.status not in _MOVED or not target:
                kind = (response.getheader("Content-Type") or "").partition(";")[0].strip()
                html = Html(body.decode("utf-8", "replace") if "html" in kind else "")
                return Answer(urlsplit(path).path, response.status, kind, body, html)
            where = urlsplit(urljoin(path, target))
            path = where.path + (f"?{where.query}" if where.query else "")
            if response.status not in _KEEPS_METHOD:
                method, fields = "GET", None
        says = mark('{who} dikirim dari halaman ke halaman tanpa akhir, terakhir ke "{words}".')
        raise Unmet(says, who=self.name, words=path)

    def _ask(
        self, method: str, path: str, fields: dict[str, str] | None
    ) -> tuple[http.client.HTTPResponse, bytes]:
        path = path or "/"
        body = urlencode(fields).encode() if fields is not None else b""
        told = f"{method} {path}".encode() + (b" " + body if body else b"")
        self._story.add(Kind.SENT, self.name, told, peer=self._other)
        exchange = Exchange(self._request(method, path, body, fields is not None))
        waited = self._asks(exchange)
        found = exchange.response() if waited is Waited.HAPPENED else None
        if found is None:
            says = mark('{who} membuka "{words}", tetapi {other} tidak menjawab.')
            self._raise(says, path, waited)
        response, content = found
        self._keep_cookies(response)
        where = response.getheader("Location")
        says_more = f"→ {where}" if where else f"{response.reason}, {len(content)} byte"
        told = f"{response.status} {says_more}".encode("utf-8", "replace")
        self._story.add(Kind.RECEIVED, self.name, told, peer=self._other)
        return response, content

    def _request(self, method: str, path: str, body: bytes, has_body: bool) -> bytes:
        head = [f"{method} {path} HTTP/1.1", f"Host: {self._host}", "User-Agent: penilai"]
        head += ["Accept: text/html,*/*", "Accept-Language: id", "Connection: close"]
        if self._cookies:
            head.append(f"Cookie: {self.cookies}")
        if has_body:
            head.append("Content-Type: application/x-www-form-urlencoded")
            head.append(f"Content-Length: {len(body)}")
        return "\r\n".join([*head, "", ""]).encode() + body

    def _keep_cookies(self, response: http.client.HTTPResponse) -> None:
        for header in response.headers.get_all("Set-Cookie") or []:
            jar = SimpleCookie()
            with contextlib.suppress(CookieError):
                jar.load(header)
            for name, cookie in jar.items():
                if cookie["max-age"] == "0" or not cookie.value:
                    self._cookies.pop(name, None)
                else:
                    self._cookies[name] = cookie.coded_value

    def expect_page(self, answer: Answer) -> None:
        """Raise Unmet for an answer that is no page."""
        if answer.status >= 400:
            says = mark('{who} membuka "{words}", tetapi {other} menjawab {status}.')
            advice = _ADVICE.get(answer.status, "")
            self._raise(says, answer.path, None, status=answer.status, advice=advice)

    def _raise(self, says: str, path: str, why: Waited | None, **fields: Any) -> NoReturn:
        raise Unmet(says, why=why, who=self.name, words=path, other=self._other, **fields)
