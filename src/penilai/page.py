"""One page in our browser, and what a person can do there: open, read, type, press."""

from __future__ import annotations

import base64
import functools
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from penilai.devtools import DevTools, Fields

SCRIPT = Path(__file__).with_name("page.js")
REPORT = "__penilai_report"
_CLIENT = re.compile(r"/socket\.io[^/]*\.js$")  # the browser's part of Socket.IO, on any host
_INTEGRITY = re.compile(rb"\sintegrity\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>]*)", re.IGNORECASE)
_EVENT, _POLLED = "42", "/socket.io/"  # of Socket.IO: how an event begins, where it is fetched
_KEPT = ("content-type", "set-cookie", "content-security-policy")  # headers of a page
_DOMAINS = ("Page.enable", "Runtime.enable", "Network.enable")


@dataclass(frozen=True)
class Missing:
    """A file of another computer that the page asked for; there is no internet here."""

    url: str
    kind: str  # as the protocol has it: Script, Stylesheet, Image...


class Page:
    """A page in a new tab, and nothing is kept of those before; other hosts are refused to it.

    `client` is our copy of the browser's part of Socket.IO, which is given instead of any
    other. `text` is what can be read on the page, kept up to date by the page itself.
    """

    def __init__(self, tools: DevTools, host: str, client: bytes) -> None:
        self._tools, self._host, self._client = tools, host, client
        self.text = ""
        self.changes = 0  # how often it has changed
        self.loads = 0  # how many documents were read to their end
        self.sent = 0  # how often it has sent something to its program by itself
        self.pending = 0  # short timers of the page's that are still to come
        self.heard = 0  # how many events of Socket.IO it has received since it sent something
        self.trapped = False  # has a script run that only a name or a message can have brought?
        self.errors: list[str] = []  # of the page's scripts, as a console shows them
        self.missing: list[Missing] = []
        self.borrowed = ""  # the address for which our copy of the client was given
        opened = tools.ask("", "Target.createTarget", url="about:blank")
        self._target = opened["targetId"]
        attached = tools.ask("", "Target.attachToTarget", targetId=self._target, flatten=True)
        self._session: str = attached["sessionId"]
        self._prepare()

    def open(self, path: str) -> None:
        """Go to this place of the program's; what it shows is to be waited for."""
        self._tools.ask(self._session, "Page.navigate", url=f"http://{self._host}{path}")

    def call(self, function: str, *arguments: object) -> object:
        """Call one of the functions of `page.js` and return what it returns."""
        return self.evaluate(f"__penilai?.{function}({', '.join(map(json.dumps, arguments))})")

    def evaluate(self, expression: str) -> object:
        """The value of a JavaScript expression there, awaited if it is a promise."""
        how = {"returnByValue": True, "awaitPromise": True}
        answer = self._tools.ask(self._session, "Runtime.evaluate", expression=expression, **how)
        return answer["result"].get("value")

    def read(self) -> str:
        """Read the page anew; what changed unseen, by style alone, is seen then."""
        self.text = str(self.call("text") or "")
        return self.text

    def type(self, text: str) -> None:
        """Type into the field in which we are."""
        self._tools.ask(self._session, "Input.insertText", text=text)

    def press_enter(self) -> None:
        """Press and release the Enter key."""
        key = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13}
        for more in ({"type": "keyDown", "text": "\r"}, {"type": "keyUp"}):
            self._tools.ask(self._session, "Input.dispatchKeyEvent", **key, **more)

    def close(self) -> None:
        """Close the page as a tab is closed."""
        self._tools.ask("", "Target.closeTarget", targetId=self._target)

    def _prepare(self) -> None:
        heard: dict[str, Callable[[Fields], None]] = {
            "Page.domContentEventFired": self._loaded,
            "Page.javascriptDialogOpening": self._answer_dialog,
            "Runtime.bindingCalled": self._called,
            "Runtime.exceptionThrown": self._failed,
            "Network.webSocketFrameSent": self._frame_sent,
            "Network.webSocketFrameReceived": self._frame_received,
            "Network.requestWillBeSent": self._requested,
            "Fetch.requestPaused": self._decide,
        }
        for event, on_event in heard.items():
            self._tools.listen(self._session, event, on_event)
        do = functools.partial(self._tools.send, self._session)
        for method in (*_DOMAINS, "Network.clearBrowserCookies", "Network.clearBrowserCache"):
            do(method)
        origin = f"http://{self._host}"
        do("Storage.clearDataForOrigin", origin=origin, storageTypes="all")
        do("Runtime.addBinding", name=REPORT)
        requests = {"urlPattern": "*"}
        documents = {"urlPattern": "*", "resourceType": "Document", "requestStage": "Response"}
        do("Fetch.enable", patterns=[requests, documents])
        source = SCRIPT.read_text(encoding="utf-8")  # the last: another process takes it in
        self._tools.ask(self._session, "Page.addScriptToEvaluateOnNewDocument", source=source)

    # What it tells us --------------------------------------------------------------------

    def _loaded(self, _: Fields) -> None:
        self.loads += 1

    def _answer_dialog(self, told: Fields) -> None:
        self._tools.send(self._session, "Page.handleJavaScriptDialog", accept=True)

    def _called(self, told: Fields) -> None:
        news = json.loads(told["payload"])
        self.trapped = self.trapped or "trapped" in news
        self.changes += "text" in news
        self.text = news.get("text", self.text)
        self.pending = news.get("timers", self.pending)

    def _failed(self, told: Fields) -> None:
        details = told["exceptionDetails"]
        says = details.get("exception", {}).get("description", details.get("text", ""))
        place = str(details.get("url", "")).rpartition("/")[2]
        line = f"{place}:{details.get('lineNumber', 0) + 1}"
        self.errors.append(f"{says.partition(chr(10))[0]} ({line})")

    def _frame_sent(self, told: Fields) -> None:
        if str(told["response"]["payloadData"]).startswith(_EVENT):
            self.sent, self.heard = self.sent + 1, 0

    def _frame_received(self, told: Fields) -> None:
        self.heard += str(told["response"]["payloadData"]).startswith(_EVENT)

    def _requested(self, told: Fields) -> None:
        asked, kind = told["request"], told.get("type")
        polls = asked["method"] == "GET" and _POLLED in asked["url"]
        self.sent += kind in ("XHR", "Fetch") and not polls

    # What it may load --------------------------------------------------------------------

    def _decide(self, paused: Fields) -> None:
        request, url = paused["requestId"], paused["request"]["url"]
        if "responseStatusCode" in paused:
            self._without_integrity(request, paused)
        elif "responseErrorReason" in paused or urlsplit(url).netloc in ("", self._host):
            self._tools.send(self._session, "Fetch.continueRequest", requestId=request)
        elif self._client and _CLIENT.search(urlsplit(url).path):
            self.borrowed = url
            kind = {"name": "Content-Type", "value": "text/javascript"}
            anybody = {"name": "Access-Control-Allow-Origin", "value": "*"}
            self._fulfil(request, 200, [kind, anybody], self._client)
        else:
            self.missing.append(Missing(url, paused["resourceType"]))
            reason = "InternetDisconnected"
            self._tools.send(
                self._session, "Fetch.failRequest", requestId=request, errorReason=reason
            )

    def _without_integrity(self, request: str, paused: Fields) -> None:
        """Let our copy of the client pass for the one whose checksum stands in the page."""

        def rewrite(answer: Fields) -> None:
            body = answer.get("result", {})
            data = str(body.get("body", "")).encode()
            data = base64.b64decode(data) if body.get("base64Encoded") else data
            if not _INTEGRITY.search(data):
                self._tools.send(self._session, "Fetch.continueRequest", requestId=request)
                return
            kept = [h for h in paused["responseHeaders"] if h["name"].lower() in _KEPT]
            self._fulfil(request, paused["responseStatusCode"], kept, _INTEGRITY.sub(b"", data))

        self._tools.send(self._session, "Fetch.getResponseBody", rewrite, requestId=request)

    def _fulfil(self, request: str, status: int, headers: list[Fields], body: bytes) -> None:
        self._tools.send(
            self._session,
            "Fetch.fulfillRequest",
            requestId=request,
            responseCode=status,
            responseHeaders=headers,
            body=base64.b64encode(body).decode(),
        )
