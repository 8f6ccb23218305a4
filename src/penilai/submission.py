"""What a student handed in for a stage: programs, their own modules, pages; as plain files."""

from __future__ import annotations

import base64
import errno
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from penilai.language import mark, tr
from penilai.stage import Stage

MOST_FILES = 64
MOST_BYTES = 1 << 20  # of one file; all together four times as much


@dataclass(frozen=True)
class Submission:
    """What was handed in: `files` by name, and for programs that are missing a sentence.

    A file in a folder of the stage has its name with forward slashes: `templates/chat.html`.
    """

    files: dict[str, bytes]
    missing: dict[str, str]

    def as_json(self) -> dict[str, Any]:
        files = {name: base64.b64encode(data).decode() for name, data in self.files.items()}
        return {"files": files, "missing": self.missing}

    @staticmethod
    def from_json(fields: dict[str, Any]) -> Submission:
        """The inverse of `as_json`."""
        files = {name: base64.b64decode(text) for name, text in fields["files"].items()}
        return Submission(files, fields["missing"])


def read(stage: Stage, folder: Path) -> Submission:
    """Read what this folder holds for the stage: its programs, their modules, its folders.

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
    pages = [name for inner in stage.folders for name in _names_in(folder, inner)]
    for name in (*modules[:MOST_FILES], *pages[:MOST_FILES]):
        try:
            files[name] = _regular(folder / name)
        except OSError:
            continue  # not a file: Python would not import it either
    return Submission(_bounded(files), missing)


def chosen(stage: Stage, files: Mapping[str, bytes], errors: Mapping[str, OSError]) -> Submission:
    """The same of a folder that is in memory already: `files`, and why others cannot be read."""
    names = sorted({name.partition("/")[0] for name in (*files, *errors)})
    absent = FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
    missing = {
        name: _why_missing(name, names, errors.get(name, absent))
        for name in stage.programs
        if name not in files
    }
    modules = [n for n in names if n.endswith(".py") and n not in stage.programs and n in files]
    inside = [name for name in files if "/" in name and in_folders(stage, name)]
    pages = sorted(inside, key=lambda name: _place(stage, name))
    programs = [name for name in stage.programs if name in files]
    wanted = (*programs, *modules[:MOST_FILES], *pages[:MOST_FILES])
    return Submission(_bounded({name: files[name] for name in wanted}), missing)


def given(stage: Stage, files: Mapping[str, bytes], missing: Mapping[str, str]) -> Submission:
    """The same of files that were chosen elsewhere, with the sentences found there."""
    own = {name: data for name, data in files.items() if len(data) <= MOST_BYTES}
    found = chosen(stage, own, {})
    said = {name: missing.get(name) or says for name, says in found.missing.items()}
    return Submission(found.files, said)


def _place(stage: Stage, name: str) -> tuple[int, int, list[str]]:
    """Where a page comes: folder by folder, what lies deeper after the rest."""
    first, *others = name.split("/")
    return stage.folders.index(first), len(others), others


def in_folders(stage: Stage, name: str) -> bool:
    """Does the file or folder of this name belong to what the stage's folders hand in?"""
    first, *others = name.split("/")
    return first in stage.folders and len(others) <= 2 and not any(map(_hidden, others))


def _names_in(folder: Path, inner: str, deeper: bool = True) -> Iterator[str]:
    """The names of the files in a folder of the stage, then of those one level deeper."""
    names = [f"{inner}/{name}" for name in _listed(folder / inner) if not _hidden(name)]
    below = [name for name in names if _is_folder(folder / name)]
    yield from (name for name in names if name not in below)
    for name in below if deeper else ():
        yield from _names_in(folder, name, deeper=False)


def _hidden(name: str) -> bool:
    """Is it no page of anybody's, but an editor's or the system's own?"""
    return name.startswith((".", "__pycache__")) or name.endswith("~")


def _listed(path: Path) -> list[str]:
    """The names in a folder; none where there is no folder that can be read."""
    try:
        return sorted(os.listdir(path)) if _is_folder(path) else []
    except OSError:
        return []


def _is_folder(path: Path) -> bool:
    """Is it a folder itself, and not a way into another one?"""
    try:
        status = os.lstat(path)
    except OSError:
        return False
    junction = getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", None)  # Windows
    return stat.S_ISDIR(status.st_mode) and getattr(status, "st_reparse_tag", 0) != junction


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


def _bounded(files: dict[str, bytes]) -> dict[str, bytes]:
    """The files that fit into the bound, the programs before their modules and the pages."""
    room, kept = 4 * MOST_BYTES, {}
    for name, data in files.items():
        if len(data) <= room:
            kept[name] = data
            room -= len(data)
    return kept


def _why_missing(name: str, names: list[str], error: OSError) -> str:
    if error.errno == errno.ELOOP:
        return tr(mark("{name} hanya sebuah tautan (link): kumpulkan berkasnya sendiri.")).format(
            name=name
        )
    if name in names:
        says = tr(mark("{name} tidak bisa dibaca: {error}."))
        return says.format(name=name, error=error.strerror or error)
    return _absent(name, names)


def _absent(name: str, names: list[str]) -> str:
    similar = [n for n in names if n.casefold() == name.casefold() and n != name]
    if similar:
        return tr(
            mark("{name} tidak ada, tetapi ada {other}: ganti nama {other} menjadi {name}.")
        ).format(name=name, other=similar[0])
    return tr(mark("{name} tidak ada di folder ini.")).format(name=name)
