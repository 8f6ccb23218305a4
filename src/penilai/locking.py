"""One at a time: a lock file whose lock ends with its process, however that ends."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from penilai.errors import UserError

_TAKEN = {errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK, errno.EDEADLK}
_HELD: set[int] = set()  # the open lock files of this process


@contextlib.contextmanager
def alone(path: Path, otherwise: str) -> Iterator[None]:
    """Hold the lock; raises UserError(`otherwise`) when another process holds it.

    Where no lock can be made (a read-only folder, some network drives) we go on without.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        number = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        yield
        return
    try:
        _lock(number)
    except OSError as error:
        if error.errno in _TAKEN:
            os.close(number)
            raise UserError(otherwise) from None
    _HELD.add(number)
    try:
        yield
    finally:
        _HELD.discard(number)
        os.close(number)


def _let_go() -> None:
    """In a fork: it shares the lock, and must not hold on to it when we have ended."""
    for number in _HELD:
        os.close(number)
    _HELD.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_let_go)


def place_for(folder: Path) -> Path:
    """Where the lock of a folder lies that is not ours to write into: the user's cache."""
    name = hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:16]
    return _cache() / "penilai" / f"pantau-{name}.lock"


def _cache() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")


def _lock(number: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
