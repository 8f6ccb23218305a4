"""What `pantau` does about each event: a save, a result, a key; it keeps the view up to date."""

from __future__ import annotations

import queue
from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol

from penilai import surroundings
from penilai.errors import UserError
from penilai.keys import GONE
from penilai.language import mark, tr
from penilai.outcome import CheckResult, StageReport, Verdict
from penilai.report import STYLES
from penilai.runs import Broken, Checked, Done
from penilai.submission import Submission
from penilai.surroundings import Target
from penilai.view import View

TICK = 0.5  # seconds after which the window's size is looked at, and on Windows a Ctrl-C is seen


class Runner(Protocol):
    """Who grades; see `runs.Runs`."""

    def start(self) -> int: ...

    def cancel(self) -> None: ...


class Session:
    """One stage, watched. `tell` it what happens, from any thread; `step` deals with it."""

    def __init__(self, target: Target) -> None:
        self.view = View(target.stage.name, tr(target.stage.title))
        self.over = False
        self.following: Target | None = None  # what to go on with
        self._target = target
        self._events: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._run = 0
        self._files: dict[str, bytes] | None = None
        self._hinted = ("", 0)  # the check that hints were asked for, and how many
        self._said: list[str] = []
        self._report: StageReport | None = None  # of the last complete run

    def tell(self, event: Submission | Checked | Done | Broken | str | None) -> None:
        """Something happened: a save (None: the folder is gone), a result, a key."""
        self._events.put(event)

    def knows(self, rubric: tuple[CheckResult, ...]) -> None:
        """The checks are known."""
        self._see(checks=rubric)

    def step(self, runs: Runner) -> list[str]:
        """Wait a while for events and deal with them; returns what to say of them, in lines."""
        self._said = []
        try:
            event = self._events.get(timeout=TICK)
            while True:
                self._handle(event, runs)
                event = self._events.get_nowait()
        except queue.Empty:
            return self._said

    def _handle(self, event: Any, runs: Runner) -> None:
        if event is None:
            self._folder_is_gone(runs)
        elif isinstance(event, Submission):
            self._saved(event, runs)
        elif isinstance(event, Checked) and event.run == self._run:
            self._checked(event.result)
        elif isinstance(event, Done) and event.run == self._run:
            self._done(event)
        elif isinstance(event, Broken):
            raise event.error
        elif isinstance(event, str):
            self._pressed(event)

    def _folder_is_gone(self, runs: Runner) -> None:
        runs.cancel()
        self._run, self._files = 0, None
        says = tr(mark('Folder "{folder}" tidak ada lagi. Kalau kembali, diperiksa lagi.'))
        says = says.format(folder=self._target.folder)
        self._see(running=False, reached={}, before={}, status="", hint="", gone=says)
        self._said.append(says)

    def _saved(self, found: Submission, runs: Runner) -> None:
        self._run = runs.start()
        before, self._files = self._files, found.files
        known = {**self.view.before, **self.view.reached}
        self._see(running=True, reached={}, before=known, gone="")
        if before is None:
            says = tr(mark("Simpan berkas, dan hasilnya tampil di sini. Dipantau: {folder}"))
            self._say(says.format(folder=self._target.folder))
            return
        names = {n for n in {*before, *found.files} if before.get(n) != found.files.get(n)}
        deleted = [name for name in sorted(names) if name not in found.files]
        says = mark("{time} {names} dihapus") if deleted else mark("{time} {names} disimpan")
        self._say(_clock(tr(says), ", ".join(deleted or sorted(names))))

    def _checked(self, result: CheckResult) -> None:
        self._see(reached={**self.view.reached, result.id: result})
        red = self.view.first_red()
        if red is None or red.id != self._hinted[0]:
            self._hinted = ("", 0)
            self._see(hint="")
        sign, word, _ = STYLES[result.verdict]
        last = f": {result.story[-1]}" if result.verdict is not Verdict.LULUS else ""
        self._said.append(f"{sign} {tr(word)} · {result.title}{last}")

    def _done(self, done: Done) -> None:
        report = self._report = done.report
        results = {check.id: check for check in report.checks}
        self._see(running=False, reached=results, before=results)
        says = tr(mark("{seconds:.1f} detik, seed {seed}. Simpan berkas untuk memeriksa lagi."))
        if self.view.passed:
            says = tr(mark("Semua lulus dalam {seconds:.1f} detik. Tekan n: tahap berikut."))
        self._say(says.format(seconds=report.seconds, seed=report.seed))
        self._said.insert(-1, self.view.points())
        self._try(lambda: surroundings.record(self._target, report))

    # Keys ------------------------------------------------------------------------------------

    def _pressed(self, key: str) -> None:
        if key in ("q", GONE):
            self.over = True
        elif key == "l":
            self._see(listing=not self.view.listing)
        elif key == "n":
            self._try(self._go_on)
        elif key in ("h", "d"):
            self._about_the_red(key)

    def _go_on(self) -> None:
        self.following = surroundings.onward(self._target)
        self.over = True

    def _about_the_red(self, key: str) -> None:
        red = self.view.first_red()
        if red is None:
            self._say(tr(mark("Belum ada yang gagal, jadi belum ada yang perlu ditunjukkan.")))
        elif key == "h":
            self._try(lambda: self._hint(red))
        else:
            self._try(self._diagram)

    def _hint(self, red: CheckResult) -> None:
        count = self._hinted[1] if self._hinted[0] == red.id else 0
        hint = surroundings.hint(self._target, red, count)
        self._hinted = (red.id, count + 1)
        self._see(hint=hint, listing=False)

    def _diagram(self) -> None:
        if self._report is None:
            self._say(tr(mark("Diagram bisa digambar sesudah pemeriksaan selesai.")))
            return
        says = tr(mark("Diagram ditulis ke {file}"))
        self._say(says.format(file=surroundings.draw(self._target, self._report)))

    def _try(self, what: Any) -> None:
        """What cannot be done is said, and watching goes on."""
        try:
            what()
        except (UserError, OSError) as error:
            self._say(str(error))

    def _see(self, **fields: Any) -> None:
        self.view = replace(self.view, **fields)

    def _say(self, sentence: str) -> None:
        self._see(status=sentence)
        self._said.append(sentence)


def _clock(says: str, names: str) -> str:
    return says.format(time=datetime.now().strftime("%H:%M:%S"), names=names)
