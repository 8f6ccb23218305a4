"""Which stage a folder is for, by the name that a student gave it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")  # TugasModulContoh
WORD = re.compile(r"[^\W\d_]+|\d+")
LONGEST = 255  # characters of a name that is looked at


class Labels:
    """Knows the names of all stages, to tell for what a folder is."""

    def __init__(self, stages: Iterable[str]) -> None:
        self._joined = {"".join(words(stage)): stage for stage in stages}
        self._known: dict[str, str | None] = {}
        self.around: str | None = None  # the stage that all of it is for

    def of(self, name: str) -> str | None:
        """The one stage whose words stand in the name, one after another; else None."""
        if name not in self._known:
            found = {self._joined[run] for run in _runs(words(name)) if run in self._joined}
            self._known[name] = found.pop() if len(found) == 1 else None
        return self._known[name]

    def exactly(self, name: str) -> bool:
        """Is it the name of a stage and nothing else?"""
        return "".join(words(name)) in self._joined

    def nearest(self, folder: tuple[str, ...]) -> str | None:
        """The stage of a folder: its own, or else that of the nearest one around it."""
        return next(filter(None, map(self.of, reversed(folder))), self.around)


def words(name: str) -> list[str]:
    """Words and numbers in a name: `Pertemuan 03`, `PERTEMUAN-3` and `pertemuan3` have the same."""
    plain = HUMP.sub(" ", unicodedata.normalize("NFKC", name[:LONGEST]))
    found = WORD.findall(plain.casefold())
    return [word.lstrip("0") or "0" if word.isdecimal() else word for word in found]


def _runs(found: list[str]) -> Iterable[str]:
    for begin in range(len(found)):
        run = ""
        for word in found[begin : begin + 8]:  # no stage has more words
            run += word
            yield run
