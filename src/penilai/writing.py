"""A folder is written whole or not at all, and never over another."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from penilai import disk
from penilai.errors import UserError
from penilai.language import mark, tr


def tree(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write these files, by their names within `folder`."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


@contextlib.contextmanager
def whole(folder: Path) -> Iterator[Path]:
    """A new folder to fill; when the block ends well, all in it is at once in `folder`.

    `folder` may be missing or empty. Anything else, and whatever the disk refuses, raises
    UserError; then, as after any other exception, nothing of it is left.
    """
    folder = folder.resolve()
    try:
        there = _expect_empty(folder)
        beside = (folder if there else folder.parent) / f".{folder.name}.{os.getpid()}"
        beside.mkdir()
        try:
            yield beside
            if there:  # someone may stand in it, so it stays the folder that it is
                _move_into(folder, beside)
            else:
                beside.rename(folder)
        finally:
            remove(beside)
    except OSError as error:
        raise UserError(disk.sentence(error, folder)) from error


def remove(folder: Path) -> None:
    """Remove a folder of ours, if it is there, as far as the system allows."""
    for path in folder.rglob("*"):  # git's files are read-only, which Windows takes seriously
        if not path.is_symlink():
            with contextlib.suppress(OSError):
                path.chmod(stat.S_IRWXU)
    shutil.rmtree(folder, ignore_errors=True)


def _expect_empty(folder: Path) -> bool:
    """Whether `folder` is there; raises UserError unless it is empty or can be made."""
    if folder.is_dir():
        if any(folder.iterdir()):
            says = tr(
                mark('Folder "{folder}" tidak kosong: sebutkan folder baru atau yang kosong.')
            )
            raise UserError(says.format(folder=folder))
        return True
    if folder.exists():
        says = tr(mark('"{folder}" adalah berkas: sebutkan folder baru atau yang kosong.'))
        raise UserError(says.format(folder=folder))
    if not folder.parent.is_dir():
        raise UserError(tr(mark('Folder "{folder}" tidak ada.')).format(folder=folder.parent))
    return False


def _move_into(folder: Path, beside: Path) -> None:
    moved: list[Path] = []
    try:
        for path in sorted(beside.iterdir()):
            moved.append(path.rename(folder / path.name))
    except BaseException:
        for path in moved:
            remove(path) if path.is_dir() else path.unlink()
        raise
