"""The student's hand-out, made from a model answer by taking the solutions out.

A solution stands between `# BEGIN SOLUTION` and `# END SOLUTION`, each alone on its
line (the marks of nbgrader and otter; `//` and `<!-- -->` serve in JavaScript and
HTML), under a comment `# TUGAS: ...` that says what to write and that stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

MARK = re.compile(
    r"([ \t]*)(#|//|(<!--))\s*(BEGIN|END) SOLUTION(?(3)\s*-->)\s*"  # (?(3): only HTML
)
MENTION = re.compile(r"\b(BEGIN|END)\s+SOLUTION\b", re.IGNORECASE)
PLACEHOLDERS = {  # in Python a `pass`, so that no block is left empty
    "#": "pass  # tulis kode Anda di sini",
    "//": "// tulis kode Anda di sini",
    "<!--": "<!-- tulis kode Anda di sini -->",
}


class MarkError(ValueError):
    """Marks that do not fit together; `str()` is `file:line: sentence`."""

    def __init__(self, file: str, line: int, sentence: str) -> None:
        super().__init__(f"{file}:{line}: {sentence}")
        self.file, self.line = file, line


class Mark(NamedTuple):
    """A BEGIN or END on `line` (from 1), with the blanks and comment sign before it."""

    line: int
    word: str
    indent: str
    style: str


def make(text: str, file: str = "<text>") -> str:
    """Return `text` with one line to be replaced by the student for each solution.

    All other lines, and the line endings, stay as they are. Raises MarkError, naming
    `file`, for a mark without its partner, a nested or misspelt one, and a solution
    without a TUGAS comment directly above it.
    """
    lines = text.split("\n")
    for begin, end in reversed(regions(text, file)):
        ending = "\r" if lines[begin.line - 1].endswith("\r") else ""
        placeholder = begin.indent + PLACEHOLDERS[begin.style] + ending
        lines[begin.line - 1 : end.line] = [placeholder]
    return "\n".join(lines)


def regions(text: str, file: str = "<text>") -> list[tuple[Mark, Mark]]:
    """Return the marks of each solution, in order; raises MarkError as `make` does."""
    lines = text.split("\n")
    found = []
    begin = None
    for mark in _marks(lines, file):
        if mark.word == "BEGIN":
            if begin:
                raise MarkError(file, mark.line, f"BEGIN in that of line {begin.line}")
            if not _is_task(lines[: mark.line - 1], mark.style):
                raise MarkError(file, mark.line, "no TUGAS comment directly above")
            begin = mark
        elif begin:
            found.append((begin, mark))
            begin = None
        else:
            raise MarkError(file, mark.line, "END SOLUTION without BEGIN SOLUTION")
    if begin:
        raise MarkError(file, begin.line, "BEGIN SOLUTION without END SOLUTION")
    return found


def _marks(lines: list[str], file: str) -> Iterator[Mark]:
    for number, line in enumerate(lines, start=1):
        if mark := MARK.fullmatch(line):
            indent, style, _, word = mark.groups()
            yield Mark(number, word, indent, style)
        elif MENTION.search(line):  # a misspelt mark would hand out the answer
            raise MarkError(file, number, "a mark is a comment alone on its line")


def _is_task(above: list[str], style: str) -> bool:
    """Whether the comment that ends on the last line of `above` is a TUGAS."""
    if style == "<!--":
        comment = "\n".join(above).rpartition(style)[2].rstrip(" \t\r")
        return comment.endswith("-->") and comment.lstrip().startswith("TUGAS")
    for line in reversed(above):
        comment = line.strip()
        if not comment.startswith(style) or MARK.fullmatch(line):
            return False
        if comment.removeprefix(style).lstrip().startswith("TUGAS"):
            return True
    return False
