"""A folder of programs, watched: what is handed in there, told whenever it has changed."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path

from watchfiles import watch

from penilai import submission
from penilai.stage import Stage
from penilai.submission import Submission

STEP, DEBOUNCE = 5, 20  # milliseconds of silence that end a save, and the longest wait for them
POLL = 150  # milliseconds between two looks where no events come
LOOK = 500  # milliseconds after which we look unasked: an event may be lost, a folder replaced
# File systems on which others write without an event for us: shares, and Windows below WSL.
SHARED = frozenset(
    "9p afpfs cifs drvfs fuse.sshfs fuse.vmhgfs-fuse nfs nfs4 prl_fs smb smb2 smb3 smbfs "
    "vboxsf virtiofs".split()
)
MOUNTS = Path("/proc/mounts")
_ESCAPED = {r"\040": " ", r"\011": "\t", r"\012": "\n", r"\134": "\\"}  # as the kernel writes them


class Watcher:
    """Tells from a thread of its own what `folder` holds: first at once, then at each change.

    `tell` gets the submission, and None when the folder is gone; what does not belong to the
    stage's programs, or is the same as before, is no change.
    """

    def __init__(
        self, wanted: Stage, folder: Path, tell: Callable[[Submission | None], None], polling: bool
    ) -> None:
        self._stage, self._folder, self._tell, self._polling = wanted, folder, tell, polling
        self._last: Submission | str | None = "nothing told yet"
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop watching; nothing is told after this."""
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stop.is_set():
            self._look()
            if self._last is None or not self._watch():
                self._stop.wait(POLL / 1000)

    def _watch(self) -> bool:
        """Look at each event until we shall stop or another folder is there; False: no events."""
        itself = _identity(self._folder)
        try:
            for _ in watch(
                *places(self._stage, self._folder),
                watch_filter=lambda _, path: matters(self._stage, self._folder, Path(path)),
                debounce=DEBOUNCE,
                step=STEP,
                stop_event=self._stop,
                rust_timeout=LOOK,
                yield_on_timeout=True,
                raise_interrupt=False,
                force_polling=self._polling,
                poll_delay_ms=POLL,
                recursive=False,
            ):
                if _identity(self._folder) != itself:
                    return True
                self._look()
        except (OSError, RuntimeError):  # no more watches to be had, or the folder has just gone
            self._polling = self._polling or self._folder.is_dir()
            return False
        return True

    def _look(self) -> None:
        try:
            found = submission.read(self._stage, self._folder)
        except OSError:
            found = None
        if found != self._last and not self._stop.is_set():
            self._last = found
            self._tell(found)


def matters(wanted: Stage, folder: Path, path: Path) -> bool:
    """Can a change of `path` change what `submission.read` reads from `folder`?"""
    if path == folder:
        return True
    if path.parent == folder and path.suffix == ".py":
        return True
    if path in {folder / name for name in wanted.programs}:
        return True
    return path.is_relative_to(folder) and submission.in_folders(
        wanted, path.relative_to(folder).as_posix()
    )


def places(wanted: Stage, folder: Path) -> list[Path]:
    """The folders to be watched: the folder itself, and those below that are handed in."""
    below = {(folder / name).parent for name in wanted.programs} - {folder}
    for inner in wanted.folders:
        below |= {folder / inner, *(folder / inner).glob("*/")}
    return [folder, *sorted(path for path in below if path.is_dir())]


def needs_polling(folder: Path, mounts: str | None = None) -> bool:
    """Do others write here without an event for us? `mounts` is as in /proc/mounts."""
    path = os.path.realpath(folder)
    if path.startswith("\\\\"):
        return True  # a share, in the words of Windows
    if mounts is None:
        mounts = MOUNTS.read_text(errors="replace") if MOUNTS.exists() else ""
    return _file_system(Path(path), mounts) in SHARED


def _file_system(path: Path, mounts: str) -> str:
    """The type of the file system that `path` is on; the last of those mounted there counts."""
    found, deepest = "", -1
    for line in mounts.splitlines():
        _, place, kind, *_ = [*line.split(" "), "", "", ""]
        for escaped, sign in _ESCAPED.items():
            place = place.replace(escaped, sign)
        if path.is_relative_to(place) and len(place) >= deepest:
            found, deepest = kind, len(place)
    return found


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        status = os.stat(folder)
    except OSError:
        return None
    return status.st_dev, status.st_ino
