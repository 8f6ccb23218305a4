"""The packings of a tar (gzip, bzip2, xz), undone bit by bit within bounds."""

from __future__ import annotations

import bz2
import lzma
import zlib
from collections.abc import Callable
from typing import Any, BinaryIO

from penilai.hoard import Left, Refused
from penilai.language import mark, tr

CHUNK = 1 << 16
MOST_MEMORY = 96 << 20  # bytes; `xz -9` asks for 65 MiB
MOST_STREAMS = 100  # packed one after another in a file; pigz and pbzip2 make several
BROKEN = (zlib.error, lzma.LZMAError, OSError, EOFError, ValueError, MemoryError)

KINDS: dict[bytes, Callable[[], Any]] = {
    b"\x1f\x8b": lambda: zlib.decompressobj(wbits=16 + zlib.MAX_WBITS),
    b"BZh": bz2.BZ2Decompressor,
    b"\xfd7zXZ\x00": lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=MOST_MEMORY),
}


class Unpacked:
    """What comes out of a file, packed or not; every byte is spent from `left`."""

    def __init__(self, file: BinaryIO, left: Left) -> None:
        self._file, self._left = file, left
        begin = file.read(8)
        file.seek(0)
        makers = [maker for magic, maker in KINDS.items() if begin.startswith(magic)]
        self._new = makers[0] if makers else None
        self._codec: Any = self._new() if self._new else None
        self._rest = b""  # read from the file, not yet given to the codec
        self._streams = 1

    def exactly(self, size: int) -> bytes:
        """The next so many bytes; raises Refused where there are not so many."""
        data = self.upto(size)
        if len(data) < size:
            raise Refused(tr(mark("arsipnya rusak")))
        return data

    def skip(self, size: int) -> None:
        """Pass over so many bytes."""
        while size > 0:
            step = min(size, CHUNK)
            self.exactly(step)
            size -= step

    def upto(self, size: int) -> bytes:
        """The next so many bytes, or what there is till the end; raises Refused."""
        found = bytearray()
        try:
            while len(found) < size and (data := self._some(size - len(found))):
                self._left.spend("unpacked", len(data))
                found += data
        except BROKEN as error:
            raise Refused(tr(mark("arsipnya rusak"))) from error
        return bytes(found)

    def _some(self, most: int) -> bytes:
        """At least a byte, unless all is read."""
        if self._codec is None:
            return self._file.read(min(most, CHUNK))
        while True:
            if self._codec.eof and not self._next_stream():
                return b""
            hungry = getattr(self._codec, "needs_input", True) and not self._rest
            fed = (self._file.read(CHUNK) if hungry else self._rest) or b""
            data: bytes = self._codec.decompress(fed, most)
            self._rest = getattr(self._codec, "unconsumed_tail", b"")
            if data or (hungry and not fed and not self._codec.eof):
                return data

    def _next_stream(self) -> bool:
        """Go on with what was packed after the end of a stream, if there is something."""
        self._rest = self._codec.unused_data or self._file.read(CHUNK)
        self._rest = self._rest.lstrip(b"\0")  # tapes are filled up
        if not self._rest:
            return False
        self._streams += 1
        if self._streams > MOST_STREAMS or self._new is None:
            raise Refused(tr(mark("arsipnya rusak")))
        self._codec = self._new()
        return True
