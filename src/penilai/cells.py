"""What is safe to put into a cell of a table that others open, and tables made of such cells."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable

from penilai.story import visible

# what a spreadsheet may take for the beginning of a formula, also after blanks:
# https://owasp.org/www-community/attacks/CSV_Injection
RUNS = ("=", "+", "-", "@")
BEGINS = tuple("\t\r\n")
SHOWN = ("Cc", "Cs", "Cn", "Co", "Zl", "Zp")
TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
BOM = "\ufeff"  # without it Excel takes UTF-8 for the code page of the machine


def clean(text: str) -> str:
    """One line that every format can hold: what acts on a reader is a visible sign.

    Joiners stay: names of some scripts are misspelt without them.
    """
    if text.isprintable():
        return text
    return "".join(visible(c) if _acts(c) else c for c in text)


def _acts(character: str) -> bool:
    return unicodedata.category(character) in SHOWN or character in TURNING


def lines(text: str) -> str:
    """`clean`, but line ends stay."""
    return "\n".join(map(clean, text.split("\n")))


def safe(text: str) -> str:
    """The text as a cell that no spreadsheet runs: an apostrophe before what looks like code."""
    plain = unicodedata.normalize("NFKC", text)  # full-width signs count too
    runs = text.startswith(BEGINS) or plain.lstrip().startswith(RUNS)
    return clean(f"'{text}" if runs else text)


def table(rows: Iterable[Iterable[object]]) -> str:
    """The rows as CSV (RFC 4180) that a spreadsheet reads as UTF-8; texts are made safe."""
    made = io.StringIO(newline="")
    writer = csv.writer(made)
    for row in rows:
        writer.writerow([safe(cell) if isinstance(cell, str) else cell for cell in row])
    return BOM + made.getvalue()
