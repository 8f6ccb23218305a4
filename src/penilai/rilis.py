"""`penilai rilis`: for instructors, the hand-out of a class as folder, zip and repository."""

from __future__ import annotations

from pathlib import Path

from penilai import handing_out, repository, stage, template, writing
from penilai.language import mark, tr
from penilai.zipping import zipped

SHEETS, TEMPLATE = "lembar-kerja", "template"


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
