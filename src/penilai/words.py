"""Random names and messages from a seed, so that no program can answer from a list."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from penilai import wording

_SYLLABLES = (
    "ba da ga ka la ma na pa ra sa ta wa bi di gi li mi ri si ti bo do lo mo ro so to"
).split()
_THINGS = (
    "kopi nasi buku kapal gunung hujan sepeda jendela pasar kebun bulan sungai pintu lampu"
).split()
_BEYOND_ASCII = "café ñandú 网络 こんにちは 🚀 Ωμέγα žluťoučký été 한글 ✓".split()
_NAME = re.compile(rf"\b([A-Z][a-z]+?)(?:{'|'.join(_SYLLABLES)}){{3}}\b")
_TAIL = re.compile(
    rf"(?:(?:{'|'.join(['é', *_BEYOND_ASCII])}) )*(?:{'|'.join(_THINGS)})(?:-\d{{5}}|\d{{6}})"
)


class Words:
    """Draws names and messages; the same seed draws the same ones in the same order."""

    def __init__(self, seed: int | str) -> None:
        self._random = random.Random(seed)
        self._drawn: set[str] = set()

    def name(self, role: str) -> str:
        """A name that begins with the role, "Ani" or "Budi", and goes on at random.

        It says nothing else: a line about "Budipamiti" would seem to tell that he leaves.
        """
        while True:
            name = self._new(lambda: role + "".join(self._random.choices(_SYLLABLES, k=3)))
            if not any(verb in name.lower() for verb in wording.VERBS):
                return name

    def message(self, text: str = "") -> str:
        """The text and a random tail of fixed length, so that no message is in another."""
        return self._new(
            lambda: f"{text} {self._random.choice(_THINGS)}-{self._random.randrange(10**5):05}"
        ).strip()

    def secret(self) -> str:
        """A password: letters and digits, no blank in it."""
        return self._new(
            lambda: f"{self._random.choice(_THINGS)}{self._random.randrange(10**6):06}"
        )

    def beyond_ascii(self) -> str:
        """A message with letters of two, three and four bytes."""
        words = self._random.sample(_BEYOND_ASCII, 4)
        return self.message(" ".join(["🚀 é ✓", *words]))

    def cut(self, data: bytes) -> int:
        """A place inside `data`, away from both ends, where to cut it."""
        return self._random.randrange(len(data) // 3, 2 * len(data) // 3)

    def _new(self, draw: Callable[[], str]) -> str:
        while (drawn := draw()) in self._drawn:
            pass
        self._drawn.add(drawn)
        return drawn


def undrawn(text: str) -> str:
    """The text without what was drawn: names are cut to their role, the rest becomes an ellipsis.

    So that the same step of two runs reads the same, whatever their seeds.
    """
    return _NAME.sub(r"\1", _TAIL.sub("…", text))
