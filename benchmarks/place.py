"""Where everything is measured: a temporary folder with the submissions and the other graders."""

from __future__ import annotations

import os
import shutil
import socket
import time
from pathlib import Path

from meter import Cost, Meter

from penilai import stage
from penilai.sandbox import interpreter

HERE = Path(__file__).resolve().parent
STAGE = "modul_contoh"
CHECKS = 14
PORT_SECONDS = 20.0  # how long the port may stay in somebody else's hands


class Place:
    """`python` is the interpreter of students' programs, for every way the same."""

    def __init__(self, folder: Path, meter: Meter) -> None:
        self.folder, self.meter = folder, meter
        self.stage = stage.find()[STAGE]
        self.python = interpreter.own() if os.getuid() else interpreter.for_everyone()
        (folder / "bin").mkdir()
        (folder / "bin" / "python3").symlink_to(self.python.path)
        shutil.copytree(HERE / "check50_problem", folder / "check50_problem")
        self.answer = self.submission("answer")
        self.by_hand = self.submission("by_hand")
        shutil.copy(HERE / "by_hand" / "test_chat.py", self.by_hand)

    def submission(self, name: str, server: Path | None = None) -> Path:
        """A new folder with the model answer, or with another server in it."""
        made = self.folder / name
        made.mkdir()
        for program in self.stage.programs:
            shutil.copy(self.stage.folder / program, made)
        if server is not None:
            shutil.copy(server, made / "server.py")
        return made

    def batch(self, count: int, hangs: bool = False) -> list[str]:
        """So many submissions that pass; or every tenth one's server `hangs`."""
        made = []
        for number in range(count):
            server = HERE / "hanging" / "server.py" if hangs and number % 10 == 9 else None
            made.append(str(self.submission(f"{'mixed' if hangs else 'batch'}-{number}", server)))
        return made

    def run(self, command: list[str], folder: Path, **environment: str) -> Cost:
        """Measure a command; `python3` is found as the interpreter of students' programs."""
        self._await_port()
        path = f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
        return self.meter.run(command, folder, {"PATH": path, **environment})

    def _await_port(self) -> None:
        """Wait until nobody has the port: the ways without isolation need it."""
        deadline = time.monotonic() + PORT_SECONDS
        while True:
            try:
                socket.create_server(("", self.stage.port)).close()
            except OSError as error:
                if time.monotonic() > deadline:
                    raise SystemExit(f"Port {self.stage.port} is in use: {error}.") from error
                time.sleep(0.1)
            else:
                return
