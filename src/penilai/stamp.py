"""The time that a server put before a line: our ends of a conversation hold it to be right."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NoReturn

from penilai import times
from penilai.language import mark
from penilai.peer import Peer

NEAR = timedelta(seconds=2)  # that a stamp may lie beside the moment of its line
AHEAD = 1  # seconds that a clock may be rounded up
_IN_BROADCAST = mark("Pasang stempel di broadcast(): semua yang disiarkan lewat di sana.")
_EACH_TIME = mark("Ambil datetime.now() di dalam broadcast(), setiap kali, bukan sebelumnya.")


class Stamp:
    """The time at a line that `listener` has heard; all verbs raise Unmet."""

    def __init__(self, listener: Peer, context: times.Context) -> None:
        self._listener, self._context = listener, context
        self.line = str(context)

    def is_written(self, wanted: str) -> None:
        """Be sure that the line is `<time> <words>` with one time, as strftime writes it."""
        if not self._context.is_written(wanted):
            says = mark('{who} menerima "{line}"; bentuknya seharusnya "{wanted} {words}".')
            self._fail(says, wanted=times.in_letters(wanted), words=self._context.words)
        self._tell(mark('{who} menerima "{line}": bentuknya benar'))

    def is_there(self) -> None:
        """Be sure that a time stands at the line, however it is written."""
        self._parts()
        self._tell(mark('{who} menerima "{line}"'))

    def is_between(self, start: datetime, end: datetime) -> None:
        """Be sure that it lies between these, `NEAR` allowed; without a date, on any day."""
        parts = self._parts()
        precision = timedelta(seconds=1) if parts[5] else timedelta(minutes=1)
        may_be = times.moments(parts, end)
        if not any(start - NEAR < at + precision and at <= end + NEAR for at in may_be):
            says = mark('{who} menerima "{line}". Jam tempat program itu berjalan: {now}.')
            self._fail(says, now=f"{end:%Y-%m-%d %H:%M:%S}")
        self._tell(mark('{who} menerima "{line}": jamnya benar'))

    def has_moved_on(self, first: Stamp, start: datetime, end: datetime) -> None:
        """Be sure that its second is that of the line, sent after `start`, heard by `end`.

        Whether hour and day are right is another question, so only the seconds are compared.
        `first` is the stamp of an earlier line.
        """
        first._parts()
        second = self._parts()[5]
        since_start = (int(second) - start.second) % 60 if second else 60
        if since_start > (end - start.replace(microsecond=0)).seconds + AHEAD:
            says = mark('Lebih dulu "{first}", sekarang "{line}": jamnya tidak ikut maju.')
            self._fail(says, first=first.line, advice=_EACH_TIME)
        self._tell(mark('{who} menerima "{line}": jamnya sudah maju'))

    def is_not_only(self, claimed: str) -> None:
        """Be sure that there is another time than this one, which the client wrote itself."""
        without = self._context.before.replace(claimed, "", 1)
        if not self._context._replace(before=without).time():
            self._fail(mark('{who} menerima "{line}": hanya jam yang ditulis klien.'))
        self._tell(mark('{who} menerima "{line}": jam dari server ada'))

    def _parts(self) -> times.Parts:
        parts = self._context.time()
        if parts is None:
            self._fail(mark('{who} menerima "{line}" tanpa jam.'), advice=_IN_BROADCAST)
        return parts

    def _tell(self, says: str) -> None:
        self._listener.tell(says, line=self.line)

    def _fail(self, says: str, **fields: str) -> NoReturn:
        self._listener.fail(says, None, line=self.line, **fields)
