"""Single keys from the keyboard, without Enter; the terminal is given back as it was."""

from __future__ import annotations

import contextlib
import os
import re
import select
import sys
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Any

GONE = ""  # told instead of a key: the keyboard is no longer there
LOOK = 0.05  # seconds between two looks at the keyboard where it cannot be waited for
_SEQUENCE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|O.|.)?", re.DOTALL)  # arrows and the like


def pressed(text: str) -> list[str]:
    """The letters among what the terminal sent, as lower case; arrows and the like are none."""
    return [sign.lower() for sign in _SEQUENCE.sub("", text) if sign.isprintable()]


class Keys:
    """While it lasts, `tell` is called from another thread with each key, or with GONE."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._stop = threading.Event()
        self._wake, self._sleep = os.pipe()
        run = self._run_windows if sys.platform == "win32" else self._run_posix
        self._thread = threading.Thread(target=run, daemon=True)
        self._before: list[Any] | None = None

    def __enter__(self) -> Keys:
        if sys.platform != "win32":
            import termios

            self._before = termios.tcgetattr(0)
            termios.tcsetattr(0, termios.TCSANOW, _single_keys(self._before))
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        try:
            self._stop.set()
            os.close(self._sleep)
            self._thread.join()
            os.close(self._wake)
        finally:
            self._restore()

    def _restore(self) -> None:
        if sys.platform != "win32" and self._before is not None:
            import termios

            with contextlib.suppress(termios.error):  # the terminal itself may be gone
                termios.tcsetattr(0, termios.TCSAFLUSH, self._before)

    def _run_posix(self) -> None:
        while self._wake not in select.select([0, self._wake], [], [])[0]:
            try:
                data = os.read(0, 1024)
            except OSError:
                data = b""
            if not data:
                self._tell(GONE)
                return
            for key in pressed(data.decode(errors="replace")):
                self._tell(key)

    def _run_windows(self) -> None:
        if sys.platform == "win32":
            import msvcrt

            while not self._stop.wait(LOOK):
                while msvcrt.kbhit():
                    sign = msvcrt.getwch()
                    if sign in "\x00\xe0":  # an arrow or the like; the second half says which
                        msvcrt.getwch()
                    for key in pressed(sign):
                        self._tell(key)


def _single_keys(settings: list[Any]) -> list[Any]:
    """Terminal settings without lines, echo and Ctrl-Z, which would leave our screen behind."""
    import termios

    changed = list(settings)
    changed[3] &= ~(termios.ECHO | termios.ICANON)
    changed[6] = list(changed[6])
    for name, value in (("VMIN", 1), ("VTIME", 0), ("VSUSP", b"\x00")):
        changed[6][getattr(termios, name)] = value
    return changed
