"""A room that is opened after a stage's first check and asked last: by then time has passed."""

from __future__ import annotations

import time

from penilai.language import mark
from penilai.launch import Scene
from penilai.room import Room
from penilai.story import Kind

GRAIN = 0.05  # seconds that the clock of a program may be behind ours; Windows ticks so slowly


class EarlyRoom(Room):
    """A room in which two have been for a while, and one of them has spoken."""

    def __init__(self, scene: Scene, program: str = "server.py") -> None:
        super().__init__(scene, program)
        self.ani, self.budi = self.join("Ani", "Budi")
        self.first = self.ani.says("baris pertama")
        self.budi.hears(self.first)
        self._first_heard = time.time()

    def waits_for_the_next_second(self) -> None:
        """Wait for what is left of the second in which the first line was heard, if it lasts."""
        left = 1 - self._first_heard % 1 + GRAIN - (time.time() - self._first_heard)
        self._hub.pass_time(min(left, 1 + GRAIN))  # somebody may have set the clock back
        self._scene.story.add(Kind.WAITED, "", b"", mark("Satu detik atau lebih berlalu"))


class Early:
    """The scene of such a check, and its room. What went wrong is raised when it is asked for."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self._room: EarlyRoom | None = None
        self._error: Exception | None = None

    def open(self) -> None:
        """Start the program and let somebody speak; what fails is closed at once."""
        try:
            self._room = EarlyRoom(self.scene)
        except Exception as error:
            self._error = error
            self.close()  # its program shall not stand in the way of the others

    @property
    def room(self) -> EarlyRoom:
        """The room, opened now if it was not before; raises what opening raised."""
        if self._room is None and self._error is None:
            self.open()
        if self._room is None:
            assert self._error is not None
            raise self._error
        return self._room

    def close(self) -> None:
        """End its program and conversations; twice is harmless."""
        self.scene.close()
