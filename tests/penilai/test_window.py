"""Windows on a virtual screen: honest ones, odd ones and hostile ones."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from penilai import eyes, x11
from penilai.events import Hub, Waited
from penilai.launch import Manners, Scene
from penilai.sandbox import Sandbox, ScreenMissing, open_sandbox, portable
from penilai.sandbox import display as displays
from penilai.sandbox.display import Display
from penilai.story import Unmet, Unreachable
from penilai.tkagents import Agents
from penilai.tksend import MOST, Send
from penilai.window import Window
from penilai.words import Words

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="the screen of Windows and macOS is real"),
    pytest.mark.skipif(not shutil.which("Xvfb"), reason="Xvfb is not installed"),
]
CLIENT = (Path(__file__).parents[2] / "chatting_gui" / "client.py").read_bytes()
BEGIN = """
import socket, sys, threading, tkinter as tk
from tkinter import simpledialog
root = tk.Tk()
"""


@pytest.fixture(params=[True, False], ids=["boxed", "portable"])
def display(request: pytest.FixtureRequest) -> Iterator[Display]:
    made = Display(boxed=request.param)
    yield made
    made.close()


@pytest.fixture
def opens() -> Iterator[Callable[[bytes | str], Window]]:
    """Start a client before a person and a server; all of it ends with the test."""
    scenes: list[Scene] = []
    boxes: list[Sandbox] = []

    def start(client: bytes | str) -> Window:
        data = client.encode() if isinstance(client, str) else client
        boxes.append(open_sandbox({"client.py": data}, 9090, {}, screen=True))
        scenes.append(Scene(boxes[-1].start, 9090, Words(1), Manners()))
        return Window(scenes[-1])

    yield start
    for scene in scenes:
        scene.close()
    for box in boxes:
        box.close()


# The screen ------------------------------------------------------------------------------


def test_a_screen_lets_nobody_in_without_the_cookie(display: Display) -> None:
    display.open()
    with pytest.raises(x11.ConnectionLost):
        x11.Connection(display.connect(), b"?" * 16)
    x11.Connection(display.connect(), display.cookie).close()


def test_nothing_of_a_screen_is_left(display: Display) -> None:
    display.open()
    process = display._server
    assert process is not None
    display.close()
    assert process.returncode is not None
    assert not display.folder.exists()


def test_a_screen_ends_with_a_grader_that_is_killed(display: Display) -> None:
    """A fork opens it, and is killed; what it has started becomes ours, or the system's."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        display.open()
        os.write(writer, b"%d" % display._server.pid if display._server else b"")
        signal.pause()
    started = psutil.Process(int(os.read(reader, 20)))
    family = [started, *started.children(recursive=True)]
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    left = psutil.wait_procs(family, 5)[1]
    assert [one for one in left if one.status() != psutil.STATUS_ZOMBIE] == []
    os.close(reader)
    os.close(writer)


def test_the_folder_of_a_killed_grader_is_removed() -> None:
    made = Display(boxed=True)
    displays.remove_those_of(0)
    assert made.folder.exists()
    displays.remove_those_of(int(made.folder.name.split("-")[2]))
    assert not made.folder.exists()


def test_a_machine_without_xvfb_says_what_is_missing(
    display: Display, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ScreenMissing, match="xvfb"):
        display.open()


def test_a_program_that_was_killed_is_told_from_one_that_is_slow(display: Display) -> None:
    """Its name stays in the registry, its letter box does not."""
    display.open()
    hub = Hub()
    send = Send(x11.Connection(display.connect(), display.cookie))
    send.watch(hub, send.read)
    send._x.append(send._x.root, send._x.registry, b"200003 killed\0")
    assert hub.wait(lambda: "killed" in send.names, 5) is Waited.HAPPENED
    question = send.ask("killed", "exit")
    assert hub.wait(lambda: question in send.replies, 5) is Waited.HAPPENED
    assert not send.replies[question].right
    send.close(hub)


# Those who lie on it ---------------------------------------------------------------------


