"""A browser of ours is ended in every case, and leaves nothing."""

import os
import signal
import subprocess
import sys

import psutil
import pytest

from penilai.devtools import BrowserError, DevTools
from penilai.events import Hub
from penilai.sandbox import Chromium, browsers, find_browser
from penilai.tabs import Tabs

PATIENCE = 10  # seconds
STARTS = """
import sys
from penilai.tabs import Tabs
tabs = Tabs()
assert tabs.warm() and tabs.chromium.listener
print("ya", flush=True)
sys.stdin.read()
"""
needs_browser = pytest.mark.skipif(find_browser() is None, reason="there is no browser here")
linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux shows them all")


@pytest.fixture(params=["bubblewrap", "portabel"])
def environment(request, tmp_path):
    """For a process that uses this tier and has a folder of its own for what is temporary."""
    return {**os.environ, "PENILAI_ISOLASI": request.param, "TMPDIR": str(tmp_path)}


@needs_browser
@linux
@pytest.mark.parametrize("end", [None, signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nothing_is_left_however_we_end(environment, tmp_path, end):
    code = STARTS + ("tabs.close()" if end is None else "")
    pipe = subprocess.PIPE
    ours = subprocess.Popen(
        [sys.executable, "-c", code], env=environment, stdin=pipe, stdout=pipe, stderr=pipe
    )
    said = ours.stdout.readline()
    assert said == b"ya\n", ours.stderr.read().decode()
    started = psutil.Process(ours.pid).children(recursive=True)
    assert started
    if end is not None:
        ours.send_signal(end)
    ours.communicate()
    _, left = psutil.wait_procs(started, PATIENCE)
    assert not left
    assert os.listdir(tmp_path) == []


def dies(chromium):
    own = psutil.Process(chromium._process.pid)
    all_of_it = [own, *own.children(recursive=True)]
    own.kill()
    assert not psutil.wait_procs(all_of_it, PATIENCE)[1]


@needs_browser
def test_one_that_has_died_is_replaced():
    tabs, hub = Tabs(), Hub()
    try:
        assert tabs.warm() and tabs.chromium.listener
        dies(tabs.chromium)
        tab = tabs.open(None, 5000, hub, b"")
        assert tab.page.evaluate("1 + 1") == 2
        tab.close()
    finally:
        tabs.close()
        hub.close()


@needs_browser
def test_one_that_has_died_is_no_longer_waited_for():
    chromium, hub = Chromium(find_browser()), Hub()
    tools = DevTools(chromium)
    try:
        assert chromium.listener
        tools.attach(hub)
        tools.ask("", "Browser.getVersion")
        dies(chromium)
        with pytest.raises(BrowserError):
            tools.ask("", "Browser.getVersion")
    finally:
        chromium.close()
        hub.close()


@pytest.mark.skipif(os.name != "posix", reason="there is none on Windows")
def test_what_is_no_browser_is_told(tmp_path, monkeypatch):
    program = tmp_path / "peramban"
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv(browsers.VARIABLE, str(program))
    tabs, hub = Tabs(), Hub()
    with pytest.raises(BrowserError):
        tabs.open(None, 5000, hub, b"")
    tabs.close()
    hub.close()


def test_the_environment_says_which_browser_or_none(tmp_path, monkeypatch):
    monkeypatch.setenv(browsers.VARIABLE, "tidak")
    assert find_browser() is None and not Tabs().warm()
    (tmp_path / "chrome").touch()
    monkeypatch.setenv(browsers.VARIABLE, str(tmp_path / "chrome"))
    assert find_browser() == tmp_path / "chrome"
