"""`penilai pantau`: grade at each save, and show it as it comes."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NoReturn

from penilai import display, surroundings
from penilai.grade import Grader
from penilai.keys import Keys
from penilai.language import mark, tr
from penilai.locking import alone
from penilai.runs import Runs
from penilai.session import Session
from penilai.surroundings import Target
from penilai.watching import Watcher, needs_polling


def pantau(name: str | None, folder: Path | None, polling: bool) -> int:
    """Watch until the user has had enough; returns the exit code. Raises UserError."""
    target: Target | None = surroundings.target(name, folder)
    taken = mark("Folder ini sudah dipantau di jendela lain: tutup dulu yang itu (tombol q).")
    with _ended_in_order():
        while target is not None:
            with alone(target.lock, tr(taken)):
                target = _watch(target, polling or needs_polling(target.folder))
    return 0


def _watch(target: Target, polling: bool) -> Target | None:
    """One stage, until the user wants another one, which is returned, or none."""
    session = Session(target)
    with ExitStack() as opened:
        grader = opened.enter_context(Grader(target.stage))  # it loads while we go on
        if display.has_keyboard_and_screen():
            opened.enter_context(Keys(session.tell))
            shown: display.Display = opened.enter_context(display.Screen())
        else:
            shown = display.Lines()
        shown.show(session.view, [])
        runs = Runs(grader, target.folder, session.tell)
        opened.callback(runs.close)
        watcher = Watcher(target.stage, target.folder, session.tell, polling)
        opened.callback(watcher.close)
        session.knows(grader.rubric)
        while not session.over:
            shown.show(session.view, session.step(runs))
    return session.following


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """While it lasts, being told to end gives the terminal back first, as a Ctrl-C does."""
    names = ("SIGTERM", "SIGHUP", "SIGBREAK")
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    heard = [n for n in numbers if signal.getsignal(n) is not signal.SIG_IGN]  # not under nohup
    before = {number: signal.signal(number, _end) for number in heard}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(number: int, frame: object) -> NoReturn:
    raise SystemExit(128 + number)
