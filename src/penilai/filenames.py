"""Names of files that somebody else chose: which of them are taken, and what they lie in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from penilai.language import mark, tr
from penilai.story import visible

LONGEST = 120  # characters of a name
# what no file on Windows can be called, with any ending:
# https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file
RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)")
FORBIDDEN = frozenset('<>:"|?*\\/')
# of others or of machines, and often thousands of files
SKIPPED = frozenset(("__pycache__", "__macosx", "site-packages", "dist-packages", "node_modules"))
SKIPPED_TOO = frozenset(("venv", "virtualenv"))
ARCHIVES = (".zip", ".tar", ".gz", ".tgz", ".xz", ".txz", ".bz2", ".tbz", ".tbz2", ".rar", ".7z")


def parts(name: str) -> tuple[str, ...] | None:
    """The parts of a path in an archive; None if it leads out of it. Windows' `\\` parts too."""
    path = name.replace("\\", "/")
    found = tuple(part for part in path.split("/") if part not in ("", "."))
    outside = path.startswith("/") or re.match("[A-Za-z]:", path) or ".." in found
    return None if outside else found


def skipped(name: str) -> bool:
    """Is what has this name never looked at: hidden, an editor's copy, a machine's own?"""
    low = name.casefold()
    return low.startswith(".") or low.endswith("~") or low in SKIPPED | SKIPPED_TOO


def wanted(path: tuple[str, ...], folders: Collection[str]) -> bool:
    """May the file matter: Python, or in one of these folders (of pages)?"""
    if any(map(skipped, path)):
        return False
    return path[-1].casefold().endswith(".py") or bool(_pages(path, folders))


def is_archive(name: str) -> bool:
    """Is it called as an archive is? Only such files are opened as one."""
    return name.casefold().endswith(ARCHIVES) and not skipped(name)


def opens(path: tuple[str, ...]) -> bool:
    """Is what lies in an archive with this path looked into as an archive itself?"""
    return is_archive(path[-1]) and not any(map(skipped, path))


def stem(name: str) -> str:
    """The name of an archive without its endings."""
    while is_archive(name) and name.rpartition(".")[0]:
        name = name.rpartition(".")[0]
    return name


def odd(path: tuple[str, ...], folders: Collection[str]) -> str:
    """Why a file with this path is not taken; empty for ordinary names.

    The same on every system, so that marks are. Only what is written again when the program is
    run has to be a name on all of them: the file's own, and those in a folder of pages.
    """
    if any(not unicodedata.normalize("NFKC", part).isprintable() for part in path):
        return tr(mark("namanya berisi tanda yang tidak tampak"))
    for part in _pages(path, folders) or path[-1:]:
        if RESERVED.match(part.casefold()):
            return tr(mark("nama itu dicadangkan oleh Windows"))
        if len(part) > LONGEST:
            return tr(mark("namanya terlalu panjang"))
        if FORBIDDEN & set(part) or part != part.strip() or part.endswith("."):
            return tr(mark("namanya tidak bisa dipakai di Windows"))
    return ""


def _pages(path: tuple[str, ...], folders: Collection[str]) -> tuple[str, ...]:
    """The end of the path that lies in a folder of pages; empty if none does."""
    inside = [n for n, part in enumerate(path[:-1]) if part.casefold() in folders]
    return path[inside[-1] :] if inside else ()


def shown(path: tuple[str, ...]) -> str:
    """The path for people: nothing in it acts on a terminal or a page, and it is not endless."""
    text = visible("/".join(path))
    return text if len(text) <= 2 * LONGEST else f"{text[:LONGEST]}…{text[-LONGEST:]}"
