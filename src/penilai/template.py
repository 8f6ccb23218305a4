"""What a repository for a student holds beside the hand-out, so that GitHub checks each push."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

from penilai.errors import UserError
from penilai.handing_out import place
from penilai.language import mark, tr
from penilai.stage import Stage

SOURCES = Path(__file__).parent / "template_files"  # Indonesian, as the lessons are
# a file of this computer, which GitHub does not have
HERE = re.compile(r"^[./~]|^\w:[\\/]|\\|file:|^[^:]*\.(whl|zip|tar\.gz)$")
NAMES = {
    "README.md": "README.md",
    "gitignore": ".gitignore",
    "periksa.yml": ".github/workflows/periksa.yml",
}


def files(stages: Sequence[Stage], penilai: str) -> dict[str, bytes]:
    """Workflow, README and .gitignore by name; `penilai` is what pip there is to install.

    Raises UserError for what pip could not install there.
    """
    _expect_installable(penilai)
    rows = [f"| [{place(s)}]({place(s)}/README.md) | {s.title} |" for s in stages]
    texts = {name: (SOURCES / name).read_text(encoding="utf-8") for name in NAMES}
    quoted = json.dumps(penilai, ensure_ascii=False)  # YAML reads what JSON writes
    texts["periksa.yml"] = texts["periksa.yml"].replace('"@PENILAI@"', quoted)
    texts["README.md"] = (
        texts["README.md"]
        .replace("@PENILAI@", penilai)
        .replace("@TAHAP@", "\n".join(rows))
        .replace("@PERTAMA@", stages[0].name)
    )
    return {NAMES[name]: text.encode() for name, text in texts.items()}


def _expect_installable(penilai: str) -> None:
    wrong = not penilai.isprintable() or penilai != penilai.strip() or penilai[:1] in ("", "-")
    if wrong:
        says = tr(mark('--penilai "{spec}": sebutkan satu paket atau alamat untuk pip.'))
        raise UserError(says.format(spec=penilai.encode("unicode_escape").decode()))
    if HERE.search(penilai):
        says = tr(
            mark(
                "--penilai {spec}: GitHub tidak bisa membaca berkas di komputer ini; "
                "sebutkan nama paket atau alamat di internet."
            )
        )
        raise UserError(says.format(spec=penilai))
