"""Zip files of strangers, read member by member."""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import BinaryIO

from penilai import filenames
from penilai.hoard import MOST_NESTED, Hoard, Nested, Path, Refused, within
from penilai.language import mark, tr

MOST_DIRECTORY = 2 << 20  # bytes of a student's; some 20,000 names
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # others may ask for any amount of memory
HEADER = 30  # bytes before each member, and its name besides
ENCRYPTED = 1
UNIX = 3
BROKEN = (
    zipfile.BadZipFile,
    struct.error,
    zlib.error,
    OSError,
    EOFError,
    ValueError,
    RuntimeError,  # NotImplementedError too, for ways to pack that the library does not know
    LookupError,
)


class Guarded:
    """A file of which nobody reads more than `most` bytes at once; raises Refused."""

    def __init__(self, file: BinaryIO, most: int) -> None:
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable
        self._file, self.most = file, most

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size if 0 <= size <= self.most else self.most + 1)
        if len(data) > self.most:
            raise Refused(tr(mark("daftar isinya terlalu panjang")))
        return data


@contextmanager
def opened(file: BinaryIO, most: int = MOST_DIRECTORY) -> Iterator[zipfile.ZipFile]:
    """The zip with its directory read; raises Refused for what is none, or is a trap."""
    guard = Guarded(file, most)
    try:
        archive = zipfile.ZipFile(guard)
    except BROKEN as error:
        raise Refused(tr(mark("arsipnya rusak"))) from error
    with archive:
        guard.most = 2 * MOST_NESTED
        _apart(archive)
        yield archive


def _apart(archive: zipfile.ZipFile) -> None:
    """Each member has bytes of its own: many over the same ones are a bomb. Raises Refused."""
    members = sorted(archive.infolist(), key=lambda info: info.header_offset)
    ends = [info.header_offset + HEADER + info.compress_size for info in members]
    begins = [*(info.header_offset for info in members[1:]), archive.start_dir]
    if any(end > begin for end, begin in zip(ends, begins, strict=False)):
        raise Refused(tr(mark("isinya saling bertumpuk, seperti pada bom zip")))


def read(hoard: Hoard, path: Path, file: BinaryIO, nested: Nested) -> None:
    """Take what matters of the zip; raises Refused."""
    with opened(file) as archive:
        take(hoard, archive, archive.infolist(), lambda inner: path + inner, nested)


def take(
    hoard: Hoard,
    archive: zipfile.ZipFile,
    members: Iterable[zipfile.ZipInfo],
    place: Callable[[Path], Path],
    nested: Nested,
) -> None:
    """Take what matters of these members; `place` says which path each gets. Raises Refused."""
    for info in members:
        hoard.left.spend("entries")
        inner = within(info.orig_filename)
        if inner and not is_folder(info):
            _take_one(hoard, place(inner), archive, info, nested)


def is_folder(info: zipfile.ZipInfo) -> bool:
    """Is it the entry of a folder? The library's own question fails on an empty name."""
    return info.orig_filename.endswith(("/", "\\"))


def _take_one(
    hoard: Hoard, path: Path, archive: zipfile.ZipFile, info: zipfile.ZipInfo, nested: Nested
) -> None:
    kind = stat.S_IFMT(info.external_attr >> 16) if info.create_system == UNIX else 0
    if kind == stat.S_IFLNK:
        hoard.refuse_link(path)
    elif kind not in (0, stat.S_IFREG):
        hoard.refuse_kind(path)
    elif filenames.opens(path):
        hoard.open(path, info.file_size, lambda: _content(archive, info), nested)
    else:
        hoard.take(path, info.file_size, lambda: _content(archive, info))


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """The member, no byte more than its directory says; raises OSError, or Refused."""
    if info.flag_bits & ENCRYPTED:
        raise Refused(tr(mark("arsipnya dikunci dengan kata sandi")))
    if info.compress_type not in METHODS:
        raise OSError(tr(mark("dipadatkan dengan cara yang tidak dikenal")))
    try:
        with archive.open(info) as member:
            content = member.read(info.file_size + 1)
    except BROKEN as error:
        raise OSError(tr(mark("rusak di dalam arsip"))) from error
    if len(content) != info.file_size:
        raise OSError(tr(mark("rusak di dalam arsip")))
    return content
