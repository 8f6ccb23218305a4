"""A real browser: one for a grading, started when a page is to be looked at, and its tabs."""

from __future__ import annotations

import math
from dataclasses import dataclass

from penilai.devtools import BrowserError, DevTools
from penilai.events import Hub
from penilai.page import Page
from penilai.sandbox import Chromium, Program, SandboxError, find_browser
from penilai.tunnel import Tunnel


@dataclass(frozen=True)
class Rest:
    """What a browser does at one moment; see `events.Activity`."""

    idle: bool
    trace: str
    resting: bool = True  # it is no program that somebody would wait for
    wakes: float = math.inf
    turns: frozenset[str] = frozenset()
    cpu: float = 0.0


class Tab:
    """A page of a program's in our browser, as long as a look lasts.

    A wait counts it among those that can still make things happen.
    """

    def __init__(self, tabs: Tabs, program: Program, port: int, hub: Hub, client: bytes) -> None:
        self._tabs, self._program = tabs, program
        self._tunnel = Tunnel(tabs.chromium.listener, program, port, hub)
        tabs.tools.attach(hub)
        try:
            self.page = Page(tabs.tools, f"127.0.0.1:{port}", client)
        except BaseException:
            self._leave()
            raise
        self._closed = False
        hub.follow(self)

    @property
    def ended(self) -> bool:
        return self._closed or self._program.ended

    def activity(self) -> Rest | None:
        """What the browser does, as far as the system tells."""
        if not self._tabs.tells:
            return None
        trace = self._tabs.chromium.rest() if self.page.pending == 0 else None
        return Rest(trace is not None, trace or "")

    def close(self) -> None:
        """Close the tab; twice is harmless."""
        if self._closed:
            return
        self._closed = True
        try:
            self.page.close()
        except BrowserError:
            self._tabs.close()  # the next look has another one
        finally:
            self._leave()

    def _leave(self) -> None:
        self._tabs.tools.detach()
        self._tunnel.close()


class Tabs:
    """One Chromium, started at the first wish and ended by `close`."""

    def __init__(self) -> None:
        self._chromium: Chromium | None = None

    def warm(self) -> bool:
        """Start it, if it does not run; False where there is none that can be started."""
        if self._chromium is None and (binary := find_browser()):
            try:
                self._chromium = Chromium(binary)
            except SandboxError:
                return False
            self.tools = DevTools(self._chromium)
            self.tells = self._chromium.tells
        return self._chromium is not None

    @property
    def chromium(self) -> Chromium:
        assert self._chromium is not None
        return self._chromium

    def open(self, program: Program, port: int, hub: Hub, client: bytes) -> Tab:
        """A new tab for this program's pages; raises BrowserError, after a second try."""
        for last in (False, True):
            try:
                if not self.warm():
                    raise BrowserError("there is none")
                return Tab(self, program, port, hub, client)
            except (SandboxError, BrowserError) as error:
                self.close()
                if last:
                    raise BrowserError(str(error)) from error
        raise AssertionError("unreachable")

    def close(self) -> None:
        if self._chromium is not None:
            self._chromium.close()
            self._chromium = None
