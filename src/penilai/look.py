"""What a person sees who joins the chat in a real browser, for the checks that look at it."""

from __future__ import annotations

from typing import Protocol


class Look(Protocol):
    """The open page of somebody who has joined, as that person sees it."""

    name: str

    def types(self, text: str) -> str:
        """Type the text with a random tail into the page and send it; returns it."""
        ...

    def shows(self, text: str) -> None:
        """Wait until the page shows this; raises Unmet."""
        ...

    def shows_users(self, names: list[str]) -> None:
        """Wait until the page shows all of these names; raises Unmet."""
        ...

    def never_ran_script(self) -> None:
        """Be sure that nothing that was said was run as a script; raises Unmet."""
        ...
