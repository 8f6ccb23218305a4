"""Being told to end, as a Ctrl-C tells it: what was opened is closed first."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

_NAMES = ("SIGTERM", "SIGHUP", "SIGBREAK")


@contextmanager
def in_order() -> Iterator[None]:
    """While it lasts, such a signal raises SystemExit, so that `finally` has its say."""
    numbers = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
    heard = [n for n in numbers if signal.getsignal(n) is not signal.SIG_IGN]  # not under nohup
    with heard_by(_end, heard):
        yield


@contextmanager
def heard_by(handler: Callable[[int, Any], Any], numbers: Iterable[int]) -> Iterator[None]:
    """While it lasts, this handler hears these signals."""
    before = {number: signal.signal(number, handler) for number in numbers}
    try:
        yield
    finally:
        for number, earlier in before.items():
            signal.signal(number, earlier)


def _end(number: int, frame: object) -> NoReturn:
    raise SystemExit(128 + number)
