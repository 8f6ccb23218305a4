"""The student's app.py of ruang_obrolan, running, and those who chat in its rooms."""

from __future__ import annotations

from typing import Any

from penilai import look, wording
from penilai.browsing import Answer
from penilai.events import Waited
from penilai.language import mark
from penilai.launch import Scene
from penilai.look import Look
from penilai.reader import html_names
from penilai.story import Unmet, Unreachable
from penilai.visitor import SCRIPT, Named, Visitor
from penilai.webroom import WebRoom
from penilai.webwire import Received, strings

NAMED = "username"
ROOM = "room"


class Obrolan(WebRoom):
    """The student's app.py, running, and those who chat in its rooms."""

    def __init__(self, scene: Scene, program: str = "app.py") -> None:
        super().__init__(scene, program)
        self.rooms = [scene.words.name(role) for role in ("Ruang", "Kamar")]

    def visitor(self, role: str) -> Member:
        """Somebody who has not opened a page yet."""
        return Member(self, self.words.name(role))

    def join(self, *roles: str) -> list[Member]:
        """Open the page, send the form, connect and join, one after the other."""
        return [self._joined(self.visitor(role), 0) for role in roles]

    def join_another_room(self, *roles: str) -> list[Member]:
        """The same for a second room."""
        return [self._joined(self.visitor(role), 1) for role in roles]

    def joins_again(self, member: Member) -> Member:
        """Let the same person join in a second tab."""
        return self._joined(Member(self, member.name), 0)

    def stranger(self, role: str) -> Member:
        """Somebody who connects without a page, and does not join; may be refused."""
        stranger = self.visitor(role)
        stranger.connects_if_let_in()
        return stranger

    def looks_at_page(self, role: str) -> Look | None:
        """Let somebody join in a real browser; None where there is none, or it cannot be used."""
        if self.pages_fail:
            return None
        name = self.words.name(role)
        return look.opened(self, name, {NAMED: name, ROOM: self.rooms[0]}, "join|masuk|gabung")

    def tries_html(self) -> None:
        """Give names and rooms that would change the page, were they not text; raises Unmet."""
        kept = list(self.rooms)
        for tag, name in html_names(self.words):
            member = Member(self, name)
            self.rooms[:] = [name, name]
            member.goes_in(0)
            member.sees_no_element(tag)
        self.rooms[:] = kept

    def _joined(self, member: Member, room: int) -> Member:
        member.goes_in(room)
        member.joins()
        return member


class Member(Visitor):
    """Somebody who chats in a room."""

    def __init__(self, room: Obrolan, name: str) -> None:
        super().__init__(room, name)
        self._obrolan = room
        self.room = room.rooms[0]

    def fills_in(self, room: int = 0) -> Answer:
        """Open the page with the form and send it; returns the page of the chat."""
        self.opens("/")
        offered = self.finds_form(NAMED, ROOM).choices(ROOM)
        if offered:  # there a person cannot think of a name
            self._obrolan.rooms[: len(offered)] = offered[:2]
        self.room = self._obrolan.rooms[room]
        self.sends_form(**{NAMED: self.name, ROOM: self.room})
        return self.arrives()

    def goes_in(self, room: int) -> None:
        """The same for what comes after it: a page that is wrong is the matter of other checks."""
        self.room = self._obrolan.rooms[room]
        try:
            page = self.fills_in(room)
            self._room.pages_fail |= any(form.named(ROOM) for form in page.html.forms)
        except Unreachable:
            raise
        except Unmet:
            self._room.pages_fail = True
            self.posts("/chat", **self._claim())

    def joins(self) -> None:
        """Connect, and join the room."""
        self.connects()
        self.emits("joined", self._claim())

    def leaves(self) -> None:
        """Say that one leaves the room."""
        self.emits("left", self._claim())

    def leaves_as(self, other: Member) -> None:
        """Say that somebody else leaves."""
        self.emits("left", self._claim(username=other.name))

    def says(self, text: str) -> str:
        """Say the text with a random tail; returns it."""
        return self._says(text, self._claim())

    def says_as(self, other: Member, text: str) -> str:
        """The same in somebody else's name."""
        return self._says(text, self._claim(username=other.name))

    def hears(self, other: Named, text: str) -> None:
        """Wait for what somebody has said."""
        self.hears_event("receive_message", other.name, text)

    def hears_once(self, other: Member, text: str, before: str) -> None:
        """Wait for the later text, then be sure: the first one came exactly once."""
        self.hears_event_once("receive_message", (other.name, text), (other.name, before))

    def never_hears(self, text: str) -> None:
        """Be sure that this, which others have heard by now, was not sent here."""
        self.is_up_to_date()
        self.never_heard("receive_message", text)

    def never_hears_as(self, other: Member, text: str) -> None:
        """Be sure, by what was heard since, that this was not heard in somebody else's name."""
        self.never_hears_event_as("receive_message", other, text)

    def hears_entered(self, other: Member) -> None:
        """Wait for the notice that somebody has entered."""
        self.hears_notice(other.name, wording.JOINED, "has entered the room")

    def hears_left(self, other: Member) -> None:
        """Wait for the notice that somebody has left."""
        self.hears_notice(other.name, wording.LEFT, "has left the room")

    def never_hears_left(self, other: Member) -> None:
        """Be sure, by what was heard since, that no such notice came."""
        self.never_hears_notice(other.name, wording.LEFT)

    def never_hears_left_again(self, other: Member) -> None:
        """Be sure, by what was heard since, that such a notice came only once."""
        self.never_hears_notice(other.name, wording.LEFT, times=1)

    def never_hears_entered(self, other: Member) -> None:
        """Be sure, by what was heard since, that no such notice came."""
        self.never_hears_notice(other.name, wording.JOINED)

    def sees_users(self, *members: Member) -> None:
        """Wait until the newest list of users holds these, each once, and nobody else."""
        names = sorted(member.name for member in members)
        waited = self.awaits(lambda: self._newest_users() == names)
        if waited is not Waited.HAPPENED:
            says = mark("{who} menunggu daftar users: {words}.")
            self._fail(says, waited, words=", ".join(names), instead=self._shown_users())
        self._tell(mark("{who} menerima daftar users: {words}"), ", ".join(names))

    def says_html(self) -> None:
        """Say what would run as a script, were it not text."""
        self.emits("send_message", self._claim() | {"message": SCRIPT})

    # -----------------------------------------------------------------------------------

    def _claim(self, **other: str) -> dict[str, str]:
        return {NAMED: self.name, ROOM: self.room} | other

    def _says(self, text: str, claim: dict[str, str]) -> str:
        message = self._obrolan.words.message(text)
        self.emits("send_message", claim | {"message": message})
        return message

    def _lists(self) -> list[Received]:
        return [found for found in self._peer.events if found.event == "users"]

    def _newest_users(self) -> list[str] | None:
        """The names on the newest list, each once: two tabs may well be two entries."""
        return sorted(set(_names(self._lists()[-1].args))) if self._lists() else None

    def _shown_users(self) -> str:
        return self._lists()[-1].shown() if self._lists() else self._since()


def _names(args: list[Any]) -> list[str]:
    """The names on a list of users: texts, or objects with a name in them, as it comes."""
    found: Any = args[0] if args else []
    if isinstance(found, dict):
        found = found.get("users", found)
    if isinstance(found, dict):
        found = list(found.values())
    return [name for each in found for name in strings(each)] if isinstance(found, list) else []
