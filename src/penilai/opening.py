"""Make a workspace, open its next stage, put back a hand-out; nothing of the user's is lost."""

from __future__ import annotations

import contextlib
import os
from datetime import datetime
from pathlib import Path

from penilai import disk, handing_out, stage, starter, submission, workspace
from penilai.errors import UserError
from penilai.language import mark, tr
from penilai.stage import Stage
from penilai.workspace import Workspace

ASIDE = "lama"  # in the name of a folder that was put aside: never that of a stage


def create(folder: Path) -> Workspace:
    """A new workspace with the first stage, in a folder that is empty or not there yet.

    Raises UserError, and then nothing has changed.
    """
    _expect_room(folder)
    first = next(iter(stage.find().values()))
    place = handing_out.place(first)
    files = {f"{place}/{name}": content for name, content in handing_out.files(first).items()}
    with disk.told(folder):
        disk.fill(folder, {**files, **starter.files(), **workspace.files()})
    return Workspace.open(folder)


def _expect_room(folder: Path) -> None:
    try:
        there = sorted(os.listdir(folder))
    except FileNotFoundError:
        return
    except NotADirectoryError:
        says = tr(mark('"{folder}" bukan folder. Pilih nama lain untuk ruang kerja.'))
        raise UserError(says.format(folder=folder)) from None
    except OSError as error:
        raise UserError(disk.sentence(error, folder)) from error
    if ".penilai" in there:
        says = tr(mark('"{folder}" sudah menjadi ruang kerja: masuk ke sana dan teruskan.'))
        raise UserError(says.format(folder=folder))
    if there:
        says = tr(mark('"{folder}" tidak kosong (ada "{name}"). Pilih folder baru.'))
        raise UserError(says.format(folder=folder, name=there[0]))


def open_stage(where: Workspace, opening: Stage, from_example: bool = False) -> Path:
    """Make the folder of this stage; raises UserError, also if it is there already.

    It starts with the user's own code of the stage that it builds on, else with the hand-out.
    """
    place = where.place(opening)
    if os.path.lexists(place):
        says = tr(mark('"{place}" sudah ada dan tidak diubah. Pindahkan dulu, lalu ulangi.'))
        raise UserError(says.format(place=place))
    files = handing_out.files(opening)
    if opening.starts_from and not from_example:
        files |= _own_code(where, where.road[opening.starts_from])
    with disk.told(place):
        disk.put(place, files)
    return place


def open_project(where: Workspace) -> Stage | None:
    """Make the folder for a project of one's own, with its check; raises UserError.

    None if it is there already, or the course has none.
    """
    project = next(iter(stage.find(own=True).values()), None)
    if project is None or os.path.lexists(place := where.place(project)):
        return None
    beside = (project.folder / stage.DESCRIPTION, project.checks)
    files = handing_out.files(project) | {path.name: path.read_bytes() for path in beside}
    with disk.told(place):
        disk.put(place, files)
    return project


def _own_code(where: Workspace, earlier: Stage) -> dict[str, bytes]:
    """All that the user handed in for that stage, under the names that it has there."""
    if (place := where.place(earlier)).is_dir():
        return expect_programs(where, earlier)
    says = tr(
        mark(
            '"{place}" tidak ada, padahal tahap berikutnya dimulai dari sana. Kembalikan folder '
            "itu, atau mulai dari contoh: {command}"
        )
    )
    command = where.typed("lanjut --dari-contoh")
    raise UserError(says.format(place=place, command=command))


def expect_programs(where: Workspace, of: Stage) -> dict[str, bytes]:
    """The files that the user would hand in; raises UserError if a program is missing."""
    found = submission.read(of, where.place(of))
    for sentence in found.missing.values():
        says = tr(
            mark(
                "{stage}: {sentence} Kembalikan dari salinan Anda, atau pasang lagi lembar "
                "kerjanya: {command}"
            )
        )
        command = where.typed(f"ulangi {of.name}")
        raise UserError(says.format(stage=of.name, sentence=sentence, command=command))
    return found.files


def restart(where: Workspace, again: Stage, now: datetime) -> Path | None:
    """Put the hand-out of this stage back; returns where the old folder is kept, if there was one.

    Raises UserError, and then the old folder is where it was.
    """
    place = where.place(again)
    kept = disk.unused(place.with_name(f"{place.name}.{ASIDE}-{now:%Y-%m-%d-%H%M}"))
    with disk.told(place), disk.beside(place, handing_out.files(again)) as made:
        if not os.path.lexists(place):
            made.rename(place)
            return None
        place.rename(kept)
        try:
            made.rename(place)
        except BaseException:
            with contextlib.suppress(OSError):
                kept.rename(place)
            raise
    return kept
