"""The student's app.py of proyek_chat, running, and those who log in and chat there."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from typing import Any

from penilai import look, wording
from penilai.browsing import Answer
from penilai.events import Waited
from penilai.language import mark
from penilai.look import Look
from penilai.reader import html_names
from penilai.story import Kind, Unmet, Unreachable
from penilai.visitor import SCRIPT, Named, Visitor
from penilai.webroom import WebRoom

NAMED = "username"
ROOM = "ruang_chat_utama"


class Publik(WebRoom):
    """The student's app.py, running, and those who log in and chat there."""

    def visitor(self, role: str) -> Guest:
        """Somebody who has not opened a page yet."""
        return Guest(self, self.words.name(role))

    def join(self, *roles: str) -> list[Guest]:
        """Log in, connect and join, one after the other."""
        guests = [self.visitor(role) for role in roles]
        for guest in guests:
            guest.goes_in()
            guest.joins()
        return guests

    def tries_html(self) -> None:
        """Give names that would change the page, were they not text; raises Unmet."""
        for tag, name in html_names(self.words):
            guest = Guest(self, name)
            guest.goes_in()
            guest.sees_no_element(tag)

    def looks_at_page(self, role: str) -> Look | None:
        """Let somebody log in in a real browser; None where there is none, or it cannot be used."""
        if self.pages_fail:
            return None
        name = self.words.name(role)
        return look.opened(self, name, {NAMED: name}, "masuk|login|join|gabung")


class Guest(Visitor):
    """Somebody who chats in the one room."""

    def __init__(self, room: Publik, name: str) -> None:
        super().__init__(room, name)
        self._publik = room

    def logs_in(self) -> Answer:
        """Open the page with the form and send it; returns the page that comes."""
        self.opens("/")
        self.sends_form(**{NAMED: self.name})
        return self.arrives()

    def is_at_the_chat(self) -> None:
        """Be on the page of the chat; raises Unmet."""
        page = self.arrives()
        if not _is_chat(page):
            says = mark('{who} seharusnya sampai di halaman "/chat", tetapi ada di "{words}".')
            advice = mark('Simpan session["username"], lalu redirect(url_for("chat")).')
            self._fail(says, words=page.path, instead=page.html.text, advice=advice)
        self._tell(mark('{who} sampai di halaman "{words}"'), page.path)

    def goes_in(self) -> None:
        """Log in for what comes after: a page that is wrong is the matter of other checks."""
        try:
            self._room.pages_fail |= not _is_chat(self.logs_in())
        except Unreachable:
            raise
        except Unmet:
            self._room.pages_fail = True
            self.posts("/", **{NAMED: self.name})

    def opens_without_login(self, path: str) -> Answer:
        """Open a page as somebody who has not logged in: be led to the form."""
        self._tell(mark('{who} membuka "{words}" tanpa login'), path)
        self.page = self._browser.get(path)
        return self.page

    def is_led_to_the_form(self) -> None:
        """Be on the page with the login form."""
        page = self.page
        assert page is not None
        if not any(form.named(NAMED) for form in page.html.forms):
            says = mark('{who} seharusnya kembali ke formulir login, tetapi ada di "{words}".')
            self._fail(says, words=page.path, instead=page.html.text)
        self._tell(mark("{who} kembali ke formulir login"))

    def finds_style(self, path: str) -> None:
        """Open a style sheet: it is there, not empty, and served as one."""
        self._tell(mark('{who} membuka "{words}"'), path, Kind.SENT)
        page = self._browser.get(path)
        if page.status != 200 or page.kind != "text/css" or not page.body.strip():
            says = mark(
                '"{words}" seharusnya berisi CSS; jawabannya {status}, {kind}, {count} byte.'
            )
            count = len(page.body)
            self._fail(says, words=path, status=page.status, kind=page.kind, count=count)
        self._tell(mark('{who} menerima "{words}"'), path)

    def joins(self) -> None:
        """Connect, and join the room."""
        self.connects()
        self._sends("join", {NAMED: self.name, "room": ROOM})

    def joins_as(self, other: Guest) -> None:
        """Connect, and join under somebody else's name."""
        self.connects()
        self._sends("join", {NAMED: other.name, "room": ROOM})

    def says(self, text: str) -> str:
        """Say the text with a random tail; returns it."""
        return self._says(text, self.name)

    def says_as(self, other: Guest, text: str) -> str:
        """The same in somebody else's name."""
        message = self._publik.words.message(text)
        self.emits("message", {"msg": message, NAMED: other.name})
        return message

    def hears(self, other: Named, text: str) -> None:
        """Wait for what somebody has said."""
        self.hears_event("response", other.name, text)

    def hears_once(self, other: Guest, text: str, before: str) -> None:
        """Wait for the later text, then be sure: the first one came exactly once."""
        self.hears_event_once("response", (other.name, text), (other.name, before))

    def never_hears_as(self, other: Guest, text: str) -> None:
        """Be sure, by what was heard since, that this was not heard in somebody else's name."""
        self.never_hears_event_as("response", other, text)

    def hears_joined(self, other: Guest) -> None:
        """Wait for the notice that somebody has joined."""
        self.hears_notice(other.name, wording.JOINED, "telah bergabung")

    def never_hears_joined(self, other: Guest) -> None:
        """Be sure, by what was heard since, that no such notice came."""
        self.never_hears_notice(other.name, wording.JOINED)

    def hears_left(self, other: Guest) -> None:
        """Wait for the notice that somebody has left."""
        self.hears_notice(other.name, wording.LEFT, "telah keluar")

    def says_html(self) -> None:
        """Say what would run as a script, were it not text."""
        self._sends("message", {"msg": SCRIPT, NAMED: self.name}, SCRIPT)

    # -----------------------------------------------------------------------------------

    def _says(self, text: str, name: str) -> str:
        message = self._publik.words.message(text)
        reached = functools.partial(self._publik.anybody_heard, "response", message)
        self._sends("message", {"msg": message, NAMED: name}, message, reached=reached)
        return message

    def _sends(
        self,
        event: str,
        wrapped: dict[str, str],
        *bare: Any,
        reached: Callable[[], bool] = lambda: True,
    ) -> None:
        """Send an event as this submission's own page does: with an object, or without.

        Where the page does not tell, the handler does: it fails with what it does not expect,
        or nobody is reached, and then the other way is tried.
        """
        ways = self._publik.manners.wrapped.setdefault(event, self._ways(event))
        for way in list(ways):
            worked = self.emits(event, *([wrapped] if way else bare))
            if worked and (len(ways) == 1 or self._room.wait(reached) is Waited.HAPPENED):
                ways[:] = [way]
                return

    def _ways(self, event: str) -> list[bool]:
        """In which order to try: wrapped in an object first, or not."""
        argument = rf"""\bemit\s*\(\s*["'`]{event}["'`]\s*,\s*(.)"""
        found = re.search(argument, self.scripts())
        if found is None and event == "message":
            found = re.search(r"\.send\s*\(\s*(.)", self.scripts())
        # what stands in a variable is an object where nothing else makes sense
        wrapped = found is not None and (found[1] == "{" or event == "join")
        return [wrapped, not wrapped]


def _is_chat(page: Answer) -> bool:
    return page.path.rstrip("/") == "/chat"
