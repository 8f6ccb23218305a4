"""The other way to a program's Tk: agents in it, who call us (see `sandbox.inside.agent`)."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable

from penilai.events import Hub
from penilai.tcl import Reply

MOST = 16  # Tks of one program that may call
LARGEST = 1 << 20  # bytes of one answer


class Agents:
    """See `tcl.Tcl`. They call at `listener` and begin with the `token`."""

    def __init__(self, listener: socket.socket, token: bytes) -> None:
        self.names: dict[str, socket.socket] = {}
        self.replies: dict[int, Reply] = {}
        self.registered = 0
        self._listener, self._token = listener, token.hex().encode() + b"\n"
        self._callers: dict[socket.socket, bytes] = {}  # and what is not a whole line yet
        self._last = 0

    def watch(self, hub: Hub, on_news: Callable[[], None]) -> None:
        self._listener.setblocking(False)

        def accept() -> None:
            with contextlib.suppress(BlockingIOError):
                caller, _ = self._listener.accept()
                caller.setblocking(False)
                self._callers[caller] = b""
                hub.watch(caller, on_news)
                if len(self._callers) == MOST:
                    hub.forget(self._listener)

        self._hub = hub
        hub.watch(self._listener, accept)

    def ask(self, name: str, script: str) -> int:
        self._last += 1
        line = f"{self._last} {script.encode().hex()}\n".encode()
        with contextlib.suppress(OSError):  # it has gone, which is seen when it is read
            self.names[name].sendall(line)
        return self._last

    def read(self) -> None:
        for caller in list(self._callers):
            try:
                data = caller.recv(1 << 16)
            except BlockingIOError:
                continue
            except OSError:
                data = b""
            self._callers[caller] += data
            if not data or len(self._callers[caller]) > LARGEST:
                self._dismiss(caller)
            else:
                self._take(caller)

    def close(self, hub: Hub) -> None:
        hub.forget(self._listener)
        for caller in list(self._callers):
            self._dismiss(caller)

    def _take(self, caller: socket.socket) -> None:
        known = caller in self.names.values()
        if not known:
            if not self._callers[caller].startswith(self._token):
                return
            self._callers[caller] = self._callers[caller][len(self._token) :]
            self.registered += 1
            self.names[f"agen {self.registered}"] = caller
        *lines, self._callers[caller] = self._callers[caller].split(b"\n")
        for line in lines:
            with contextlib.suppress(ValueError):
                number, right, said = line.decode("ascii").split(" ")
                text = bytes.fromhex(said).decode("utf-8", "replace")
                self.replies[int(number)] = Reply(text, right == "1")

    def _dismiss(self, caller: socket.socket) -> None:
        self._hub.forget(caller)
        caller.close()
        del self._callers[caller]
        self.names = {name: other for name, other in self.names.items() if other is not caller}
