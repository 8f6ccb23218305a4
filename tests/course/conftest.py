"""The web stages' own servers, started for a test and spoken to over a real connection."""

import contextlib
import http.client
import os
import re
import subprocess
import sys
import threading
import urllib.parse
from pathlib import Path

import pytest
import socketio

ROOT = Path(__file__).parents[2]
RUNNING = re.compile(rb"Running on http://127\.0\.0\.1:(\d+)")
PATIENCE = 20  # seconds for what comes at once on a quiet machine


class Server:
    """A web stage's app on a port of its own, in a process of its own."""

    def __init__(self, stage, **environment):
        command = [sys.executable, "-B", "-m", "flask", "--app", "app", "run", "--port", "0"]
        self.stage, self.clients = stage, []
        self.process = subprocess.Popen(
            command,
            cwd=ROOT / stage,
            env=os.environ | {"PYTHONUNBUFFERED": "1"} | environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self.screen = []
        for line in self.process.stdout:
            self.screen.append(line.decode(errors="replace"))
            if found := RUNNING.search(line):
                self.port = int(found[1])
                break
        else:
            raise AssertionError("".join(self.screen))
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self):
        self.screen += [line.decode(errors="replace") for line in self.process.stdout]

    def connect(self, username=""):
        """A browser's connection; logged in where the stage wants that."""
        headers = {"Cookie": self.login(username)} if self.stage == "proyek_chat" else {}
        client = socketio.SimpleClient(reconnection=False)
        url = f"http://127.0.0.1:{self.port}"
        client.connect(url, headers=headers, transports=["websocket"], wait_timeout=PATIENCE)
        self.clients.append((client, client.client.eio.ws))
        return client

    def login(self, username):
        web = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        with contextlib.closing(web):
            web.request("POST", "/", urllib.parse.urlencode({"username": username}), form)
            return web.getresponse().getheader("Set-Cookie").partition(";")[0]

    def kill(self):
        """End it as `kill -9` does."""
        self.process.kill()
        self.process.wait()
        self._reader.join()
        self.process.stdout.close()
        for client, connection in self.clients:  # now: a server that answers is waited for
            client.disconnect()
            connection.shutdown()  # Engine.IO leaves it open when the server went first


@pytest.fixture
def serve():
    """Start a web stage; it ends with the test, and so do all connections to it."""
    with contextlib.ExitStack() as running:

        def start(stage, **environment):
            server = Server(stage, **environment)
            running.callback(server.kill)
            return server

        yield start


@pytest.fixture
def hears():
    """Wait until this event comes with these fields; gives its data."""

    def wait_for(client, event, **fields):
        while True:
            heard, *data = client.receive(timeout=PATIENCE)
            data = data[0] if data else {}
            if heard == event and fields.items() <= data.items():
                return data

    return wait_for
