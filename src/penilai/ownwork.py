"""What somebody wrote themselves: a source without the lines that the course handed out."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from penilai import handing_out, lexing, submission
from penilai.lexing import STRING, Word
from penilai.stage import Stage

PYTHON = ".py"
COMPARED = (PYTHON, ".html", ".js", ".css")
MOST_BYTES = 32 * 1024  # of a file: the longest program of the course has a tenth of it
MOST_BYTES_TOGETHER = 128 * 1024
LONGEST_LINE = 1000  # characters: nobody writes such lines, tools do

Line = tuple[str, ...]


@dataclass(frozen=True)
class Given:
    """The lines that everybody got, as what they mean, apart for Python and for pages."""

    python: frozenset[Line] = frozenset()
    pages: frozenset[Line] = frozenset()

    def own(self, name: str, text: str) -> list[Word]:
        """The words of a file's own lines, without those that are easily put in or taken out."""
        python = name.endswith(PYTHON)
        known = self.python if python else self.pages
        found: list[Word] = []
        for line in _lines(lexing.words(text, python)):
            means = tuple(word.means for word in line)
            if means not in known and not (python and _is_trimming(means)):
                found += line
        return found


def given(of: Stage, known: Mapping[str, Stage]) -> Given:
    """What students have of a stage before they begin: its hand-out, and the worked example of the
    stage that it starts from. Raises UserError.
    """
    handed = list(handing_out.files(of).items())
    if of.starts_from in known:
        handed += example(known[of.starts_from]).items()
    lines: dict[bool, set[Line]] = {True: set(), False: set()}
    for name, content in handed:
        if name.endswith(COMPARED):
            python = name.endswith(PYTHON)
            for line in _lines(lexing.words(_text(content), python)):
                lines[python].add(tuple(word.means for word in line))
    return Given(frozenset(lines[True]), frozenset(lines[False]))


def example(of: Stage) -> dict[str, bytes]:
    """The files of the kit's own answer."""
    return submission.read(of, of.folder).files


def texts(files: Mapping[str, bytes]) -> tuple[dict[str, str], list[str]]:
    """The sources among the files, and the names of those that are too large to be compared."""
    found: dict[str, str] = {}
    left_out, room = [], MOST_BYTES_TOGETHER
    for name, content in files.items():
        if not name.endswith(COMPARED):
            continue
        text = _text(content) if len(content) <= min(room, MOST_BYTES) else None
        if text is None or _is_made(text):
            left_out.append(name)
            continue
        room -= len(content)
        found[name] = text
    return found, left_out


def _is_trimming(line: Line) -> bool:
    """Is it a text that stands alone, as a comment does, or shows something on the screen?"""
    return set(line) == {STRING} or (line[0] == "print" and line[-1] == ")")


def _text(content: bytes) -> str:
    return content.decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n")


def _is_made(text: str) -> bool:
    return any(len(line) > LONGEST_LINE for line in text.split("\n"))


def _lines(words: Iterable[Word]) -> Iterable[list[Word]]:
    for _, line in itertools.groupby(words, key=lambda word: word.line):
        yield list(line)
