"""`penilai mulai`: a new workspace, and what to do there first."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from penilai import opening, starter
from penilai.language import mark, tr
from penilai.workspace import Workspace


def mulai(folder: Path) -> int:
    """Make the workspace, say the next steps; returns the exit code."""
    folder = Path(os.path.expanduser(folder))  # Windows leaves ~ to the programs
    made = opening.create(folder)
    says = tr(mark("Ruang kerja Anda siap. Tahap pertama: {title}."))
    print(says.format(title=tr(made.current().title)) + "\n")
    for number, step in enumerate(_steps(folder, made), 1):
        print(f"{number}. {step}")
    return 0


def _steps(folder: Path, made: Workspace) -> Iterator[str]:
    first = made.current()
    if made.folder != Path.cwd():
        yield tr(mark("Masuk:    cd {folder}")).format(folder=starter.quoted(str(folder)))
    says = tr(mark("Kerjakan: baca {stage}/README.md, lalu isi setiap TUGAS di programnya"))
    yield says.format(stage=first.name)
    command = starter.typed("cek", made.folder, start=made.folder)
    yield tr(mark("Periksa:  {command}")).format(command=command)
