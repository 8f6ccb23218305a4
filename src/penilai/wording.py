"""When do words count as the wanted ones: honest programs differ, and lose nothing for it.

Compared without regard to case, surrounding blanks, blanks around a colon and trailing
punctuation; a line may have more around the wanted words.
"""

from __future__ import annotations

import codecs
import functools
import re

JOINED = (
    "bergabung gabung join masuk terhubung tersambung datang hadir connected entered online ikut"
).split()
LEFT = (
    "keluar left leave leaving pergi meninggalkan terputus putus disconnect exit offline quit "
    "berhenti pamit"
).split()
KICKED = "dikick di-kick kicked ditendang diusir removed banned".split()
VERBS = [*JOINED, *LEFT, *KICKED]

_COLOURS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_BLANKS = re.compile(r"[ \t\r]+")
_COLON = re.compile(r" ?: ?")
_TRAILING = " .!?,;…"


def without_colours(text: str) -> str:
    """The text as a screen shows it: colours act there and are not seen."""
    return _COLOURS.sub("", text)


@functools.lru_cache(maxsize=512)  # in a crowd, all hear the same
def plain(line: str) -> str:
    """The text as it is compared: folded, single blanks, none around colons, no colours."""
    line = _BLANKS.sub(" ", without_colours(line).casefold())
    return _COLON.sub(":", line)


@functools.lru_cache(maxsize=4096)
def wanted(words: str) -> str:
    """The form in which wanted words are looked for in a `plain` text."""
    return plain(words).strip(_TRAILING)


def has_notice(name: str, verbs: list[str], line: str) -> bool:
    """Does this line say of `name` one of the `verbs` (JOINED, LEFT), in whatever order?

    A chat line (`name: ...`) is no notice.
    """
    line, name = plain(line), plain(name)
    if name not in line or f"{name}:" in line or f"b'{name}" in line:
        return False
    told = line.replace(name, " ")  # "Budipamiti" does not tell that he leaves
    return any(verb in told for verb in verbs)


class Heard:
    """What came in, byte by byte as it came, read as text, lines and words.

    `limit` bytes are kept; what floods in beyond is forgotten, but `total` counts it.
    """

    def __init__(self, limit: int) -> None:
        self.total = 0
        self.text = ""
        self.lines: list[str] = []  # the whole ones, without their ends
        self.tail = ""  # the unfinished one
        self._plain = ""  # the whole lines as they are compared
        self._plain_tail = ""
        self._limit = limit
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def add(self, data: bytes) -> None:
        """Take in one segment."""
        self.total += len(data)
        if self.total > self._limit + len(data):
            return
        new = self._decoder.decode(data)
        self.text += new
        *whole, self.tail = (self.tail + new).split("\n")
        for line in whole:
            self.lines.append(line.removesuffix("\r"))
            self._plain += plain(self.lines[-1]) + "\n"
        self._plain_tail = plain(self.tail) if self.tail else ""

    def count(self, words: str) -> int:
        """How often the words came, compared kindly; `b'words'` are not the words."""
        form = wanted(words)
        found = self._plain.count(form)
        if self._plain_tail:
            found += self._plain_tail.count(form)
        if not found:
            return 0
        as_bytes = f"b'{form}"
        return found - self._plain.count(as_bytes) - self._plain_tail.count(as_bytes)

    def all_lines(self) -> list[str]:
        """The whole lines, and the unfinished one if there is one."""
        return [*self.lines, self.tail] if self.tail else self.lines

    def count_notices(self, name: str, verbs: list[str]) -> int:
        """How many lines are notices of `name`; without line ends, how many places are."""
        if self.lines:
            form = plain(name)
            if form not in self._plain and form not in self._plain_tail:
                return 0  # soon said, also of a flood
            return sum(has_notice(name, verbs, line) for line in self.all_lines())
        who, does, text = re.escape(plain(name)), f"(?:{'|'.join(verbs)})", self._plain_tail
        found = re.findall(who + r"[^:.!?\n]{0,60}?" + does, text)
        return len(found or re.findall(does + "[ :,]{1,3}" + who, text))
