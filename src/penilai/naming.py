"""Names of files that every system takes, from what somebody is called."""

from __future__ import annotations

import re
from collections.abc import Iterable

LONGEST = 100
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def safe(id: str) -> str:
    """The id as the name of a file, without suffix; it names no folder and hides nothing."""
    name = re.sub(r"[^\w.@-]", "_", id).strip(".")[:LONGEST] or "_"
    return f"_{name}" if RESERVED.fullmatch(name) else name


def unused(name: str, taken: Iterable[str], suffix: str) -> str:
    """The name with its suffix, numbered if it is taken; large and small letters count alike."""
    lower, number = {other.casefold() for other in taken}, 1
    free = name
    while f"{free}{suffix}".casefold() in lower:
        number += 1
        free = f"{name}-{number}"
    return f"{free}{suffix}"
