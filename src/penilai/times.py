"""Times in what was heard: which stands at a line, what it may mean, how it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from penilai import wording

_NUMBERS = {"%Y": ("YYYY", 4), "%m": ("MM", 2), "%d": ("DD", 2)} | {
    f"%{letter}": (letter * 2, 2) for letter in "HMS"
}
# Any way to write a time is read; how it is to be written is a check of its own.
_TIME = re.compile(
    r"(?<!\d)(?:(\d{4})-(\d\d?)-(\d\d?)[ T,]*)?(\d\d?)[:.](\d\d)(?:[:.](\d\d))?(?!\d)"
)
_AT_THE_END = re.compile(_TIME.pattern + r"(?:\.\d+)?(?: ?[ap]m)?\W*$", re.IGNORECASE)
_QUOTED = 40  # characters before the words that are told, where no line begins

Parts = tuple[str | None, ...]  # year, month, day, hour, minute, second, as they stand there


class Context(NamedTuple):
    """The words that were heard, and what stands around them, without colours.

    Where no newline was heard at all, `before` is all that came earlier, `behind` nothing.
    """

    before: str
    words: str
    behind: str
    is_line: bool

    def __str__(self) -> str:
        start = 0 if self.is_line else max(0, len(self.before) - _QUOTED)
        return f"{self.before[start:]}{self.words}{self.behind}".strip()

    def time(self) -> Parts | None:
        """The time beside the words: the first of the line, or the one right before."""
        if self.is_line:
            found = _TIME.search(self.before) or _TIME.search(self.behind)
        else:  # what is farther off belongs to an earlier message
            found = _AT_THE_END.search(self.before)
        return found.groups() if found else None

    def is_written(self, wanted: str) -> bool:
        """Is it `<time> <words>` with one time, as strftime would write this?"""
        found = re.search(rf"{_shape(wanted)}[ \t]+$", self.before)
        if not found or _TIME.search(self.behind):
            return False
        earlier = self.before[: found.start()].strip()
        return not earlier if self.is_line else not earlier.endswith("]")


def at_words(heard: wording.Heard, words: str) -> Context:
    """The first place with these words, which were heard."""
    return _at_first(heard, _kindly(words), words)


def at_notice(heard: wording.Heard, name: str, verbs: list[str]) -> Context:
    """The notice that says one of the verbs of `name`, which was heard."""
    for line in heard.all_lines() if heard.lines else ():
        if wording.has_notice(name, verbs, line):
            return Context(wording.without_colours(line), "", "", True)
    who, does = re.escape(name), f"(?:{'|'.join(verbs)})"
    notice = rf"{who}[^:.!?\n]{{0,60}}?{does}|{does}[ :,]{{1,3}}{who}"
    return _at_first(heard, re.compile(notice, re.IGNORECASE), name)


def moments(parts: Parts, near: datetime) -> Iterator[datetime]:
    """The moments that this may be; none if there is no such day or hour."""
    year, month, day, hour, minute, second = (int(part or 0) for part in parts)
    days = [near + timedelta(days=number) for number in (-1, 0, 1)]
    for ymd in [(year, month, day)] if year else [(d.year, d.month, d.day) for d in days]:
        try:
            yield datetime(*ymd, hour, minute, second)
        except ValueError:
            return


def in_letters(wanted: str) -> str:
    """`%H:%M` as a lesson writes it: HH:MM."""
    for code, (letters, _) in _NUMBERS.items():
        wanted = wanted.replace(code, letters)
    return wanted


def _shape(wanted: str) -> str:
    """The same as a regular expression."""
    shape = re.escape(wanted)
    for code, (_, digits) in _NUMBERS.items():
        shape = shape.replace(code, f"[0-9]{{{digits}}}")
    return shape


def _kindly(words: str) -> re.Pattern[str]:
    """The words as `wording` compares them, but in a text that is as it came."""
    blanks = {" ": "[ \t\r]+", ":": "[ \t\r]*:[ \t\r]*"}
    form = "".join(blanks.get(c) or re.escape(c) for c in wording.wanted(words))
    return re.compile(form, re.IGNORECASE)


def _at_first(heard: wording.Heard, wanted: re.Pattern[str], words: str) -> Context:
    text = wording.without_colours(heard.text)
    found = wanted.search(text)
    if found is None:  # it was heard, but so kindly that nothing can stand before it
        return Context("", words, "", False)
    before, behind = text[: found.start()], text[found.end() :]
    if "\n" not in text:
        return Context(before, found[0], "", False)
    return Context(before.rpartition("\n")[2], found[0], behind.partition("\n")[0], True)
