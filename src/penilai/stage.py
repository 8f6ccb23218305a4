"""Find and read the stages of the course."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from penilai.errors import UserError
from penilai.language import mark, tr

PROGRAMS = ("server.py", "client.py")
DESCRIPTION = "stage.toml"
GROUPS = ("", "exercises")  # folders of the course that hold stage folders
DEFAULTS: dict[str, Any] = {
    "programs": PROGRAMS,
    "folders": (),
    "packages": (),
    "screen": False,
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
    "folders": _NAMES,
    "packages": _NAMES,
    "screen": bool,
    "starts_from": str,
    "secrets": _NAMES,
    "own": bool,
}


@dataclass(frozen=True)
class Stage:
    """A stage of the course: `name` of its folder, `port`, and the `programs` to hand in.

    Along with them the `folders` are handed in, which hold the pages of a web stage. The programs
    may import `packages` besides the standard library, and with `screen` open windows.
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
    folders: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
    screen: bool = False
    starts_from: str = ""
    secrets: tuple[str, ...] = ()
    own: bool = False

    @property
    def checks(self) -> Path:
        """The test file with the graded checks."""
        folder = self.folder if self.own else course_root() / "tests"
        return folder / f"test_{self.name}.py"


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


def chosen(names: Iterable[str], known: dict[str, Stage]) -> dict[str, Stage]:
    """The stages that the user names, each once; all if none is named. Raises UserError."""
    return {found.name: found for found in (named(name, known) for name in names)} or known


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
    for inner in fields["folders"]:
        if not re.fullmatch(r"\w+", str(inner)):
            says = tr(mark('{file}: "{name}" di "folders" bukan nama sebuah folder di sini.'))
            raise UserError(says.format(file=path, name=inner))
    return Stage(
        name=folder.name,
        folder=folder,
        title=fields["title"],
        order=fields["order"],
        port=fields["port"],
        programs=tuple(map(str, fields["programs"])),
        folders=tuple(fields["folders"]),
        packages=tuple(map(str, fields["packages"])),
        screen=fields["screen"],
        starts_from=fields["starts_from"],
        secrets=tuple(map(str, fields["secrets"])),
        own=fields["own"],
    )
