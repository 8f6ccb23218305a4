"""The folder or zip with all that a class handed in: its entries, and how each is taken."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from penilai import archives, disk, filenames, folders, hoard, whose, zips
from penilai.errors import UserError
from penilai.folders import Folder
from penilai.hoard import Hoard, Refused
from penilai.language import mark, tr
from penilai.wrapping import MOST_DIRECTORY, unwrapped, wraps

MOST_ENTRIES = 200_000  # of a class; some platforms give every file on its own


@dataclass(frozen=True)
class Source:
    """An entry of the collection; `fill` takes what matters of it, and may raise Refused."""

    name: str
    fill: Callable[[Hoard], None]


@contextmanager
def opened(path: Path) -> Iterator[list[Source]]:
    """The entries that are somebody's, in order of their names; raises UserError."""
    path = inside(path)
    if path.is_dir():
        with _told(path), folders.opened(path) as folder:
            names = folder.names(MOST_ENTRIES)
            yield [_on_disk(folder, name) for name in names if _counts(folder, name)]
    elif filenames.is_archive(path.name):
        with _told(path), path.open("rb") as file, zips.opened(file, MOST_DIRECTORY) as archive:
            yield _zipped(archive, filenames.stem(path.name))
    else:
        says = tr(mark('"{path}" bukan folder atau zip berisi tugas sebuah kelas.'))
        raise UserError(says.format(path=path))


def inside(path: Path) -> Path:
    """The folder or zip that holds the entries, without what lies around it; raises UserError."""
    with _told(path):
        return unwrapped(path)


def loose(path: Path) -> list[str]:
    """Python files beside those entries, as some platforms give them: they are nobody's."""
    path = inside(path)
    if not path.is_dir():
        return []
    with _told(path), folders.opened(path) as folder:
        found = [name for name in folder.names(MOST_ENTRIES) if not _counts(folder, name)]
    return [filenames.shown((name,)) for name in found if name.casefold().endswith(".py")]


@contextmanager
def _told(path: Path) -> Iterator[None]:
    with disk.told_of_reading(path):
        try:
            yield
        except Refused as why:
            raise OSError(str(why)) from why


def _counts(folder: Folder, name: str) -> bool:
    """Is the entry somebody's? Loose files are the instructor's own."""
    if filenames.skipped(name):
        return False
    try:
        kind = folder.kind(name)
    except OSError:
        return True  # taking it says why it cannot be read
    return kind != stat.S_IFREG or _counts_as_file(name)


def _counts_as_file(name: str) -> bool:
    return filenames.is_archive(name) or bool(whose.claim(name).file)


def _on_disk(folder: Folder, name: str) -> Source:
    path = _path((name,))
    return Source(name, lambda found: folders.take(found, path, folder, name))


def _path(parts: hoard.Path) -> hoard.Path:
    """Where an entry is kept: files that Moodle put side by side are in one folder again."""
    said = whose.claim(parts[0])
    return (said.folder, said.file, *parts[1:]) if said.file else parts


def _zipped(archive: zipfile.ZipFile, name: str) -> list[Source]:
    """The entries of a zip, each with all that is in it."""
    members: dict[str, list[zipfile.ZipInfo]] = {}
    paths = {info: filenames.parts(info.orig_filename) for info in archive.infolist()}
    firsts = {path[0] for path in paths.values() if path}
    wrapped = len(firsts) == 1 and wraps(name, *firsts)
    for info, path in paths.items():
        inner = path[1:] if path and wrapped else path
        entry = inner[0] if inner else ""
        if path is None:  # whoever made it, it is told and nothing of it is read
            entry = info.orig_filename
        elif not entry or filenames.skipped(entry):
            continue
        if path is None or len(inner or ()) > 1 or zips.is_folder(info) or _counts_as_file(entry):
            members.setdefault(entry, []).append(info)
    return [_in_zip(archive, entry, members[entry], wrapped) for entry in sorted(members)]


def _in_zip(
    archive: zipfile.ZipFile, name: str, infos: list[zipfile.ZipInfo], wrapped: bool
) -> Source:
    def fill(found: Hoard) -> None:
        def nested(path: hoard.Path, content: bytes) -> None:
            # what lies on the disk of others is the first archive here too
            archives.unpack(found, path, io.BytesIO(content))

        zips.take(found, archive, infos, lambda path: _path(path[wrapped:]), nested)

    return Source(name, fill)
