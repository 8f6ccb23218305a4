"""`penilai ekspor`: the results of a class, or of one report, as a file for a grade book."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from penilai import disk, export, marks, naming, sources, stage, written
from penilai.book import Entry
from penilai.errors import UserError
from penilai.export import Facts, Filled, Format
from penilai.language import mark, tr
from penilai.zipping import zipped


@dataclass(frozen=True)
class Wanted:
    """What is to go where: `source` a class folder, a report or a stage, `target` None to choose.

    `given` is the file of a grade book that is to be filled, `column` the one to fill in it.
    """

    source: Path
    format: str
    stages: Sequence[str] = ()
    given: Path | None = None
    column: str = ""
    target: Path | None = None


def ekspor(wanted: Wanted) -> int:
    """Write the file and say where it is; returns the exit code. Raises UserError."""
    if wanted.format not in export.names():
        says = tr(mark('Tidak ada format "{name}". Yang ada: {known}.'))
        known = ", ".join(export.names())
        raise UserError(says.format(name=wanted.format, known=known))
    chosen = export.load(wanted.format)
    if chosen.wrap is not None:
        only = stage.named(str(wanted.source), stage.find())
        target = wanted.target or Path(f"{chosen.name}-{only.name}{chosen.suffix}")
        written.put(target, chosen.wrap(only), disk.write_kept)
        return 0
    entries = sources.of_stages(sources.entries_of(wanted.source), wanted.stages)
    folder = wanted.source if wanted.source.is_dir() else Path()
    if wanted.given is not None:
        filled = _fill(chosen, entries, wanted)
        target = wanted.target or folder / f"{chosen.name}{chosen.suffix}"
        written.put(target, filled.content, disk.write_kept)
        _tell(filled)
        return 0
    content, suffix = _written(chosen, entries)
    target = wanted.target or folder / f"{chosen.name}{suffix}"
    written.put(target, content, disk.write_kept)
    unsure = sum(bool(own.unsure) for own in marks.by_student(entries))
    if unsure:
        says = tr(mark("{count} siswa punya hasil yang belum pasti: lihat penilai putuskan."))
        print(says.format(count=unsure))
    return 0


def _fill(chosen: Format, entries: list[Entry], wanted: Wanted) -> Filled:
    if chosen.fill is None or wanted.given is None:
        says = tr(mark("Format {name} tidak mengisi berkas: jalankan tanpa --dari."))
        raise UserError(says.format(name=chosen.name))
    return chosen.fill(entries, sources.read(wanted.given), wanted.column)


def _written(chosen: Format, entries: list[Entry]) -> tuple[bytes, str]:
    """The file, or a zip with one for each student, and its suffix."""
    if chosen.write is None:
        says = mark("Format {name} mengisi berkas yang diunduh dari sana: sebutkan dengan --dari.")
        raise UserError(tr(says).format(name=chosen.name))
    facts = Facts(datetime.now(UTC), dict(os.environ))
    students = marks.by_student(entries)
    if not chosen.each or len(students) == 1:
        return _bytes(chosen.write(entries, facts)), chosen.suffix
    files: dict[str, bytes] = {}
    for own in students:
        name = naming.unused(naming.safe(own.student.id), files, chosen.suffix)
        files[name] = _bytes(chosen.write(own.entries, facts))
    return zipped(files), ".zip"


def _bytes(made: str | bytes) -> bytes:
    return made.encode() if isinstance(made, str) else made


def _tell(filled: Filled) -> None:
    print(tr(mark("{count} siswa diisi.")).format(count=filled.students))
    for problem in filled.problems:
        print(f"  ! {problem}")
