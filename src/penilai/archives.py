"""Archives that students hand in: read into memory, never written anywhere."""

from __future__ import annotations

import io
from typing import BinaryIO

from penilai import tars, zips
from penilai.hoard import NESTING, Hoard, Path, Refused
from penilai.language import mark, tr

ZIP = (b"PK\x03\x04", b"PK\x05\x06")
CLOSED = {b"Rar!\x1a\x07": "RAR", b"7z\xbc\xaf\x27\x1c": "7z"}


def unpack(hoard: Hoard, path: Path, file: BinaryIO, depth: int = 1) -> None:
    """Take what matters of an archive; one that is broken or a trap is refused as a whole."""
    inside = hoard.apart()
    try:
        _read(inside, path, file, depth)
    except Refused as why:
        hoard.problem(path, str(why))
    else:
        hoard.add(inside)


def _read(hoard: Hoard, path: Path, file: BinaryIO, depth: int) -> None:
    if depth > NESTING:
        raise Refused(tr(mark("arsip di dalam arsip di dalam arsip")))

    def nested(inner: Path, content: bytes) -> None:
        unpack(hoard, inner, io.BytesIO(content), depth + 1)

    begin = file.read(8)
    file.seek(0)
    if begin.startswith(ZIP):
        zips.read(hoard, path, file, nested)
        return
    for magic, name in CLOSED.items():
        if begin.startswith(magic):
            says = tr(mark("arsip {kind} tidak bisa dibaca, kumpulkan sebagai .zip"))
            raise Refused(says.format(kind=name))
    tars.read(hoard, path, file, nested)
