"""Tars of strangers, read from the beginning to the end without following anything in them.

Not the standard library's reader: its search in extended headers is quadratic in their length
(CVE-2024-6232) and its offsets may be negative (CVE-2025-8194) in Pythons that students and
instructors have, so that one archive of a few kilobytes can hold up a class. We need no more than
names and bytes: https://www.gnu.org/software/tar/manual/html_node/Standard.html and, for names
over 100 characters, GNU's `L` and the `path` of POSIX' extended headers (pax).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from penilai import filenames
from penilai.hoard import Hoard, Nested, Path, Refused, within
from penilai.language import mark, tr
from penilai.packing import Unpacked

BLOCK = 512
MOST_HEADER = 1 << 16  # bytes of a long name or an extended header
REGULAR, LINKS, FOLDER = (b"0", b"\0", b"7"), (b"1", b"2"), b"5"
LONG_NAME, LONG_LINK, EXTENDED, EXTENDED_ALL = b"L", b"K", b"x", b"g"


@dataclass(frozen=True)
class Member:
    """What a header says: a path, the kind of the entry, and how many bytes follow."""

    name: str
    kind: bytes
    size: int


def read(hoard: Hoard, path: Path, file: BinaryIO, nested: Nested) -> None:
    """Take what matters of the tar; raises Refused."""
    stream = Unpacked(file, hoard.left)
    for member in _members(stream):
        hoard.left.spend("entries")
        rest = Rest(stream, member.size)
        inner = within(member.name)
        if inner and member.kind != FOLDER and not member.name.endswith("/"):
            _take_one(hoard, path + inner, member, rest, nested)
        rest.skip()


class Rest:
    """The bytes of a member and what fills up its last block; read at most once."""

    def __init__(self, stream: Unpacked, size: int) -> None:
        self._stream, self._size = stream, size
        self._left = -(-size // BLOCK) * BLOCK

    def content(self) -> bytes:
        self._left -= self._size
        return self._stream.exactly(self._size)

    def skip(self) -> None:
        self._stream.skip(self._left)


def _take_one(hoard: Hoard, path: Path, member: Member, rest: Rest, nested: Nested) -> None:
    if member.kind in LINKS:
        hoard.refuse_link(path)
    elif member.kind not in REGULAR:
        hoard.refuse_kind(path)
    elif filenames.opens(path):
        hoard.open(path, member.size, rest.content, nested)
    else:
        hoard.take(path, member.size, rest.content)


def _members(stream: Unpacked) -> Iterator[Member]:
    """The entries; whoever iterates reads past the bytes of each. Raises Refused."""
    name, size, first = "", None, True
    while (header := stream.upto(BLOCK)) or first:
        if header and not any(header):
            return
        found, first = _header(header, first), False
        if found.kind in (LONG_NAME, LONG_LINK, EXTENDED, EXTENDED_ALL):
            content = _extension(stream, found)
            if found.kind == LONG_NAME:
                name = _text(content)
            elif found.kind == EXTENDED:
                fields = _fields(content)
                name = fields.get("path", name)
                size = _decimal(fields["size"]) if "size" in fields else size
            continue
        yield Member(name or found.name, found.kind, found.size if size is None else size)
        name, size = "", None


def _header(block: bytes, first: bool) -> Member:
    """What the block says; raises Refused where its sum is wrong, as it is in what is no tar."""
    total = sum(block[:148]) + 8 * ord(" ") + sum(block[156:])  # its own place counts as blanks
    if len(block) < BLOCK or _number(block[148:156]) != total:
        why = mark("bukan zip atau tar") if first else mark("arsipnya rusak")
        raise Refused(tr(why))
    name = _text(block[:100])
    if block[257:263] == b"ustar\0" and (prefix := _text(block[345:500])):
        name = f"{prefix}/{name}"
    return Member(name, block[156:157], _number(block[124:136]))


def _extension(stream: Unpacked, found: Member) -> bytes:
    if found.size > MOST_HEADER:
        raise Refused(tr(mark("arsipnya rusak")))
    rest = Rest(stream, found.size)
    content = rest.content()
    rest.skip()
    return content


def _fields(content: bytes) -> dict[str, str]:
    """The `LENGTH KEY=VALUE` lines of an extended header."""
    fields, at = {}, 0
    while at < len(content) and content[at]:
        digits = content[at : at + 8].partition(b" ")[0]
        length = _decimal(digits.decode("latin-1"))
        line = content[at : at + length]
        if length <= len(digits) + 1 or not line.endswith(b"\n"):
            raise Refused(tr(mark("arsipnya rusak")))
        key, _, value = line[len(digits) + 1 : -1].partition(b"=")
        fields[key.decode("latin-1")] = _text(value)
        at += length
    return fields


def _decimal(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise Refused(tr(mark("arsipnya rusak")))
    return int(text)


def _number(field: bytes) -> int:
    """Octal digits, or for what is larger a 0x80 and binary; never negative."""
    if field[0] == 0x80:
        return int.from_bytes(field[1:], "big")
    digits = field.strip(b" \0")
    if any(digit not in b"01234567" for digit in digits):
        raise Refused(tr(mark("bukan zip atau tar")))
    return int(digits or b"0", 8)


def _text(field: bytes) -> str:
    return field.partition(b"\0")[0].decode("utf-8", "surrogateescape")