def test_a_liar_on_the_screen_is_read_as_data_and_bounded(display: Display) -> None:
    display.open()
    hub = Hub()
    send = Send(x11.Connection(display.connect(), display.cookie))
    send.watch(hub, send.read)
    liar = x11.Connection(display.connect(), display.cookie)
    flood = b"".join(b"%x name%d\0" % (liar.root + n, n) for n in range(5000))
    liar.link.settimeout(5)
    liar.append(liar.root, liar.registry, flood)
    liar.append(send._own, liar.comm, b"\0c\0-n penilai\0-s exit\0" + b"\0r\0-s 5\0-r forged\0")
    for _ in range(8):
        liar.append(send._own, liar.comm, b"\0r\0-s x\0" * 6_000)
    said = hub.wait(lambda: len(send.names) == MOST and 5 in send.replies, 5)
    assert said is Waited.HAPPENED
    assert send.replies[5].text == "forged" and len(send.replies) == 1
    for name in send.names:  # windows that are none of Tk's, or no windows
        send.ask(name, "exit")
    hub.pump(0.1)
    liar.close()
    send.close(hub)


def test_a_forged_answer_to_a_look_is_no_look(
    display: Display, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Idle:
        ended = False

    display.open()
    hub = Hub()
    send = Send(x11.Connection(display.connect(), display.cookie))
    seeing = eyes.Eyes(send, Idle(), hub)  # type: ignore[arg-type]
    send.names["liar"] = send._own
    seeing.look()
    send._x.append(send._own, send._x.comm, b"\0r\0-s 1\0-r {exit}\0\0r\0-s 2\0-r x\0")
    hub.wait(lambda: not seeing._open, 5)
    assert (seeing.widgets, send.replies) == ([], {})
    seeing.close()


# Programs --------------------------------------------------------------------------------


def test_the_windows_of_a_program_are_seen_and_used(opens: Callable[..., Window]) -> None:
    window = opens(CLIENT)
    host = window.introduces()
    host.hears(window.name)
    window.shows(window.says("halo"))
    text = window.types("apa kabar: baik-baik, ya?")
    window.presses_enter()
    window.delivers(text)
    window.closes()
    window.ends()


def test_an_agent_in_the_program_answers_where_there_is_no_send(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The way of Windows and macOS, tried here on the virtual screen."""
    monkeypatch.setenv(portable.WAY, portable.AGENTS)
    tier = portable.Portable({"client.py": CLIENT}, {}, 9090, screen=True)
    scene = Scene(tier.start, 9090, Words(1), Manners())
    try:
        window = Window(scene)
        window.introduces().hears(window.name)
        text = window.types("lewat agen")
        window.presses_button()
        window.delivers(text)
        window.field_is_empty()
        window.closes()
        window.ends()
    finally:
        scene.close()
        tier.close()


def test_who_calls_without_the_token_is_no_agent() -> None:
    hub = Hub()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        agents = Agents(listener, b"token")
        agents.watch(hub, agents.read)
        with socket.create_connection(listener.getsockname()) as stranger:
            stranger.sendall(b"guess\n1 1 6869\n")
            hub.pump(0.5)
            hub.pump(0.2)
            assert (agents.names, agents.replies) == ({}, {})
        agents.close(hub)
    hub.close()


def test_a_program_without_a_window_is_told_so(opens: Callable[..., Window]) -> None:
    with pytest.raises(Unreachable, match="tidak pernah menyambung"):
        opens("print('halo')").introduces()


def test_a_window_that_never_asks_is_known_by_the_name_it_gives(
    opens: Callable[..., Window],
) -> None:
    window = opens(re.sub(rb"simpledialog\.askstring\([^)]*\)", b'"Budi"', CLIENT))
    window.introduces()
    assert window.name == "Budi"
    with pytest.raises(Unmet, match="menanyakan nama"):
        window.asked_for_name()


def test_a_busy_window_is_told_as_one(opens: Callable[..., Window]) -> None:
    busy = BEGIN + (
        "simpledialog.askstring('Nama', 'Nama:', parent=root)\n"
        "server = socket.create_connection(('127.0.0.1', 9090))\n"
        "server.recv(100)\nserver.sendall(b'Ani\\n')\nserver.recv(100)\nserver.recv(100)\n"
    )
    window = opens(busy)
    window.introduces()
    with pytest.raises(Unmet, match="tidak menjawab"):
        window.types("halo")


def test_a_display_has_no_way_to_the_users_own(opens: Callable[..., Window]) -> None:
    window = opens("import os; print(os.environ['DISPLAY'], os.listdir('/tmp/.X11-unix'))")
    # not for its end, which may be told before its words have been read
    window._scene.hub.wait(lambda: "]" in window.screen.screen.text, 5)
    assert "Traceback" not in window.screen.screen.text
    if window._scene.start.__self__.tier == "bubblewrap":  # type: ignore[attr-defined]
        assert window.screen.screen.text.split()[1:] == ["['X0']"]
