"""Find and read stages, and the folders that students hand in for them."""

from __future__ import annotations

import errno
import os
import stat
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from penilai.errors import UserError
from penilai.language import mark, tr

PROGRAMS = ("server.py", "client.py")
MOST_FILES = 64
MOST_BYTES = 1 << 20  # of one file; all together four times as much
DESCRIPTION = "stage.toml"
GROUPS = ("", "exercises")  # folders of the course that hold stage folders
DEFAULTS: dict[str, Any] = {
    "programs": PROGRAMS,
    "starts_from": "",
    "secrets": (),
    "own": False,
}
_NAMES: Any = list | tuple
KINDS = {
    "title": str,
    "order": int,
    "port": int,
    "programs": _NAMES,
    "starts_from": str,
    "secrets": _NAMES,
    "own": bool,
}


@dataclass(frozen=True)
class Stage:
    """A stage of the course: `name` of its folder, `port`, and the `programs` to hand in.

    A student begins it with the own code of the stage `starts_from`; empty: with a hand-out.
    `secrets` are environment variables that each grading fills at random for the programs.
    An `own` one is somebody's own project: its checks lie in its folder, for learning and not
    for marks. It is no part of the road, and is graded only when it is named.
    """

    name: str
    folder: Path
    title: str
    order: int
    port: int
    programs: tuple[str, ...]
    starts_from: str = ""
    secrets: tuple[str, ...] = ()
    own: bool = False

    @property
    def checks(self) -> Path:
        """The test file with the graded checks."""
        folder = self.folder if self.own else course_root() / "tests"
        return folder / f"test_{self.name}.py"


@dataclass(frozen=True)
class Submission:
    """What was handed in: `files` by name, and for programs that are missing a sentence."""

    files: dict[str, bytes]
    missing: dict[str, str]


def course_root() -> Path:
    """Where the stages and their checks are: the clone, or the copy inside the package."""
    here = Path(__file__).resolve()
    inside = here.parent / "_course"
    return inside if inside.is_dir() else here.parents[2]


def find(root: Path | None = None, own: bool = False) -> dict[str, Stage]:
    """The stages by name, in the order of the course. A folder with a stage.toml is one.

    With `own` the projects of one's own that lie there instead.
    """
    root = root or course_root()
    found = [
        read(path.parent) for group in GROUPS for path in (root / group).glob(f"*/{DESCRIPTION}")
    ]
    found = [stage for stage in found if stage.own is own]
    return {stage.name: stage for stage in sorted(found, key=lambda s: (s.order, s.name))}


def named(text: str, known: dict[str, Stage]) -> Stage:
    """The stage that the user means: its name, or a path as Tab completes it. Raises UserError."""
    name = text.replace("\\", "/").rstrip("/").rpartition("/")[2]
    if name not in known:
        says = tr(mark('Tidak ada tahap "{name}". Yang ada: {known}.'))
        raise UserError(says.format(name=text, known=", ".join(known)))
    return known[name]


def places(name: str, where: Path) -> list[Path]:
    """The folders of this stage at or below `where`: the first of them counts."""
    found = [place for group in GROUPS if (place := where / group / name).is_dir()]
    itself = where.resolve().name == name and not (where / name).exists()
    return [*found, where] if itself else found


def own_project(name: str, where: Path) -> Stage | None:
    """Somebody's own project of this name at or below `where`; raises UserError.

    Its checks are code that runs as we do, so it is read only where the user has named it.
    """
    for place in places(name, where):
        if (place / DESCRIPTION).is_file():
            found = read(place.resolve())
            if found.own and not found.checks.is_file():
                says = tr(mark("{file} belum ada: di sanalah pemeriksaan proyek ini ditulis."))
                raise UserError(says.format(file=found.checks))
            return found if found.own else None
    return None


def read(folder: Path) -> Stage:
    """The stage in this folder; raises UserError where its stage.toml is wrong."""
    path = folder / DESCRIPTION
    try:
        fields = DEFAULTS | tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UserError(f"{path}: {error}") from error
    for name, kind in KINDS.items():
        if not isinstance(fields.get(name), kind):
            says = tr(mark('{file}: "{name}" belum ada, atau bukan jenis {kind}.'))
            wanted = getattr(kind, "__name__", "list")
            raise UserError(says.format(file=path, name=name, kind=wanted))
    return Stage(
        name=folder.name,
        folder=folder,
        title=fields["title"],
        order=fields["order"],
        port=fields["port"],
        programs=tuple(map(str, fields["programs"])),
        starts_from=fields["starts_from"],
        secrets=tuple(map(str, fields["secrets"])),
        own=fields["own"],
    )


def submission(stage: Stage, folder: Path) -> Submission:
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
