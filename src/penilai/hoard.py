"""What is taken of all that one student handed in: in memory, and bounded."""

from __future__ import annotations

import errno
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from penilai import filenames
from penilai.language import mark, tr
from penilai.submission import MOST_BYTES

# Work is bounded, not time: what somebody gets must not hang on how busy the machine is.
MOST_ENTRIES = 20_000  # files and folders that are looked at
MOST_TAKEN = 4_000  # a whole repository like that of the course is no attack
MOST_ALL = 32 << 20  # bytes of all files that are taken
MOST_UNPACKED = 64 << 20  # bytes that come out of the packing of all tars
MOST_NESTED = 48 << 20  # bytes of an archive in an archive, and of all of them
DEEPEST = 12  # folders in folders
NESTING = 2  # archives in archives

LONGEST = 4096  # characters of a path; no system has longer ones

Path = tuple[str, ...]
Nested = Callable[[Path, bytes], None]  # what is done with an archive in an archive


class Refused(Exception):
    """All of this place, or this archive, is refused; the text says why."""


def within(name: str) -> Path:
    """The path that an archive gives to a member; raises Refused if it leads out of it."""
    if len(name) > LONGEST:
        raise Refused(tr(mark("di dalamnya ada nama yang tidak mungkin panjangnya")))
    path = filenames.parts(name)
    if path is None:
        says = tr(mark("di dalamnya ada nama yang menunjuk ke luar, {name}"))
        raise Refused(says.format(name=filenames.shown((name,))))
    return path


@dataclass
class Left:
    """How much may still be looked at, taken and unpacked; raises Refused."""

    entries: int = MOST_ENTRIES
    taken: int = MOST_TAKEN
    bytes: int = MOST_ALL
    unpacked: int = MOST_UNPACKED
    nested: int = MOST_NESTED

    def spend(self, name: str, amount: int = 1) -> None:
        left = getattr(self, name) - amount
        setattr(self, name, left)
        if left < 0:
            says = mark("isinya terlalu banyak untuk sebuah tugas: kumpulkan programnya saja")
            raise Refused(tr(says))


@dataclass
class Hoard:
    """The files by path, why a file was refused, and what else is to be said of a path.

    `folders` are those of pages, whose files count whatever they are called.
    """

    folders: Collection[str]
    left: Left = field(default_factory=Left)
    files: dict[Path, bytes] = field(default_factory=dict)
    refused: dict[Path, OSError] = field(default_factory=dict)
    problems: dict[Path, str] = field(default_factory=dict)

    def take(self, path: Path, size: int, read: Callable[[], bytes]) -> None:
        """Take a file if it may matter; `read` is asked only then, and may raise OSError."""
        if not filenames.wanted(path, self.folders):
            return
        if path in self.files or path in self.refused:
            self.refuse(path, OSError(tr(mark("ada dua berkas dengan nama ini"))))
            return
        try:
            self.files[path] = self._content(path, size, read)
        except OSError as error:
            self.refuse(path, error)

    def _content(self, path: Path, size: int, read: Callable[[], bytes]) -> bytes:
        if why := filenames.odd(path[1:], self.folders):  # not in the name of the student's own
            raise OSError(why)
        if len(path) > DEEPEST:
            raise OSError(tr(mark("terlalu banyak folder di dalam folder")))
        if size > MOST_BYTES:
            raise OSError(tr(mark("lebih besar dari 1 MB")))
        self.left.spend("taken")
        self.left.spend("bytes", size)
        return read()

    def open(self, path: Path, size: int, read: Callable[[], bytes], nested: Nested) -> None:
        """Have an archive in an archive looked into by `nested`; `read` may raise OSError."""
        try:
            if size > self.left.nested:
                raise OSError(tr(mark("terlalu besar untuk arsip di dalam arsip")))
            self.left.nested -= size
            content = read()
        except OSError as error:
            self.problem(path, str(error))
        else:
            nested(path, content)

    def refuse(self, path: Path, error: OSError) -> None:
        """Remember why something that may matter cannot be had."""
        if filenames.wanted(path, self.folders):
            self.files.pop(path, None)
            self.refused[path] = error
        elif not any(map(filenames.skipped, path)):
            self.problem(path, error.strerror or str(error))

    def problem(self, path: Path, why: str) -> None:
        """Remember why a folder or an archive was not looked into."""
        says = tr(mark("{name} tidak dibuka: {why}."))
        self.problems[path] = says.format(name=filenames.shown(path), why=why)

    def refuse_link(self, path: Path) -> None:
        """Links are not followed, wherever they lead."""
        self.refuse(path, OSError(errno.ELOOP, tr(mark("hanya sebuah tautan (link)"))))

    def refuse_kind(self, path: Path) -> None:
        """Pipes, sockets and devices are not opened."""
        self.refuse(path, OSError(tr(mark("bukan berkas biasa"))))

    def apart(self) -> Hoard:
        """An empty one with the same bounds, for what may turn out to be refused altogether."""
        return Hoard(self.folders, self.left)

    def add(self, other: Hoard) -> None:
        """Take over what is in another one."""
        self.files |= other.files
        self.refused |= other.refused
        self.problems |= other.problems
