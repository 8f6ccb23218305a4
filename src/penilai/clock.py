"""The clock that the student's programs go by: local time, in a zone of the grading's own.

Its hour is one that a clock of twelve hours does not have, and its day is not the number of
the month, so that a wrong format, UTC or a zone that is written in show whenever we look.
"""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

MOVES = hasattr(time, "tzset")  # Windows offers no such thing: there the machine's zone stays
FARTHEST = 23 * 60  # minutes from UTC: Python knows zones of less than a day
# UTC, half a day from it, and the three zones of Indonesia; in minutes
_FAMILIAR = (0, 720, -720, 420, 480, 540)
_APART = 5  # minutes


@dataclass(frozen=True)
class Clock:
    """Local time `offset` minutes east of UTC; None: as this machine has it."""

    offset: int | None = None

    def now(self) -> datetime:
        """What the programs' clock shows, as `datetime.now()` gives it there."""
        if self.offset is None:
            return datetime.now()
        return datetime.now(UTC).replace(tzinfo=None) + timedelta(minutes=self.offset)

    def in_half_a_day(self) -> datetime:
        """A time that none of the programs can take for now."""
        return self.now() + timedelta(hours=12)

    @property
    def environment(self) -> dict[str, str]:
        """The variable that makes it so (POSIX, 8.3: what is east has a minus)."""
        if self.offset is None:
            return {}
        hours, minutes = divmod(abs(self.offset), 60)
        return {"TZ": f"UJI{'-' if self.offset > 0 else '+'}{hours:02}:{minutes:02}"}


def draw(seed: int) -> Clock:
    """A clock for a grading that begins now: the seed and the hour decide which."""
    if not MOVES:
        return Clock()
    return Clock(random.Random(f"{seed}/clock").choice(_offsets(datetime.now(UTC))))


def _offsets(utc: datetime) -> list[int]:
    """The offsets with which it is now between one and eleven in the afternoon.

    It is about half past, and stays the same hour and day while the grading lasts.
    """
    machine = utc.astimezone().utcoffset() or timedelta()
    avoid = (*_FAMILIAR, machine // timedelta(minutes=1))
    half_past = utc.replace(hour=0, minute=30)
    wanted = [half_past + timedelta(hours=h + 24 * d) for d in (-1, 0, 1) for h in range(13, 23)]
    offsets = {
        (local - utc) // timedelta(minutes=1) for local in wanted if local.day != local.month
    }
    return sorted(
        offset
        for offset in offsets
        if abs(offset) <= FARTHEST and all(abs(offset - known) > _APART for known in avoid)
    )
