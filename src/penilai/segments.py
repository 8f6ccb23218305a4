"""One direction of a conversation: how its segments lie on its lines, and how bytes are read.

TCP is a stream. A segment may hold several lines (glued) or a part of one (cut), even of one
letter; a picture of it must show that, and must not mend it.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from penilai.story import visible

LINE_END = "⏎"
BYTES_A_LINE = 8  # of a dump: what a phone is wide


@dataclass(frozen=True)
class Cut:
    """How one segment lies on the lines: whole ones that end in it, and its ragged ends."""

    lines: int = 1
    begins_inside: bool = False
    ends_inside: bool = False

    @property
    def glued(self) -> bool:
        """Are there several lines, or parts of lines, in it?"""
        return self.lines + self.ends_inside > 1

    @property
    def whole(self) -> bool:
        return not (self.glued or self.begins_inside or self.ends_inside)


WHOLE = Cut()


class Direction:
    """What one side sends the other, segment by segment.

    `lines`: does this side end its messages with a newline? None: as most segments so far do.
    Where it does not, a segment is a message, and none is ragged.
    """

    def __init__(self, lines: bool | None = None) -> None:
        self._lines = lines
        self._seen = self._ended = 0  # segments, and those with a newline at their end
        self._inside = False  # does the next segment begin inside a line?

    def restart(self) -> None:
        """A new connection begins with a whole line."""
        self._inside = False

    def add(self, segment: bytes) -> Cut:
        """Take in the next segment; returns how it lies on the lines."""
        self._seen += 1
        self._ended += segment.endswith(b"\n")
        if not (most(self._ended, self._seen) if self._lines is None else self._lines):
            return WHOLE
        begins, self._inside = self._inside, not segment.endswith(b"\n")
        return Cut(segment.count(b"\n"), begins, self._inside)


def speaks_lines(segments: list[bytes]) -> bool:
    """Do most of these end with a newline? One who hands on what others say has some, too."""
    return most(sum(segment.endswith(b"\n") for segment in segments), len(segments))


def most(count: int, of: int) -> bool:
    return 2 * count > of


def _as_signs(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return f"⟨{error.object[error.start : error.end].hex(' ')}⟩", error.end


_BETWEEN = re.compile(r"(?<=[0-9a-f]{2})⟩⟨(?=[0-9a-f]{2})")
codecs.register_error("penilai.signs", _as_signs)


def read(data: bytes) -> str:
    """The bytes as text on one line: line ends and controls visible, what is no UTF-8 in hex.

    A letter that was cut stays cut: each half is shown as its bytes.
    """
    text = _BETWEEN.sub(" ", data.decode("utf-8", "penilai.signs").replace("\r\n", "\n"))
    return visible(text.replace("\n", LINE_END))


def dump(data: bytes) -> list[str]:
    """The bytes as a table: place, hexadecimal, and as letters of ASCII."""
    rows = []
    for place in range(0, len(data), BYTES_A_LINE):
        part = data[place : place + BYTES_A_LINE]
        letters = "".join(chr(byte) if 0x20 <= byte < 0x7F else "·" for byte in part)
        rows.append(f"{place:04x}  {part.hex(' '):<{3 * BYTES_A_LINE - 1}}  {letters}")
    return rows
