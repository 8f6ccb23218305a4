"""A CSV file that somebody gave us: single cells are filled, all else stays byte for byte."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from penilai.errors import UserError
from penilai.language import mark, tr

DELIMITERS = (",", ";", "\t")
MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
ENCODINGS = ("utf-8", "cp1252", "latin-1")  # the last takes anything
ARCHIVE = b"PK\x03\x04"  # how an .xlsx begins
QUOTED = re.compile(r'"(?:[^"]|"")*"')


@dataclass(frozen=True)
class Row:
    """The cells as they stand in the file, quotes included, and the line end after them."""

    raw: tuple[str, ...]
    end: str

    @cached_property
    def values(self) -> list[str]:
        return [_value(cell) for cell in self.raw]

    @property
    def empty(self) -> bool:
        return not any(value.strip() for value in self.values)


@dataclass(frozen=True)
class Sheet:
    """The rows, the header among them, and how the file writes them."""

    rows: tuple[Row, ...]
    delimiter: str
    encoding: str
    bom: str

    def filled(self, cells: Mapping[tuple[int, int], str]) -> bytes:
        """The file with these cells, by row and column; a letter it has not is written `&#...;`."""
        wanted: dict[int, dict[int, str]] = {}
        for (row, column), text in cells.items():
            wanted.setdefault(row, {})[column] = self._quoted(text)
        rows = [_with(row, wanted.get(n, {})) for n, row in enumerate(self.rows)]
        text = "".join(self.delimiter.join(row.raw) + row.end for row in rows)
        return (self.bom + text).encode(self.encoding, "xmlcharrefreplace")

    def _quoted(self, text: str) -> str:
        needs = any(c in text for c in (self.delimiter, '"', "\r", "\n")) or text != text.strip()
        return '"{}"'.format(text.replace('"', '""')) if needs else text


def read(content: bytes) -> Sheet:
    """The file as rows of cells; raises UserError for what is no CSV."""
    if content.startswith(ARCHIVE):
        says = mark(
            "Ini berkas Excel. Pakai CSV sebagaimana diunduh, atau simpan lagi sebagai CSV."
        )
        raise UserError(tr(says))
    encoding, text = _decoded(content)
    bom = "\ufeff" if text.startswith("\ufeff") else ""
    text = text.removeprefix("\ufeff")
    # the true delimiter makes the most columns of the header
    delimiter = max(DELIMITERS, key=lambda d: _columns(text, d))
    rows, at = [], 0
    while at < len(text):
        row, at = _row(text, at, delimiter)
        rows.append(row)
    if not rows or len(rows[0].raw) < 2:
        raise UserError(tr(mark("Ini bukan CSV: baris pertamanya bukan judul beberapa kolom.")))
    return Sheet(tuple(rows), delimiter, encoding, bom)


def _decoded(content: bytes) -> tuple[str, str]:
    encodings = [name for bom, name in MARKS.items() if content.startswith(bom)]
    for encoding in [*encodings, *ENCODINGS]:
        try:
            return encoding, content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise AssertionError("latin-1 takes every byte")


def _row(text: str, at: int, delimiter: str) -> tuple[Row, int]:
    """The row that begins at this place, and where the next one begins."""
    plain = re.compile(rf"[^{delimiter}\r\n]*")
    raw = []
    while True:
        begin = at
        if text.startswith('"', at):
            quoted = QUOTED.match(text, at)
            if quoted is None:
                says = tr(mark("CSV ini rusak: tanda kutip di baris {line} tidak ditutup."))
                raise UserError(says.format(line=text.count("\n", 0, at) + 1))
            at = quoted.end()
        rest = plain.match(text, at)
        at = rest.end() if rest else at
        raw.append(text[begin:at])
        if not text.startswith(delimiter, at):
            break
        at += 1
    end = next((e for e in ("\r\n", "\n", "\r") if text.startswith(e, at)), "")
    return Row(tuple(raw), end), at + len(end)


def _columns(text: str, delimiter: str) -> int:
    """How many columns the header has with this delimiter; none if its quotes do not fit then."""
    try:
        cells = _row(text, 0, delimiter)[0].raw
    except UserError:
        return 0
    quoted = [(cell, QUOTED.match(cell)) for cell in cells]
    return len(cells) if all(q is None or q.group() == cell for cell, q in quoted) else 0


def _value(raw: str) -> str:
    quoted = QUOTED.match(raw)
    if quoted is None:
        return raw
    return quoted.group()[1:-1].replace('""', '"') + raw[quoted.end() :]


def _with(row: Row, cells: Mapping[int, str]) -> Row:
    raw = list(row.raw)
    raw += [""] * (max(cells, default=-1) + 1 - len(raw))  # a row may leave out its last cells
    for column, text in cells.items():
        raw[column] = text
    return Row(tuple(raw), row.end)
