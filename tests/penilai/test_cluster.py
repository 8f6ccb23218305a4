"""The same class on dask.distributed: a scheduler and two worker processes, one of them killed."""

import contextlib
import importlib.util
import os
import socket
import sqlite3
import subprocess
import sys
import threading

import psutil
import pytest
from test_kelas import a_class, marks, run

from penilai import cli, cluster, kelas
from penilai.errors import UserError

HAS_DASK = importlib.util.find_spec("distributed") is not None
needs_dask = pytest.mark.skipif(not HAS_DASK, reason="dask is not installed: the extra `mesin`")


class Cluster:
    """A scheduler and workers, each a process as `dask` starts it."""

    def __init__(self, folder):
        self._folder, self._stack = folder, contextlib.ExitStack()
        scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", "0")
        line = next(line for line in scheduler.stderr if "Scheduler at:" in line)
        self.address = line.rpartition("tcp://")[2].strip()
        self.scheduler = scheduler
        self._drain(scheduler)

    def worker(self):
        options = ["--nthreads", "1", "--no-nanny", "--local-directory", str(self._folder)]
        made = self._start("worker", f"tcp://{self.address}", *options)
        next(line for line in made.stderr if "Registered to" in line)
        self._drain(made)
        return made

    def _start(self, *words):
        command = [sys.executable, "-m", "dask", *words, "--no-dashboard"]
        environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
        made = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment)
        self._stack.enter_context(made)
        self._stack.callback(made.kill)
        return made

    def _drain(self, process):
        """Take what it still says, so that it can go on saying it."""
        thread = threading.Thread(target=process.stderr.read)
        thread.start()
        self._stack.callback(thread.join)
        self._stack.callback(process.kill)

    def close(self):
        self._stack.close()


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """With a worker; the tests stand in the order in which they use it up."""
    made = Cluster(tmp_path_factory.mktemp("dask"))
    made.worker()
    yield made
    made.close()


@needs_dask
def test_a_worker_that_is_killed_half_way_loses_nothing_and_nothing_is_there_twice(
    running, tmp_path, monkeypatch
):
    collection, target = a_class(tmp_path / "kumpulan", 7), tmp_path / "hasil"
    victim = psutil.Process(running.worker().pid)
    recorded, own = [], kelas.Book.record

    def record(self, student, *result):
        own(self, student, *result)
        recorded.append(student.id)
        if len(recorded) == 3:
            victim.kill()

    monkeypatch.setattr(kelas.Book, "record", record)
    assert run(collection, target, "--mesin", f"dask://{running.address}") == kelas.SURE
    assert sorted(recorded) == [f"2210{n}" for n in range(7)], "not everybody exactly once"
    assert list(marks(target).values()) == ([100, 90, 87] * 3)[:7], "as on this machine"
    with sqlite3.connect(target / "buku.sqlite3") as book:
        assert book.execute("SELECT count(*) FROM results").fetchone() == (7,)


@needs_dask
def test_a_scheduler_that_goes_away_is_one_sentence_and_what_is_done_stays(
    running, tmp_path, monkeypatch, capsys
):
    collection, target = a_class(tmp_path / "kumpulan", 3), tmp_path / "hasil"
    own = kelas.Book.record

    def record(self, *result):
        own(self, *result)
        running.scheduler.kill()

    monkeypatch.setattr(kelas.Book, "record", record)
    assert run(collection, target, "--mesin", f"dask://{running.address}") == cli.WRONG_USE
    complaint = capsys.readouterr().err
    assert "jalankan lagi perintah yang sama" in complaint and complaint.count("\n") == 1
    monkeypatch.undo()
    assert any(mark is not None for mark in marks(target).values())
    assert run(collection, target) == kelas.SURE
    assert list(marks(target).values()) == [100, 90, 87]


@needs_dask
def test_a_cluster_that_is_not_there_is_one_sentence(monkeypatch):
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 1)
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]
    with (
        pytest.raises(UserError, match=f"127.0.0.1:{port}"),
        cluster.opened(f"127.0.0.1:{port}", 1),
    ):
        pass


def test_without_dask_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UserError, match="pip install distributed"), cluster.opened("", 1):
        pass
