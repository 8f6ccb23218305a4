"""What a student gets of a stage: every file of the hand-out, the solutions taken out."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from penilai import handout, stage
from penilai.errors import UserError
from penilai.language import mark, tr
from penilai.stage import Stage

LESSON = "README.md"
NOTE = "SALIN_DULU.txt"
PICTURES = "gambar"  # of a lesson
_IMPORTED = re.compile(r"^[ \t]*(?:from|import)[ \t]+(\w+)", re.MULTILINE)
JUNK = ("~", ".swp", ".pyc", ".orig", ".rej", ".bak")


def files(of: Stage) -> dict[str, bytes]:
    """The hand-out of a stage: each file's name within the stage's folder, with its content.

    The lesson, the programs and their modules without the solutions, and the stage's folders.
    Only what is known to be the student's is taken: a file that a teacher left there stays.
    Raises UserError for marks that do not fit together and for a file that cannot be read.
    """
    return {path.relative_to(of.folder).as_posix(): _content(path, of) for path in _paths(of)}


def together(stages: Sequence[Stage]) -> dict[str, bytes]:
    """The hand-out of these stages by name within the course, with the README of their group.

    Programs that start from another of these stages are left out, for they hold its solution:
    the student copies the own ones, and a note says so.
    """
    found: dict[str, bytes] = {}
    for each in stages:
        handed = files(each)
        if each.starts_from in {other.name for other in stages}:
            handed = {name: handed[name] for name in handed if name not in each.programs}
            handed[NOTE] = _note(each).encode()
        found |= {f"{place(each)}/{name}": content for name, content in handed.items()}
    for group in dict.fromkeys(each.folder.parent for each in stages):
        if group != stage.course_root() and (lesson := group / LESSON).is_file():
            found[lesson.relative_to(stage.course_root()).as_posix()] = lesson.read_bytes()
    return found


def _note(of: Stage) -> str:
    return (
        f"Tahap ini dimulai dari kode Anda sendiri.\n\n"
        f"Salin {' dan '.join(of.programs)} Anda dari folder {of.starts_from} ke folder ini,\n"
        f"lalu kerjakan tugas di README.md.\n"
    )


def place(of: Stage) -> str:
    """Where the stage's folder stands in the course, and so in a hand-out: `exercises/x`."""
    return of.folder.relative_to(stage.course_root()).as_posix()


def _paths(of: Stage) -> Iterator[Path]:
    for name in (LESSON, *of.programs, *_modules(of)):
        yield of.folder / name
    for folder in (PICTURES, *of.folders):
        for path in sorted((of.folder / folder).rglob("*")):
            names = path.relative_to(of.folder).parts
            hidden = any(name.startswith((".", "__pycache__")) for name in names)
            if path.is_file() and not hidden and not path.name.endswith(JUNK):
                yield path


def _modules(of: Stage) -> list[str]:
    """The modules beside the programs that these import, and those that they import in turn."""
    found = list(of.programs)
    for program in found:
        with contextlib.suppress(OSError):
            text = (of.folder / program).read_text(encoding="utf-8", errors="replace")
            names = [f"{name}.py" for name in _IMPORTED.findall(text)]
            found += [n for n in names if n not in found and (of.folder / n).is_file()]
    return found[len(of.programs) :]


def _content(path: Path, of: Stage) -> bytes:
    name = f"{of.name}/{path.relative_to(of.folder).as_posix()}"
    try:
        content = path.read_bytes()
        if path.name == LESSON:
            return content  # it speaks of the marks
        return handout.make(content.decode(), name).encode()
    except UnicodeDecodeError:
        if path.name in of.programs:
            raise UserError(tr(mark('"{file}" bukan teks UTF-8.')).format(file=name)) from None
        return content  # a picture
    except handout.MarkError as error:
        says = tr(mark("Lembar kerja tidak dibuat, karena tanda SOLUTION tidak cocok: {where}."))
        raise UserError(says.format(where=error)) from error
    except OSError as error:
        says = tr(mark('Berkas kit "{file}" tidak bisa dibaca: {error}.'))
        raise UserError(says.format(file=path, error=error.strerror or error)) from error
