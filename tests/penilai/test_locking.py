"""One at a time, and the lock ends with its process."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from penilai.errors import UserError
from penilai.locking import alone, place_for

HOLDS = """
import sys
from pathlib import Path
from penilai.locking import alone
with alone(Path(sys.argv[1]), ""):
    print("siap", flush=True)
    sys.stdin.read()
"""

HOLDS_AND_FORKS = """
import os, sys
from pathlib import Path
from penilai.locking import alone
with alone(Path(sys.argv[1]), ""):
    goes, tells = os.pipe()
    if os.fork() == 0:
        os.write(tells, b".")
        sys.stdin.read()
        print("selesai", flush=True)
        os._exit(0)
    os.read(goes, 1)
    print("siap", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def lock(tmp_path):
    return tmp_path / "cache" / "pantau.lock"


def taken(lock):
    try:
        with alone(lock, "sudah dipakai"):
            return False
    except UserError as error:
        assert str(error) == "sudah dipakai"
        return True


def test_the_second_one_gets_the_sentence_and_later_the_lock(lock):
    with alone(lock, ""):
        assert taken(lock)
    assert not taken(lock)


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL] if os.name == "posix" else [])
def test_the_lock_ends_with_its_process(lock, number):
    pipe = subprocess.PIPE
    words = [sys.executable, "-c", HOLDS, str(lock)]
    with subprocess.Popen(words, stdin=pipe, stdout=pipe, text=True) as holder:
        assert holder.stdout.readline() == "siap\n"
        assert taken(lock)
        holder.send_signal(number)
        holder.wait()
    assert not taken(lock)


def test_where_no_lock_can_be_made_we_go_on_without(tmp_path):
    (tmp_path / "berkas").write_text("")
    with alone(tmp_path / "berkas" / "pantau.lock", ""):
        pass


def test_each_folder_has_its_own_and_writes_nothing_into_it(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    a, b = place_for(tmp_path / "a"), place_for(tmp_path / "b")
    assert a != b and a == place_for(tmp_path / "x" / ".." / "a")
    assert not a.is_relative_to(tmp_path / "a") and isinstance(a, Path)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system cannot fork")
def test_a_fork_that_lives_on_holds_no_lock(lock):
    pipe = subprocess.PIPE
    words = [sys.executable, "-c", HOLDS_AND_FORKS, str(lock)]
    with subprocess.Popen(words, stdin=pipe, stdout=pipe, text=True) as holder:
        assert holder.stdout.readline() == "siap\n"
        assert taken(lock), "the fork let go of its own only"
        holder.kill()
        holder.wait()
        assert not taken(lock)
        holder.stdin.close()
        assert holder.stdout.read() == "selesai\n", "it did live on"
