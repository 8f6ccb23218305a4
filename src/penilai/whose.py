"""Whose is what lies in the folder of a class: by the names of files and folders there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from penilai import filenames, matching
from penilai.book import Student

# Moodle's bulk download (mod/assign/classes/downloader.php): a folder each, or files without
MOODLE = re.compile(
    r"(?P<name>.+?)_(?P<number>\d+)_assignsubmission_(?P<plugin>[a-z]+)(_(?P<rest>.*))?", re.S
)
NUMBER_FIRST = re.compile(r"(?P<id>\d{5,})[\s_-]+(?P<name>\D.*)", re.S)
NUMBER_LAST = re.compile(r"(?P<name>.*\D)[\s_-]+(?P<id>\d{5,})", re.S)


@dataclass(frozen=True)
class Claim:
    """What a name says: who it is, by `text` and perhaps by Moodle's `number`.

    `file` is the student's own name of a file, where Moodle put its words before that.
    """

    text: str
    number: str = ""
    folder: str = ""
    file: str = ""


def claim(name: str) -> Claim:
    """What the name of an entry says."""
    moodle = MOODLE.fullmatch(name)
    if moodle is None:
        return Claim(_plain(filenames.stem(name)))
    file = moodle["rest"] or ""
    return Claim(_plain(moodle["name"]), moodle["number"], name[: len(name) - len(file)], file)


def _plain(text: str) -> str:
    return filenames.shown((unicodedata.normalize("NFC", text).strip(),)) or "?"


def by_name(said: Claim) -> Student:
    """Whoever calls themselves so; a long number in the name is what the grade book knows."""
    if said.number:
        return Student(said.number, said.text)
    found = NUMBER_FIRST.fullmatch(said.text) or NUMBER_LAST.fullmatch(said.text)
    return (
        Student(found["id"], found["name"].strip(" _-")) if found else Student(said.text, said.text)
    )


def in_roster(said: Claim, roster: Sequence[Student]) -> list[Student]:
    """Those of the class who may be meant: one, if it is clear who, or several, or none."""
    words = _words(said.text)
    keys = matching.keys([said.text])
    numbers = matching.keys([said.number])
    known = [s for s in roster if numbers & matching.keys([s.id])]
    named = [s for s in roster if keys & matching.keys([s.id, s.email])]
    named = named or [s for s in roster if keys & matching.keys([s.name])]
    named = named or [s for s in roster if _stands_in(_words(s.id), words)]
    named = named or _longest([s for s in roster if _stands_in(_words(s.name), words)])
    both = [s for s in known if s in named]
    return both or [*known, *named]


def _longest(found: list[Student]) -> list[Student]:
    """Without those whose whole name is only a part of another's: Ani, where Ani Wijaya is."""
    return [
        s
        for s in found
        if not any(
            _stands_in(_words(s.name), _words(other.name)) and _words(s.name) != _words(other.name)
            for other in found
        )
    ]


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", matching.key(text))


def _stands_in(wanted: list[str], words: list[str]) -> bool:
    """Do these words stand there, one after another?"""
    size = len(wanted)
    return bool(size) and any(words[n : n + size] == wanted for n in range(len(words)))
