"""What a student handed in for a stage: the programs and their own modules, as plain files."""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from penilai.language import mark, tr
from penilai.stage import Stage

MOST_FILES = 64
MOST_BYTES = 1 << 20  # of one file; all together four times as much


@dataclass(frozen=True)
class Submission:
    """What was handed in: `files` by name, and for programs that are missing a sentence."""

    files: dict[str, bytes]
    missing: dict[str, str]


def read(stage: Stage, folder: Path) -> Submission:
    """Read what this folder holds for the stage: its programs and their own modules.

    Only regular files, bounded in number and size; links, pipes and devices are refused.
    """
    files: dict[str, bytes] = {}
    missing: dict[str, str] = {}
    names = sorted(os.listdir(folder))
    for name in stage.programs:
        try:
            files[name] = _regular(folder / name)
        except OSError as error:
            missing[name] = _why_missing(name, names, error)
    modules = [n for n in names if n.endswith(".py") and n not in stage.programs]
    for name in modules[:MOST_FILES]:
        try:
            files[name] = _regular(folder / name)
        except OSError:
            continue  # not a file: Python would not import it either
    return Submission(_bounded(files, stage.programs), missing)


def _regular(path: Path) -> bytes:
    """The content of a regular file; opening never waits and follows no link."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    number = os.open(path, flags | getattr(os, "O_BINARY", 0))
    try:
        status = os.fstat(number)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(tr(mark("bukan berkas biasa")))
        if status.st_size > MOST_BYTES:
            raise OSError(tr(mark("lebih besar dari 1 MB")))
        return os.read(number, MOST_BYTES)
    finally:
        os.close(number)


def _bounded(files: dict[str, bytes], programs: tuple[str, ...]) -> dict[str, bytes]:
    """The files that fit into the bound, the programs first."""
    room, kept = 4 * MOST_BYTES, {}
    for name in sorted(files, key=lambda n: (n not in programs, n)):
        room -= len(files[name])
        if room >= 0:
            kept[name] = files[name]
    return kept


def _why_missing(name: str, names: list[str], error: OSError) -> str:
    similar = [n for n in names if n.casefold() == name.casefold() and n != name]
    if similar:
        return tr(
            mark("{name} tidak ada, tetapi ada {other}: ganti nama {other} menjadi {name}.")
        ).format(name=name, other=similar[0])
    if error.errno == errno.ELOOP:
        return tr(mark("{name} hanya sebuah tautan (link): kumpulkan berkasnya sendiri.")).format(
            name=name
        )
    if name in names:
        says = tr(mark("{name} tidak bisa dibaca: {error}."))
        return says.format(name=name, error=error.strerror or error)
    return tr(mark("{name} tidak ada di folder ini.")).format(name=name)
