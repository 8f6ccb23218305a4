"""The fixtures that checks use: each starts a program of the student's and talks to it."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from penilai import gradings
from penilai.door import Door
from penilai.early import EarlyRoom
from penilai.gradings import PROGRAM, SCENE
from penilai.launch import Scene
from penilai.login import Login
from penilai.meeting import Meeting
from penilai.moderated import Moderated
from penilai.room import Room
from penilai.visit import Alone, Visit


@pytest.fixture
def scene(request: pytest.FixtureRequest) -> Iterator[Scene]:
    """The surroundings of one run of a check."""
    made = gradings.of(request.node).scene(request.node.name)
    request.node.stash[SCENE] = made
    yield made
    made.close()


def _fixture(
    kind: Callable[..., Any], program: str, meets: bool = True, says: str = ""
) -> Callable[..., Any]:
    """A fixture that starts the program; `meets`: it must be there to be talked to."""

    def make(request: pytest.FixtureRequest, scene: Scene) -> Any:
        if meets:
            request.node.stash[PROGRAM] = program
            gradings.of(request.node).expect_usable(program)
        return kind(scene, program)

    make.__doc__ = says or kind.__doc__
    return make


def _late(module: str) -> Callable[[Scene, str], Any]:
    """A class that is loaded when it is needed: Socket.IO takes as long as all the rest."""

    def make(scene: Scene, program: str) -> Any:
        return getattr(importlib.import_module(f"penilai.{module}"), LATE[module])(scene, program)

    return make


# fixtures, with the class in the module of that name
LATE = {"window": "Window", "obrolan": "Obrolan", "publik": "Publik"}


def pytest_collection_finish(session: pytest.Session) -> None:
    """Load what the checks here need, once, and not in each fork of the worker."""
    asked = {name for item in session.items for name in getattr(item, "fixturenames", ())}
    for module in asked & set(LATE):
        importlib.import_module(f"penilai.{module}")


room = pytest.fixture(_fixture(Room, "server.py"), name="room")
door = pytest.fixture(_fixture(Door, "server.py"), name="door")
meeting = pytest.fixture(_fixture(Meeting, "server.py"), name="meeting")
visit = pytest.fixture(_fixture(Visit, "client.py"), name="visit")
moderated = pytest.fixture(_fixture(Moderated, "server.py"), name="moderated")
window = pytest.fixture(
    _fixture(_late("window"), "client.py", says="A window of the student's client."),
    name="window",
)
login = pytest.fixture(_fixture(Login, "client.py"), name="login")
alone = pytest.fixture(_fixture(Alone, "client.py", meets=False), name="alone")
obrolan = pytest.fixture(
    _fixture(_late("obrolan"), "app.py", says="Rooms of a web chat, and those in them."),
    name="obrolan",
)
publik = pytest.fixture(
    _fixture(_late("publik"), "app.py", says="A web chat with a login, and its guests."),
    name="publik",
)


@pytest.fixture
def early_room(request: pytest.FixtureRequest) -> Iterator[EarlyRoom]:
    """A room that was opened after the stage's first check, and in which somebody spoke then."""
    node, grading = request.node, gradings.of(request.node)
    node.stash[PROGRAM] = "server.py"
    early = grading.early(node.name)
    node.stash[SCENE] = early.scene
    try:
        grading.expect_usable("server.py")
        yield early.room
    finally:
        early.close()
