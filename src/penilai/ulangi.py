"""`penilai ulangi`: the hand-out of a stage again; the old folder is kept beside it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from penilai import opening, stage
from penilai.language import mark, tr
from penilai.workspace import enter


def ulangi(name: str) -> int:
    """Put the hand-out back, say where the old folder is; returns the exit code."""
    where = enter()
    again = stage.named(name, where.road)
    place = where.place(again)
    inside = Path.cwd().is_relative_to(place)
    where.expect_begun(again)
    kept = opening.restart(where, again, datetime.now())
    says = tr(mark("Lembar kerja {stage} terpasang lagi di {place}."))
    print(says.format(stage=again.name, place=place))
    if kept is not None:
        print(tr(mark("Folder yang lama disimpan: {kept}")).format(kept=kept))
    if kept is not None and inside:
        print(tr(mark("Terminal ini masih di folder lama. Ketik: cd {place}")).format(place=place))
    return 0
