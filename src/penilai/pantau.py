"""`penilai pantau`: grade at each save, and show it as it comes."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from penilai import display, endings, surroundings
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
    with endings.in_order():
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
