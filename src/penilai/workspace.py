"""A student's workspace: which stages are opened there, and what was reached in them."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path

from penilai import disk, handing_out, progress, stage, starter
from penilai.errors import UserError
from penilai.language import mark, tr
from penilai.outcome import StageReport
from penilai.progress import Progress
from penilai.stage import Stage

PROGRESS = ".penilai/kemajuan.json"


def files() -> dict[str, bytes]:
    """The file that makes a folder a workspace, by name."""
    return {PROGRESS: progress.as_bytes(Progress())}


class Workspace:
    """A folder with `.penilai/kemajuan.json` and stage folders, laid out as in the course.

    `notice` is a sentence for the user where something had to be mended; usually empty.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.notice = ""
        self.road = stage.find()

    @staticmethod
    def open(folder: Path) -> Workspace:
        """The workspace that this folder is, or lies in; raises UserError if there is none."""
        if not folder.is_dir():
            raise UserError(tr(mark('Folder "{folder}" tidak ada.')).format(folder=folder))
        inner = folder.resolve()
        with contextlib.suppress(PermissionError):  # it is nobody's workspace who cannot read it
            for candidate in (inner, *inner.parents):
                if any((candidate / sign).is_file() for sign in (PROGRESS, starter.PLACE)):
                    found = Workspace(candidate)
                    found._mend()
                    return found
        says = tr(mark('"{folder}" bukan ruang kerja. Buat satu dengan: penilai mulai jaringan'))
        raise UserError(says.format(folder=inner))

    def opened(self) -> list[Stage]:
        """The stages whose folder exists here, in the order of the course."""
        return [each for each in self.road.values() if self.place(each).is_dir()]

    def current(self) -> Stage:
        """The last opened stage; raises UserError if there is none."""
        if opened := self.opened():
            return opened[-1]
        first = next(iter(self.road))
        says = tr(mark('Di "{folder}" tidak ada folder tahap. Pasang lagi yang pertama: {command}'))
        command = self.typed(f"ulangi {first}")
        raise UserError(says.format(folder=self.folder, command=command))

    def following(self) -> Stage | None:
        """The stage after the current one; None at the end of the road."""
        stages = list(self.road.values())
        return next(iter(stages[stages.index(self.current()) + 1 :]), None)

    def place(self, of: Stage) -> Path:
        """Where the folder of this stage is, or will be."""
        return self.folder / handing_out.place(of)

    def expect_open(self, of: Stage) -> None:
        """Raises UserError for a stage that is still closed."""
        if of not in self.opened():
            says = tr(
                mark('Tahap "{name}" belum dibuka. Sesudah {current} lulus, ketik: {command}')
            )
            current, command = self.current().name, self.typed("lanjut")
            raise UserError(says.format(name=of.name, current=current, command=command))

    def expect_begun(self, of: Stage) -> None:
        """Raises UserError for a stage that was never open, be its folder there or not."""
        first = next(iter(self.road))
        if of.name != first and of.name not in self.progress.stages:
            self.expect_open(of)

    @property
    def progress(self) -> Progress:
        """What was reached so far, nothing where the file is damaged; raises UserError."""
        with disk.told(path := self.folder / PROGRESS):
            try:
                return progress.read(path)
            except progress.Damaged:
                return Progress()

    def record(self, report: StageReport) -> None:
        """Keep what came out of a run; raises UserError where it cannot be written."""
        self._keep(self.progress.with_report(report))

    def record_hint(self, check: str, shown: int) -> None:
        """Keep how many hints were shown for this check; raises UserError as `record`."""
        self._keep(self.progress.with_hint(check, shown))

    def _keep(self, reached: Progress) -> None:
        with disk.told(path := self.folder / PROGRESS):
            progress.write(path, reached)

    def typed(self, words: str) -> str:
        """What the user types for this command, from where they are."""
        return starter.typed(words, self.folder)

    def _mend(self) -> None:
        """Put a damaged file aside and begin a new one; no reason to stop."""
        path = self.folder / PROGRESS
        with contextlib.suppress(OSError):
            starter.refresh(self.folder)
        with contextlib.suppress(OSError):
            try:
                progress.read(path)
            except progress.Damaged:
                self.notice = self._says_begun_anew()
                if path.exists():
                    path.rename(disk.unused(path.with_name("kemajuan.rusak.json")))
                progress.write(path, Progress())

    def _says_begun_anew(self) -> str:
        says = mark(
            "Catatan kemajuan tidak terbaca, jadi dimulai lagi. Nilai kembali dengan: {command}"
        )
        return tr(says).format(command=self.typed("cek"))


def around(of: Stage, place: Path) -> Workspace | None:
    """The workspace in which this folder is that stage's; None where it is none."""
    try:
        where = Workspace.open(place)
    except UserError:
        return None
    return where if where.place(of) == place.resolve() else None


def enter() -> Workspace:
    """The workspace that the user is in, with its notice told; raises UserError."""
    found = Workspace.open(Path())
    if found.notice:
        print(found.notice, file=sys.stderr)
    return found


@contextlib.contextmanager
def trying() -> Iterator[None]:
    """Let what fails in here be a sentence and no more: the user has seen what they asked for."""
    try:
        yield
    except UserError as error:
        print(error, file=sys.stderr)
