"""`penilai amati`: the student's own server, live, with a recorder between it and its clients."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console

from penilai import diagram, disk, endings, ladder, report, stage, submission
from penilai.cek import targets
from penilai.errors import UserError
from penilai.language import mark, tr
from penilai.observed import Observed
from penilai.onlooker import Onlooker
from penilai.recorder import Door
from penilai.sandbox import Program, SandboxError, open_sandbox
from penilai.story import Event, bounded

SERVER = "server.py"


def amati(name: str, folder: Path | None, picture: Path | None) -> int:
    """Run the server and draw who says what, until Ctrl-C or its end; returns the exit code."""
    [(chosen, place)] = targets([name], folder)
    if SERVER not in chosen.programs:
        says = tr(mark("Tahap {stage} tidak punya server.py untuk diamati."))
        raise UserError(says.format(stage=chosen.name))
    handed_in = submission.read(chosen, place)
    if sentence := handed_in.missing.get(SERVER):
        raise UserError(sentence)
    if picture is not None:
        diagram.expect_writable(picture)
    console = report.screen()
    observed = Observed(console.width)
    with _running(chosen, handed_in) as (program, door):
        screen = Screen(console, observed, chosen.port)
        onlooker = Onlooker(program, door, chosen.port, screen)
        with _calm_end(onlooker):
            onlooker.run()
    says = tr(mark("{count} pesan terlihat."))
    console.print(says.format(count=observed.messages), style="bold")
    if picture is not None:
        disk.write(picture, page(chosen, observed).encode())
        console.print(tr(mark("Diagram: {file}")).format(file=picture), soft_wrap=True)
    return 0


class Screen:
    """The terminal of whoever looks on."""

    def __init__(self, console: Console, observed: Observed, port: int) -> None:
        self._console, self._observed, self._port = console, observed, port

    def takes_in(self, event: Event) -> None:
        self._observed.add(event)

    def comes_to_rest(self) -> None:
        for line in self._observed.draw():
            self._console.print(line, soft_wrap=True)

    def hears_of_the_door(self) -> None:
        says = mark(
            "server.py mendengarkan di port {port}. Jalankan python client.py di terminal lain; "
            "Ctrl-C mengakhiri."
        )
        self.comes_to_rest()
        self._console.print(tr(says).format(port=self._port), style="cyan")


def page(chosen: stage.Stage, observed: Observed) -> str:
    """The diagram of what was seen."""
    says = tr(mark("{count} pesan terlihat."))
    drawn = ladder.build(bounded(observed.events))
    section = diagram.Section("amati", tr(chosen.title), drawn)
    return diagram.page(chosen.name, says.format(count=observed.messages), [section])


@contextlib.contextmanager
def _running(
    chosen: stage.Stage, handed_in: submission.Submission
) -> Iterator[tuple[Program, Door]]:
    """The server in its sandbox, and the stage's port on this machine."""
    with contextlib.ExitStack() as afterwards:
        door = Door(chosen.port)
        afterwards.callback(door.close)
        try:
            secrets = {name: os.environ[name] for name in chosen.secrets if name in os.environ}
            sandbox = open_sandbox(handed_in.files, chosen.port, secrets, chosen.packages)
            afterwards.callback(sandbox.close)
            program = sandbox.start(SERVER)
        except SandboxError as error:
            raise UserError(str(error)) from error
        afterwards.callback(program.stop)
        yield program, door


@contextlib.contextmanager
def _calm_end(onlooker: Onlooker) -> Iterator[None]:
    """Ctrl-C, and a terminal that is closed, are the ordinary end; a second one is urgent."""

    def stop(number: int, frame: object) -> None:
        onlooker.stop()
        signal.signal(number, signal.default_int_handler)

    names = ("SIGINT", "SIGTERM", "SIGHUP")
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    with endings.heard_by(stop, numbers):
        yield
