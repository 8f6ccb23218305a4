"""What it takes to talk to the Tk of a program, whichever way there is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple, Protocol

from penilai.events import Hub


class Lost(Exception):
    """Somebody has cut our line to the program's windows."""


class Reply(NamedTuple):
    """What a script gave; `right`: it did not end in an error of Tcl."""

    text: str
    right: bool


class Tcl(Protocol):
    """The Tk programs that we can ask, by name. Answers are data, never run."""

    replies: dict[int, Reply]  # by question; taken out by whoever asked
    registered: int  # grows when somebody is new: an old name may be another one's now

    @property
    def names(self) -> Mapping[str, object]: ...

    def watch(self, hub: Hub, on_news: Callable[[], None]) -> None:
        """Have `on_news` called when there may be something to `read`."""
        ...

    def ask(self, name: str, script: str) -> int:
        """Have a program evaluate a script (ASCII); returns the number of the question."""
        ...

    def read(self) -> None:
        """Take in what has come. Both raise Lost."""
        ...

    def close(self, hub: Hub) -> None: ...
