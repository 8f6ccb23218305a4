"""What a chat client waits to hear, and what it must not: `hears never_hears hears_left`."""

from __future__ import annotations

from typing import Any

from penilai import wording
from penilai.events import Waited
from penilai.language import mark
from penilai.story import Event, Kind
from penilai.wire import KEPT, STEP, Wire

TWICE = mark('{who} menerima "{words}" {times} kali, seharusnya satu kali.')
_AHEAD = mark("Kabar itu sudah datang sebelum ia pergi: siarkan ketika ia benar-benar pergi.")
_ONCE = mark("Kirim setiap baris tepat satu kali ke setiap klien.")
_LEAVES = (Kind.CLOSED, Kind.RESET)


class Peer(Wire):
    """An end that knows what should come, and tells the story of it; each step raises Unmet."""

    def hears(self, words: str, times: int = 1) -> None:
        """Wait until the words were heard `times` times; raises Unmet."""
        waited = self._hub.wait(lambda: self.heard.count(words) >= times, STEP)
        self._conclude(waited, mark('{who} menunggu "{words}".'), words)

    def hears_once(self, words: str, before: str) -> None:
        """Wait for the later line `before`, then be sure: the words came exactly once."""
        self.awaits(before)
        times = self.heard.count(words)
        if times == 0:
            self.fail(mark('{who} tidak menerima "{words}".'), words=words)
        if times > 1:
            self.fail(TWICE, words=words, times=times, advice=_ONCE)
        self.tell(mark('{who} menerima "{words}" tepat satu kali'), words)

    def awaits(self, words: str) -> None:
        """As `hears`, but not told as a step of its own: for crowds."""
        if self.heard.count(words):
            return  # most of what a crowd says has come with the first of it
        waited = self._hub.wait(lambda: self.heard.count(words) > 0, STEP)
        if waited is not Waited.HAPPENED:
            self.fail(mark('{who} menunggu "{words}".'), waited, words=words)

    def never_heard_twice(self, words: str) -> None:
        """Be sure, now, that the words came at most once."""
        if (times := self.heard.count(words)) > 1:
            self.fail(TWICE, words=words, times=times, advice=_ONCE)

    def never_hears(self, words: str, before: str) -> None:
        """Wait for the later line `before`, then be sure: the words did not come."""
        self.awaits(before)
        if self.heard.count(words):
            self.fail(mark('{who} seharusnya tidak menerima "{words}".'), words=words)

    def hears_whole_line(self, words: str) -> None:
        """Wait for a line that ends with exactly this; more may stand before it."""
        waited = self._hub.wait(
            lambda: any(line.rstrip().endswith(words) for line in self.heard.lines), STEP
        )
        self._conclude(waited, mark('{who} menunggu baris utuh "{words}".'), words)

    def hears_exactly(self, words: str) -> None:
        """Wait for the words as a message of their own, with nothing before or behind them."""
        since = self._told
        waited = self._hub.wait(lambda: words in self.heard.text[since:], STEP)
        if words not in map(str.strip, self.heard.text[since:].split("\n")):
            self.fail(mark('{who} menunggu "{words}", persis begitu.'), waited, words=words)
        self.tell(mark('{who} menerima "{words}"'), words)

    def hears_unchanged(self, words: str) -> None:
        """Wait for the words, letter by letter as they were said."""
        waited = self._hub.wait(lambda: words in self.heard.text, STEP)
        self._conclude(waited, mark('{who} menunggu "{words}".'), words)

    def hears_only(self, words: str) -> None:
        """Wait for the words, and nothing beside them, since our last step."""

        def alone() -> bool:
            return wording.plain(self.heard.text[self._told :].strip()) == wording.plain(words)

        waited = self._hub.wait(alone, STEP)
        self._conclude(waited, mark('{who} menunggu "{words}" saja.'), words)

    def hears_joined(self, name: str, times: int = 1) -> None:
        """Wait for the notice that `name` has joined."""
        says = mark('{who} menunggu kabar "{words} Bergabung".')
        self._hears_notice(name, wording.JOINED, times, says)
        self.tell(mark('{who} menerima kabar "{words} Bergabung"'), name)

    def hears_left(self, name: str) -> None:
        """Wait for the notice that `name` has left; what was said before that is none."""
        says, ahead = mark('{who} menunggu kabar "{words} keluar".'), self._told_ahead(name)
        advice = _AHEAD if ahead else ""
        self._hears_notice(name, wording.LEFT, ahead + 1, says, advice=advice)
        self.tell(mark('{who} menerima kabar "{words} keluar"'), name)

    def _told_ahead(self, name: str) -> int:
        """How many notices of a leave had come when `name` had not yet left.

        Another one who was called as we are, and is gone, heard them for himself.
        """
        events = self._story.events
        came = _last(events, self.name, (Kind.CONNECTED,))
        heard = wording.Heard(KEPT)
        for event in events[came : _last(events, name, _LEAVES)]:
            if event.who == self.name and event.kind is Kind.RECEIVED:
                heard.add(event.data)
        return heard.count_notices(name, wording.LEFT)

    def _hears_notice(
        self, name: str, verbs: list[str], times: int, says: str, **more: Any
    ) -> None:
        waited = self._hub.wait(lambda: self.heard.count_notices(name, verbs) >= times, STEP)
        if waited is not Waited.HAPPENED:
            self.fail(says, waited, words=name, **more)

    def _conclude(self, waited: Waited, says: str, words: str) -> None:
        """Write the step into the story if it happened, raise Unmet if not."""
        if waited is not Waited.HAPPENED:
            self.fail(says, waited, words=words)
        self.tell(mark('{who} menerima "{words}"'), words)


def _last(events: list[Event], who: str, kinds: tuple[Kind, ...]) -> int:
    """The place of the last event of these kinds that `who` did; 0 if there is none."""
    places = (n for n, event in enumerate(events) if event.who == who and event.kind in kinds)
    return max(places, default=0)
