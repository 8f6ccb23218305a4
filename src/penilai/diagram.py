"""The ladder as a page: one file of HTML that needs no network, for a phone and for a screen."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from markupsafe import Markup

from penilai import disk, pages
from penilai.errors import UserError
from penilai.ladder import Ladder
from penilai.language import mark, tr
from penilai.strokes import Stroke, place, strokes

MARKER = Markup("<!-- penilai: diagram -->")  # ours, and may be written again
HEAD = 200  # bytes in which it stands


@dataclass(frozen=True)
class Section:
    """One run: its `title`, how it came out, its story in words, and its ladder.

    `style` is the verdict's value, or empty; `open`: is it shown without asking?
    """

    id: str
    title: str
    ladder: Ladder
    sign: str = ""
    style: str = ""
    facts: str = ""
    story: tuple[str, ...] = ()
    advice: str = ""
    open: bool = True

    @cached_property
    def lifelines(self) -> list[float]:
        return [place(self.ladder, name) for name in self.ladder.columns]

    @cached_property
    def rows(self) -> list[Stroke]:
        return strokes(self.ladder)


def page(title: str, subtitle: str, sections: Iterable[Section]) -> str:
    """The whole page; all that comes from a program is data in it and acts on nothing."""
    script = pages.text("diagram.js")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return pages.render(
        "diagram.html.j2",
        "paper ladder",
        marker=MARKER,
        title=title,
        subtitle=subtitle,
        sections=list(sections),
        words=words(),
        script=script,
        script_hash=Markup(f"sha256-{digest}"),
    )


def words() -> dict[str, str]:
    """What a page with ladders says of them."""
    return {
        "segment": tr(mark("satu segmen")),
        "glued": tr(mark("beberapa baris lengket dalam satu segmen")),
        "cut": tr(mark("segmen yang memotong sebuah baris")),
        "line_end": tr(mark("akhir baris")),
        "point": tr(mark("Tunjuk atau sentuh sebuah langkah untuk melihat byte-nya.")),
    }


def expect_writable(path: Path) -> None:
    """Raises UserError where a diagram cannot be written, or would destroy another file."""
    if not disk.writable(path):
        says = tr(
            mark('Diagram tidak bisa ditulis ke "{file}": foldernya tidak ada atau terkunci.')
        )
        raise UserError(says.format(file=path))
    if path.is_file() and not _is_ours(path):
        says = tr(mark('"{file}" sudah ada dan bukan diagram dari penilai: pilih nama lain.'))
        raise UserError(says.format(file=path))


def _is_ours(path: Path) -> bool:
    """Was this file written by us, or is there nothing in it to lose?"""
    with path.open("rb") as file:
        head = file.read(HEAD)
    return not head or MARKER.encode() in head
