"""A screen without `send`: the real one of Windows and macOS, where the programs' Tk call us."""

from __future__ import annotations

import secrets
import socket

from penilai.sandbox.display import Display
from penilai.sandbox.inside.activity import Activity
from penilai.sandbox.inside.agent import VARIABLE
from penilai.sandbox.program import SandboxError


class CalledScreen:
    """See `program.Screen`. `display` is where the windows open, if that is not the real screen."""

    def __init__(self, display: Display | None) -> None:
        self._display = display
        self.cookie = secrets.token_bytes(16)
        self.agents: socket.socket = socket.create_server(("127.0.0.1", 0))

    @property
    def environment(self) -> dict[str, str]:
        """What the agents need to find us."""
        own = {VARIABLE: f"{self.agents.getsockname()[1]} {self.cookie.hex()}"}
        return own | (self._display.environment if self._display else {})

    def connect(self) -> socket.socket:
        raise SandboxError("no X server here: its programs call us")

    def activity(self) -> Activity | None:
        return self._display.activity() if self._display else None

    def close(self) -> None:
        self.agents.close()
