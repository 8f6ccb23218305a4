"""Tk's `send` as one who only asks: scripts go to Tk programs, answers come back.

The protocol is that of tkUnixSend.c: each program has a window whose property `Comm` is its
letter box, and the root's property `InterpRegistry` says which. A script is put into a letter
box with the number of our own, where the answer is put. What comes there is read as data,
never run.
"""

from __future__ import annotations

from collections.abc import Callable

from penilai.events import Hub
from penilai.tcl import Reply
from penilai.x11 import Connection, Property

MOST = 16  # programs of one screen that we talk to; a chat client is one or two
FEW_BYTES = 1 << 12  # of the registry that are looked at


class Send:
    """See `tcl.Tcl`: the Tk programs on a screen."""

    def __init__(self, connection: Connection) -> None:
        self.names: dict[str, int] = {}  # the programs, and their letter boxes
        self.replies: dict[int, Reply] = {}  # by question; taken out by whoever asked
        self.registered = 0
        self._x, self._own = connection, connection.make_window()
        self._last = 0
        self._box: list[int] = []  # requests for our letters
        self._posted: dict[int, int] = {}  # questions by the request that put them into a box
        self._x.put_pointer_away()
        self._x.watch(self._x.root)
        self._registry = [self._x.ask(self._x.root, self._x.registry)]

    def watch(self, hub: Hub, on_news: Callable[[], None]) -> None:
        hub.watch(self._x.link, on_news)

    def ask(self, name: str, script: str) -> int:
        self._last += 1
        where = f"{self._own:x} {self._last}"
        letter = f"\0c\0-r {where}\0-n {name}\0-s {script}\0"
        request = self._x.append(self.names[name], self._x.comm, letter.encode())
        self._posted[request] = self._last
        return self._last

    def read(self) -> None:
        self._x.read()
        while self._x.changes:
            window, atom = self._x.changes.popleft()
            if (window, atom) == (self._x.root, self._x.registry):
                self._registry.append(self._x.ask(window, atom))
            elif (window, atom) == (self._own, self._x.comm):
                self._box.append(self._x.ask(window, atom, delete=True))
        self._take_registry()
        self._take_letters()
        for request in self._x.failed:
            if request in self._posted:  # that letter box is no more
                self.replies[self._posted[request]] = Reply("", False)
        self._x.failed.clear()

    def close(self, hub: Hub) -> None:
        hub.forget(self._x.link)
        self._x.close()

    def _take_registry(self) -> None:
        for found in self._answered(self._registry):
            self.names = parse_registry(found.data)
            self.registered += 1

    def _take_letters(self) -> None:
        for found in self._answered(self._box):
            if found.left:  # nothing of ours has so many answers
                self._x.delete(self._own, self._x.comm)
            self.replies |= parse_letters(found.data)

    def _answered(self, asked: list[int]) -> list[Property]:
        """What was asked for and has come; the rest stays in `asked`."""
        come = [number for number in asked if number in self._x.properties]
        asked[:] = [number for number in asked if number not in come]
        return [self._x.properties.pop(number) for number in come]


def parse_registry(data: bytes) -> dict[str, int]:
    """The programs by name, with their letter boxes."""
    found: dict[str, int] = {}
    for entry in data[:FEW_BYTES].split(b"\0")[: MOST + 1]:
        number, _, name = entry.partition(b" ")
        try:
            window = int(number, 16)
        except ValueError:
            continue
        if 0 < window < 1 << 29 and name:
            found[name.decode("utf-8", "surrogateescape")] = window
    return dict(list(found.items())[:MOST])


def parse_letters(data: bytes) -> dict[int, Reply]:
    """The answers among these letters, by question; all else is left unread."""
    found: dict[int, Reply] = {}
    for letter in data.split(b"\0r\0")[1:]:
        options = dict(
            (option[:2], option[3:]) for option in letter.split(b"\0") if option[:1] == b"-"
        )
        try:
            serial = int(options.get(b"-s", b""))
        except ValueError:
            continue
        text = options.get(b"-r", b"").decode("utf-8", "replace")
        found[serial] = Reply(text, options.get(b"-c", b"0") == b"0")
    return found
