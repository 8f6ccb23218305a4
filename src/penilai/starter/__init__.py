"""What stands at the top of a workspace, so that the kit is found from there; offline, anywhere."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from penilai import disk, stage

HERE = Path(__file__).parent
PLACE = ".penilai/perintah.json"  # where kit.py of a workspace reads how to start us
KIT = "kit.py"


def files() -> dict[str, bytes]:
    """The files of a new workspace by name: kit.py, README.md, and where we are."""
    texts = {name: (HERE / name).read_bytes() for name in (KIT, "README.md")}
    return {**texts, PLACE: _as_json(_command())}


def refresh(folder: Path) -> None:
    """Mend what this workspace needs to find us: kit.py, and the place of a kit that has gone."""
    if not (folder / KIT).exists():
        disk.write(folder / KIT, (HERE / KIT).read_bytes())
    if not _alive(folder / PLACE):
        disk.write(folder / PLACE, _as_json(_command()))


def _alive(place: Path) -> bool:
    try:
        known = json.loads(place.read_text(encoding="utf-8"))
        paths = [word for word in known if os.path.isabs(word)]
    except (OSError, ValueError, TypeError):
        return False
    return bool(paths) and all(map(os.path.isfile, paths))


def typed(words: str, folder: Path, start: Path | None = None) -> str:
    """What the user types for `penilai WORDS` at `start` (here); `folder` is the workspace."""
    if shutil.which("penilai"):
        return f"penilai {words}"
    try:
        kit = os.path.relpath(folder / KIT, start)
    except ValueError:  # on another drive of Windows
        kit = str(folder / KIT)
    return f"{'python' if os.name == 'nt' else 'python3'} {quoted(kit)} {words}"


def quoted(path: str) -> str:
    """A path as it must be typed where it holds blanks."""
    return subprocess.list2cmdline([path]) if os.name == "nt" else shlex.quote(path)


def _command() -> list[str]:
    """How to start us: the clone's kit.py, which also mends its .venv, or this very Python."""
    kit = stage.course_root() / KIT
    if kit.is_file() and Path(sys.prefix) == stage.course_root() / ".venv":
        return [sys.executable, str(kit)]
    return [sys.executable, "-P", "-m", "penilai"]  # -P: a rich.py of the student's stays out


def _as_json(command: list[str]) -> bytes:
    return (json.dumps(command, ensure_ascii=False) + "\n").encode()
