"""A source as its words, with all that is easily changed taken out; nothing of it is compiled.

A regular expression that never has to go back does it, so that the time is in proportion to the
size whatever the source is: somebody's parse bomb is a text like any other.
"""

from __future__ import annotations

import builtins
import keyword
import re
from typing import NamedTuple

KEPT = frozenset(keyword.kwlist) | frozenset(dir(builtins))
NAME, STRING, NUMBER = "x", '"', "0"  # what stands for each of them
# Each text and comment ends somewhere, be it with the source, so that no match fails half-way and
# is tried anew. (Possessive repeats would say so, but Python 3.11.2 has them wrong.)
_QUOTED = r"""
    '''(?:[^'\\]+|\\.|'(?!''))*(?:'''|\\?\Z)
  | \"""(?:[^"\\]+|\\.|"(?!""))*(?:\"""|\\?\Z)
  | '(?:[^'\\\n]+|\\.)*'?
  | "(?:[^"\\\n]+|\\.)*"?
"""
_WORDS = r"(?P<number>\d[\w.]*) | (?P<name>[^\W\d]\w*) | (?P<sign>\S)"
PYTHON = re.compile(
    rf"(?P<comment>\#[^\n]*) | (?P<string>[bfrtuBFRTU]{{0,2}}(?:{_QUOTED})) | {_WORDS}",
    re.VERBOSE | re.DOTALL,
)
OTHERS = re.compile(  # pages, styles and scripts
    rf"""
    (?P<comment>
        <!--(?:[^-]+|-(?!->))*(?:-->)? | /\*(?:[^*]+|\*(?!/))*(?:\*/)? | (?<!:)//[^\n]*
    )
  | (?P<string>'(?:[^'\\\n]+|\\.)*'? | "(?:[^"\\\n]+|\\.)*"?)
  | {_WORDS}
    """,
    re.VERBOSE | re.DOTALL,
)


class Word(NamedTuple):
    """A word as `written`, what it `means` without the choice of names, its `line` from 0."""

    written: str
    means: str
    line: int


def words(text: str, python: bool = True) -> list[Word]:
    """The words of a source, without its comments.

    In Python names, texts and numbers are taken for equal, but not what Python itself names or
    what follows a dot: who changes those writes another program. Pages stay as they are.
    """
    found: list[Word] = []
    line = place = 0
    for match in (PYTHON if python else OTHERS).finditer(text):
        line += text.count("\n", place, match.start())
        place = match.start()
        kind, written = str(match.lastgroup), match.group()
        if kind != "comment":
            means = _meaning(kind, written, found) if python else written.casefold()
            found.append(Word(written, means, line))
    return found


def _meaning(kind: str, written: str, before: list[Word]) -> str:
    if kind == "string":
        return STRING
    if kind == "number":
        return NUMBER
    if kind == "sign" or written in KEPT:
        return written
    attribute = len(before) > 1 and before[-1].written == "." and before[-2].written != "self"
    return written if attribute else NAME
