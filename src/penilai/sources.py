"""Where results come from: the book of a class, or the report of one grading."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from penilai import disk, score, store
from penilai.book import Entry, Student
from penilai.errors import UserError
from penilai.language import mark, tr

MOST_BYTES = 64 * 2**20  # of a file that is read: a grade book is far smaller


def entries_of(source: Path) -> list[Entry]:
    """The entries of a class folder, or of a report that `cek --json` wrote. Raises UserError."""
    if source.is_dir():
        return book(source)
    try:
        return from_report(json.loads(read(source)))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        says = tr(mark('"{file}" bukan folder kelas dan bukan hasil penilai cek --json.'))
        raise UserError(says.format(file=source)) from error


def book(folder: Path) -> list[Entry]:
    """The entries of a class, as `penilai kelas` keeps them there."""
    return store.entries(folder)


def from_report(fields: dict[str, Any]) -> list[Entry]:
    """The stages of a report as those of a student without a name."""
    return [Entry(Student(""), one["stage"], score.from_json(one)) for one in fields["stages"]]


def of_stages(entries: Sequence[Entry], names: Sequence[str]) -> list[Entry]:
    """Those of these stages, of all if none is named; raises UserError where there is none."""
    known = list(dict.fromkeys(entry.stage for entry in entries))
    for name in names:
        if name not in known:
            says = tr(mark('Tidak ada hasil tahap "{name}". Yang ada: {known}.'))
            raise UserError(says.format(name=name, known=", ".join(known) or "-"))
    found = [entry for entry in entries if not names or entry.stage in names]
    if not found:
        raise UserError(tr(mark("Belum ada hasil di sana.")))
    return found


def read(path: Path) -> bytes:
    """The content of a file of the user; raises UserError."""
    with disk.told_of_reading(path):
        if path.stat().st_size > MOST_BYTES:
            says = tr(mark('"{file}" terlalu besar untuk berkas nilai.'))
            raise UserError(says.format(file=path))
        return path.read_bytes()
