"""Folders of strangers on the disk: looked through without following or opening anything odd."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from penilai import archives, filenames, hoard
from penilai.hoard import DEEPEST, MOST_ENTRIES, Hoard, Refused
from penilai.language import mark, tr
from penilai.submission import MOST_BYTES

READ = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
CAREFUL = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
FOLDER = getattr(os, "O_DIRECTORY", 0)
JUNCTION = getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", -1)  # Windows
# Windows has neither; there no link is made without being an administrator
BY_NUMBER = os.open in os.supports_dir_fd and os.scandir in os.supports_fd


class Folder:
    """A folder that is open: whatever its path comes to mean, this one is read."""

    def __init__(self, path: Path, number: int | None) -> None:
        self._path, self._number = path, number

    def names(self, most: int) -> list[str]:
        """The names in it, sorted; raises OSError, or Refused where they are more than `most`."""
        with os.scandir(self._path if self._number is None else self._number) as entries:
            found = [entry.name for entry in islice(entries, most + 1)]
        if len(found) > most:
            raise Refused(
                tr(mark("isinya terlalu banyak untuk sebuah tugas: kumpulkan programnya saja"))
            )
        return sorted(found)

    def kind(self, name: str) -> int:
        """The kind of an entry as in `stat`, a link being a link; raises OSError."""
        if self._number is None:
            status = os.lstat(self._path / name)
            way = getattr(status, "st_reparse_tag", 0) == JUNCTION
            return stat.S_IFLNK if way else stat.S_IFMT(status.st_mode)
        status = os.stat(name, dir_fd=self._number, follow_symlinks=False)
        return stat.S_IFMT(status.st_mode)

    @contextmanager
    def opened(self, name: str, more: int = 0) -> Iterator[int]:
        """The number of an open entry; raises OSError. Opening never waits and follows no link."""
        if self._number is None:
            number = os.open(self._path / name, READ | CAREFUL | more)
        else:
            number = os.open(name, READ | CAREFUL | more, dir_fd=self._number)
        try:
            yield number
        finally:
            os.close(number)

    @contextmanager
    def inner(self, name: str) -> Iterator[Folder]:
        """A folder in it; raises OSError."""
        if self._number is None:
            yield Folder(self._path / name, None)
        else:
            with self.opened(name, FOLDER) as number:
                yield Folder(self._path / name, number)


@contextmanager
def opened(path: Path) -> Iterator[Folder]:
    """The folder that the user named, who may do so by a link; raises OSError."""
    if not BY_NUMBER:
        yield Folder(path, None)
        return
    number = os.open(path, READ | FOLDER)
    try:
        yield Folder(path, number)
    finally:
        os.close(number)


def take(found: Hoard, path: hoard.Path, within: Folder, name: str) -> None:
    """Take what matters of an entry of a folder, which has this path; raises Refused."""
    found.left.spend("entries")
    try:
        kind = within.kind(name)
        if kind == stat.S_IFDIR:
            with within.inner(name) as inner:
                _take_all(found, path, inner)
        elif kind == stat.S_IFLNK:
            found.refuse_link(path)
        elif kind != stat.S_IFREG:
            found.refuse_kind(path)
        elif filenames.is_archive(name):
            with within.opened(name) as number, os.fdopen(number, "rb", closefd=False) as file:
                archives.unpack(found, path, file)
        else:
            _take_file(found, path, within, name)
    except OSError as error:
        found.refuse(path, error)


def _take_all(found: Hoard, path: hoard.Path, folder: Folder) -> None:
    if len(path) >= DEEPEST:
        found.problem(path, tr(mark("terlalu banyak folder di dalam folder")))
        return
    for name in folder.names(MOST_ENTRIES):
        if not filenames.skipped(name):
            take(found, (*path, name), folder, name)


def _take_file(found: Hoard, path: hoard.Path, within: Folder, name: str) -> None:
    if not filenames.wanted(path, found.folders):
        return
    with within.opened(name) as number:
        status = os.fstat(number)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, tr(mark("bukan berkas biasa")))
        found.take(path, status.st_size, lambda: os.read(number, MOST_BYTES))
