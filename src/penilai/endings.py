"""Being told to end, as a Ctrl-C tells it: what was opened is closed first."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

_NAMES = ("SIGTERM", "SIGHUP", "SIGBREAK")


@contextmanager
def in_order() -> Iterator[None]:
    """While it lasts, such a signal raises SystemExit, so that `finally` has its say."""
    numbers = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
    heard = [n for n in numbers if signal.getsignal(n) is not signal.SIG_IGN]  # not under nohup
    before = {number: signal.signal(number, _end) for number in heard}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(number: int, frame: object) -> NoReturn:
    raise SystemExit(128 + number)
