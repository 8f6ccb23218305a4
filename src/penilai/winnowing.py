"""Few numbers that stand for a text, so that who shares a passage shares some of them.

Winnowing, as in Schleimer, Wilkerson, Aiken: Local Algorithms for Document Fingerprinting (2003),
the way of MOSS: of each run of neighbouring passages the one with the smallest hash is taken.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

LENGTH = 12  # words of a passage: a line and a half
WINDOW = 4  # neighbouring passages: what shares LENGTH + WINDOW - 1 words in a row is found


def passages(words: Sequence[str]) -> list[bytes]:
    """The hashes of all passages, the same in every process."""
    return [
        hashlib.blake2b("\n".join(words[start : start + LENGTH]).encode(), digest_size=8).digest()
        for start in range(len(words) - LENGTH + 1)
    ]


def fingerprints(words: Sequence[str]) -> frozenset[bytes]:
    """The hashes that stand for the text; none if it is shorter than a passage."""
    hashes = passages(words)
    windows = range(max(1, len(hashes) - WINDOW + 1)) if hashes else range(0)
    return frozenset(min(hashes[start : start + WINDOW]) for start in windows)


def whole(words: Sequence[str]) -> bytes:
    """One hash for all of it."""
    return hashlib.blake2b("\0".join(words).encode(), digest_size=16).digest()
