"""`penilai rilis`: for instructors, the hand-out of a class as folder, zip and repository."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from penilai import handing_out, repository, stage, template, writing
from penilai.language import mark, tr

SHEETS, TEMPLATE = "lembar-kerja", "template"
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first that a zip can say


def rilis(folder: Path, names: list[str], penilai: str) -> int:
    """Write the hand-out of these stages (all if none is named); returns the exit code.

    `penilai` is what the workflow of the template installs. Raises UserError.
    """
    known = stage.find()
    wanted = [stage.named(name, known).name for name in names] or known
    stages = [known[name] for name in dict.fromkeys(wanted)]
    sheets = handing_out.together(stages)
    extras = template.files(stages, penilai)
    with writing.whole(folder) as beside:
        writing.tree(beside / SHEETS, sheets)
        (beside / f"{SHEETS}.zip").write_bytes(zipped(sheets))
        writing.tree(beside / TEMPLATE, sheets | extras)
        without_git = repository.make(beside / TEMPLATE)
    _tell(folder, len(stages), len(sheets), without_git)
    return 0


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The files as a zip: the same bytes for the same files, on every machine."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:  # zlib differs by version
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.create_system = 3  # otherwise that of the machine, without these permissions
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, files[name])
    return made.getvalue()


def _tell(folder: Path, stages: int, files: int, without_git: str) -> None:
    says = tr(mark("Lembar kerja {stages} tahap ({files} berkas) ada di {folder}:"))
    print(says.format(stages=stages, files=files, folder=folder.resolve()))
    parts = {
        f"{SHEETS}/": mark("berkas-berkasnya"),
        f"{SHEETS}.zip": mark("berkas yang sama, untuk LMS atau USB"),
        f"{TEMPLATE}/": mark("berkas yang sama, diperiksa GitHub setiap kali ada push"),
    }
    for name, what in parts.items():
        print(f"  {name:18}{tr(what)}")
    if without_git:
        says = tr(
            mark(
                "{folder}/ belum menjadi repositori Git ({reason}): "
                "jalankan di dalamnya git init, git add . dan git commit -m awal."
            )
        )
    else:
        says = tr(mark("{folder}/ sudah menjadi repositori Git: kirim ke GitHub sebagai template."))
    print(says.format(folder=TEMPLATE, reason=without_git))
