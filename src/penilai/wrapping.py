"""What lies around the entries of a class: a zip, or the folders that unpacking leaves."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from penilai import filenames, whose, zips
from penilai.hoard import MOST_ENTRIES, Refused

MOST_DIRECTORY = 64 << 20  # bytes of the zip of a class
WRAPPERS = 3
COPY = re.compile(r"\s*\(\d+\)$")  # what browsers add to the name of the second download


def unwrapped(path: Path) -> Path:
    """The folder or zip that holds the students' entries; raises OSError.

    A folder with nothing but another of its own name, or with nothing but Moodle's download.
    """
    for _ in range(WRAPPERS):
        if not path.is_dir():
            break
        entries = (entry for entry in path.iterdir() if not filenames.skipped(entry.name))
        inner = list(islice(entries, 2))
        if len(inner) != 1 or inner[0].is_symlink() or not _goes_on(path.resolve().name, inner[0]):
            break
        path = inner[0]
    return path


def wraps(outer: str, inner: str) -> bool:
    """Has a folder the name of the zip or folder around it?"""
    return COPY.sub("", filenames.stem(outer)).casefold() == inner.casefold()


def _goes_on(outer: str, inner: Path) -> bool:
    if inner.is_dir():
        return wraps(outer, inner.name) or _from_moodle(
            entry.name for entry in islice(inner.iterdir(), MOST_ENTRIES)
        )
    return inner.is_file() and inner.name.casefold().endswith(".zip") and _zip_from_moodle(inner)


def _zip_from_moodle(path: Path) -> bool:
    try:
        with path.open("rb") as file, zips.opened(file, MOST_DIRECTORY) as archive:
            paths = map(filenames.parts, archive.namelist())
            return _from_moodle(inner[0] for inner in paths if inner)
    except Refused:
        return False


def _from_moodle(names: Iterable[str]) -> bool:
    return any(whose.claim(name).number for name in names)
