"""Whose row is whose: the students of a class in a table that somebody else made."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from penilai.book import Student


@dataclass(frozen=True)
class Line:
    """What a row says of a person: `keys` that belong to nobody else, and a name."""

    keys: frozenset[str]
    name: str


@dataclass(frozen=True)
class Match:
    """The row of each student by id, and those of whom none or more than one can be meant."""

    rows: Mapping[str, int]
    absent: tuple[Student, ...]
    ambiguous: tuple[Student, ...]


def meant(students: Iterable[Student], wanted: str) -> list[Student]:
    """The student of this id, else all of this name or e-mail, each once."""
    everyone = list(dict.fromkeys(students))
    word = wanted.strip().casefold()
    alike = [s for s in everyone if word and word in (s.name.casefold(), s.email.casefold())]
    return [s for s in everyone if s.id == wanted] or alike


def key(text: str) -> str:
    """The text as it is compared: without regard to case, blanks and ways to write a letter."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def keys(texts: Iterable[str]) -> frozenset[str]:
    """The keys among these cells."""
    return frozenset(filter(None, map(key, texts)))


def match(lines: Mapping[int, Line], students: Sequence[Student]) -> Match:
    """Find each student's row: by id or e-mail, and only else by a name that is there once.

    Nobody is guessed: a student for whom two rows speak, and two students of one row, get none.
    """
    owners = _index((text, row) for row, line in lines.items() for text in line.keys)
    strong = {s.id: _rows(owners, keys((s.id, s.email))) for s in students}
    taken = {row for rows in strong.values() for row in rows}
    named = _index((key(line.name), row) for row, line in lines.items() if row not in taken)
    found = {s.id: strong[s.id] or _rows(named, keys([s.name])) for s in students}
    claims = Counter(row for rows in found.values() for row in rows)
    clear = {id: rows[0] for id, rows in found.items() if len(rows) == 1 and claims[rows[0]] == 1}
    absent = tuple(s for s in students if not found[s.id])
    ambiguous = tuple(s for s in students if found[s.id] and s.id not in clear)
    return Match(clear, absent, ambiguous)


def _index(pairs: Iterable[tuple[str, int]]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for text, row in pairs:
        found.setdefault(text, set()).add(row)
    return found


def _rows(index: Mapping[str, set[int]], wanted: Iterable[str]) -> list[int]:
    return sorted(set().union(*(index.get(text, set()) for text in wanted)))
