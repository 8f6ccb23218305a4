"""Files and folders on the user's disk: written whole or not at all, and never over others."""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from penilai.errors import UserError
from penilai.language import mark, tr

FULL = (errno.ENOSPC, errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC)
LOCKED = (errno.EACCES, errno.EPERM, errno.EROFS)
IN_USE = (5, 32)  # what Windows says where another program has it open, or is inside


@contextlib.contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what the system says about writing to `path` into one sentence: a UserError."""
    try:
        yield
    except OSError as error:
        raise UserError(sentence(error, path)) from error


def sentence(error: OSError, path: Path) -> str:
    """What went wrong when `path` was to be written, and what to do."""
    if error.errno in FULL:
        says = tr(mark('Disk penuh: "{path}" tidak ditulis. Kosongkan sedikit, lalu ulangi.'))
    elif getattr(error, "winerror", 0) in IN_USE:
        says = tr(mark('"{path}" sedang dipakai atau terkunci: tutup editor dan terminal di sana.'))
    elif error.errno in LOCKED:
        says = tr(mark('"{path}" tidak bisa ditulis: foldernya terkunci (hanya bisa dibaca).'))
    else:
        says = tr(mark('"{path}" tidak bisa ditulis: {error}.'))
    return says.format(path=path, error=error.strerror or error)


@contextlib.contextmanager
def told_of_reading(path: Path) -> Iterator[None]:
    """The same of reading it."""
    try:
        yield
    except OSError as error:
        says = tr(mark('"{file}" tidak bisa dibaca: {error}.'))
        raise UserError(says.format(file=path, error=error.strerror or error)) from error


def writable(path: Path) -> bool:
    """Can a file of this name be written, as far as can be seen before?"""
    parent = path.resolve().parent
    return not path.is_dir() and parent.is_dir() and os.access(parent, os.W_OK)


def write(path: Path, content: bytes) -> None:
    """Write a file; one that is there is replaced whole or not at all. Raises OSError."""
    if path.exists() and not path.is_file():  # a device or a pipe takes it as it comes
        path.write_bytes(content)
        return
    path = path.resolve()
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(content)
        os.replace(beside, path)
    finally:
        with contextlib.suppress(OSError):
            beside.unlink()


def write_kept(path: Path, content: bytes) -> Path | None:
    """Write a file; another content that is there stays as a copy beside it, which is returned.

    Raises OSError.
    """
    there = path.read_bytes() if path.is_file() else content
    if there == content:
        write(path, content)
        return None
    numbered = (path.with_name(f"{path.stem}-{n}{path.suffix}") for n in itertools.count(1))
    copy = next(other for other in numbered if not os.path.lexists(other))
    write(copy, there)
    write(path, content)
    return copy


def put(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make a folder with these files, whole or not at all. Raises OSError, also if it is there."""
    with beside(folder, files) as made:
        if os.path.lexists(folder):  # on POSIX a rename would take the place of an empty one
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(folder))
        made.rename(folder)


def fill(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put these files into a folder that is empty or not there; it stays so if that fails."""
    with beside(folder / "isi", files) as made:
        moved: list[Path] = []
        try:
            for entry in sorted(made.iterdir(), reverse=True):  # `.penilai` last
                moved.append(entry.rename(folder / entry.name))
        except BaseException:
            for path in moved:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
            raise


@contextlib.contextmanager
def beside(folder: Path, files: Mapping[str, bytes]) -> Iterator[Path]:
    """A new folder next to `folder` with these files, to be renamed; what is left of it goes."""
    made = folder.with_name(f".{folder.name}.{os.getpid()}")
    new = _missing(made)
    try:
        for name, content in files.items():
            (made / name).parent.mkdir(parents=True, exist_ok=True)
            (made / name).write_bytes(content)
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)
        for parent in new:  # stay only if something is in them now
            with contextlib.suppress(OSError):
                parent.rmdir()


def _missing(path: Path) -> list[Path]:
    """The parents that are not there yet, the deepest first."""
    return [parent for parent in path.parents if not parent.exists()]


def unused(path: Path) -> Path:
    """`path`, or the first of `path-2`, `path-3`... that is not taken."""
    number, free = 1, path
    while os.path.lexists(free):
        number += 1
        free = path.with_name(f"{path.name}-{number}")
    return free
